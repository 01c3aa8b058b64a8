"""A guess in the making: the mapping so far, and the columns not yet spoken for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from groundswell.across.exchange.formats.columns import Column
from groundswell.across.exchange.formats.mapping import SheetMapping
from groundswell.across.exchange.formats.tables import Table
from groundswell.across.exchange.formats.words import header_says


@dataclass(frozen=True)
class Known:
    """What the program knows already, to recognise it in a sheet.

    Args:
        places: Names and codes of places.
        indicators: Names and codes of indicators.
    """

    places: Collection[str] = frozenset()
    indicators: Collection[str] = frozenset()


@dataclass
class Guess:
    """The mapping as it grows, and the columns not yet spoken for."""

    table: Table
    known: Known
    columns: Mapping[str, Column]
    left: list[str]
    mapping: SheetMapping = field(default_factory=SheetMapping)

    def take(self, *headers: str) -> None:
        """Columns are spoken for."""
        self.left = [header for header in self.left if header not in headers]

    def ignore(self, *headers: str) -> None:
        """Columns are left out."""
        self.take(*headers)
        self.mapping = replace(self.mapping, ignored=(*self.mapping.ignored, *headers))

    def where(self, role: str) -> list[str]:
        """Columns left whose headers say a role."""
        return [header for header in self.left if header_says(header, role)]

    def numeric(self) -> list[str]:
        """Columns left that hold numbers."""
        return [header for header in self.left if self.columns[header].is_numeric]

    def texts(self) -> list[str]:
        """Columns left that hold words."""
        return [header for header in self.left if self.columns[header].is_text]


def share_known(column: Column, known: Collection[str]) -> float:
    """Share of the different texts of a column that the program knows."""
    if not known or not column.texts:
        return 0.0
    return sum(1 for text in column.texts if text in known) / len(column.texts)
