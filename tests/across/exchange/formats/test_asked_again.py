"""A workbook that is asked about again is not parsed again; another one is."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from groundswell.across.exchange.formats import sheets
from tests.across.exchange.formats.test_tables import workbook


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that were started."""
    found: list[Any] = []
    run = subprocess.run
    monkeypatch.setattr(sheets, "_last", {})
    monkeypatch.setattr(subprocess, "run", lambda command, **how: found.append(command) or run(command, **how))
    return found


def test_the_same_bytes_are_parsed_once_and_give_fresh_records(started: list[Any]) -> None:
    book = workbook(Data=[["place", "value"], ["Mile Nine", 3]])
    first = sheets.read_all_sheets(book)
    first["Data"].clear()
    assert sheets.read_all_sheets(book) == {"Data": [["place", "value"], ["Mile Nine", 3]]}
    assert len(started) == 1


def test_other_bytes_or_another_question_are_asked(started: list[Any]) -> None:
    book, other = (workbook(Data=[["place"], [name]]) for name in ("Mile Nine", "Old Ford"))
    assert sheets.read_all_sheets(book) != sheets.read_all_sheets(other)
    assert sheets.sheet_names(other) == ("Data",)
    assert sheets.read_sheet(other, sheet="Data")[1] == sheets.read_sheet(other, sheet=None)[1]
    assert len(started) == 5
