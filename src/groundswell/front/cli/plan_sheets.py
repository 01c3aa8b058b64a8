"""A country out of a folder of CSV; every cell that cannot be used is named with its file, row, field and remedy."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from groundswell.across.exchange.formats.numbers import DecimalMark
from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.planner.checks import problems
from groundswell.domain.planner.country import ACTIVITIES, Activity, Country, Rules
from groundswell.domain.planner.quality import Cascade
from groundswell.domain.planner.sheets import SETTINGS, SHEETS, Column, Sheet
from groundswell.front.cli.evidence_workbook import is_guidance
from groundswell.front.cli.monitoring_columns import MISSING, decimal_mark, value_in

QUARTER = re.compile(r"(\d{4})\s*-?\s*[Qq]([1-4])$")
SHOWN = 20
LONGEST = 80
YES_NO = {"yes": True, "no": False, "1": True, "0": False, "true": True, "false": False}


def country_of(folder: str) -> Country:
    """The country in a folder.

    Args:
        folder: Holds ``places.csv``, ``districts.csv`` and the other sheets that ``plan template`` writes.

    Raises:
        BadInput: A sheet lacks, or cells cannot be used; the first twenty are named.
    """
    if not Path(folder).is_dir():
        raise BadInput(f"{folder} is no folder.", "Name a folder of CSV; groundswell plan template DIR writes one.")
    reading = _Reading(Path(folder))
    country = reading.country()
    reading.refuse_if_wrong()
    for problem in problems(country):
        reading.wrong.append(reading.said(problem.sheet, problem.index, problem.field, problem.text, problem.remedy))
    reading.refuse_if_wrong()
    return country


class _Reading:
    """One folder being read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, list[Row]] = {}
        self.wrong: list[str] = []
        self.first = 0

    def country(self) -> Country:
        settings = self.settings()
        named = {field: settings.pop(field) for field in list(settings) if field in _names(Cascade)}
        first = settings.get("first_quarter", Rules().first_quarter)
        self.first = _number_of(first)
        sheets = {sheet.name: tuple(self.records(sheet)) for sheet in SHEETS}
        return Country(**sheets, rules=Rules(**settings), cascade=Cascade(**named))

    def table(self, name: str, needed: bool) -> Table | None:
        path = self.folder / f"{name}.csv"
        if not path.exists():
            if needed:
                raise BadInput(f"{self.folder} has no {name}.csv.", "groundswell plan template DIR writes one to fill.")
            return None
        table = read_table(path)
        lowered = [header.strip().lower() for header in table.headers]
        return table.renamed(lowered) if len(set(lowered)) == len(lowered) else table

    def records(self, sheet: Sheet) -> list[Any]:
        table = self.table(sheet.name, sheet.needed)
        if table is None:
            return []
        table.require(*(each.name for each in sheet.columns if not each.optional))
        decimal = decimal_mark(table, [each.name for each in sheet.columns if each.kind in ("number", "share")])
        found = []
        self.rows[sheet.name] = [row for row in table if not is_guidance(row.values)]
        for row in self.rows[sheet.name]:
            try:
                found.append(sheet.record(**self.values(row, sheet.columns, decimal)))
            except RowRefused as refused:
                self.wrong.append(str(refused))
        return found

    def values(self, row: Row, columns: tuple[Column, ...], decimal: DecimalMark) -> dict[str, Any]:
        found = {}
        for column in columns:
            text = row.text(column.name).strip() if column.name in row else ""
            if not text and column.optional:
                continue
            if not text:
                raise row.refuse(column.name, f"The {column.name} is missing.", f"Write {column.allowed}.")
            found[column.name] = self.value(row, column, decimal)
        return found

    def value(self, row: Row, column: Column, decimal: DecimalMark, header: str = "") -> Any:
        """One cell of the column's kind; the header where it is not the column's own name."""
        header = header or column.name
        text = row.text(header).strip()
        remedy = f"Write {column.allowed}."
        if column.kind == "quarter":
            return _quarter(row, header, text, remedy) - self.first
        if column.kind == "yes/no":
            if text.lower() not in YES_NO:
                raise row.refuse(header, f"{text} is neither yes nor no.", remedy)
            return YES_NO[text.lower()]
        if column.kind in ("list", "activities"):
            return _list(row, column, text, remedy)
        return _figure(row, column, header, decimal, remedy) if column.kind in ("number", "share", "count") else text

    def settings(self) -> dict[str, Any]:
        table = self.table("settings", needed=False)
        if table is None:
            return {}
        table.require("name", "value")
        known = {each.name: each for each in SETTINGS}
        self.rows["settings"] = list(table)
        found: dict[str, Any] = {}
        for row in table:
            name = row.text("name").strip()
            try:
                if name not in known:
                    raise row.refuse("name", f"There is no setting {name}.", f"The settings are: {', '.join(known)}.")
                if row.text("value").strip() in MISSING:
                    continue
                found[name] = self.setting(row, known[name])
            except RowRefused as refused:
                self.wrong.append(str(refused))
        return found

    def setting(self, row: Row, column: Column) -> Any:
        if column.name == "first_quarter":
            _quarter(row, "value", row.text("value").strip(), f"Write {column.allowed}.")
            return row.text("value").strip().upper().replace(" ", "")
        found = self.value(row, column, ".", "value")
        if column.name == "quarters" and not 1 <= found <= LONGEST:
            raise row.refuse("value", f"A plan has 1 to {LONGEST} quarters.", "Correct the number.")
        return found

    def said(self, sheet: str, index: int | None, field: str, text: str, remedy: str) -> str:
        if index is None:
            return f"{sheet}.csv, field {field}: {text} {remedy}"
        return str(self.rows[sheet][index].refuse(field, text, remedy))

    def refuse_if_wrong(self) -> None:
        if self.wrong:
            more = len(self.wrong) - SHOWN
            lines = [*self.wrong[:SHOWN], *([f"… and {more} more."] if more > 0 else [])]
            raise BadInput("\n".join(lines), code="plan.input")


def _names(record: Any) -> set[str]:
    return {each.name for each in fields(record)}


def _number_of(quarter: str) -> int:
    found = QUARTER.match(quarter)
    return int(found[1]) * 4 + int(found[2]) - 1 if found else 0


def _quarter(row: Row, header: str, text: str, remedy: str) -> int:
    if not QUARTER.match(text):
        raise row.refuse(header, f"{text} is no quarter.", remedy)
    return _number_of(text)


def _list(row: Row, column: Column, text: str, remedy: str) -> tuple[Any, ...]:
    parts = tuple(part.strip() for part in text.split(";") if part.strip())
    if column.kind == "list":
        return parts
    for part in parts:
        if part not in set(ACTIVITIES):
            raise row.refuse(column.name, f"{part} is no activity.", remedy)
    return tuple(Activity(part) for part in parts)


def _figure(row: Row, column: Column, header: str, decimal: DecimalMark, remedy: str) -> float | int:
    found = value_in(row, header, decimal)
    if found is None or found < 0 or (column.kind == "share" and found > 1):
        raise row.refuse(header, f"{row.text(header)} cannot be used for {column.name}.", remedy)
    if column.kind == "count":
        if found != int(found):
            raise row.refuse(header, f"{found:g} is no whole number.", remedy)
        return int(found)
    return found
