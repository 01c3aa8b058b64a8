"""A downloaded workbook, changed as a person changes it in a spreadsheet program."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from tests.across.exchange.flows import Browser, said


class Book:
    """One table in a spreadsheet program."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.book.worksheets[0]
        self.keys = {str(row[1]): str(row[0]) for row in self.book["about"].iter_rows(min_row=2, values_only=True)}
        self.columns = {self.keys[str(cell.value)]: cell.column for cell in self.sheet[1] if cell.value != "id"}

    def rows(self) -> list[dict[str, Any]]:
        """The rows by the keys of their columns."""
        return [
            {key: self.sheet.cell(number, at).value for key, at in self.columns.items()}
            for number in range(2, self.sheet.max_row + 1)
        ]

    def number(self, **where: Any) -> int:
        """Row in which these cells stand."""
        for number, row in enumerate(self.rows(), 2):
            if all(row[key] == value for key, value in where.items()):
                return number
        raise AssertionError(f"{where} is not among {self.rows()}")

    def set(self, at: int, /, **cells: Any) -> None:
        """Change cells of one row; keys may use ``__`` for ``:``."""
        for key, value in cells.items():
            self.sheet.cell(at, self.columns[key.replace("__", ":")]).value = value

    def add(self, **cells: Any) -> int:
        """Write a new row below."""
        number = self.sheet.max_row + 1
        self.set(number, **cells)
        return number

    def saved(self) -> bytes:
        """The file as saved."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def download(browser: Browser, table: str, **query: str) -> Book:
    """A table as it comes."""
    response = browser.client.get(f"{browser.home}tables/{table}.xlsx", query)
    assert response.status_code == 200, said(response)
    return Book(response.content)
