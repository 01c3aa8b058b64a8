"""The sheets of a plan, empty: each column with what it holds, its unit, what is allowed and an example."""

from __future__ import annotations

import csv
from pathlib import Path

from groundswell.domain.errors import BadInput
from groundswell.domain.planner.sheets import SETTINGS, SHEETS, Column
from groundswell.front.cli.evidence_workbook import GUIDANCE


def write_sheets(folder: str | None) -> list[str]:
    """Write one CSV for each sheet and one for the settings; files that are there are left alone.

    Args:
        folder: Where to; made if it is not there.

    Returns:
        What was written, one line for each file.

    Raises:
        BadInput: No folder was named, or it cannot be written to.
    """
    if not folder:
        raise BadInput("No folder was named.", "Write: groundswell plan template DIR.")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        return [_write(Path(folder) / f"{name}.csv", rows) for name, rows in _sheets().items()]
    except OSError as error:
        raise BadInput(f"{folder} cannot be written to: {error.strerror}.", "Name another folder.") from error


def _sheets() -> dict[str, list[list[str]]]:
    sheets = {sheet.name: _guided(sheet.columns) for sheet in SHEETS}
    settings = [[each.name, each.example, each.about, each.unit, each.allowed] for each in SETTINGS]
    return sheets | {"settings": [["name", "value", "about", "unit", "allowed"], *settings]}


def _guided(columns: tuple[Column, ...]) -> list[list[str]]:
    """Headers, and three rows of guidance that a reading leaves out."""
    unit = [f"{each.allowed} ({each.unit})" if each.unit else each.allowed for each in columns]
    guidance = ([each.about for each in columns], unit, [f"such as {each.example}" for each in columns])
    return [[each.name for each in columns], *([f"{GUIDANCE}{cell}" for cell in row] for row in guidance)]


def _write(path: Path, rows: list[list[str]]) -> str:
    if path.exists():
        return f"{path} is there already and was left alone."
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return f"{path} written."
