"""Has the level drifted from its baseline? Two-sided tabular CUSUM in units of the baseline's standard deviation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from groundswell.domain.stats.series import Floats, Series


@dataclass(frozen=True, eq=False)
class Cusum:
    """Sums of deviations after the baseline.

    Args:
        mean: Mean of the baseline.
        sd: Its standard deviation (n - 1); NaN when it cannot be known.
        lower: Lower sums, one per value after the baseline, 0 or negative.
        upper: Upper sums, 0 or positive.
        first_lower: Position in the series of the first value whose lower sum is beyond -h; -1 when there is none.
        first_upper: The same for the upper sum beyond h.
    """

    mean: float
    sd: float
    lower: Floats
    upper: Floats
    first_lower: int
    first_upper: int


def cusum(series: Series, baseline: int = 8, k: float = 0.5, h: float = 5.0, *, least_sd: float = 0.0) -> Cusum:
    """Tabular CUSUM against a frozen baseline.

    Args:
        series: Values in the order of time.
        baseline: How many first values fix mean and standard deviation.
        k: Slack, in standard deviations.
        h: Limit, in standard deviations.
        least_sd: Standard deviation that chance alone gives, where it is known: the baseline's is not taken below it.

    Returns:
        Empty sums where the baseline is constant or nothing follows it.

    Source:
        Page (1954); Montgomery, Introduction to Statistical Quality Control, section 9.1.

    Example:
        >>> from groundswell.domain.stats.series import series_of
        >>> sums = cusum(series_of([92, 90, 93, 91, 89, 92, 90, 91, 88, 86, 87, 84, 85, 83, 82, 80]))
        >>> [round(float(value), 3) for value in sums.lower[:3]], sums.first_lower
        ([-1.791, -5.11, -7.665], 9)
    """
    first = series.value[:baseline]
    mean = float(first.mean()) if len(first) else math.nan
    sd = max(float(first.std(ddof=1)), least_sd) if len(first) > 1 else math.nan
    empty = np.empty(0)
    if len(first) < baseline or not sd > 1e-12 * float(np.abs(first).max()):
        return Cusum(mean, sd, empty, empty, -1, -1)
    z = (series.value[baseline:] - mean) / sd
    lower, upper = np.zeros(len(z)), np.zeros(len(z))
    low = high = 0.0
    for i, value in enumerate(z):
        low = min(0.0, low + value + k)
        high = max(0.0, high + value - k)
        lower[i], upper[i] = low, high
    return Cusum(mean, sd, lower, upper, _first(lower < -h, baseline), _first(upper > h, baseline))


def _first(beyond: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], offset: int) -> int:
    return int(np.argmax(beyond)) + offset if bool(beyond.any()) else -1
