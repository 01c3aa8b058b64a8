"""Tables as people keep them: read a CSV file or a workbook sheet into headers and numbered rows.

No Django here: the statistics commands read their files through this module too.
Blanks are ``None``, never 0. Words such as ``NA`` stay text; whoever asks for a number says which words mean
"no value" (see ``numbers.py``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from groundswell.across.exchange.formats.delimited import read_delimited
from groundswell.across.exchange.formats.sheets import is_workbook, read_sheet
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.said import said as _

type Cell = str | int | float | bool | date | datetime | None

_LOOK_FOR_HEADER_IN = 30
_TEXT_SHOWN = 60
_TAG = re.compile(r"#[a-z][a-z0-9_]*\s*(?:\+[a-z][a-z0-9_]*\s*)*$", re.IGNORECASE)


class Frame:
    """What all rows of one table share: the file, the sheet, and where each header stands."""

    __slots__ = ("index", "name", "sheet")

    def __init__(self, name: str, sheet: str, headers: Sequence[str]) -> None:
        self.name = name
        self.sheet = sheet
        self.index = {header: place for place, header in enumerate(headers)}


class Row:
    """One row: its number as the person sees it in the sheet (1 = first line) and its cells."""

    __slots__ = ("_frame", "number", "values")

    def __init__(self, frame: Frame, number: int, values: tuple[Cell, ...]) -> None:
        self._frame = frame
        self.number = number
        self.values = values

    def __getitem__(self, header: str) -> Cell:
        return self.values[self._frame.index[header]]

    def __contains__(self, header: object) -> bool:
        return header in self._frame.index

    def __repr__(self) -> str:
        return f"Row({self.number}, {dict(zip(self._frame.index, self.values, strict=True))})"

    def get(self, header: str, default: Cell = None) -> Cell:
        """The cell under a header; the default where the table has no such header or the cell is blank."""
        place = self._frame.index.get(header)
        value = None if place is None else self.values[place]
        return default if value is None else value

    def text(self, header: str) -> str:
        """The cell as the person reads it: whole numbers without ``.0``, dates as ISO, blanks as ''."""
        return shown(self.get(header))

    def shown_at(self, place: int) -> str:
        """The cell at a position as the person reads it."""
        return shown(self.values[place])

    def where(self, header: str = "") -> Where:
        """The spot of a cell, for a refusal."""
        value = self.text(header) if header else ""
        return Where(self._frame.name, self._frame.sheet, self.number, header, value[:_TEXT_SHOWN])

    def refuse(self, header: str, text: str, remedy: str = "", *, code: str = "") -> RowRefused:
        """The refusal of this row because of one cell, ready to be raised or listed."""
        return RowRefused(text, remedy, where=self.where(header), code=code)


@dataclass(frozen=True, eq=False)
class Table:
    """A rectangular table with one header row.

    Args:
        name: The file's name, for messages.
        sheet: The sheet's name; '' for CSV.
        headers: One per column, unique: a blank header is named ``column 3``, a repeated one gets `` (2)``.
        rows: Rows with at least one filled cell, all as wide as the headers.
        header_row: Where the headers stand (1 = first line).
        notes: What was noticed while reading (encoding, separator, lines skipped), as sentences.
    """

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1
    notes: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, header: str) -> list[Cell]:
        """All cells under one header, top to bottom."""
        place = self.headers.index(header)
        return [row.values[place] for row in self.rows]

    def renamed(self, headers: Sequence[str]) -> Table:
        """The same rows under other headers, as many as there are columns."""
        frame = Frame(self.name, self.sheet, headers)
        rows = tuple(Row(frame, row.number, row.values) for row in self.rows)
        return Table(self.name, self.sheet, tuple(headers), rows, self.header_row, self.notes)

    def require(self, *headers: str) -> None:
        """Refuse the table, naming every header that it lacks.

        Raises:
            BadInput: At least one header is missing.
        """
        missing = [header for header in headers if header not in self.headers]
        if missing:
            place = f"{self.name}, sheet {self.sheet}" if self.sheet else self.name
            raise BadInput(
                _("%(place)s: column missing: %(columns)s.", place=place, columns=", ".join(missing)),
                _("The columns found are: %(columns)s.", columns=", ".join(self.headers)),
                code="table.column_missing",
            )


def shown(value: Cell) -> str:
    """A cell as the person reads it.

    Example:
        >>> shown(2014.0), shown(None), shown(date(2014, 8, 12))
        ('2014', '', '2014-08-12')
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def read_table(source: str | Path | BinaryIO, *, sheet: str | None = None, name: str = "") -> Table:
    """Read CSV (comma, semicolon, tab or white space), XLSX, XLS or ODS into a table.

    Args:
        source: A path, an open binary file, or ``-`` for standard input.
        sheet: The sheet of a workbook; the first with any content by default.
        name: The file's name for messages; taken from the source by default.

    Returns:
        The table; encoding, separator and header row are detected and told in its notes.

    Raises:
        BadInput: The file is missing, empty, not a table, or unsafe to open.
    """
    data, found_name = read_bytes(source)
    return table_from_bytes(data, sheet=sheet, name=name or found_name)


