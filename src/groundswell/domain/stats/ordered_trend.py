"""Does a share or a score fall with each step of an ordered factor, such as the depth of the cascade?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.stats.series import Floats


@dataclass(frozen=True)
class OrderedTrend:
    """A trend over ordered levels.

    Args:
        slope: Change per level, weighted by n.
        z: Test statistic.
        p: Two-sided p-value.
        n: Observations.
        levels: Distinct levels with observations.
        design_effect: By how much clustering widens the variance; z is divided by its root.
    """

    slope: float
    z: float
    p: float
    n: float
    levels: int
    design_effect: float


def cochran_armitage(
    level: Sequence[float], successes: Sequence[float], n: Sequence[float], *, design_effect: float = 1.0
) -> OrderedTrend:
    """Cochran-Armitage test for a linear trend in shares.

    Args:
        level: Level of each row.
        successes: Successes of each row.
        n: Observations of each row.
        design_effect: Variance inflation by clusters, 1 or more.

    Source:
        Cochran (1954); Armitage (1955), variance with N, not N - 1.

    Example:
        >>> trend = cochran_armitage([0, 1, 2, 3], [188, 174, 150, 122], [200] * 4)
        >>> round(trend.z, 4), round(trend.slope, 4)
        (-8.6559, -0.111)
    """
    x, y, size = (np.asarray(column, dtype=np.float64) for column in (level, successes, n))
    total = float(size.sum())
    levels = len(np.unique(x[size > 0]))
    if levels < 2:
        return OrderedTrend(math.nan, math.nan, math.nan, total, levels, design_effect)
    share = float(y.sum()) / total
    centred = x - float((x * size).sum()) / total
    spread = float((size * centred**2).sum())
    covered = float((centred * (y - size * share)).sum())
    variance = share * (1 - share) * spread * design_effect
    z = covered / math.sqrt(variance) if variance > 0 else 0.0
    return OrderedTrend(covered / spread, z, _two_sided(z), total, levels, design_effect)


def weighted_slope(level: Sequence[float], score: Sequence[float], n: Sequence[float]) -> OrderedTrend:
    """Weighted least squares of cluster means on the level, with residuals of clusters as the error.

    Args:
        level: Level of each cluster.
        score: Mean score of each cluster.
        n: Observations of each cluster, the weights.

    Returns:
        The slope; z and p are NaN with fewer than three clusters.
    """
    x, y, w = (np.asarray(column, dtype=np.float64) for column in (level, score, n))
    levels = len(np.unique(x))
    if levels < 2:
        return OrderedTrend(math.nan, math.nan, math.nan, float(w.sum()), levels, 1.0)
    centred = x - float((w * x).sum() / w.sum())
    spread = float((w * centred**2).sum())
    slope = float((w * centred * y).sum()) / spread
    residual: Floats = y - float((w * y).sum() / w.sum()) - slope * centred
    if len(x) < 3:
        return OrderedTrend(slope, math.nan, math.nan, float(w.sum()), levels, 1.0)
    # Robust to unequal spread (HC1), because clusters differ in size.
    se = math.sqrt(float(((w * centred * residual) ** 2).sum()) * len(x) / (len(x) - 2)) / spread
    z = slope / se if se > 0 else math.copysign(math.inf, slope) if slope else 0.0
    return OrderedTrend(slope, z, _two_sided(z), float(w.sum()), levels, 1.0)


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))
