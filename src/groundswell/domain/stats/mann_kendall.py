"""Is there a monotone trend? Mann-Kendall with ties, Hamed-Rao, and the seasonal version, in plain NumPy.

These are the reference versions: one series at a time, exact integers for S, nothing to compile. The kernels in
:mod:`groundswell.domain.stats.kernels` do the same arithmetic in the same order, so both agree to the last bits; one
series on a page or in a command uses these, thousands use the kernels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from groundswell.domain.stats.sen import sen_slope
from groundswell.domain.stats.series import Floats, Series

LAG1_LIMIT = 0.3
_NOISE = 1e-12


@dataclass(frozen=True)
class MannKendall:
    """A trend test.

    Args:
        n: Values it stands on.
        s: Pairs that rise minus pairs that fall.
        var_s: Variance of S without trend, corrected for ties.
        z: S with continuity correction over its standard deviation; 0 for a constant series.
        p: Two-sided p-value; NaN when n < 2.
        tau: S over the number of pairs; NaN when n < 2.
    """

    n: int
    s: int
    var_s: float
    z: float
    p: float
    tau: float


def mann_kendall(series: Series) -> MannKendall:
    """The tie-corrected Mann-Kendall test.

    Args:
        series: Values in the order of time; gaps are skipped.

    Source:
        Mann (1945); Kendall (1975); variance with ties as in Gilbert (1987), equation 16.4.

    Example:
        >>> from groundswell.domain.stats.series import series_of
        >>> test = mann_kendall(series_of([92, 90, 93, 91, 89, 92, 90, 91, 88, 86, 87, 84, 85, 83, 82, 80]))
        >>> test.s, round(test.var_s, 4), round(test.z, 5)
        (-93, 490.3333, -4.15472)
    """
    return _tested(series.n, _score(series.value), _variance(series.value), _pairs(series.n))


def seasonal_mann_kendall(series: Series, season: int = 12) -> MannKendall:
    """Mann-Kendall within each season of the year, summed: a trend apart from the seasons.

    Args:
        series: Values in the order of time.
        season: Periods in a cycle, 12 for months; which season a value belongs to follows from its step.

    Source:
        Hirsch, Slack and Smith (1982); variances summed, seasons taken as independent.
    """
    seasons = [series.value[series.step % season == number] for number in range(season)]
    return _tested(
        series.n,
        sum(_score(values) for values in seasons),
        math.fsum(_variance(values) for values in seasons),
        sum(_pairs(len(values)) for values in seasons),
    )


def lag1_autocorrelation(series: Series, slope: float | None = None) -> float:
    """Correlation of each value with the one before, after the Sen slope is taken out.

    Args:
        series: Values in the order of time.
        slope: Sen slope per step; computed when not given.

    Returns:
        Between -1 and 1; 0 where nothing but the trend is left.
    """
    if series.n < 3:
        return 0.0
    residual = _detrended(series, sen_slope(series).slope if slope is None else slope)
    centred = residual - residual.mean()
    total = float(np.sum(centred * centred))
    if total <= series.n * (_NOISE * float(np.abs(series.value).max())) ** 2:
        return 0.0
    return float(np.sum(centred[1:] * centred[:-1])) / total


def hamed_rao(series: Series, slope: float | None = None) -> MannKendall:
    """Mann-Kendall with the variance corrected for autocorrelation of the detrended ranks.

    Args:
        series: Values in the order of time.
        slope: Sen slope per step; computed when not given.

    Returns:
        The test with the corrected variance; p is NaN when the correction makes the variance zero or negative.

    Source:
        Hamed and Rao (1998); all lags whose rank autocorrelation is beyond 1.96 / sqrt(n), as in pymannkendall 1.4.
    """
    plain = mann_kendall(series)
    n = series.n
    if n < 3:
        return plain
    ranks = average_ranks(_detrended(series, sen_slope(series).slope if slope is None else slope))
    centred = ranks - ranks.mean()
    total = float(np.sum(centred * centred))
    if total == 0:
        return plain
    limit = NormalDist().inv_cdf(0.975) / math.sqrt(n)
    summed = 0.0
    for lag in range(1, n):
        correlation = float(np.sum(centred[lag:] * centred[:-lag])) / total
        if abs(correlation) > limit:
            summed += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
    factor = 1 + 2 / (n * (n - 1) * (n - 2)) * summed
    return _tested(n, plain.s, plain.var_s * factor, _pairs(n))


def average_ranks(values: Floats) -> Floats:
    """Ranks from 1; equal values share the mean of their ranks."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    first = np.searchsorted(ordered, values, side="left")
    last = np.searchsorted(ordered, values, side="right")
    return np.asarray((first + last + 1) / 2, dtype=np.float64)


def _detrended(series: Series, slope: float) -> Floats:
    return np.asarray(series.value - (series.step - series.step[0] + 1) * slope, dtype=np.float64)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _score(values: Floats) -> int:
    # One sorted comparison per value keeps the memory at n, however long the series is.
    return sum(
        int(np.count_nonzero(values[i + 1 :] > values[i])) - int(np.count_nonzero(values[i + 1 :] < values[i]))
        for i in range(len(values) - 1)
    )


def _variance(values: Floats) -> float:
    n = len(values)
    ties = np.unique(values, return_counts=True)[1].astype(object)  # Python integers: no overflow, whatever the length
    return (n * (n - 1) * (2 * n + 5) - int(sum(t * (t - 1) * (2 * t + 5) for t in ties))) / 18


def _tested(n: int, s: int, var_s: float, pairs: int) -> MannKendall:
    if pairs == 0 or not var_s >= 0:
        return MannKendall(n, s, var_s, math.nan, math.nan, s / pairs if pairs else math.nan)
    if var_s == 0:
        # Without a pair that differs there is no trend; S can only be 0 then, unless a correction ate the variance.
        return MannKendall(n, s, 0.0, 0.0 if s == 0 else math.nan, 1.0 if s == 0 else math.nan, s / pairs)
    z = (s - (s > 0) + (s < 0)) / math.sqrt(var_s)
    return MannKendall(n, s, var_s, z, math.erfc(abs(z) / math.sqrt(2)), s / pairs)
