"""What keeps an approach from being scaled whatever else is good; a veto fires only on a recorded value."""

from __future__ import annotations

from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.statement import Reason, VerdictInputs
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.values import Interval

NOT_RECORDED = "not recorded"


def vetoes(inputs: VerdictInputs, summary: EvidenceSummary | None, thresholds: Thresholds) -> tuple[Reason, ...]:
    """Ask each veto.

    Args:
        inputs: What the verdict stands on.
        summary: The pooled effect; None when there is none.
        thresholds: The numbers of the rule.

    Returns:
        One reason per veto; ``met`` means that it does not fire.

    Source:
        Method 3.4, VETO.
    """
    return (
        _comparison(inputs),
        _harm(inputs, summary),
        _certainty(inputs),
        _package(inputs, thresholds),
        _data(inputs, thresholds),
    )


def _comparison(inputs: VerdictInputs) -> Reason:
    comparative = sum(study.design.is_comparative for study in inputs.studies)
    text = "No study is recorded."
    if inputs.studies:
        text = f"{comparative} of {len(inputs.studies)} evaluations have a comparison group."
    met = comparative > 0 or not inputs.studies
    return Reason("VETO-comparison", text, met, comparative, "a comparison group in one evaluation")


def harmful_interval(summary: EvidenceSummary) -> Interval:
    """Give the interval asked for harm: the classical one with two studies, where t(1) would hide any harm."""
    return summary.pooled.ci if summary.pooled.k == 2 else summary.ci


def _harm(inputs: VerdictInputs, summary: EvidenceSummary | None) -> Reason:
    code, needed = "VETO-harm", "an interval that does not lie on the harmful side"
    if summary is None:
        return Reason(code, "Harm cannot be judged without an effect.", True, None, needed)
    interval = harmful_interval(summary)
    nearest = interval.lower if summary.benefit == "low" else interval.upper
    harmful = summary.sign * nearest < 0
    lower, upper = summary.natural(interval.lower), summary.natural(interval.upper)
    where = "lies on the harmful side" if harmful else "does not lie wholly on the harmful side"
    text = f"The interval of the {summary.measure.words}, {lower:.2f} to {upper:.2f}, {where}."
    return Reason(code, text, not (harmful and inputs.critical_outcome), summary.natural(nearest), needed)


def _certainty(inputs: VerdictInputs) -> Reason:
    code, needed = "VETO-certainty", Grade.LOW.words
    if inputs.certainty is None:
        return Reason(code, "Certainty is not recorded.", True, None, needed)
    grade = inputs.certainty.recorded_grade
    fires = grade <= Grade.VERY_LOW and bool(inputs.studies)
    return Reason(code, f"Certainty, from what is recorded, is {grade.words}.", not fires, grade.words, needed)


def _package(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    score, core = inputs.package_score, inputs.package_core_defined
    low = score is not None and score.value < thresholds.veto_package
    undefined = core is not None and not core.value
    said = NOT_RECORDED if score is None else f"{score.value:g} of 100"
    core_said = NOT_RECORDED if core is None else "undefined" if undefined else "defined"
    return Reason(
        "VETO-package",
        f"Package score: {said}; core elements: {core_said}.",
        not (low or undefined),
        None if score is None else score.value,
        f"{thresholds.veto_package:g} and a defined core",
    )


def _data(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    code, needed, share = "VETO-data", thresholds.veto_completeness, inputs.data_completeness
    if share is None:
        return Reason(code, "Completeness of the data is not recorded.", True, None, needed)
    return Reason(code, f"Data are {share.value:.0%} complete.", share.value >= needed, share.value, needed)
