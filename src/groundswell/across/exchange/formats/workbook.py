"""Every table of the product as a workbook that comes back: columns with unit and allowed values, hidden ids, a stamp.

A sheet has its headers in row 1 and its rows below. The hidden sheet ``about`` carries the version stamp and the keys
of the columns, so that people may move, hide or rename columns. Text cells are text and never formulas.
"""

from __future__ import annotations

import csv
import html
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.safety import DEFAULT_LIMITS, Limits
from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.sheets import read_all_sheets
from groundswell.across.exchange.formats.tables import Cell, Row, Table, build_table
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.said import said as _

type Kind = Literal["text", "number", "whole", "date", "truth"]

STAMP = "groundswell-table-1"
ID_HEADER = "id"

_ABOUT = "about"
_LISTS = "lists"
_INLINE_LIST = 255  # what Excel takes in a list written into the cell's rule
_MOST_TEXT = 32_767
_MOST_NAME = 31
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_ROWS_WITH_RULES = 10_000
_MOST_PROPERTIES = 100_000
_STAMP_TOLD = re.compile(rf'name="{STAMP}"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>')
_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0"}


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


class _ExactWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose numbers come back to the last bit: XlsxWriter itself cuts them to 16 digits."""

    def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, str]] = ()) -> None:
        told = "".join(f' {key}="{value}"' for key, value in attributes)
        self.fh.write(f"<c{told}><v>{number!r}</v></c>")


def write_workbook(
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[OutRow],
    *,
    rtl: bool = False,
    stamp: str = "",
    notes: Sequence[str] = (),
) -> bytes:
    """A table as XLSX.

    Args:
        sheet: The sheet's name; what Excel forbids in it is left out.
        columns: The columns, in order.
        rows: The rows.
        rtl: Whether the sheet runs from right to left.
        stamp: Which version of the data this is, to see on return whether somebody saved meanwhile.
        notes: Sentences for the sheet ``about``.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    page = book.add_worksheet(_sheet_name(sheet), _ExactWorksheet)
    forms = _forms(book)
    if rtl:
        page.right_to_left()
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 4, None, {"hidden": True})
    page.write_string(0, 0, ID_HEADER, forms["head"])
    for place, column in enumerate(columns, 1):
        page.set_column(place, place, column.width, _form_of(column, forms))
        page.write_string(0, place, column.header[:_MOST_TEXT], forms["head"])
    count = 0
    for count, row in enumerate(rows, 1):
        page.write_string(count, 0, row.id)
        for place, column in enumerate(columns, 1):
            _write_cell(page, count, place, row.cells.get(column.key), forms["locked"] if column.locked else None)
    _add_rules(book, page, columns, max(count, 1), forms)
    _write_about(book, columns, stamp, notes)
    if stamp:
        book.set_custom_property(STAMP, stamp, "text")
    book.close()
    return target.getvalue()


