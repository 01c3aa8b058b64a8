"""Rows for the tables of this room's pages: numbers written, words chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.evidence.selectors import Findings, funnel_of, moderated, without_each
from groundswell.before.evidence.step.figures import funnel_drawn, interval_of
from groundswell.domain.errors import GroundswellError
from groundswell.domain.evidence.checks import Flag, check_study
from groundswell.domain.evidence.effects import Effect, effect_of
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.stats.cluster_tests import Finding
from groundswell.domain.stats.comparison import Comparison
from groundswell.domain.stats.funnel import Egger
from groundswell.domain.stats.metaregression import MetaRegression
from groundswell.domain.stats.pooling import Pooled
from groundswell.domain.values import Interval
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.style import drawing_style, written
from groundswell.kit.telling import told

MARKS = {"blocks": "pause", "caps": "look", "asks": "look"}


@dataclass(frozen=True)
class StudyLine:
    """One study in the list.

    Args:
        name: Short name.
        key: Key of its page.
        context: Its context.
        result: Its effect with interval, written; empty where none can be computed.
        state: Mark of its checks.
        word: Word beside the mark.
        counts: Whether it counts towards the verdict.
    """

    name: str
    key: UUID
    context: str
    result: str
    state: str
    word: str
    counts: bool = True


def spanned(estimate: float, interval: Interval, *, is_ratio: bool) -> str:
    """An estimate with its interval on the natural scale, written."""
    style = drawing_style()
    natural = math.exp if is_ratio else float
    return f"{style.number(natural(estimate), 2)} ({style.span(natural(interval.lower), natural(interval.upper), 2)})"


def effect_written(study: Study, level: float) -> str:
    """A study's effect with its interval; a dash where none can be computed."""
    try:
        effect: Effect = effect_of(study)
    except GroundswellError:
        return "–"
    interval = interval_of(study, effect, level)
    return spanned(effect.yi, interval, is_ratio=effect.measure.is_ratio)


def study_line(study: Study, key: UUID, thresholds: Thresholds, *, counts: bool) -> StudyLine:
    """A study as the list shows it."""
    flags = check_study(study, thresholds)
    state = MARKS[flags[0].weight] if flags else "done"
    word = _("Checked")
    if flags:
        word = ngettext("%(n)s question", "%(n)s questions", len(flags)) % {"n": written(len(flags))}
    return StudyLine(study.id, key, study.context, effect_written(study, thresholds.level), state, word, counts)


def flags_shown(flags: Iterable[Flag]) -> list[dict[str, str]]:
    """What does not fit in a study, for the lights."""
    words = {"blocks": _("Blocks"), "caps": _("Limits"), "asks": _("Asks")}
    return [
        {
            "state": MARKS[flag.weight],
            "word": words[flag.weight],
            "what": "",
            "because": f"{told(flag.text)} {told(flag.remedy)}",
        }
        for flag in flags
    ]


@dataclass(frozen=True)
class Table:
    """A table with its finding."""

    finding: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: frozenset[int] = frozenset()


def left_out(summary: EvidenceSummary) -> Table | None:
    """The average without each study; None where there are too few to leave one out."""
    if summary.pooled.k < 3:
        return None
    style = drawing_style()
    rows, turning = [], []
    for study, rest in zip(summary.studies, without_each(summary), strict=True):
        if rest is None:
            continue
        interval = rest.ci_hk or rest.ci
        if settled(summary, interval) != settled(summary, summary.ci):
            turning.append(study.id)
        chance = benefit_without(summary, rest)
        spanning = spanned(rest.estimate, interval, is_ratio=summary.measure.is_ratio)
        i2 = "–" if rest.i2 is None else style.percent(rest.i2 / 100)
        rows.append((study.id, spanning, i2, "–" if chance is None else chance_written(chance)))
    finding = _("No single study carries the result")
    if turning:
        finding = ngettext(
            "The result hangs on one study: %(names)s", "The result hangs on single studies: %(names)s", len(turning)
        ) % {"names": "; ".join(turning)}
    heads = (_("Without"), _("Average (interval)"), _("I²"), _("Benefit in a new place"))
    return Table(finding, heads, tuple(rows))


def chance_written(chance: float) -> str:
    """A chance as per cent that never claims to be certain."""
    style = drawing_style()
    if chance > 0.995:
        return _("over %(share)s") % {"share": style.percent(0.99)}
    return _("under %(share)s") % {"share": style.percent(0.01)} if chance < 0.005 else style.percent(chance)


def settled(summary: EvidenceSummary, interval: Interval) -> int:
    """1 where an interval is wholly a benefit, −1 wholly a harm, 0 where it is open."""
    sides = {summary.sign * limit > 0 for limit in (interval.lower, interval.upper)}
    if len(sides) > 1:
        return 0
    return 1 if True in sides else -1


def benefit_without(summary: EvidenceSummary, rest: Pooled) -> float | None:
    """Chance of a benefit in a new place when a study is left out."""
    below = rest.chance_below(0.0)
    return below if below is None or summary.benefit == "low" else 1 - below


