"""A table as CSV; no text cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook.columns import ID_HEADER, Column, OutRow

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


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
