"""The trend of one series, with its periods: what a page shows, the command prints and rule 4 judges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import Period, PeriodKind, as_months, parse_period
from groundswell.domain.said import said as _
from groundswell.domain.stats.mann_kendall import (
    LAG1_LIMIT,
    MannKendall,
    hamed_rao,
    lag1_autocorrelation,
    mann_kendall,
    seasonal_mann_kendall,
)
from groundswell.domain.stats.pettitt import pettitt
from groundswell.domain.stats.sen import SenSlope, seasonal_sen_slope, sen_slope
from groundswell.domain.stats.series import Series, series_of

MONTHS = 12


@dataclass(frozen=True)
class Shift:
    """A change point.

    Args:
        k: Pettitt's statistic.
        at: Label of the last period before the shift; empty when there is none.
        index: Its position among the values, from 1; 0 when there is none.
        p: Approximate p-value.
        falls: Whether the level is lower afterwards.
    """

    k: int
    at: str
    index: int
    p: float
    falls: bool


@dataclass(frozen=True)
class Trend:
    """All that is said of the course of one series; NaN where not defined.

    Args:
        test: Tie-corrected Mann-Kendall.
        adjusted: Hamed-Rao, where lag-1 autocorrelation after detrending exceeds .3.
        seasonal: Seasonal Mann-Kendall, where asked for.
        slope: Sen's slope per step, with interval and intercept.
        slope_per_cycle: Seasonal slope per cycle, where asked for.
        per_year: Slope per year, where the periods are dates.
        lag1: Lag-1 autocorrelation after detrending.
        shift: Pettitt's change point.
    """

    test: MannKendall
    adjusted: MannKendall | None
    seasonal: MannKendall | None
    slope: SenSlope
    slope_per_cycle: float | None
    per_year: float | None
    lag1: float
    shift: Shift

    @property
    def p_for_light(self) -> float:
        """The p that a light uses: adjusted where the series is autocorrelated, else seasonal if asked, else plain."""
        for test in (self.adjusted, self.seasonal):
            if test is not None and not math.isnan(test.p):
                return test.p
        return self.test.p


def trend_of(
    labels: Sequence[str], values: Sequence[float | None], *, season: int | None = None, level: float = 0.95
) -> Trend:
    """The trend of a series of labelled values.

    Where every label is a period of one kind, the values are put in the order of time and missing periods count as
    steps; where every label is a whole number, it is the step; else each row is a step.

    Args:
        labels: Period of each value.
        values: Values; None where missing.
        season: Periods in a cycle for the seasonal test (12 for months); None for none.
        level: Level of the slope's interval, fraction.

    Raises:
        BadInput: When a period stands twice, or season or level cannot be used.

    Source:
        Groundswell method.md 3.0 ("Trends"), 3.6 rules 4 and 5.

    Example:
        >>> trend = trend_of([f"2024-{month:02d}" for month in range(1, 9)], [92, 90, 91, 88, 87, 85, 86, 83])
        >>> trend.test.s, round(trend.slope.slope, 3), round(trend.per_year, 1)
        (-24, -1.25, -15.0)
    """
    if season is not None and season < 2:
        raise BadInput(
            _("A season of %(season)s periods is no season.", season=season), _("Give 12 for months, 4 for quarters.")
        )
    if not 0 < level < 1:
        raise BadInput(_("The level %(level)s is not between 0 and 1.", level=level), _("Write 0.95 for 95 %."))
    periods = periods_of(labels)
    steps = [period.step for period in periods] if periods else _whole_numbers(labels) or list(range(len(labels)))
    order = sorted(range(len(labels)), key=lambda i: steps[i])
    series = series_of([math.nan if (value := values[i]) is None else value for i in order], [steps[i] for i in order])
    known = [labels[i] for i in order if values[i] is not None and not math.isnan(values[i] or 0.0)]
    return series_trend(series, known, season=season, level=level, per_year=periods[0].per_year if periods else None)


def series_trend(
    series: Series,
    labels: Sequence[str],
    *,
    season: int | None = None,
    level: float = 0.95,
    per_year: float | None = None,
) -> Trend:
    """The trend of a series whose steps are known; see :func:`trend_of`."""
    test = mann_kendall(series)
    slope = sen_slope(series, test.var_s, level)
    lag1 = lag1_autocorrelation(series, slope.slope)
    return Trend(
        test=test,
        adjusted=hamed_rao(series, slope.slope) if lag1 > LAG1_LIMIT else None,
        seasonal=seasonal_mann_kendall(series, season) if season else None,
        slope=slope,
        slope_per_cycle=seasonal_sen_slope(series, season) if season else None,
        per_year=slope.slope * per_year if per_year else None,
        lag1=lag1,
        shift=shift_of(series, labels),
    )


def shift_of(series: Series, labels: Sequence[str]) -> Shift:
    """Where a series shifted, by Pettitt's test, with the label of the last value before it."""
    shift = pettitt(series)
    at = labels[shift.index] if shift.index >= 0 else ""
    return Shift(shift.k, at, shift.index + 1, shift.p, shift.falls)


def season_for(first: Period, last: Period) -> int | None:
    """Season for the light: 12 for months over two years or more, else none."""
    return MONTHS if first.kind is PeriodKind.MONTH and last.step - first.step + 1 >= 2 * MONTHS else None


def periods_of(labels: Sequence[str]) -> list[Period] | None:
    """The labels as periods; None unless every one is a period and all are of one kind."""
    periods = []
    for label in labels:
        try:
            periods.append(parse_period(label))
        except BadInput:
            return None
    return as_months(periods) if periods and len({period.kind for period in periods}) == 1 else None


def _whole_numbers(labels: Sequence[str]) -> list[int] | None:
    try:
        return [int(label) for label in labels]
    except ValueError:
        return None
