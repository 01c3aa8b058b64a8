"""How steep is the trend? The median of all slopes between two values, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from groundswell.domain.errors import CannotJudge
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.series import Floats, Series

LONGEST = 10_000


@dataclass(frozen=True)
class SenSlope:
    """A line through a series.

    Args:
        slope: Change per step, in the unit of the values; NaN when no two values exist.
        intercept: Level at the first step of the series.
        lower: Lower limit of the slope.
        upper: Upper limit of the slope.
        level: Level of the interval.
    """

    slope: float
    intercept: float
    lower: float
    upper: float
    level: float


def sen_slope(series: Series, var_s: float = math.nan, level: float = 0.95) -> SenSlope:
    """Sen's slope; gaps count as steps.

    Args:
        series: Values in the order of time.
        var_s: Variance of Mann-Kendall's S, for the interval; without it the limits are NaN.
        level: Level of the interval, fraction.

    Source:
        Theil (1950); Sen (1968), interval from the ranks (pairs -+ z sqrt(var S)) / 2, rounded as scipy's
        theilslopes does; intercept: median value minus slope times median step (Conover 1980).
    """
    if series.n < 2:
        return SenSlope(math.nan, math.nan, math.nan, math.nan, level)
    slopes = np.sort(pairwise_slopes(series))
    slope = float(np.median(slopes))
    step = series.step - series.step[0]
    intercept = float(np.median(series.value)) - float(np.median(step)) * slope
    lower, upper = slope_limits(slopes, var_s, level)
    return SenSlope(slope, intercept, lower, upper, level)


def seasonal_sen_slope(series: Series, season: int = 12) -> float:
    """Median of the slopes within each season, per cycle (per year for months and season 12); NaN when there are none.

    Source:
        Hirsch, Slack and Smith (1982).
    """
    slopes = [
        pairwise_slopes(Series(series.step[part] // season, series.value[part]))
        for number in range(season)
        if (part := series.step % season == number).any()
    ]
    every = np.concatenate(slopes) if slopes else np.empty(0)
    return float(np.median(every)) if len(every) else math.nan


def pairwise_slopes(series: Series) -> Floats:
    """Slopes between every two values of a series, unsorted.

    Raises:
        CannotJudge: When the series is so long that its pairs would not fit into memory.
    """
    if series.n > LONGEST:
        raise CannotJudge(
            _(
                "A series of %(n)s values is too long for Sen's slope (at most %(longest)s).",
                n=Figure(series.n, ","),
                longest=Figure(LONGEST, ","),
            ),
            _("Pool its periods: days to weeks, weeks to months."),
            code="series.long",
        )
    i, j = np.triu_indices(series.n, k=1)
    return np.asarray((series.value[j] - series.value[i]) / (series.step[j] - series.step[i]), dtype=np.float64)


def slope_limits(slopes: Floats, var_s: float, level: float) -> tuple[float, float]:
    """Limits of the slope, from the sorted slopes.

    Args:
        slopes: All slopes, sorted.
        var_s: Variance of S.
        level: Level of the interval, fraction.
    """
    if not var_s >= 0:
        return math.nan, math.nan
    reach = NormalDist().inv_cdf(0.5 + level / 2) * math.sqrt(var_s)
    pairs = len(slopes)
    lower = max(round((pairs - reach) / 2) - 1, 0)
    upper = min(round((pairs + reach) / 2), pairs - 1)
    return float(slopes[lower]), float(slopes[upper])
