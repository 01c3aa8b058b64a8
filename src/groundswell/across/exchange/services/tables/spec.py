"""What a table that goes to Excel and comes back consists of."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from groundswell.across.exchange.formats.tables import Cell, Table, shown
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.reading import Opened
from groundswell.across.exchange.services.tables.naming import PlaceWords, documents_named
from groundswell.ground.documents.models import Document
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

REASON = "reason"
SEPARATOR = "~"
SHORT = 4


@dataclass(frozen=True)
class Kept:
    """A row as it is stored.

    Args:
        id: By what it is known when it comes back.
        label: What it is called, for the preview.
        cells: Its cells by column key.
        item: The record behind it.
    """

    id: str
    label: str
    cells: Mapping[str, Cell]
    item: Any = None


@dataclass(frozen=True)
class Wanted:
    """A row as the file wants it.

    Args:
        number: Row of the sheet.
        cells: All its cells as they shall be; what the file does not say is as stored.
        differing: Keys of the columns in which it differs from what is stored.
        before: The stored row, None for a new one.
    """

    number: int
    cells: Mapping[str, Cell]
    differing: tuple[str, ...] = ()
    before: Kept | None = None

    def text(self, key: str) -> str:
        """A cell as words, empty for a blank."""
        return shown(self.cells.get(key)).strip()

    @property
    def reason(self) -> str:
        """Why, as written in the row."""
        return self.text(REASON)


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """A column of words to choose from; sheets that are not ours may give their codes instead.

    Args:
        codes: Pairs of code and word.
    """

    codes: tuple[tuple[str, str], ...] = ()

    def word(self, cell: Cell) -> Cell:
        """The word that a cell means, as a code or as the word in any case; the cell itself where it means none."""
        said = shown(cell).strip().casefold()
        return next((word for code, word in self.codes if said in (code.casefold(), word.casefold())), cell)


@dataclass(frozen=True)
class ListColumn(Column):
    """A column of words separated by semicolons whose order says nothing."""


@dataclass(frozen=True)
class Desk:
    """At which the rows of one workbook are written: who writes, where, and what need be looked up only once.

    Args:
        permit: The permit.
        program: The program.
        source: Key of the import.
    """

    permit: Permit
    program: Program
    source: str

    @cached_property
    def words(self) -> PlaceWords:
        """The places of the program by their texts."""
        return PlaceWords(self.program, self.permit)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents of the program by their texts."""
        return documents_named(self.permit, self.program)

    @cached_property
    def drafts(self) -> dict[str, Any]:
        """What the rows make together, by name, until it is written as one."""
        return {}


type Columns = Callable[[Permit, Program], Sequence[Column]]
type Rows = Callable[[Permit, Program], Iterable[Kept]]
type Query = Mapping[str, str]
type Narrow = Callable[[Permit, Program, Query], Callable[[Kept], bool]]
type Pages = Callable[[Permit, Program, int, int], Iterable[tuple[int, Kept]]]
type WriteOne = Callable[[Desk, Wanted], None]
type Write = Callable[[Desk, Sequence[Wanted]], None]
type Finish = Callable[[Desk], None]


@dataclass(frozen=True)
class RoundTrip:
    """A table that goes to Excel and comes back.

    Args:
        code: Its name in addresses.
        title: Its name in words.
        read: Action by which its rows are read.
        columns: Its columns, in the active language.
        rows: Its rows, narrowed to what the permit reaches.
        write: Writes rows through the room's own services, with the key of the import; None where it is only read.
        identity: Columns by which a row without an id is recognised.
        fixed: Columns that tell what a row is about and cannot change in a row that stands.
        gathered: Reads a sheet that is not ours but holds the same, where that takes more than its columns.
        narrow: Which rows the parameters of an address ask for, as the page of the same table understands them.
        one_by_one: Whether rows are written one at a time; otherwise many together, split where one is refused.
        finish: Writes what all rows came to together, where rows make one whole; it may refuse the file.
        page: So many rows after the one with a number, each with its own, in the order of the numbers; for tables that
            grow so long that rows before a page must not be read again.
    """

    code: str
    title: Any
    read: str
    columns: Columns
    rows: Rows
    write: Write | None = None
    identity: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    gathered: Callable[[Opened], Table] | None = None
    narrow: Narrow | None = None
    one_by_one: bool = True
    finish: Finish | None = None
    page: Pages | None = None


def one_by_one(change: WriteOne, add: WriteOne) -> Write:
    """Writing of a table whose rows are changed and added one at a time."""

    def write(desk: Desk, rows: Sequence[Wanted]) -> None:
        for row in rows:
            (add if row.before is None else change)(desk, row)

    return write


def plain(column: Column, cell: Cell) -> Cell:
    """A cell as it is compared: a blank is None, texts are trimmed, whole floats of whole columns are whole.

    Example:
        >>> plain(Column("n", "n", "text"), 3.0), plain(Column("n", "n"), "  ")
        ('3', None)
    """
    if isinstance(column, ListColumn):
        return joined(sorted(listed(cell)))
    if column.kind == "text":
        text = shown(cell).replace("\r\n", "\n").strip()
        return text or None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, bool) or cell is None or cell == "":
        return None if cell == "" else cell
    if column.kind == "number" and isinstance(cell, int | float):
        return float(cell)
    return int(cell) if column.kind == "whole" and isinstance(cell, float) else cell


def digest(key: str, cell: Cell) -> str:
    """Four letters that tell one cell from another, 1 in 17 million apart."""
    return lettered(f"{key}={shown(cell)}")


@lru_cache(maxsize=1 << 16)
def lettered(text: str) -> str:
    """The digest of a text in letters; cells of a table repeat."""
    return base64.urlsafe_b64encode(hashlib.blake2b(text.encode(), digest_size=3).digest()).decode()


def marks_of(columns: Iterable[Column], cells: Mapping[str, Cell]) -> str:
    """What a row says, cell by cell, so that it is known later which cells somebody touched.

    Args:
        columns: The columns; what comes back in locked ones is not read.
        cells: Cells by column key.
    """
    return "".join(digest(column.key, plain(column, cells.get(column.key))) for column in columns if compared(column))


def compared(column: Column) -> bool:
    """Whether a column is part of what is stored: locked ones are only shown, a reason belongs to the change."""
    return not column.locked and column.key != REASON


def marked(columns: Sequence[Column], row: Kept) -> str:
    """The id of a row going out, with what it says."""
    return f"{row.id}{SEPARATOR}{marks_of(columns, row.cells)}"


def unmarked(text: str) -> tuple[str, frozenset[str]]:
    """Id of a row that came back, and what its cells said when it went out; nothing where somebody typed the id.

    Example:
        >>> unmarked("P9|2026~01~abcdefgh")[0], sorted(unmarked("P9|2026~01~abcdefgh")[1]), unmarked("P9")
        ('P9|2026~01', ['abcd', 'efgh'], ('P9', frozenset()))
    """
    known, _sign, marks = text.rpartition(SEPARATOR)
    if not known:
        return text, frozenset()
    return known, frozenset(marks[start : start + SHORT] for start in range(0, len(marks), SHORT))


def listed(cell: Cell) -> list[str]:
    """Words of a cell that are separated by semicolons.

    Example:
        >>> listed("en; fr;"), listed(None)
        (['en', 'fr'], [])
    """
    return [part.strip() for part in shown(cell).split(";") if part.strip()]


def joined(parts: Iterable[object]) -> str | None:
    """Words in one cell, None for none."""
    return "; ".join(map(str, parts)) or None


def reason_column(title: str) -> Column:
    """The column in which a change gives its reason."""
    return Column(REASON, title, width=30)