def funnel_shown(summary: EvidenceSummary, thresholds: Thresholds) -> dict[str, Any]:
    """The funnel with Egger's test, or why there is none."""
    found = funnel_of(summary, thresholds)
    if isinstance(found, str):
        return {"why": found}
    return {"drawing": funnel_drawn(summary), "sentence": egger_words(found, thresholds)}


def egger_words(test: Egger, thresholds: Thresholds) -> str:
    """Egger's test in words."""
    style = drawing_style()
    numbers = {"p": style.number(test.p, 3), "limit": style.number(thresholds.egger_p, 2)}
    if test.p < thresholds.egger_p:
        return _("Small studies tell another story (Egger p %(p)s, below %(limit)s): some may be missing.") % numbers
    return _("Small studies do not tell another story (Egger p %(p)s, limit %(limit)s).") % numbers


def moderators_shown(summary: EvidenceSummary) -> list[dict[str, str]]:
    """Each meta-regression in a sentence, with its caution."""
    return [
        {
            "name": name,
            "sentence": slope_words(name, fitted, summary),
            "caution": " ".join(told(warning) for warning in fitted.warnings),
        }
        for name, fitted in moderated(summary)
    ]


def slope_words(name: str, fitted: MetaRegression, summary: EvidenceSummary) -> str:
    """One moderator: what changes with it, and how sure that is."""
    units = {
        "dose_coverage": (0.1, _("Per 10 % more of the target group taking part")),
        "dose_meetings": (1.0, _("Per meeting more")),
        "fidelity": (0.1, _("Per 10 % more sessions held well")),
        "follow_up_months": (12.0, _("Per year of follow-up more")),
    }
    unit, words = units[name]
    slope = fitted.coefficients[1]
    estimate, interval = slope.estimate * unit, Interval(slope.ci_hk.lower * unit, slope.ci_hk.upper * unit)
    if summary.measure.is_ratio:
        sentence = _("%(per)s the effect is multiplied by %(by)s, p %(p)s, in %(k)s studies.")
    else:
        sentence = _("%(per)s the effect changes by %(by)s, p %(p)s, in %(k)s studies.")
    return sentence % {
        "per": words,
        "by": spanned(estimate, interval, is_ratio=summary.measure.is_ratio),
        "p": drawing_style().number(slope.p_hk, 3),
        "k": written(fitted.k),
    }


def methods_table(found: Comparison) -> Table:
    """All methods of one study's cluster data, the recommended one named first."""
    style = drawing_style()
    rows = []
    names = sorted(found.methods, key=lambda name: name != found.recommended)
    for name in names:
        result = found.methods[name]
        if result is None:
            continue
        label = f"{method_words(name)} ★" if name == found.recommended else method_words(name)
        if not isinstance(result, Finding):
            rows.append((label, "–", "–", "–", told(result.why)))
            continue
        estimate = style.number(result.estimate, 4)
        if result.ci:
            estimate += f" ({style.span(result.ci.lower, result.ci.upper, 4)})"
        if result.ratio is not None and result.ratio_ci is not None:
            span = style.span(result.ratio_ci.lower, result.ratio_ci.upper, 2)
            estimate = f"{style.number(result.ratio, 2)} ({span})"
        df = "–" if result.df is None else style.number(result.df, 0 if result.df == int(result.df) else 1)
        rows.append((label, estimate, df, style.number(result.p, 4), told(result.why or result.scale)))
    heads = (_("Method"), _("Effect (interval)"), _("Degrees of freedom"), _("p"), _("Note"))
    return Table(comparison_words(found), heads, tuple(rows), frozenset({4}))


def comparison_words(found: Comparison) -> str:
    """What the recommended method says, a full sentence."""
    result = found.finding
    if result is None:
        return _("The clusters cannot be compared")
    clusters = {"one": written(found.clusters[1]), "zero": written(found.clusters[0])}
    if result.p < 0.05:
        return _("The arms differ: %(one)s clusters with the approach against %(zero)s without") % clusters
    return _("A difference is not shown: %(one)s clusters with the approach against %(zero)s without") % clusters


def method_words(name: str) -> str:
    """The method in words."""
    words = {
        "cluster_t": _("t-test of clusters"),
        "cluster_t_log": _("t-test of clusters, log scale"),
        "paired_t": _("paired t-test"),
        "paired_t_log": _("paired t-test, log scale"),
        "stratified_t": _("t-test within strata"),
        "stratified_t_log": _("t-test within strata, log scale"),
        "did_t": _("difference in differences, t-test of changes"),
        "did_cr2": _("difference in differences, unequal spread"),
        "did_cluster_robust": _("difference in differences, cluster-robust"),
        "pre_trend": _("trend before the start"),
        "permutation": _("permutation test"),
        "rank_sum": _("rank-sum test"),
        "individual": _("people, ignoring clusters"),
        "gee_mancl_derouen": _("GEE, Mancl–DeRouen"),
    }
    return words.get(name, name.replace("_", " "))


def charts(findings: Findings, forest: Drawing | None) -> dict[str, Any]:
    """Everything under the forest plot."""
    summary = findings.summary
    if summary is None:
        return {"forest": forest}
    return {
        "forest": forest,
        "left_out": left_out(summary),
        "funnel": funnel_shown(summary, findings.thresholds),
        "moderators": moderators_shown(summary),
    }
