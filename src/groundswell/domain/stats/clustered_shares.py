"""Shares and means whose observations come in clusters: places, whose sessions resemble each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from groundswell.domain.stats.series import Floats
from groundswell.domain.values import Interval


@dataclass(frozen=True)
class ClusteredShare:
    """A share (or mean) of clustered observations.

    Args:
        share: Sum of numerators over sum of denominators.
        n: Sum of denominators.
        clusters: How many clusters it stands on.
        variance: Its variance; NaN when it cannot be known.
        df: Degrees of freedom of the variance; infinite when it is the binomial one.
        design_effect: Variance over the binomial variance, at least 1; NaN for means.
    """

    share: float
    n: float
    clusters: int
    variance: float
    df: float
    design_effect: float


def clustered_share(numerator: ArrayLike, denominator: ArrayLike, *, binary: bool = True) -> ClusteredShare:
    """A share with the variance between its clusters, never smaller than the binomial one.

    Args:
        numerator: One entry per cluster.
        denominator: One entry per cluster; clusters without observations are left out.
        binary: Whether each observation is yes or no; False for means of scores, which have no binomial variance.

    Source:
        Cochran, Sampling Techniques (1977), equation 6.13 (ratio estimator) with m / (m - 1); where every observation
        is alike, the binomial variance is taken at (successes + 1) / (n + 2).

    Example:
        >>> share = clustered_share([9, 5, 1], [10, 10, 10])
        >>> round(share.share, 2), round(share.design_effect, 2)
        (0.5, 6.4)
    """
    y, n = _columns(numerator, denominator)
    total, clusters = float(n.sum()), len(n)
    if not total > 0:
        return ClusteredShare(math.nan, 0.0, 0, math.nan, math.nan, math.nan)
    share = float(y.sum()) / total
    between = float(np.sum((y - share * n) ** 2)) / total**2
    robust = between * clusters / (clusters - 1) if clusters > 1 else math.nan
    if not binary:
        return ClusteredShare(share, total, clusters, robust, clusters - 1, math.nan)
    inside = share if 0 < share < 1 else (float(y.sum()) + 1) / (total + 2)
    binomial = inside * (1 - inside) / total
    if not binomial > 0:  # a numerator above its denominator: no share, so no binomial variance
        return ClusteredShare(share, total, clusters, robust, clusters - 1, math.nan)
    if clusters > 1 and robust > binomial:
        return ClusteredShare(share, total, clusters, robust, clusters - 1, robust / binomial)
    return ClusteredShare(share, total, clusters, binomial, math.inf, 1.0)


def share_interval(one: ClusteredShare, level: float = 0.95) -> Interval | None:
    """Two-sided interval of a share, kept within 0 and 1; None when the variance is not known."""
    if not one.variance >= 0:
        return None
    reach = t_quantile(0.5 + level / 2, one.df) * math.sqrt(one.variance)
    return Interval(max(one.share - reach, 0.0), min(one.share + reach, 1.0), level)


def share_difference(one: ClusteredShare, other: ClusteredShare, level: float = 0.90) -> Interval | None:
    """Interval of ``one`` minus ``other``: at level .90 its ends are the one-sided 95 % limits; None when not known.

    Source:
        Welch (1947), Satterthwaite's degrees of freedom.
    """
    variance = one.variance + other.variance
    if not variance > 0:
        return None
    spread = sum(part.variance**2 / part.df for part in (one, other) if math.isfinite(part.df) and part.df > 0)
    df = variance**2 / spread if spread > 0 else math.inf
    reach = t_quantile(0.5 + level / 2, df) * math.sqrt(variance)
    difference = one.share - other.share
    return Interval(difference - reach, difference + reach, level)


def wilson_interval(successes: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's interval of a simple share; for counts that do not come in clusters, such as reports received.

    Source:
        Wilson (1927).

    Example:
        >>> limits = wilson_interval(8, 10)
        >>> round(limits.lower, 4), round(limits.upper, 4)
        (0.4902, 0.9433)
    """
    if not n > 0:
        return Interval(0.0, 1.0, level)
    z = t_quantile(0.5 + level / 2, math.inf)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # Rounding must not push the limits past the share itself where it is 0 or 1.
    return Interval(max(min(middle - reach, share), 0.0), min(max(middle + reach, share), 1.0), level)


def t_quantile(probability: float, df: float) -> float:
    """Quantile of the t distribution; of the normal when df is infinite."""
    return float(special.ndtri(probability) if math.isinf(df) else special.stdtrit(df, probability))


def _columns(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    y, n = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    seen = n > 0
    return y[seen], n[seen]