def table_from_bytes(data: bytes, *, sheet: str | None = None, name: str = "", header: bool = True) -> Table:
    """Read a table out of bytes already in memory; as ``read_table``.

    Args:
        data: The whole file.
        sheet: The sheet of a workbook; the first with any content by default.
        name: The file's name, for messages.
        header: False where the file has none: columns are then named ``column 1``, ``column 2`` ….
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise BadInput(
            _("%(place)s is empty.", place=name or _("The file")),
            _("Choose the file or sheet that holds the table."),
            code="table.empty",
        )
    if is_workbook(data):
        sheet_name, records, first = read_sheet(data, sheet=sheet, name=name)
        return build_table(records, name=name, sheet=sheet_name, first_row=first, header=header)
    if sheet:
        raise BadInput(
            _("%(file)s is no workbook, so it has no sheet “%(sheet)s”.", file=name or _("The file"), sheet=sheet),
            _("Leave the sheet out, or choose the workbook."),
            code="table.no_sheets",
        )
    lines, notes = read_delimited(data, name=name)
    return build_table(lines, name=name, header=header, notes=notes)


def read_bytes(source: str | Path | BinaryIO) -> tuple[bytes, str]:
    """The bytes of a source and the name to call it by."""
    if isinstance(source, str) and source == "-":
        return sys.stdin.buffer.read(), "standard input"
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            return path.read_bytes(), path.name
        except OSError as error:
            text = _("%(file)s cannot be opened.", file=path)
            if not path.exists():
                text = _("%(file)s is not there.", file=path)
            elif path.is_dir():
                text = _("%(file)s is a folder, not a file.", file=path)
            raise BadInput(text, _("Check the path."), code="table.unreadable") from error
    return source.read(), Path(str(getattr(source, "name", "") or "the file")).name


def build_table(
    records: Sequence[Sequence[Cell]],
    *,
    name: str = "",
    sheet: str = "",
    first_row: int = 1,
    header: bool = True,
    notes: Sequence[str] = (),
) -> Table:
    """Headers and rows out of bare records.

    Args:
        records: One sequence of cells per line of the sheet, blank lines included.
        name: The file's name.
        sheet: The sheet's name.
        first_row: Number of the first record as the person sees it.
        header: Whether one of the first records holds the headers.
        notes: Notes to hand on.
    """
    width = max((_filled_width(record) for record in records), default=0)
    if not width:
        raise BadInput(
            _("%(place)s is empty.", place=f"{name}, {sheet}" if sheet else name or _("The file")),
            _("Choose the file or sheet that holds the table."),
            code="table.empty",
        )
    at = _header_at(records) if header else -1
    headers = _unique(list(records[at]) if header else [], width)
    frame = Frame(name, sheet, headers)
    tags = 1 if header and at + 1 < len(records) and _is_tags(records[at + 1]) else 0
    rows = tuple(
        Row(frame, number, _fit(record, width))
        for number, record in enumerate(records[at + 1 + tags :], start=first_row + at + 1 + tags)
        if record.count(None) < len(record)
    )
    told = list(notes)
    if at > 0:
        told.append(_("The headers were taken from row %(row)s; the rows above it were left out.", row=first_row + at))
    if tags:
        told.append(_("Row %(row)s holds HXL tags and was left out.", row=first_row + at + 1))
    return Table(name, sheet, headers, rows, first_row + max(at, 0), tuple(told))


def _is_tags(record: Sequence[Cell]) -> bool:
    """Whether a record holds HXL tags such as ``#adm1+name`` and nothing else."""
    filled = [cell for cell in record if cell is not None]
    return bool(filled) and all(isinstance(cell, str) and _TAG.match(cell) for cell in filled)


def _filled_width(record: Sequence[Cell]) -> int:
    for place in range(len(record), 0, -1):
        if record[place - 1] is not None:
            return place
    return 0


def _fit(record: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    missing = width - len(record)
    if missing > 0:
        return (*record, *([None] * missing))
    return tuple(record) if missing == 0 else tuple(record[:width])


def _header_at(records: Sequence[Sequence[Cell]]) -> int:
    """The first record at least half as full as the fullest near the top: titles above it are skipped."""
    fill = [sum(cell is not None for cell in record) for record in records[:_LOOK_FOR_HEADER_IN]]
    enough = max(1, (max(fill, default=0) + 1) // 2)
    return next((place for place, count in enumerate(fill) if count >= enough), 0)


def _unique(cells: list[Cell], width: int) -> tuple[str, ...]:
    headers: list[str] = []
    taken: set[str] = set()
    for place in range(width):
        text = " ".join(shown(cells[place]).split()) if place < len(cells) else ""
        header = plain = text or f"column {place + 1}"
        count = 1
        while header in taken:
            count += 1
            header = f"{plain} ({count})"
        taken.add(header)
        headers.append(header)
    return tuple(headers)
