"""The five items of "scale with research", and the questions that scaling must then answer."""

from __future__ import annotations

from datetime import date

from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.effects import ignores_clusters
from groundswell.domain.evidence.readiness import NO_EFFECT, NO_MID, deficit_of_the_poorest
from groundswell.domain.evidence.statement import Condition, Reason, VerdictInputs, VerdictWord
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.vetoes import NOT_RECORDED

QUESTIONS = {
    "READY-a": "Does it work in another setting, tested with a comparison group and enough clusters?",
    "READY-b": "Does it work at all? Measure until the interval excludes no effect.",
    "READY-c": "What decides whether it works in a new place? Compare places that differ in context, dose and cadre.",
    "READY-d": "What would make us surer? Take up the questions that lowered certainty.",
    "READY-e": "How much of the effect remains at scale? Measure the outcome in the waves.",
    "READY-f": "Does it work with the cadre and the package version of scale?",
    "READY-g": "Does it do harm, and does it work as well for the poorest?",
    "READY-h": "Is the process kept (fidelity), and which dose does the effect need?",
    "READY-i": "What stands in the way of scaling, what does a unit cost, and who pays for it?",
    "RESEARCH-a": "Test with comparison: evaluate it against places without it, analysed by the unit of allocation.",
    "RESEARCH-b": "Is the effect large enough to matter? Improve the approach, then test again.",
    "RESEARCH-c": "Is there a benefit at all? Evaluate in more places.",
    "RESEARCH-d": "Is the evidence sure enough? Take up the questions that lowered certainty.",
    "RESEARCH-e": "Can it be scaled? Make the scalability assessment.",
    "VETO-comparison": "Test with comparison: no evaluation has a comparison group.",
    "VETO-harm": "Why does it harm here? Do not scale in this context until that is understood.",
    "VETO-certainty": "Make a sounder evaluation: certainty is very low.",
    "VETO-package": "Finish the package: define its core and bring its score up.",
    "VETO-data": "Mend the data: too many reports are missing to judge.",
}


def research_items(
    inputs: VerdictInputs, summary: EvidenceSummary | None, thresholds: Thresholds
) -> tuple[Reason, ...]:
    """Ask each item of "scale with research".

    Args:
        inputs: What the verdict stands on.
        summary: The pooled effect; None when there is none.
        thresholds: The numbers of the rule.

    Returns:
        Five reasons, RESEARCH-a to RESEARCH-e.

    Source:
        Method 3.4, SCALE WITH RESEARCH.
    """
    return (
        _compared(inputs),
        _large_enough(summary),
        _likely(summary, thresholds),
        _certain(inputs, thresholds),
        _scalable(inputs, thresholds),
    )


def _compared(inputs: VerdictInputs) -> Reason:
    usable = sum(study.design.is_comparative and not ignores_clusters(study) for study in inputs.studies)
    text = f"{usable} comparative evaluations that do not take people of one cluster as independent."
    return Reason("RESEARCH-a", text, usable > 0, usable, 1)


def _large_enough(summary: EvidenceSummary | None) -> Reason:
    code = "RESEARCH-b"
    if summary is None or summary.mid is None:
        return Reason(code, NO_EFFECT if summary is None else NO_MID, False, None, "the minimum important difference")
    value = summary.natural(summary.pooled.estimate)
    met = summary.reaches(summary.pooled.estimate, summary.mid)
    text = f"The {summary.measure.words} is {value:.3f}."
    return Reason(code, text, met, value, round(summary.natural(summary.mid), 6))


def _likely(summary: EvidenceSummary | None, thresholds: Thresholds) -> Reason:
    code = "RESEARCH-c"
    if summary is None:
        return Reason(code, NO_EFFECT, False, None, thresholds.research_p_benefit)
    if summary.p_benefit is None:
        p = summary.one_sided_p
        text = f"With fewer than three studies the one-sided p counts; it is {p:.4f}."
        needed = f"at most {thresholds.research_one_sided_p:g}"
        return Reason(code, text, p <= thresholds.research_one_sided_p, p, needed)
    text = f"In a new place the chance of a benefit is {summary.p_benefit:.3f}."
    met = summary.p_benefit >= thresholds.research_p_benefit
    return Reason(code, text, met, summary.p_benefit, thresholds.research_p_benefit)


def _certain(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    needed = Grade(thresholds.research_certainty).words
    if inputs.certainty is None:
        return Reason("RESEARCH-d", "Certainty is not recorded.", False, None, needed)
    grade = inputs.certainty.grade
    met = grade >= thresholds.research_certainty
    return Reason("RESEARCH-d", f"Certainty is {grade.words}.", met, grade.words, needed)


def _scalable(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    code, needed, score = "RESEARCH-e", thresholds.research_scalability, inputs.scalability_score
    if score is None:
        return Reason(code, f"Scalability is {NOT_RECORDED}.", False, None, needed)
    return Reason(code, f"Scalability is {score.value:g} of 100.", score.value >= needed, score.value, needed)


def conditions(
    word: VerdictWord, reasons: tuple[Reason, ...], lapses: date, inputs: VerdictInputs, summary: EvidenceSummary | None
) -> tuple[Condition, ...]:
    """Turn what is unmet into questions, and add the rules of a staged start.

    Args:
        word: The verdict.
        reasons: All reasons.
        lapses: The day the verdict lapses.
        inputs: What the verdict stands on.
        summary: The pooled effect.

    Returns:
        For "with research": a question per unmet READY item, then start order, stop rules and next date; for "not yet":
        a question per fired veto and unmet RESEARCH item; for "ready": what is not excluded.
    """
    if word == "ready":
        if deficit_of_the_poorest(inputs, summary) != "not excluded":
            return ()
        return (
            Condition("READY-g", "Is the effect among the poorest as large? An important deficit is not excluded."),
        )
    prefixes = ("READY-",) if word == "with research" else ("VETO-", "RESEARCH-")
    questions = tuple(
        Condition(reason.code, QUESTIONS[reason.code])
        for reason in reasons
        if not reason.met and reason.code.startswith(prefixes)
    )
    if word == "not yet":
        return questions
    return (
        *questions,
        Condition("WAVES", "Start in waves whose order is drawn by lot, or at least leave places to compare with."),
        Condition(
            "STOP", "Pause new places where a dilution rule shows red; open no wave while 20 % of units are red."
        ),
        Condition("NEXT", f"Judge again by {lapses.isoformat()}, or when a core element changes."),
    )
