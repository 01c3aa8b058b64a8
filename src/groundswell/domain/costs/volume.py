"""What the work costs in a year at a volume, and what one community then costs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.costs.lines import CostLine, CostModel, Kind, Phase
from groundswell.domain.costs.money import Money
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

NEARLY = 1e-9


@dataclass(frozen=True)
class Point:
    """The cost at one volume.

    Args:
        communities: The volume.
        total: Cost of a year.
        unit: Cost of one community and year.
        by_kind: Cost of a year by kind of line, in the order of :class:`Kind`.
    """

    communities: float
    total: Money
    unit: Money
    by_kind: tuple[Money, Money, Money]


def learned(line: CostLine, quantity: float, at_pilot: float) -> float:
    """The share of its amount that one unit costs at a quantity.

    Each doubling of the pilot's quantity leaves (1 − learning) of the cost, never less than the floor. Below the
    pilot's quantity nothing is added.

    Args:
        line: The line.
        quantity: Units of its driver.
        at_pilot: Units of its driver in the pilot.

    Source:
        Wright, T. P. (1936): Factors affecting the cost of airplanes; the form for the cumulative average.

    Example:
        >>> line = CostLine("Training", Kind.VARIABLE, Money(100_00, "USD"), learning=0.1, floor=0.75)
        >>> [round(learned(line, quantity, 60), 4) for quantity in (30, 60, 120, 240, 960)]
        [1.0, 1.0, 0.9, 0.81, 0.75]
    """
    if not line.learning or quantity <= at_pilot:
        return 1.0
    return max(line.floor, math.pow(quantity / at_pilot, math.log2(1 - line.learning)))


def times_paid(model: CostModel, line: CostLine, communities: float) -> float:
    """How many times the amount of a line is paid in a year; a start-up is spread over its years.

    Args:
        model: The cost sheet.
        line: One of its lines.
        communities: The volume.

    Returns:
        The amount of the line times this is its cost of a year.

    Raises:
        BadInput: The volume is nothing, or negative.
    """
    if not communities > 0:
        raise BadInput(_("Nothing costs anything in no community."), _("Give a volume above 0."), code="costs.volume")
    quantity = model.ratios.quantity(line.driver, communities)
    if line.kind is Kind.FIXED:
        times = 1.0
    elif line.kind is Kind.STEP:
        times = float(math.ceil(quantity / line.step - NEARLY))
    else:
        times = quantity * learned(line, quantity, model.ratios.quantity(line.driver, model.pilot))
    return times / line.years if line.phase is Phase.START_UP else times


def line_total(model: CostModel, line: CostLine, communities: float) -> Money:
    """What a line costs in a year, in whole minor units."""
    return line.amount.times(times_paid(model, line, communities))


def total(model: CostModel, communities: float, phase: Phase | None = None) -> Money:
    """What the work costs in a year.

    Args:
        model: The cost sheet.
        communities: The volume.
        phase: Only lines of that phase; all without one.

    Returns:
        The sum of the lines, each in whole minor units, so that what is shown adds up.
    """
    lines = (line for line in model.lines if phase is None or line.phase is phase)
    return summed((line_total(model, line, communities) for line in lines), model.currency)


def summed(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency, nothing for none."""
    return sum(amounts, Money(0, currency))


def start_up(model: CostModel, communities: float) -> Money:
    """What must be paid once before the work runs at a volume."""
    once = (line for line in model.lines if line.phase is Phase.START_UP)
    return summed((line.amount.times(times_paid(model, line, communities) * line.years) for line in once),
                  model.currency)  # fmt: skip


def unit_cost(model: CostModel, communities: float) -> Money:
    """What one community costs in a year."""
    return total(model, communities).times(1 / communities)


def cost_curve(model: CostModel, volumes: Iterable[float]) -> tuple[Point, ...]:
    """The cost at several volumes.

    Args:
        model: The cost sheet.
        volumes: Communities.
    """
    return tuple(point_at(model, communities) for communities in volumes)


def point_at(model: CostModel, communities: float) -> Point:
    """The cost at one volume, whole, per community and by kind of line."""
    whole = total(model, communities)
    fixed, step, variable = (
        summed((line_total(model, line, communities) for line in model.lines if line.kind is kind), model.currency)
        for kind in Kind
    )
    return Point(communities, whole, whole.times(1 / communities), (fixed, step, variable))


def volumes_between(first: float, last: float, most: int = 60) -> tuple[int, ...]:
    """Whole volumes at equal ratios, both ends among them.

    Args:
        first: Lowest volume, 1 or more.
        last: Highest volume.
        most: How many at most.

    Example:
        >>> volumes_between(10, 1000, 3)
        (10, 100, 1000)
    """
    low, high = max(1, round(first)), max(1, round(last))
    ratio = high / low
    return tuple(dict.fromkeys(round(low * ratio ** (at / (most - 1))) for at in range(most)))
