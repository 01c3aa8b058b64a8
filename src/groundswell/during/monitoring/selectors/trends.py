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
from groundswell.domain.stats.mann_kendall import LAG1_LIMIT, MannKendall, hamed_rao, lag1_autocorrelation, mann_kendall
from groundswell.domain.stats.pettitt import pettitt
from groundswell.domain.stats.sen import SenSlope, sen_slope
from groundswell.domain.stats.series import series_of
from groundswell.during.monitoring.selectors.sheets import Sheeted

FEWEST = 8
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
    """What a series does.

    Args:
        n: Values it stands on.
        test: Mann-Kendall's test; None where fewer than eight values.
        adjusted: The same corrected for autocorrelation (Hamed-Rao), where lag-1 exceeds .3.
        slope: Sen's slope per period; None where fewer than eight values.
        per_year: The same slope per year.
        shift: First period after the change point; None where there is none at p < .05.
        shift_falls: Whether the level after it is lower.
        shift_p: Its p-value.
    """

    n: int
    test: MannKendall | None = None
    adjusted: MannKendall | None = None
    slope: SenSlope | None = None
    per_year: float | None = None
    shift: Period | None = None
    shift_falls: bool = False
    shift_p: float | None = None

    @property
    def p(self) -> float | None:
        """The p-value that counts: the adjusted one where there is one."""
        test = self.adjusted or self.test
        return test.p if test else None

    @property
    def moves(self) -> bool:
        """Whether there is a trend at p < .05."""
        return self.p is not None and self.p < 0.05


def course_of(moments: Sequence[Moment]) -> Course:
    """Trend and change point of a series; gaps count as steps and are never filled.

    Args:
        moments: One per period, in order, without missing periods.

    Source:
        Groundswell method.md 3.0 ("Trends"), 3.6 rules 4 and 5.
    """
    series = series_of([math.nan if moment.value is None else moment.value for moment in moments])
    if series.n < FEWEST:
        return Course(series.n)
    test = mann_kendall(series)
    slope = sen_slope(series, test.var_s)
    adjusted = hamed_rao(series, slope.slope) if abs(lag1_autocorrelation(series, slope.slope)) > LAG1_LIMIT else None
    change = pettitt(series)
    found = change.index >= 0 and change.p < 0.05
    shift = moments[int(series.step[change.index + 1])].period if found else None
    per_year = slope.slope * moments[0].period.per_year
    return Course(series.n, test, adjusted, slope, per_year, shift, change.falls, change.p)


def chart_of(sheet: Sheeted, moments: Sequence[Moment], *, baseline: int | None = None) -> ControlChart | None:
    """The chart that the sheet asks for, a run chart where the counts for it are missing; None under two values.

    Args:
        sheet: The indicator.
        moments: One per period, in order.
        baseline: How many first periods fix the limits.
    """
    kind = sheet.sheet.chart
    counts = sheet.sheet.aggregation is Aggregation.RATIO and kind in COUNTS
    if not counts and kind in COUNTS:
        kind = ChartType.RUN
    if kind in (ChartType.G, ChartType.T, ChartType.C) and not counts:
        kind = ChartType.RUN
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
        return control_chart([_whole(point, counts) for point in measured[started:]], kind, baseline=enough)
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