def read_workbook(
    data: bytes, columns: Sequence[Column], *, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> WorkbookRead:
    """The rows of a table that went out by :func:`write_workbook`, changed or not.

    Args:
        data: The workbook.
        columns: The columns it went out with. They are found by their headers, wherever they stand now.
        name: Its name, for messages.
        limits: How large it may be.

    Raises:
        BadInput: It is unsafe, broken, or has none of the columns.
    """
    sheets = read_all_sheets(data, name=name, limits=limits)
    about = sheets.pop(_ABOUT, [])
    sheets.pop(_LISTS, None)
    found, records = next(((sheet, records) for sheet, records in sheets.items() if records), ("", []))
    table = build_table(records, name=name, sheet=found)
    ours = bool(about) and about[0][:1] == [STAMP]
    # Without our own sheet it may be a CSV of ours that somebody saved as a workbook.
    stamp = str(about[0][1] or "") if ours and len(about[0]) > 1 else ""
    return read_back(table, columns, stamp=stamp, guarded=not ours)


def stamp_in(data: bytes) -> str:
    """The stamp of a workbook that went out by :func:`write_workbook`; '' of any other file.

    The stamp stands in a property too, so that it is found quickly; some programs drop properties, then the sheet
    ``about`` is read.

    Args:
        data: The file.
    """
    if not data.startswith(b"PK"):
        return ""
    properties = _member(data, "docProps/custom.xml")
    if found := _STAMP_TOLD.search(properties):
        return html.unescape(found[1])
    if f'name="{_ABOUT}"' not in _member(data, "xl/workbook.xml"):
        return ""
    about = read_all_sheets(data).get(_ABOUT, [])
    return str(about[0][1] or "") if about and about[0][:1] == [STAMP] and len(about[0]) > 1 else ""


def _member(data: bytes, name: str) -> str:
    """A small part of a workbook as text, '' where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo(name)
            return archive.read(member).decode("utf-8", "replace") if member.file_size < _MOST_PROPERTIES else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError):
        return ""


def read_back(table: Table, columns: Sequence[Column], *, stamp: str = "", guarded: bool = True) -> WorkbookRead:
    """The rows of any table under the headers of the columns, such as a CSV that went out by :func:`write_csv`.

    Args:
        table: The table.
        columns: The columns it went out with.
        stamp: Its version stamp, where one is known.
        guarded: Whether texts that begin like a formula carry an apostrophe, as :func:`write_csv` gives them.

    Raises:
        BadInput: It has none of the columns.
    """
    wanted = [column for column in columns if not column.locked]
    present = [column for column in wanted if column.header in table.headers]
    if not present:
        raise BadInput(
            _("%(file)s has none of the columns of this table.", file=table.name or _("The file")),
            _("The columns are: %(columns)s.", columns=", ".join(column.header for column in wanted)),
            code="table.other",
        )
    rows: list[BackRow] = []
    refused: list[RowRefused] = []
    seen: dict[str, int] = {}
    for row in table:
        try:
            cells = {column.key: _read_cell(row, column, guarded) for column in present}
            code = row.text(ID_HEADER) if ID_HEADER in table.headers else ""
            if code and seen.setdefault(code, row.number) != row.number:
                raise row.refuse(
                    ID_HEADER,
                    _("The row was copied: row %(row)s has the same hidden id.", row=seen[code]),
                    _("For a new row, empty the hidden column A."),
                    code="table.copied",
                )
            rows.append(BackRow(row.number, code, cells))
        except RowRefused as error:
            refused.append(error)
    missing = tuple(column.key for column in wanted if column not in present)
    return WorkbookRead(tuple(rows), tuple(refused), stamp, missing)


def write_csv(columns: Sequence[Column], rows: Iterable[OutRow]) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, as Excel likes it; no text cell can become a formula.

    A text that begins like a formula is written with an apostrophe before it; :func:`read_back` takes it off again.

    Args:
        columns: The columns, in order.
        rows: The rows.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([ID_HEADER, *(safe_text(column.header) for column in columns)])
    for row in rows:
        writer.writerow([safe_text(row.id), *(_csv_cell(row.cells.get(column.key)) for column in columns)])
    return target.getvalue().encode("utf-8-sig")


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    Example:
        >>> safe_text("=1+1"), safe_text("Bo")
        ("'=1+1", 'Bo')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def plain_text(text: str) -> str:
    """A text as it was before :func:`safe_text`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def _csv_cell(value: Cell) -> str:
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value)


def _form_of(column: Column, forms: Mapping[str, Any]) -> Any:
    """How a whole column looks: text columns stay text, so that 2026-01 typed there becomes no day."""
    if column.locked:
        return forms["locked"]
    return forms["text"] if column.kind == "text" else None


