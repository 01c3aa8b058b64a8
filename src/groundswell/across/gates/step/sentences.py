"""The verdict's sentence, and what it obliges us to do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates.selectors import Decision, Judged, stands_on_the_same
from groundswell.across.gates.step.words import word_said
from groundswell.before.evidence.selectors import Findings
from groundswell.before.evidence.step.words import chances, sides
from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.verdict import Condition, Verdict
from groundswell.kit.style import day_written, written


def because(now: Judged, signed: Decision | None = None) -> str:
    """Why the verdict is what it is, in two or three sentences; an overruling is told first."""
    if signed and signed.override_word:
        words = {"machine": word_said(signed.word), "person": signed.signed_name, "reason": signed.override_reason}
        overruled = _("%(person)s overruled the rule, which said “%(machine)s”: %(reason)s") % words
        return f"{overruled} {effect_said(now.assembled.findings, now.verdict) if now.verdict else ''}".strip()
    verdict = now.verdict
    if verdict is None:
        return now.why_not
    effect = effect_said(now.assembled.findings, verdict)
    closing = {
        "ready": _("All nine conditions are met."),
        "with research": _(
            "That is not firm enough for an unconditional yes, so each wave must also test the approach."
        ),
        "not yet": stops(verdict),
    }[verdict.word]
    return f"{effect} {closing}".strip()


def has_lapsed(signed: Decision | None, changed: Sequence[str] = ()) -> bool:
    """Whether a signed verdict is in force no longer: its last day is over, or the core is another one.

    Args:
        signed: The verdict that stands; None where nobody signed one.
        changed: Core elements of the package that became others since it was signed.
    """
    return signed is not None and (signed.lapses_on < timezone.localdate() or bool(changed))


def moved_on(now: Judged, signed: Decision | None, changed: Sequence[str] = ()) -> list[str]:
    """What has changed since a verdict was signed: a lapse, the core of the package, another word of the rule, inputs.

    Args:
        now: What the rule says now.
        signed: The verdict that stands; None where nobody signed one.
        changed: Core elements of the package that became others since it was signed.

    Returns:
        Sentences; none where all it stands on is as it was signed.
    """
    if signed is None:
        return []
    notes = []
    if signed.lapses_on < timezone.localdate():
        notes.append(_("It has lapsed. Judge again."))
    if changed:
        words = {"names": "; ".join(changed)}
        notes.append(
            _("The core of the package has changed since: %(names)s. The verdict has lapsed; judge again.") % words
        )
    if now.verdict and now.verdict.word != signed.word:
        notes.append(_("Since it was signed, the rule has come to: %(word)s.") % {"word": word_said(now.verdict.word)})
    if not notes and not stands_on_the_same(now, signed):
        notes.append(_("What it stands on has changed since it was signed; the rule still says the same."))
    return notes


def effect_said(findings: Findings, verdict: Verdict) -> str:
    """What the evidence says, with “may” where certainty is low."""
    summary = verdict.evidence
    if summary is None:
        return _("No study with a comparison group says yet what the approach does.")
    better, worse = sides(findings.asked)
    unsure = verdict.certainty is None or verdict.certainty.grade <= Grade.LOW or summary.ci.covers(0.0)
    if summary.sign * summary.pooled.estimate <= 0:
        lead = _("On average the studies point to %(worse)s") % {"worse": worse}
    elif unsure:
        lead = _("The approach may bring %(better)s") % {"better": better}
    else:
        lead = _("The approach brings %(better)s") % {"better": better}
    said = chances(summary.p_benefit)
    return f"{lead}{_(': ')}{said}." if said else f"{lead}."


def stops(verdict: Verdict) -> str:
    """What stands in the way of scaling, counted."""
    if verdict.vetoes:
        return ngettext(
            "%(n)s thing forbids scaling until it is put right.",
            "%(n)s things forbid scaling until they are put right.",
            len(verdict.vetoes),
        ) % {"n": written(len(verdict.vetoes))}
    missing = sum(not reason.met for reason in verdict.reasons if reason.code.startswith("RESEARCH-"))
    return ngettext(
        "%(n)s thing that scaling with research needs is missing.",
        "%(n)s things that scaling with research needs are missing.",
        missing,
    ) % {"n": written(missing)}


def obliged(condition: Condition, verdict: Verdict) -> str:
    """One thing that the verdict obliges us to do, in the reader's language."""
    if condition.code == "NEXT":
        day = day_written(verdict.lapses, "DATE_FORMAT")
        return _("Judge again by %(day)s, or when a core element changes.") % {"day": day}
    return duties().get(condition.code, condition.question)


def duties() -> dict[str, str]:
    """What each unmet condition obliges to; the questions of ``domain.evidence.research`` in the reader's language."""
    return {
        "READY-a": _("Does it work in another setting? Test it with a comparison group and enough clusters."),
        "READY-b": _("Does it work at all? Measure until the interval excludes no effect."),
        "READY-c": _(
            "What decides whether it works in a new place? Compare places that differ in context, dose and staff."
        ),
        "READY-d": _("What would make us surer? Take up the questions that lowered certainty."),
        "READY-e": _("How much of the effect remains at scale? Measure the outcome in the waves."),
        "READY-f": _("Does it work with the staff and the package of scale?"),
        "READY-g": _("Does it do harm, and does it work as well for the poorest?"),
        "READY-h": _("Is the process kept, and which dose does the effect need?"),
        "READY-i": _("What stands in the way of scaling, what does a unit cost, and who pays for it?"),
        "RESEARCH-a": _(
            "Test with comparison: evaluate it against places without it, analysed by the unit of allocation."
        ),
        "RESEARCH-b": _("Is the effect large enough to matter? Improve the approach, then test again."),
        "RESEARCH-c": _("Is there a benefit at all? Evaluate in more places."),
        "RESEARCH-d": _("Is the evidence sure enough? Take up the questions that lowered certainty."),
        "RESEARCH-e": _("Can it be scaled? Make the scalability assessment."),
        "VETO-comparison": _("Test with comparison: no evaluation has a comparison group."),
        "VETO-harm": _("Why does it harm here? Do not scale in this context until that is understood."),
        "VETO-certainty": _("Make a sounder evaluation: certainty is very low."),
        "VETO-package": _("Finish the package: define its core and bring its score up."),
        "VETO-data": _("Mend the data: too many reports are missing to judge."),
        "WAVES": _("Start in waves whose order is drawn by lot, or at least leave places to compare with."),
        "STOP": _("Pause new places where a dilution rule shows red; open no wave while 20 % of units are red."),
    }
