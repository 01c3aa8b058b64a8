"""How sure the cost is: each line drawn from a triangle between its lowest, likely and highest amount."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.costs.lines import CostLine, CostModel
from groundswell.domain.costs.money import Money
from groundswell.domain.costs.volume import times_paid, total

DRAWS, SEED = 10_000, 20260101
LEVEL = 0.90


@dataclass(frozen=True)
class Band:
    """The cost of a year with its range.

    Args:
        low: Nineteen of twenty draws lie above.
        likely: The cost with the likely amounts.
        high: Nineteen of twenty draws lie below.
        mean: Mean of the draws, in minor units.
        sd: Their standard deviation, in minor units.
        exact_mean: The mean in closed form, against which the draws are held.
        exact_sd: The standard deviation in closed form.
        ranged: How many lines state a range.
    """

    low: Money
    likely: Money
    high: Money
    mean: float
    sd: float
    exact_mean: float
    exact_sd: float
    ranged: int

    def per(self, communities: float) -> Band:
        """The same for one community."""
        part = 1 / communities
        low, likely, high = (money.times(part) for money in (self.low, self.likely, self.high))
        mean, sd, exact_mean, exact_sd = (x * part for x in (self.mean, self.sd, self.exact_mean, self.exact_sd))
        return Band(low, likely, high, mean, sd, exact_mean, exact_sd, self.ranged)


def band(model: CostModel, communities: float) -> Band:
    """The cost of a year at one volume, with its range; see :func:`bands`."""
    return bands(model, (communities,))[0]


def bands(model: CostModel, volumes: Sequence[float]) -> tuple[Band, ...]:
    """The cost of a year at several volumes, with its range; lines are drawn independently, by a fixed seed.

    Args:
        model: The cost sheet.
        volumes: Communities; the same draws serve all of them.

    Returns:
        For each the range that holds nine draws of ten, and the check in closed form: a triangle from a to b with its
        top at c has the mean (a + b + c) / 3 and the variance (a² + b² + c² − ab − ac − bc) / 18.

    Source:
        Method 5, plan arithmetic: 10,000 draws, fixed seed, never a single number.
    """
    lines = sorted(model.lines, key=lambda line: (line.name, line.amount.minor, line.limits, line.kind, line.phase))
    generator = np.random.default_rng(SEED)
    drawn = np.array([drawn_amounts(line, generator) for line in lines]).reshape(len(lines), DRAWS)
    return tuple(band_of(model, lines, drawn, communities) for communities in volumes)


def drawn_amounts(line: CostLine, generator: np.random.Generator) -> np.ndarray:
    """Draws of a line's amount, in minor units; all the same where no range is known."""
    low, high = line.limits
    return generator.triangular(low, line.amount.minor, high, DRAWS) if low < high else np.full(DRAWS, low, dtype=float)


def band_of(model: CostModel, lines: Sequence[CostLine], drawn: np.ndarray, communities: float) -> Band:
    """The range at one volume out of the draws of all lines."""
    times = [times_paid(model, line, communities) for line in lines]
    sums = np.array(times) @ drawn if lines else np.zeros(DRAWS)
    mean = variance = 0.0
    for line, factor in zip(lines, times, strict=True):
        (low, high), top = line.limits, line.amount.minor
        mean += factor * (low + top + high) / 3
        variance += factor**2 * (low**2 + top**2 + high**2 - low * top - low * high - top * high) / 18
    edges = np.quantile(sums, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    low_end, high_end = (Money(round(float(edge)), model.currency) for edge in edges)
    return Band(
        low_end, total(model, communities), high_end, float(sums.mean()), float(sums.std(ddof=1)), mean,
        math.sqrt(variance), sum(line.limits[0] < line.limits[1] for line in lines),
    )  # fmt: skip
