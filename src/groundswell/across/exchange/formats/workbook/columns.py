"""Columns and rows of a table that goes out and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.across.exchange.formats.tables import Cell
from groundswell.domain.errors import RowRefused

type Kind = Literal["text", "number", "whole", "date", "truth"]

STAMP = "groundswell-table-1"
ID_HEADER = "id"
ABOUT = "about"
LISTS = "lists"


@dataclass(frozen=True)
class Column:
    """One column of a table that goes out and comes back.

    Args:
        key: Its name for programs; never shown.
        title: Its header.
        kind: What it holds.
        unit: Its unit in words, put behind the header; '' none.
        allowed: The only values it may have; empty any. Offered as a list in the sheet.
        required: Whether a blank is refused.
        locked: Whether it is only shown: grey, and what comes back in it is not read.
        width: Width in characters.
    """

    key: str
    title: str
    kind: Kind = "text"
    unit: str = ""
    allowed: tuple[str, ...] = ()
    required: bool = False
    locked: bool = False
    width: int = 16

    @property
    def header(self) -> str:
        """Title and unit, as row 1 shows them."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True)
class OutRow:
    """A row going out.

    Args:
        id: What the row is known by when it comes back.
        cells: Values by column key; what is missing stays blank.
    """

    id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class BackRow:
    """A row that came back.

    Args:
        number: Row of the sheet.
        id: The id it went out with; '' for a row that somebody added.
        cells: Values by column key, locked columns left out; None for a blank.
    """

    number: int
    id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class WorkbookRead:
    """What a workbook brought back.

    Args:
        rows: The rows that can be used.
        refused: Rows that cannot, each with row, field, value and remedy.
        stamp: The version stamp it went out with; '' where it carries none.
        missing: Keys of columns that somebody deleted; they are not read as blank.
    """

    rows: tuple[BackRow, ...]
    refused: tuple[RowRefused, ...] = ()
    stamp: str = ""
    missing: tuple[str, ...] = ()
