"""Many series at once, through the compiled kernels: what the engine, imports of whole countries and benches call.

Importing this module imports numba; single series use the plain versions beside it, which give the same numbers to the
last bits (a property test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from groundswell.domain.stats.kernels import trend
from groundswell.domain.stats.mann_kendall import LAG1_LIMIT
from groundswell.domain.stats.series import Batch, Floats, Integers


@dataclass(frozen=True, eq=False)
class TrendColumns:
    """Trend figures of many series, one entry per series; NaN where not defined.

    Args:
        n: Values per series.
        s: Mann-Kendall's S.
        var_s: Its variance, corrected for ties.
        z: Test statistic.
        p: Two-sided p of the original test.
        tau: Kendall's tau.
        slope: Sen's slope per step.
        lower: Lower limit of the slope.
        upper: Upper limit of the slope.
        intercept: Level at the first step.
        lag1: Lag-1 autocorrelation after detrending.
        p_adjusted: p of Hamed and Rao where ``lag1`` exceeds its limit, else NaN.
        z_adjusted: Its test statistic.
        shift_k: Pettitt's K.
        shift_index: Position in the series of the last value before the shift; -1 when there is none.
        shift_p: Its p-value.
        shift_falls: Whether the level after it is lower.
    """

    n: Integers
    s: Integers
    var_s: Floats
    z: Floats
    p: Floats
    tau: Floats
    slope: Floats
    lower: Floats
    upper: Floats
    intercept: Floats
    lag1: Floats
    p_adjusted: Floats
    z_adjusted: Floats
    shift_k: Integers
    shift_index: Integers
    shift_p: Floats
    shift_falls: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class SeasonalColumns:
    """The seasonal test of many series; NaN where no season has two values."""

    s: Integers
    var_s: Floats
    z: Floats
    p: Floats
    tau: Floats
    slope_per_cycle: Floats


def trends_of(batch: Batch, level: float = 0.95, lag1_limit: float = LAG1_LIMIT) -> TrendColumns:
    """Mann-Kendall, Sen, Hamed-Rao and Pettitt of every series.

    Args:
        batch: Sorted series.
        level: Level of the slope's interval, fraction.
        lag1_limit: Autocorrelation above which the adjusted p is computed.
    """
    table = trend.trends(batch.start, batch.step, batch.value, NormalDist().inv_cdf(0.5 + level / 2), lag1_limit)
    return TrendColumns(
        n=np.diff(batch.start),
        s=table[:, trend.S].astype(np.int64),
        var_s=table[:, trend.VAR_S],
        z=table[:, trend.Z],
        p=table[:, trend.P],
        tau=table[:, trend.TAU],
        slope=table[:, trend.SLOPE],
        lower=table[:, trend.LOWER],
        upper=table[:, trend.UPPER],
        intercept=table[:, trend.INTERCEPT],
        lag1=table[:, trend.LAG1],
        p_adjusted=table[:, trend.P_ADJUSTED],
        z_adjusted=table[:, trend.Z_ADJUSTED],
        shift_k=table[:, trend.SHIFT_K].astype(np.int64),
        shift_index=table[:, trend.SHIFT_INDEX].astype(np.int64),
        shift_p=table[:, trend.SHIFT_P],
        shift_falls=table[:, trend.SHIFT_FALLS] == 1,
    )


def seasonal_trends_of(batch: Batch, season: int = 12) -> SeasonalColumns:
    """The seasonal Mann-Kendall test and slope of every series.

    Args:
        batch: Sorted series.
        season: Periods in a cycle.
    """
    table = trend.seasonal_trends(batch.start, batch.step, batch.value, season)
    return SeasonalColumns(
        s=table[:, trend.S].astype(np.int64),
        var_s=table[:, trend.VAR_S],
        z=table[:, trend.Z],
        p=table[:, trend.P],
        tau=table[:, trend.TAU],
        slope_per_cycle=table[:, trend.SLOPE],
    )


def warm_up() -> None:
    """Compile (or load from the cache) every kernel: for a background thread at start, never for a request."""
    tiny = Batch(np.array([0, 3]), np.arange(3), np.array([1.0, 3.0, 2.0]))
    trends_of(tiny)
    seasonal_trends_of(tiny, 2)
