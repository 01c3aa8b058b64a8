"""The workbook that a verdict reads: three sheets with units, allowed words and an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from groundswell.domain.evidence.columns import BIAS_COLUMNS, STUDY_COLUMNS, Cell, Column, cells_of
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.typed_inputs import INPUT_COLUMNS, INPUTS

GUIDANCE = "· "
ROWS_WITH_LISTS = 500


def is_guidance(values: Sequence[object]) -> bool:
    """Whether a row is one of the template's own: every filled cell begins with its mark."""
    filled = [value for value in values if value is not None]
    return bool(filled) and all(isinstance(value, str) and value.startswith(GUIDANCE.strip()) for value in filled)


def write_template(
    out: Path,
    studies: Sequence[Study] = (),
    inputs: Mapping[str, tuple[Cell, str]] | None = None,
    *,
    example: bool = True,
) -> None:
    """Write the workbook.

    Args:
        out: Where to.
        studies: Studies to write into it; empty leaves the sheet for the reader to fill.
        inputs: Values and sources by input.
        example: Whether to show an example, as guidance that a reading leaves out.
    """
    with xlsxwriter.Workbook(str(out)) as book:
        _sheet(book, "studies", STUDY_COLUMNS, [cells_of(study) for study in studies], example=example)
        bias = [
            {"study": study.id, "domain": entry.domain.value, "risk": entry.risk.value, "because": entry.because}
            for study in studies
            for entry in study.risk_of_bias
        ]
        _sheet(book, "risk_of_bias", BIAS_COLUMNS, bias, example=example)
        _inputs(book, inputs or {})


def _formats(book: Any) -> tuple[Any, Any]:
    return book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "#555555"})


def _sheet(
    book: Any, name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]], *, example: bool
) -> None:
    bold, quiet = _formats(book)
    sheet = book.add_worksheet(name)
    first = 4 if example else 1
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.name, bold)
        sheet.write_comment(0, at, column.about)
        sheet.set_column(at, at, max(12, min(28, len(column.name) + 4)))
        if example:
            sheet.write_string(1, at, f"{GUIDANCE}{column.about}", quiet)
            sheet.write_string(2, at, f"{GUIDANCE}{_expected(column)}", quiet)
            sheet.write_string(3, at, f"{GUIDANCE}{'' if column.example is None else column.example}", quiet)
        _list(sheet, column, first, at)
    sheet.freeze_panes(1, 1)
    for down, row in enumerate(rows, start=first):
        for at, column in enumerate(columns):
            if row.get(column.name) is not None:
                sheet.write(down, at, row[column.name])


def _expected(column: Column) -> str:
    if column.allowed:
        return " | ".join(column.allowed)
    words = {"share": "fraction, 0 to 1", "count": "whole number", "list": "words separated by ;"}.get(
        column.kind, column.kind
    )
    return f"{words} ({column.unit})" if column.unit and column.unit != "fraction" else words


def _list(sheet: Any, column: Column, first: int, at: int, rows: int = ROWS_WITH_LISTS) -> None:
    words = list(column.allowed) or (["yes", "no"] if column.kind == "yes/no" else [])
    if words and len(",".join(words)) <= 255:
        sheet.data_validation(first, at, first + rows - 1, at, {"validate": "list", "source": words})


def _inputs(book: Any, given: Mapping[str, tuple[Cell, str]]) -> None:
    bold, quiet = _formats(book)
    sheet = book.add_worksheet("inputs")
    headers = [*(column.name for column in INPUT_COLUMNS), "about", "expected", "example"]
    for at, header in enumerate(headers):
        sheet.write_string(0, at, header, bold)
        sheet.set_column(at, at, 28)
    for down, column in enumerate(INPUTS, start=1):
        sheet.write_string(down, 0, column.name)
        value, source = given.get(column.name, (None, ""))
        if value is not None:
            sheet.write(down, 1, ("yes" if value else "no") if isinstance(value, bool) else value)
        if source:
            sheet.write_string(down, 2, source)
        _list(sheet, column, down, 1, rows=1)
        sheet.write_string(down, 4, column.about, quiet)
        sheet.write_string(down, 5, _expected(column), quiet)
        sheet.write_string(down, 6, "" if column.example is None else str(column.example), quiet)
    sheet.freeze_panes(1, 1)
