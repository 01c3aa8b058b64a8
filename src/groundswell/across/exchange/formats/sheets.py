"""Sheets of a workbook (XLSX, XLS, ODS) as bare records, read by calamine."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, load_workbook

from groundswell.domain.errors import BadInput

type SheetCell = str | int | float | bool | date | datetime | None

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does (a ZIP or a compound file), whatever the file is called."""
    return data.startswith((_ZIP, _COMPOUND))


def read_sheet(data: bytes, *, sheet: str | None, name: str = "") -> tuple[str, list[list[SheetCell]], int]:
    """One sheet's name, its records, and the row number of the first record.

    Args:
        data: The whole workbook.
        sheet: The sheet's name; None for the first with any content.
        name: The file's name, for messages.

    Raises:
        BadInput: The workbook cannot be opened or has no such sheet.
    """
    try:
        book = load_workbook(io.BytesIO(data))
    except CalamineError as error:
        raise BadInput(
            f"{name or 'The workbook'} cannot be opened: {error}.",
            "Open it in a spreadsheet program, save it as XLSX without a password, and choose it again.",
            code="workbook.broken",
        ) from error
    names = book.sheet_names
    if sheet is not None and sheet not in names:
        raise BadInput(
            f"{name or 'The workbook'} has no sheet “{sheet}”.",
            f"Its sheets are: {', '.join(names)}.",
            code="workbook.no_sheet",
        )
    for candidate in [sheet] if sheet is not None else names:
        records = book.get_sheet_by_name(candidate).to_python(skip_empty_area=False)
        if records or sheet is not None:
            return candidate, [[plain(cell) for cell in record] for record in records], 1
    return names[0] if names else "", [], 1


def plain(cell: str | float | bool | time | date | datetime | timedelta) -> SheetCell:
    """A cell as a plain value: blanks are None, whole numbers are whole, midnight is a date."""
    match cell:
        case str():
            return cell.strip() or None
        case bool():
            return cell
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return int(cell)
        case datetime() if not (cell.hour or cell.minute or cell.second or cell.microsecond):
            return cell.date()
        case time() | timedelta():
            return str(cell)
        case _:
            return cell
