"""When did the level shift? Pettitt's test for one change point."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from groundswell.domain.stats.mann_kendall import average_ranks
from groundswell.domain.stats.series import Series


@dataclass(frozen=True)
class Pettitt:
    """One change point.

    Args:
        k: Largest absolute value of the statistic U.
        index: Position of the last value before the shift, from 0; -1 when there is none.
        p: Approximate two-sided p-value, at most 1; NaN when n < 2.
        falls: Whether the level after it is lower.
    """

    k: int
    index: int
    p: float
    falls: bool


def pettitt(series: Series) -> Pettitt:
    """Pettitt's test: the first position where the two parts differ most.

    Args:
        series: Values in the order of time.

    Source:
        Pettitt (1979), U from ranks, p = 2 exp(-6 K^2 / (n^3 + n^2)).

    Example:
        >>> from groundswell.domain.stats.series import series_of
        >>> shift = pettitt(series_of([92, 90, 93, 91, 89, 92, 90, 91, 88, 86, 87, 84, 85, 83, 82, 80]))
        >>> shift.k, shift.index, round(shift.p, 6), shift.falls
        (64, 7, 0.007056, True)
    """
    n = series.n
    if n < 2:
        return Pettitt(0, -1, math.nan, False)
    # Twice the average ranks are whole numbers, so U is exact.
    doubled = np.rint(2 * average_ranks(series.value)).astype(np.int64)
    u = np.cumsum(doubled) - np.arange(1, n + 1, dtype=np.int64) * (n + 1)
    index = int(np.argmax(np.abs(u[:-1])))
    k = int(abs(u[index]))
    p = min(1.0, 2 * math.exp(-6 * k * k / (n**3 + n**2)))
    return Pettitt(k, index if k else -1, p, bool(u[index] > 0))
