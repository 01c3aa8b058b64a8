"""What others reported, beside our own cost; and the picture of cost against size."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.before.scalability.selectors import Costs
from groundswell.before.scalability.step.costs import cost_finding
from groundswell.domain.costs.bands import bands
from groundswell.domain.costs.ranges import UNITS, Place, Published, published, restated
from groundswell.domain.costs.volume import point_at, volumes_between
from groundswell.kit.charts.curve import Curve, Spot, Strip, curve
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.languages import said
from groundswell.kit.style import drawing_style, written

MOST_TIMES = 1.2
BETWEEN = 48


@dataclass(frozen=True)
class Beside:
    """A published range and ours.

    Args:
        range: As published.
        factor: By what it is multiplied to stand in the sheet's currency and prices; None where it cannot be.
        pilot: Ours at the size of the pilot, in its unit; None where it speaks of results.
        target: Ours at full scale.
        note: What was done to it, or why it is not compared.
    """

    range: Published
    factor: float | None
    pilot: float | None
    target: float | None
    note: str

    @property
    def ours(self) -> float | None:
        """What is compared: full scale, else the pilot."""
        return self.pilot if self.target is None else self.target


def besides(costs: Costs) -> list[Beside]:
    """Every published range with ours beside it; empty without a sheet."""
    return [beside(costs, each) for each in published()] if costs.model else []


def beside(costs: Costs, each: Published) -> Beside:
    """One published range with ours."""
    assert costs.model is not None
    if each.unit not in UNITS:
        return Beside(each, None, None, None, _("speaks of results, not of work: not compared"))
    pilot, target = (restated(unit, costs.model.ratios, each) if unit else None
                     for unit in (costs.pilot_unit, costs.target_unit))  # fmt: skip
    factor, note = factor_of(costs, each)
    return Beside(each, factor, pilot, target, note)


def factor_of(costs: Costs, each: Published) -> tuple[float | None, str]:
    """By what a published range is multiplied, and what is said of it."""
    factor, table = 1.0, costs.table
    if each.currency != table.currency:
        rate = table.factors.get((each.currency, table.currency))
        if rate is None:
            words = {"origin": each.currency, "aim": table.currency}
            return None, _("no rate from %(origin)s to %(aim)s is on record: not compared") % words
        factor = rate.value
    if each.year is None:
        return factor, _("year of prices not stated in what was seen")
    prices = table.factors.get((str(each.year), table.year))
    if prices is None:
        return factor, _("prices of %(year)s, as published") % {"year": str(each.year)}
    return factor * prices.value, _("prices of %(year)s, brought to %(now)s") % {"year": each.year, "now": table.year}


def published_rows(costs: Costs) -> list[tuple[str, ...]]:
    """The table of published costs."""
    return [
        (
            said(each.range.words),
            published_said(each.range),
            value_said(each.pilot, costs),
            value_said(each.target, costs),
            place_said(each),
            f"{each.range.source}: {each.range.address}",
        )
        for each in besides(costs)
    ]


def published_said(each: Published) -> str:
    """A range as published."""
    decimals = 0 if each.low == int(each.low) and each.high == int(each.high) else 1
    ends = written(each.low, decimals) if each.low == each.high else drawing_style().span(each.low, each.high, decimals)
    return f"{each.currency} {ends}"


def value_said(value: float | None, costs: Costs) -> str:
    """Ours in the unit of a range."""
    return "–" if value is None else f"{costs.table.currency} {written(value, 1 if value < 100 else 0)}"


def place_said(each: Beside) -> str:
    """Where ours lies, and what was done to theirs."""
    if each.factor is None or each.ours is None:
        return each.note
    words = {Place.BELOW: _("below"), Place.WITHIN: _("within"), Place.ABOVE: _("above")}
    return f"{words[each.range.place(each.ours / each.factor)]}; {each.note}"


def strips_of(costs: Costs) -> tuple[Strip, ...]:
    """Published ranges per community and year, as bands of the picture."""
    assert costs.model is not None
    found = []
    for each in besides(costs):
        if each.factor is None or each.ours is None:
            continue
        one = costs.model.ratios.quantity(UNITS[each.range.unit], 1) / each.range.count * each.factor
        label = f"{said(each.range.words)} ({each.range.source})"
        found.append(Strip(each.range.low * one, each.range.high * one, label))
    return tuple(found)


def curve_of(costs: Costs) -> Drawing | None:
    """The picture of cost against size; None without a sheet or with one size only."""
    model, volumes = costs.model, costs.volumes
    if model is None or volumes.pilot is None:
        return None
    last = max(volumes.pilot * 4, volumes.now or 0, volumes.target or 0)
    named: dict[int, str] = {volumes.pilot: _("pilot")}
    if volumes.now and volumes.now not in named:
        named[volumes.now] = _("now")
    if volumes.target and volumes.target not in named:
        named[volumes.target] = _("target")
    sizes = sorted({*volumes_between(volumes.pilot, last * MOST_TIMES, BETWEEN), *named})
    listed = {*volumes_between(volumes.pilot, last, 6), *named}
    style = drawing_style()
    spots = []
    for size, found in zip(sizes, bands(model, sizes), strict=True):
        each, point = found.per(size), point_at(model, size)
        cells = tuple(style.number(float(part.amount), 0) for part in (point.total, *point.by_kind))
        low, likely, high = (float(money.amount) for money in (each.low, each.likely, each.high))
        low, high = min(low, likely), max(high, likely)
        spots.append(Spot(size, likely, low, high, named.get(size, ""), cells if size in listed else ()))
    currency = costs.table.currency
    words = {"currency": currency, "year": str(costs.sheet.price_year)}
    subtitle = (
        _("%(currency)s of %(year)s for one community and year; shaded: nine draws of ten; grey: what others reported")
        % words
    )
    figure = Curve(
        "unit-cost",
        cost_finding(costs),
        subtitle, tuple(spots), strips_of(costs), _("communities"),
        (_("Communities"), _("One community"), _("Nine of ten"), _("All of it"), _("Fixed"), _("Stepped"),
         _("Growing")),
        f"{cost_finding(costs)}.",
    )  # fmt: skip
    return curve(figure, style)
