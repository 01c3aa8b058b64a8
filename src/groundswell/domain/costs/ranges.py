"""What others reported that such work costs, as data, and where our own cost lies beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from groundswell.domain.costs.lines import Driver, Ratios
from groundswell.domain.costs.money import Money

UNITS: dict[str, Driver] = {
    "meeting": Driver.MEETING,
    "person-year": Driver.PERSON,
    "facilitator-year": Driver.FACILITATOR,
}
"""Units in which a yearly cost per community can be restated; the others speak of results, not of work."""


class Place(StrEnum):
    """Where a cost lies beside a published range."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True)
class Published:
    """One published range.

    Args:
        code: Its name.
        words: What was counted, by language.
        unit: Per what.
        low: Lower end, as published, in whole units of the currency.
        high: Upper end; the same for a single number.
        currency: ISO 4217 code.
        source: Number of the source in the method.
        address: Where the source is.
        count: How many units together cost so much, such as 33 meetings.
        year: Year of the prices; None where the source seen does not say.
        cost: Whole cost behind a ratio, where stated.
        cases: Count behind a ratio, where stated.
    """

    code: str
    words: Mapping[str, str]
    unit: str
    low: float
    high: float
    currency: str
    source: str
    address: str
    count: float = 1
    year: int | None = None
    cost: float | None = None
    cases: float | None = None

    def place(self, value: float) -> Place:
        """Where a value lies beside the range; within a tenth of a single number counts as within.

        Example:
            >>> care = next(each for each in published() if each.code == "care-groups")
            >>> care.place(2.5).value, care.place(8).value, care.place(21).value
            ('below', 'within', 'above')
        """
        low, high = (self.low * 0.9, self.high * 1.1) if self.low == self.high else (self.low, self.high)
        return Place.BELOW if value < low else Place.ABOVE if value > high else Place.WITHIN


@lru_cache(maxsize=1)
def published() -> tuple[Published, ...]:
    """All published ranges.

    Source:
        Method 5.
    """
    text = (resources.files("groundswell.domain.costs") / "ranges.toml").read_text(encoding="utf-8")
    return tuple(Published(**row) for row in tomllib.loads(text)["range"])


def restated(unit: Money, ratios: Ratios, beside: Published) -> float | None:
    """A yearly cost per community in the unit of a published range.

    Args:
        unit: Cost of one community and year.
        ratios: How much of everything one community needs.
        beside: The range.

    Returns:
        In whole units of the currency; None where the range speaks of results.

    Example:
        >>> care = next(each for each in published() if each.code == "care-groups")
        >>> restated(Money.of(640, "USD"), Ratios(groups=2, people=80), care)
        8.0
    """
    driver = UNITS.get(beside.unit)
    if driver is None:
        return None
    count = ratios.quantity(driver, 1) / beside.count
    return float(unit.amount) / count if count else None
