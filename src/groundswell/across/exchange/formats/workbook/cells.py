"""Reading one cell: of the kind of its column, or refused in a sentence."""

from __future__ import annotations

from datetime import date, datetime

from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.sheet_periods import read_period
from groundswell.across.exchange.formats.tables import Cell, Row
from groundswell.across.exchange.formats.workbook.columns import Column
from groundswell.across.exchange.formats.workbook.texts import plain_text
from groundswell.domain.said import said as _

_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0"}


def read_cell(row: Row, column: Column, guarded: bool) -> Cell:
    """A cell as its column holds it.

    Args:
        row: The row.
        column: The column.
        guarded: Whether texts that begin like a formula carry an apostrophe.

    Raises:
        RowRefused: It is missing although needed, of another kind, or not one of the allowed values.
    """
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
