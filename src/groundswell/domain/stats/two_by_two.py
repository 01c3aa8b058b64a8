"""Risk ratio, odds ratio and risk difference of one 2 x 2 table, with the rule for empty cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from groundswell.domain.errors import BadInput
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _

type RiskMeasure = Literal["RR", "OR", "RD"]
type Table = tuple[float, float, float, float]  # events and people in arm 1, events and people in arm 0


@dataclass(frozen=True)
class CountEffect:
    """Estimate and variance on the analysis scale (log for ratios), and whether a half was added.

    Args:
        yi: Log risk ratio, log odds ratio or risk difference.
        vi: Its sampling variance.
        half_added: Whether 0.5 was added to all four cells.
    """

    yi: float
    vi: float
    half_added: bool = False


def effect_of_counts(table: Table, measure: RiskMeasure) -> CountEffect | None:
    """Compute the effect of one 2 x 2 table.

    Args:
        table: Events and people in arm 1, then events and people in arm 0.
        measure: RR, OR or RD.

    Returns:
        The effect; None for OR and RR when nobody, or for OR everybody, had the event in both arms.

    Raises:
        BadInput: A count is below 0, or there are more events than people, or no people.

    Source:
        Method 3.0, zero cells: 0.5 added to all four cells of that study for OR and RR, not for RD; where a risk
        difference would have a variance of zero, the half enters its variance alone.

    Example:
        >>> found = effect_of_counts((4, 123, 11, 139), "RR")
        >>> round(found.yi, 4), round(found.vi, 4)
        (-0.8893, 0.3256)
    """
    a, n1, c, n0 = table
    if not (0 <= a <= n1 and 0 <= c <= n0 and n1 > 0 and n0 > 0):
        raise BadInput(
            _(
                "The counts %(a)s of %(n1)s and %(c)s of %(n0)s do not fit.",
                a=Figure(a, "g"),
                n1=Figure(n1, "g"),
                c=Figure(c, "g"),
                n0=Figure(n0, "g"),
            ),
            _("Events are at least 0 and at most the people in the arm."),
            code="counts.range",
        )
    b, d = n1 - a, n0 - c
    empty = min(a, b, c, d) == 0
    if measure == "RD":
        if empty and (a * b) / n1**3 + (c * d) / n0**3 == 0:
            return CountEffect(a / n1 - c / n0, _rd_variance(a + 0.5, b + 0.5, c + 0.5, d + 0.5), half_added=True)
        return CountEffect(a / n1 - c / n0, _rd_variance(a, b, c, d))
    if a + c == 0 or (measure == "OR" and b + d == 0):
        return None
    if empty:
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    if measure == "RR":
        n1, n0 = a + b, c + d
        return CountEffect(math.log(a / n1) - math.log(c / n0), 1 / a - 1 / n1 + 1 / c - 1 / n0, empty)
    return CountEffect(math.log(a) - math.log(b) - math.log(c) + math.log(d), 1 / a + 1 / b + 1 / c + 1 / d, empty)


def _rd_variance(a: float, b: float, c: float, d: float) -> float:
    return a * b / (a + b) ** 3 + c * d / (c + d) ** 3
