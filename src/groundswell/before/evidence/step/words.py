"""What the studies say together, in sentences; with low certainty they say “may”."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.evidence.selectors import Asked, Findings
from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.study import Measure
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.kit.style import drawing_style, written


def measure_words(measure: Measure) -> str:
    """The measure in the reader's language."""
    words = {
        Measure.RR: _("risk ratio"),
        Measure.OR: _("odds ratio"),
        Measure.HR: _("hazard ratio"),
        Measure.RD: _("risk difference"),
        Measure.MD: _("mean difference"),
        Measure.SMD: _("standardised mean difference"),
        Measure.GEN: _("estimate"),
    }
    return words[measure]


def grade_words(grade: Grade) -> str:
    """The grade of certainty in the reader's language."""
    words = {
        Grade.VERY_LOW: _("very low"),
        Grade.LOW: _("low"),
        Grade.MODERATE: _("moderate"),
        Grade.HIGH: _("high"),
    }
    return words[grade]


def sides(asked: Asked) -> tuple[str, str]:
    """Words for a better and a worse outcome."""
    return asked.better or _("a better outcome"), asked.worse or _("a worse outcome")


def finding(findings: Findings) -> str:
    """The finding of the page, a full sentence."""
    summary = findings.summary
    if not findings.studies:
        return _("No study is recorded yet")
    if summary is None:
        return findings.why_not or _("No study with a comparison group shows what the approach does")
    better, worse = sides(findings.asked)
    ci, unsure = summary.ci, findings.certainty.grade <= Grade.LOW
    toward = [summary.sign * limit > 0 for limit in (ci.lower, ci.upper)]
    if all(toward):
        sentence = _("The approach may bring %(better)s") if unsure else _("The approach brings %(better)s")
    elif not any(toward):
        sentence = _("The approach may bring %(worse)s") if unsure else _("The approach brings %(worse)s")
    elif summary.sign * summary.pooled.estimate > 0:
        sentence = _("The approach may bring %(better)s, but “no effect” is not excluded")
    else:
        sentence = _("Whether the approach brings %(better)s is open; on average it points to %(worse)s")
    return sentence % {"better": better, "worse": worse}


def chances(probability: float | None) -> str:
    """A probability as chances in ten, for a new place."""
    if probability is None:
        return ""
    tenths = round(10 * probability)
    if tenths >= 10:
        return _("it is nearly certain that a new place benefits")
    if tenths <= 0:
        return _("there is hardly a chance that a new place benefits")
    return ngettext(
        "there is %(n)s chance in 10 that a new place benefits",
        "there are %(n)s chances in 10 that a new place benefits",
        tenths,
    ) % {"n": written(tenths)}


def because(findings: Findings) -> str:
    """What stands behind the finding, in one or two sentences."""
    summary = findings.summary
    if summary is None:
        return _("Record a study that compares places with the approach to places without it.")
    style = drawing_style()
    ratio = {
        "measure": measure_words(summary.measure),
        "estimate": style.number(summary.natural(summary.pooled.estimate), 2),
        "span": style.span(summary.natural(summary.ci.lower), summary.natural(summary.ci.upper), 2),
        "level": style.percent(summary.ci.level),
    }
    average = _("The average %(measure)s is %(estimate)s (%(level)s interval %(span)s).") % ratio
    if summary.p_benefit is None:
        return f"{average} " + ngettext(
            "With %(n)s study, nothing can be said about a new place: that needs three.",
            "With %(n)s studies, nothing can be said about a new place: that needs three.",
            summary.pooled.k,
        ) % {"n": written(summary.pooled.k)}
    sentence = chances(summary.p_benefit)
    return f"{average} {sentence[0].upper()}{sentence[1:]}."


def differences(summary: EvidenceSummary) -> str:
    """How much the studies differ beyond chance, in words."""
    pooled = summary.pooled
    if pooled.i2 is None:
        return _("One study cannot show how much places differ.")
    style = drawing_style()
    kinds = (
        (25, _("The studies agree: they differ hardly more than by chance.")),
        (50, _("The studies differ somewhat more than by chance.")),
        (75, _("The studies differ clearly more than by chance.")),
        (101, _("The studies differ far more than by chance: what happens depends on the place.")),
    )
    kind = next(words for limit, words in kinds if pooled.i2 < limit)
    share = _("Of the variation, %(share)s lies between places (I²).") % {"share": style.percent(pooled.i2 / 100)}
    if pooled.prediction is None:
        return f"{kind} {share}"
    lower, upper = summary.natural(pooled.prediction.lower), summary.natural(pooled.prediction.upper)
    new = _("In a new place the %(measure)s may lie anywhere from %(lower)s to %(upper)s.") % {
        "measure": measure_words(summary.measure),
        "lower": style.number(lower, 2),
        "upper": style.number(upper, 2),
    }
    return f"{kind} {share} {new}"


def method_note(summary: EvidenceSummary) -> str:
    """How it was computed, for those who ask."""
    pooled, style = summary.pooled, drawing_style()
    if pooled.tau2 is None:
        return _("One study: nothing is pooled; its own interval is shown.")
    note = _(
        "Random effects, restricted maximum likelihood, modified Hartung–Knapp. "
        "Variance between places %(tau2)s; I² %(i2)s."
    ) % {"tau2": style.number(pooled.tau2, 4), "i2": style.percent((pooled.i2 or 0) / 100)}
    if pooled.prediction is None:
        return note
    new = ngettext(
        "New place: %(level)s prediction interval with %(df)s degree of freedom.",
        "New place: %(level)s prediction interval with %(df)s degrees of freedom.",
        pooled.k - 2,
    ) % {"level": style.percent(pooled.prediction.level), "df": written(pooled.k - 2)}
    return f"{note} {new}"
