"""Frozen values that every judgement speaks in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def exp_or_infinite(value: float) -> float:
    """The exponential, infinite where a float can no longer hold it.

    Example:
        >>> exp_or_infinite(0.0), exp_or_infinite(1e9)
        (1.0, inf)
    """
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


@dataclass(frozen=True)
class Interval:
    """A lower and an upper limit with the level they are stated at.

    Args:
        lower: Lower limit, in the unit of the estimate.
        upper: Upper limit, in the unit of the estimate.
        level: Coverage as a fraction, .95 by default.
    """

    lower: float
    upper: float
    level: float = 0.95

    def covers(self, value: float) -> bool:
        """Whether the value lies inside, limits included.

        Example:
            >>> Interval(0.5, 1.1).covers(1)
            True
        """
        return self.lower <= value <= self.upper

    def exp(self) -> Interval:
        """The same interval on the ratio scale, when this one is on the log scale."""
        return Interval(exp_or_infinite(self.lower), exp_or_infinite(self.upper), self.level)


@dataclass(frozen=True)
class Judgement:
    """What was concluded, with all that makes the number honest.

    Args:
        value: The number or word concluded; None where it could not be computed.
        unit: Unit in words, such as ``log odds ratio`` or ``share of sessions``.
        interval: Its interval, None where there is none.
        n: How many units it stands on.
        basis: The method, in words, and what it was applied to.
        warnings: Sentences for the reader.
        why: Why there is no value, when there is none.
        detail: Further numbers by name, for tables and ``--json``.
    """

    value: float | str | None
    unit: str
    interval: Interval | None = None
    n: int | None = None
    basis: str = ""
    warnings: tuple[str, ...] = ()
    why: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
