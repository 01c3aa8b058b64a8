"""From a figure to a place on paper, and the round numbers an axis shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

RATIOS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.7, 1, 1.4, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Scale:
    """A straight or logarithmic scale; values outside are held at its ends.

    Args:
        low: Value at ``start``.
        high: Value at ``end``, not equal to ``low``.
        start: Pixel of ``low``.
        end: Pixel of ``high``; smaller than ``start`` where the axis runs backwards or upwards.
        log: Whether distances are ratios; needs values above 0.

    Example:
        >>> Scale(0, 10, 100, 200)(2.5)
        125.0
        >>> round(Scale(0.5, 2, 0, 100, log=True)(1))
        50
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (self.end - self.start) * self.fraction(value)

    def fraction(self, value: float) -> float:
        """How far along the scale a value lies, 0 to 1."""
        low, high, value = self.low, self.high, min(max(value, min(self.low, self.high)), max(self.low, self.high))
        if self.log:
            low, high, value = math.log(low), math.log(high), math.log(value)
        return (value - low) / (high - low)

    def holds(self, value: float) -> bool:
        """Whether the value lies on the scale."""
        return min(self.low, self.high) <= value <= max(self.low, self.high)


def finite(values: Iterable[float | None]) -> list[float]:
    """The values that can be drawn."""
    return [value for value in values if value is not None and math.isfinite(value)]


def span_of(values: Iterable[float | None], *, include: Iterable[float] = ()) -> tuple[float, float]:
    """Lowest and highest value, never equal.

    Example:
        >>> span_of([3, 3])
        (2.5, 3.5)
    """
    known = [*finite(values), *include] or [0.0, 1.0]
    low, high = min(known), max(known)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-300):
        half = max(abs(low) * 1e-3, 0.5)
        return low - half, high + half
    return low, high


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round values within a range, at most so many.

    Example:
        >>> ticks(0, 47)
        (0.0, 10.0, 20.0, 30.0, 40.0)
    """
    rough = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in (1, 2, 5, 10, 20) if step * power >= rough * 0.999) * power
    while True:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return tuple(at * step for at in range(first, last + 1))
        step *= 2


def ratio_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round ratios within a range, 1 always among them where it lies inside.

    Example:
        >>> ratio_ticks(0.4, 2.2)
        (0.5, 0.7, 1, 1.4, 2)
    """
    inside = [value for value in RATIOS if low <= value <= high]
    while len(inside) > most:
        middle = inside.index(1) if 1 in inside else 0
        inside = inside[middle % 2 :: 2]
    return tuple(inside)


def decimals_for(values: Iterable[float]) -> int:
    """How many decimals round values need at least, up to 3.

    Example:
        >>> decimals_for((0.5, 1)), decimals_for((10.0, 20.0))
        (1, 0)
    """
    known = list(values)
    for decimals in range(3):
        if all(abs(round(value, decimals) - value) < 1e-9 * max(1, abs(value)) for value in known):
            return decimals
    return 3
