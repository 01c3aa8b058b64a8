"""Writing a table as a workbook: one sheet with its rules, and a hidden one that says where it belongs."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook.columns import ABOUT, ID_HEADER, LISTS, STAMP, Column, OutRow
from groundswell.domain.said import said as _

_INLINE_LIST = 255  # what Excel takes in a list written into the cell's rule
MOST_TEXT = 32_767
_MOST_NAME = 31
_ROWS_WITH_RULES = 10_000


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
        page.write_string(0, place, column.header[:MOST_TEXT], forms["head"])
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
            page.write_string(row, place, value[:MOST_TEXT], form)
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
                lists = lists or book.add_worksheet(LISTS)
                for line, text in enumerate(column.allowed):
                    lists.write_string(line, place, text)
                letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
                source = f"={LISTS}!{letters}$1:{letters}${len(column.allowed)}"
            rule = {"validate": "list", "source": source}
        elif column.kind in {"number", "whole"}:
            rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        if rule and not column.locked:
            message = _("Choose one of the list.") if column.allowed else _("Write a number, or leave it blank.")
            page.data_validation(1, place, end, place, {**rule, "error_message": str(message)})
    if lists is not None:
        lists.hide()


def _write_about(book: Any, columns: Sequence[Column], stamp: str, notes: Sequence[str]) -> None:
    about = book.add_worksheet(ABOUT)
    about.write_string(0, 0, STAMP)
    about.write_string(0, 1, stamp)
    for line, (first, second) in enumerate(
        [*((column.key, column.header) for column in columns), *(("", note) for note in notes)], 1
    ):
        about.write_string(line, 0, first)
        about.write_string(line, 1, second[:MOST_TEXT])
    about.hide()


def _sheet_name(text: str) -> str:
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in text).strip().strip("'")
    name = kept[:_MOST_NAME].strip() or "table"
    return name if name.casefold() not in {ABOUT, LISTS, "history"} else f"{name} table"