def _forms(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "locked": book.add_format({"font_color": "#5a5a5a", "bg_color": "#f0eee8"}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _write_cell(page: Any, row: int, place: int, value: Cell, form: Any) -> None:
    match value:
        case None | "":
            if form is not None:
                page.write_blank(row, place, None, form)
        case bool():
            page.write_boolean(row, place, value, form)
        case int() | float() if math.isfinite(value):
            page.write_number(row, place, value, form)
        case date() if value.year >= 1900:
            page.write_datetime(row, place, value)
        case str():
            page.write_string(row, place, value[:_MOST_TEXT], form)
        case _:
            page.write_string(row, place, str(value), form)


def _add_rules(book: Any, page: Any, columns: Sequence[Column], last: int, forms: Mapping[str, Any]) -> None:
    """Lists and kinds that Excel checks while people type; the reader checks again, for pasting slips past Excel."""
    lists: Any = None
    end = max(last, min(last + 500, _ROWS_WITH_RULES))
    for place, column in enumerate(columns, 1):
        rule: dict[str, Any] | None = None
        if column.allowed:
            source: Any = list(column.allowed)
            if len(",".join(column.allowed)) > _INLINE_LIST or any("," in text for text in column.allowed):
                lists = lists or book.add_worksheet(_LISTS)
                for line, text in enumerate(column.allowed):
                    lists.write_string(line, place, text)
                letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
                source = f"={_LISTS}!{letters}$1:{letters}${len(column.allowed)}"
            rule = {"validate": "list", "source": source}
        elif column.kind in {"number", "whole"}:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        if rule and not column.locked:
            message = _("Choose one of the list.") if column.allowed else _("Write a number, or leave it blank.")
            page.data_validation(1, place, end, place, {**rule, "error_message": str(message)})
    if lists is not None:
        lists.hide()


def _write_about(book: Any, columns: Sequence[Column], stamp: str, notes: Sequence[str]) -> None:
    about = book.add_worksheet(_ABOUT)
    about.write_string(0, 0, STAMP)
    about.write_string(0, 1, stamp)
    for line, (first, second) in enumerate(
        [*((column.key, column.header) for column in columns), *(("", note) for note in notes)], 1
    ):
        about.write_string(line, 0, first)
        about.write_string(line, 1, second[:_MOST_TEXT])
    about.hide()


def _read_cell(row: Row, column: Column, guarded: bool) -> Cell:
    header = column.header
    value = row.get(header)
    if guarded and isinstance(value, str):
        value = plain_text(value)
    if value is None or value == "":
        if column.required:
            raise row.refuse(
                header, _("%(title)s is missing.", title=column.title), _("Fill in the cell."), code="table.required"
            )
        return None
    read: Cell = _READERS[column.kind](row, header, value)
    if column.allowed and str(read) not in column.allowed:
        raise row.refuse(
            header,
            _("“%(value)s” is not one of the allowed values.", value=row.text(header)),
            _("Choose one of: %(allowed)s.", allowed=", ".join(column.allowed)),
            code="table.not_allowed",
        )
    return read


def _read_text(row: Row, header: str, value: Cell) -> Cell:
    return value if isinstance(value, str) else row.text(header)


def _read_number(row: Row, header: str, value: Cell) -> Cell:
    number = parse_number(value) if isinstance(value, str) else None if isinstance(value, bool | date) else value
    if number is None:
        raise row.refuse(
            header,
            _("“%(value)s” is not a number.", value=row.text(header)),
            _("Write digits, with a point before decimals."),
            code="number.wrong",
        )
    return number


def _read_whole(row: Row, header: str, value: Cell) -> Cell:
    number = _read_number(row, header, value)
    if isinstance(number, float):
        if not number.is_integer():
            raise row.refuse(
                header,
                _("“%(value)s” is not a whole number.", value=row.text(header)),
                _("Write a number without decimals."),
                code="number.not_whole",
            )
        return int(number)
    return number


def _read_date(row: Row, header: str, value: Cell) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    label = read_period(value) if isinstance(value, str) else None
    if label is None or len(label) != len("2024-01-31"):
        raise row.refuse(
            header,
            _("“%(value)s” is not a date.", value=row.text(header)),
            _("Write for example 2024-01-31."),
            code="date.wrong",
        )
    return date.fromisoformat(label)


def _read_truth(row: Row, header: str, value: Cell) -> Cell:
    if isinstance(value, bool):
        return value
    text = str(value).casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise row.refuse(
        header,
        _("“%(value)s” is neither yes nor no.", value=row.text(header)),
        _("Write yes or no."),
        code="truth.wrong",
    )


_READERS = {
    "text": _read_text,
    "number": _read_number,
    "whole": _read_whole,
    "date": _read_date,
    "truth": _read_truth,
}


def _sheet_name(text: str) -> str:
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in text).strip().strip("'")
    name = kept[:_MOST_NAME].strip() or "table"
    return name if name.casefold() not in {_ABOUT, _LISTS, "history"} else f"{name} table"
