"""What a table that goes to Excel and comes back consists of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.across.exchange.formats.tables import Cell, shown
from groundswell.across.exchange.formats.workbook import Column
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

REASON = "reason"
SEPARATOR = "~"
SHORT = 12


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


type Columns = Callable[[Permit, Program], Sequence[Column]]
type Rows = Callable[[Permit, Program], Iterable[Kept]]
type WriteOne = Callable[[Permit, Program, Wanted], None]
type Write = Callable[[Permit, Program, Sequence[Wanted], str], None]


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
        one_by_one: Whether rows are written one at a time; otherwise many together, split where one is refused.
    """

    code: str
    title: Any
    read: str
    columns: Columns
    rows: Rows
    write: Write | None = None
    identity: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    one_by_one: bool = True


def one_by_one(change: WriteOne, add: WriteOne) -> Write:
    """Writing of a table whose rows are changed and added one at a time."""

    def write(permit: Permit, program: Program, rows: Sequence[Wanted], source: str) -> None:
        for row in rows:
            (add if row.before is None else change)(permit, program, row)

    return write


def plain(column: Column, cell: Cell) -> Cell:
    """A cell as it is compared: a blank is None, texts are trimmed, whole floats of whole columns are whole.

    Example:
        >>> plain(Column("n", "n", "text"), 3.0), plain(Column("n", "n"), "  ")
        ('3', None)
    """
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


def fingerprint(columns: Iterable[Column], cells: Mapping[str, Cell]) -> str:
    """A short text that is the same for the same cells; blanks and reasons do not count.

    Args:
        columns: The columns; locked ones do not count, since what comes back in them is not read.
        cells: Cells by column key.
    """
    said = {
        column.key: str(value)
        for column in columns
        if not column.locked and column.key != REASON and (value := plain(column, cells.get(column.key))) is not None
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:SHORT]


def marked(columns: Sequence[Column], row: Kept) -> str:
    """The id of a row going out, with the fingerprint of what it says."""
    return f"{row.id}{SEPARATOR}{fingerprint(columns, row.cells)}"


def unmarked(text: str) -> tuple[str, str]:
    """Id and fingerprint of a row that came back; no fingerprint where somebody typed the id.

    Example:
        >>> unmarked("P9|2026~01~abcabcabcabc"), unmarked("P9")
        (('P9|2026~01', 'abcabcabcabc'), ('P9', ''))
    """
    known, _sign, mark = text.rpartition(SEPARATOR)
    return (known, mark) if known else (text, "")


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


def differing(columns: Iterable[Column], before: Mapping[str, Cell], after: Mapping[str, Cell]) -> Iterator[str]:
    """Keys of the columns that a row says otherwise than what is stored; what it does not say stays."""
    for column in columns:
        if column.locked or column.key == REASON or column.key not in after:
            continue
        if plain(column, before.get(column.key)) != plain(column, after[column.key]):
            yield column.key
