"""Stored rows of the cost sheet as the domain reads them; other currencies and years only by a stated factor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from groundswell.before.scalability.models import Conversion, CostLine, CostSheet, Payer
from groundswell.domain.costs import lines, payers
from groundswell.domain.costs.money import Factor, Money, converted
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _


def factor_value(row: Conversion) -> Factor:
    """A factor as the domain reads it."""
    return Factor(row.origin, row.aim, row.value, row.held_on, row.source)


def ratios_value(sheet: CostSheet) -> lines.Ratios:
    """How much of everything one community needs."""
    return lines.Ratios(
        sheet.groups, sheet.people, sheet.groups_per_facilitator, sheet.facilitators_per_supervisor, sheet.meetings
    )


def line_value(row: CostLine) -> lines.CostLine:
    """A line as the domain reads it, in its own currency and prices.

    Raises:
        BadInput: Its numbers do not go together.
    """
    return lines.CostLine(
        name=row.name, kind=lines.Kind(row.kind), amount=Money(row.amount, row.currency),
        driver=lines.Driver(row.driver), step=row.step or 0.0, phase=lines.Phase(row.phase), years=row.years,
        price_year=row.price_year, payer=row.payer.name if row.payer else "", learning=row.learning, floor=row.floor,
        low=None if row.low is None else Money(row.low, row.currency),
        high=None if row.high is None else Money(row.high, row.currency),
    )  # fmt: skip


def payer_value(row: Payer) -> payers.Payer:
    """A payer as the domain reads it, in its own currency.

    Raises:
        BadInput: Its numbers do not go together.
    """
    yearly = None if row.yearly is None else Money(row.yearly, row.currency)
    return payers.Payer(
        row.name, row.share, yearly, row.starts_on, row.ends_on, payers.Certainty(row.certainty), row.long_term
    )


class Table:
    """The factors on record, by what they lead from and to.

    Args:
        rows: The rows.
        currency: The program's currency.
        year: The year whose prices the sheet is in.
    """

    def __init__(self, rows: Iterable[Conversion], currency: str, year: int) -> None:
        self.currency, self.year = currency, str(year)
        self.factors: Mapping[tuple[str, str], Factor] = {(row.origin, row.aim): factor_value(row) for row in rows}

    def find(self, origin: str, aim: str, name: str) -> Factor | None:
        """The factor from one currency or year to another; None where both are the same.

        Raises:
            BadInput: None is on record.
        """
        if origin == aim:
            return None
        if (origin, aim) in self.factors:
            return self.factors[origin, aim]
        text = (
            _("“%(name)s” is in prices of %(origin)s, the sheet in those of %(aim)s.",
              name=name, origin=origin, aim=aim)
            if origin.isdecimal()
            else _("“%(name)s” is in %(origin)s, the sheet in %(aim)s.", name=name, origin=origin, aim=aim)
        )  # fmt: skip
        raise BadInput(text, _("State by what it is multiplied, with day and source."), code="costs.factor")

    def steps(self, name: str, currency: str, year: int | None = None) -> list[Factor]:
        """The factors that lead an amount into the sheet: prices first, then currency.

        Raises:
            BadInput: One is missing.
        """
        prices = self.find(str(year), self.year, name) if year is not None else None
        return [step for step in (prices, self.find(currency, self.currency, name)) if step]

    def line(self, line: lines.CostLine) -> lines.CostLine:
        """A line in the currency and prices of the sheet.

        Raises:
            BadInput: A factor is missing.
        """
        steps = self.steps(line.name, line.amount.currency, line.price_year)
        amount, low, high = (through(money, steps) for money in (line.amount, line.low, line.high))
        assert amount is not None
        return replace(line, amount=amount, low=low, high=high, price_year=int(self.year))

    def payer(self, payer: payers.Payer) -> payers.Payer:
        """A payer in the currency of the sheet.

        Raises:
            BadInput: A factor is missing.
        """
        if payer.yearly is None:
            return payer
        return replace(payer, yearly=through(payer.yearly, self.steps(payer.name, payer.yearly.currency)))


def through(money: Money | None, steps: Iterable[Factor]) -> Money | None:
    """An amount led through some factors."""
    for step in steps:
        money = None if money is None else converted(money, step)
    return money
