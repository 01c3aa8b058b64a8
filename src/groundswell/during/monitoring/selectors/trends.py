"""How one indicator moves at one place: its series, trend, change point and chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import CannotJudge
from groundswell.domain.monitoring.charts import ControlChart, Measured, control_chart
from groundswell.domain.monitoring.indicators import Aggregation, ChartType
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.rollup import RolledUp
from groundswell.domain.monitoring.trends import Trend, trend_of
from groundswell.during.monitoring.selectors.sheets import Sheeted

FEWEST = 8
SURE = 0.05
COUNTS = {ChartType.P, ChartType.PPRIME, ChartType.U}


@dataclass(frozen=True)
class Moment:
    """One period of a series.

    Args:
        period: The period.
        value: Combined value, as stored; None where no report came.
        numerator: Combined numerator; None where the kind has none.
        denominator: Combined denominator or n; None where the kind has none.
        reports: Reports counted.
    """

    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    reports: int = 0


@dataclass(frozen=True)
class Course:
    """A series with its limits and signals.

    Args:
        moments: One per period, in order.
        chart: Limits and signals; None under two values.
        total: The number over the chosen periods.
    """

    moments: tuple[Moment, ...]
    chart: ControlChart | None
    total: RolledUp


def trend_in(moments: Sequence[Moment]) -> Trend | None:
    """Trend and change point of a series, None under eight values; gaps count as steps and are never filled.

    Args:
        moments: One per period, in order, without missing periods.

    Source:
        Groundswell method.md 3.0 ("Trends"), 3.6 rules 4 and 5.
    """
    if sum(moment.value is not None for moment in moments) < FEWEST:
        return None
    return trend_of([moment.period.label for moment in moments], [moment.value for moment in moments])


def moves(course: Trend | None) -> bool:
    """Whether there is a trend at p < .05."""
    return course is not None and course.p_for_light < SURE


def shifted_after(moments: Sequence[Moment], course: Trend | None) -> Period | None:
    """The last period before the level shifted (Pettitt, p < .05); None where it did not."""
    if course is None or not course.shift.index or not course.shift.p < SURE:
        return None
    return next(moment.period for moment in moments if moment.period.label == course.shift.at)


def chart_of(
    sheet: Sheeted, moments: Sequence[Moment], *, baseline: int | None = None, kind: str = ""
) -> ControlChart | None:
    """The chart that the sheet asks for, a run chart where the counts for it are missing; None under two values.

    Args:
        sheet: The indicator.
        moments: One per period, in order.
        baseline: How many first periods fix the limits.
        kind: Type of chart where a rule has chosen one (p′ where counts vary more than chance); else the sheet's.
    """
    chart = ChartType(kind) if kind else sheet.sheet.chart
    counts = sheet.sheet.aggregation is Aggregation.RATIO and chart in COUNTS
    if not counts and chart is not ChartType.XMR:
        chart = ChartType.RUN
    measured = [
        Measured(
            moment.period.label,
            moment.numerator if counts else moment.value,
            (moment.denominator or None) if counts else None,
        )
        for moment in moments
    ]
    known = [point for point in measured if point.numerator is not None and (point.denominator or not counts)]
    enough = baseline if baseline and len(known) > baseline else None
    started = next((at for at, point in enumerate(measured) if point in known), 0)
    try:
        return control_chart([_whole(point, counts) for point in measured[started:]], chart, baseline=enough)
    except CannotJudge:
        return None


def moments_from(
    periods: Sequence[Period], value: np.ndarray, numerator: np.ndarray, denominator: np.ndarray, reports: np.ndarray
) -> list[Moment]:
    """A series from arrays, one entry per period; NaN becomes None, so gaps stay gaps."""
    return [
        Moment(period, _known(value[at]), _known(numerator[at]), _known(denominator[at]), int(reports[at]))
        for at, period in enumerate(periods)
    ]


def _whole(point: Measured, counts: bool) -> Measured:
    """A point whose denominator is missing is a gap."""
    if counts and not point.denominator:
        return Measured(point.label, None, 1.0)
    return point


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
