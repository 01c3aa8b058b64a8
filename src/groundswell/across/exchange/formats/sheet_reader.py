"""The process that parses one workbook: bytes in by standard input, plain values out by standard output.

``python -m groundswell.across.exchange.formats.sheet_reader MEMORY_MB CPU_SECONDS content|names|all [SHEET]``
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

if sys.platform != "win32":
    import resource

_WHOLE = 1e15

type CalamineCell = Any  # str, float, bool, time, date, datetime or timedelta
type PlainCell = str | int | float | bool | date | datetime | None


def limit(memory_mb: int, cpu_seconds: int) -> None:
    """Take no more memory and time than given, where the platform can hold us to it."""
    if sys.platform != "win32":
        space = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform != "darwin":  # macOS refuses a limit below what every process maps
            resource.setrlimit(resource.RLIMIT_AS, (space, space))


def plain(record: list[CalamineCell]) -> list[PlainCell]:
    """A record of plain values: blanks are None, whole numbers are whole, midnight is a date."""
    cells: list[PlainCell] = []
    for cell in record:
        kind = type(cell)  # the commonest kinds first: this runs once per cell of the sheet
        if kind is str:
            cells.append(cell.strip() or None)
        elif kind is float:
            cells.append(int(cell) if cell.is_integer() and -_WHOLE < cell < _WHOLE else cell)
        elif isinstance(cell, time | timedelta):
            cells.append(str(cell))
        elif isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second or cell.microsecond):
            cells.append(cell.date())
        else:
            cells.append(cell)
    return cells


def read(data: bytes, what: str, sheet: str | None) -> tuple[object, ...]:
    """What the parent is told: names and sheets with their records; or that the workbook is broken and why."""
    try:
        book = load_workbook(io.BytesIO(data))
        names = book.sheet_names
        if what == "names" or (sheet is not None and sheet not in names):
            return "read", names, []
        wanted = [sheet] if sheet is not None else names
        found = _sheets(book, wanted, all_of_them=what == "all")
    except CalamineError as error:
        return "broken", " ".join(str(error).split()).rstrip(".")
    return "read", names, found


def _sheets(book: CalamineWorkbook, names: list[str], *, all_of_them: bool) -> list[tuple[str, list[list[PlainCell]]]]:
    """Sheets with their records; unless all are wanted only the first with any content, or an empty one if none has."""
    found: list[tuple[str, list[list[PlainCell]]]] = []
    for name in names:
        records = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if all_of_them or records:
            found.append((name, [plain(record) for record in records]))
        if found and not all_of_them:
            break
    return found or [(name, []) for name in names[:1]]


def main() -> None:
    """Read standard input under the limits of the command line and answer on standard output."""
    memory_mb, cpu_seconds, what, *sheet = sys.argv[1:]
    limit(int(memory_mb), int(cpu_seconds))
    answer = read(sys.stdin.buffer.read(), what, sheet[0] if sheet else None)
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy up, and freeing a large sheet cell by cell takes time


if __name__ == "__main__":
    main()
