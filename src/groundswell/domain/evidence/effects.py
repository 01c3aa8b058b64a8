"""From what a study records to one estimate and its variance on the analysis scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.evidence.study import Allocation, Measure, Reported, Study
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import se_from_interval
from groundswell.domain.stats.two_by_two import RiskMeasure, Table, effect_of_counts
from groundswell.domain.values import Interval


@dataclass(frozen=True)
class Effect:
    """A study's estimate on the analysis scale (log for ratios), arm 1 against arm 0.

    Args:
        study: Id of the study.
        measure: Measure of effect.
        yi: Estimate on the analysis scale.
        vi: Its sampling variance, above 0.
        df: Degrees of freedom of its own interval; None for the normal quantile.
        table: The 2 x 2 counts (events and people in arm 1, then arm 0), where known.
        basis: What it was computed from.
        notes: Sentences for the reader, such as an added half.
        printed: The interval as printed, on the analysis scale, where the effect rests on it unchanged.
    """

    study: str
    measure: Measure
    yi: float
    vi: float
    df: float | None = None
    table: Table | None = None
    basis: str = ""
    notes: tuple[str, ...] = ()
    printed: Interval | None = None


def effect_of(study: Study) -> Effect:
    """Compute a study's effect from its printed interval, its counts, its means or its yi and vi, in that order.

    Args:
        study: The study.

    Returns:
        The effect; where clusters were allocated, counts, means and intervals that ignore them are widened by the
        design effect.

    Raises:
        BadInput: What is recorded cannot be used.
        CannotJudge: Nothing is recorded that an effect can be computed from.
    """
    effect = _from_reported(study) or _from_counts(study) or _from_means(study) or _from_variance(study)
    if effect is None:
        raise CannotJudge(
            _("Study %(study)s has no effect that can be computed.", study=study.id),
            _("Enter an estimate with its interval, or counts or means of both arms."),
            code="study.no_effect",
        )
    return effect if effect.basis == "yi and vi" else _widened(effect, study)


def effect_of_reported(study: str, measure: Measure, reported: Reported) -> Effect:
    """Compute the effect from an estimate and its interval as printed.

    Args:
        study: Id of the study.
        measure: Measure of effect.
        reported: Estimate and limits on the natural scale.

    Returns:
        The effect; the standard error is the width of the interval (on the log scale for ratios) over twice the
        quantile that it was made with.

    Raises:
        BadInput: The limits are not in order, or a ratio is not above 0.

    Example:
        >>> found = effect_of_reported("SASA!", Measure.RR, Reported(0.48, 0.16, 1.39))
        >>> round(math.sqrt(found.vi), 4)
        0.5515
    """
    values = (reported.estimate, reported.lower, reported.upper)
    if not all(math.isfinite(value) for value in values):
        raise BadInput(
            _("Study %(study)s reports %(values)s.", study=study, values=values),
            _("Estimate and limits must be numbers."),
            code="study.reported",
        )
    if measure.is_ratio:
        if min(values) <= 0:
            raise BadInput(
                _(
                    "Study %(study)s reports the %(words)s %(values)s.",
                    study=study,
                    words=measure.words,
                    values=Figure(min(values), "g"),
                ),
                _("A ratio is above 0."),
                code="study.ratio",
            )
        values = (math.log(values[0]), math.log(values[1]), math.log(values[2]))
    estimate, lower, upper = values
    if not lower <= estimate <= upper:
        raise BadInput(
            _(
                "Study %(study)s: the estimate %(estimate)s is outside %(lower)s to %(upper)s.",
                study=study,
                estimate=Figure(reported.estimate, "g"),
                lower=Figure(reported.lower, "g"),
                upper=Figure(reported.upper, "g"),
            ),
            _("Check the estimate and its limits."),
            code="study.reported",
        )
    se = se_from_interval(lower, upper, reported.level, reported.df)
    printed = Interval(lower, upper, reported.level)
    return Effect(study, measure, estimate, se * se, reported.df, basis="estimate and interval", printed=printed)


def effect_of_means(
    study: str, measure: Measure, treated: tuple[float, float, float], control: tuple[float, float, float]
) -> Effect:
    """Compute a mean difference or Hedges' g.

    Args:
        study: Id of the study.
        measure: MD or SMD.
        treated: Mean, standard deviation and people of arm 1.
        control: The same of arm 0.

    Returns:
        The effect.

    Raises:
        BadInput: A standard deviation is not above 0, or an arm has fewer than two people.

    Source:
        Hedges 1981, Journal of Educational Statistics 6:107-128: g = J(n1 + n0 - 2) d with J by the gamma function;
        variance 1/n1 + 1/n0 + g²/(2(n1 + n0)), as metafor's escalc.
    """
    (m1, sd1, n1), (m0, sd0, n0) = treated, control
    if not (sd1 > 0 and sd0 > 0 and n1 >= 2 and n0 >= 2):
        raise BadInput(
            _(
                "Study %(study)s: standard deviations %(sd1)s and %(sd0)s, people %(n1)s and %(n0)s.",
                study=study,
                sd1=Figure(sd1, "g"),
                sd0=Figure(sd0, "g"),
                n1=Figure(n1, "g"),
                n0=Figure(n0, "g"),
            ),
            _("Standard deviations are above 0 and each arm has two people or more."),
            code="study.means",
        )
    if measure is Measure.MD:
        return Effect(study, measure, m1 - m0, sd1**2 / n1 + sd0**2 / n0, basis="means")
    df = n1 + n0 - 2
    pooled = math.sqrt(((n1 - 1) * sd1**2 + (n0 - 1) * sd0**2) / df)
    correction = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2) - 0.5 * math.log(df / 2))
    g = correction * (m1 - m0) / pooled
    return Effect(study, Measure.SMD, g, 1 / n1 + 1 / n0 + g * g / (2 * (n1 + n0)), basis="means")


def effect_of_table(study: str, measure: Measure, table: Table) -> Effect | None:
    """Compute the effect from counts, saying where a half was added.

    Args:
        study: Id of the study.
        measure: RR, OR or RD.
        table: Events and people in arm 1, then in arm 0.

    Returns:
        The effect; None where nobody (for OR also: everybody) had the event in both arms.

    Raises:
        BadInput: The counts do not fit.
    """
    kind: RiskMeasure = "RR" if measure is Measure.RR else "OR" if measure is Measure.OR else "RD"
    found = effect_of_counts(table, kind)
    if found is None:
        return None
    notes = (
        (_("%(study)s: an arm has an empty cell; 0.5 was added to all four cells.", study=study),)
        if found.half_added
        else ()
    )
    return Effect(study, measure, found.yi, found.vi, table=table, basis="counts", notes=notes)


def ignores_clusters(study: Study) -> bool:
    """Whether clusters were allocated but the analysis is known to take people as independent."""
    if study.allocation is not Allocation.CLUSTER or not study.design.is_comparative:
        return False
    if study.reported is not None or study.yi is not None:
        return study.clusters_respected is False and cluster_factor(study) is None
    return cluster_factor(study) is None


def cluster_factor(study: Study) -> float | None:
    """Give the design effect recorded, or the one that the recorded ICC and cluster sizes imply.

    Args:
        study: The study.

    Returns:
        The factor, 1 or more; None when neither is recorded.

    Source:
        1 + (m - 1) ICC with m the mean cluster size; method 3.1.
    """
    if study.design_effect is not None:
        return max(1.0, study.design_effect)
    people, clusters = (study.treated.people, study.control.people), study.clusters
    if study.icc is None or not clusters or people[0] is None or people[1] is None:
        return None
    return max(1.0, 1 + ((people[0] + people[1]) / clusters - 1) * max(0.0, study.icc))


def _widened(effect: Effect, study: Study) -> Effect:
    if study.allocation is not Allocation.CLUSTER:
        return effect
    if effect.basis == "estimate and interval" and study.clusters_respected is not False:
        return effect
    factor = cluster_factor(study)
    if factor is None:
        note = _(
            "%(study)s: clusters were allocated but people analysed, so the interval is too narrow.", study=study.id
        )
        return replace(effect, notes=(*effect.notes, note))
    note = _(
        "%(study)s: variance multiplied by the design effect %(factor)s.", study=study.id, factor=Figure(factor, ".2f")
    )
    return replace(effect, vi=effect.vi * factor, notes=(*effect.notes, note), printed=None)


def _from_reported(study: Study) -> Effect | None:
    if study.reported is None:
        return None
    return replace(effect_of_reported(study.id, study.measure, study.reported), table=_table(study))


def _from_counts(study: Study) -> Effect | None:
    table = _table(study)
    if table is None or study.measure not in (Measure.RR, Measure.OR, Measure.RD):
        return None
    effect = effect_of_table(study.id, study.measure, table)
    if effect is None:
        raise CannotJudge(
            _(
                "Study %(study)s has no events in either arm, so it has no %(words)s.",
                study=study.id,
                words=study.measure.words,
            ),
            _("It is left out of the pooled effect."),
            code="study.no_events",
        )
    return effect


def _from_means(study: Study) -> Effect | None:
    one, zero = study.treated, study.control
    values = (one.mean, one.sd, one.people, zero.mean, zero.sd, zero.people)
    if study.measure not in (Measure.MD, Measure.SMD) or any(value is None for value in values):
        return None
    m1, sd1, n1, m0, sd0, n0 = (float(value) for value in values if value is not None)
    return effect_of_means(study.id, study.measure, (m1, sd1, n1), (m0, sd0, n0))


def _from_variance(study: Study) -> Effect | None:
    if study.yi is None or study.vi is None:
        return None
    if not (math.isfinite(study.yi) and math.isfinite(study.vi) and study.vi > 0):
        raise BadInput(
            _("Study %(study)s has variance %(vi)s.", study=study.id, vi=Figure(study.vi, "g")),
            _("It must be above 0."),
            code="study.variance",
        )
    return Effect(study.id, study.measure, study.yi, study.vi, basis="yi and vi")


def _table(study: Study) -> Table | None:
    one, zero = study.treated, study.control
    if one.events is None or one.people is None or zero.events is None or zero.people is None:
        return None
    return one.events, one.people, zero.events, zero.people
