"""Sheets of a workbook (XLSX, XLS, ODS) as bare records.

The file is checked first (``safety.py``) and then parsed in a process of its own, because a file of less than 2 KB
can abort the process that parses it. The process may take limited memory and time where the platform knows such
limits (not on Windows); its end by any cause becomes a sentence. A workbook is asked about several times on its way
in, so the last small answer to each kind of question is kept.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import subprocess
import sys
from datetime import date, datetime
from typing import Literal

from groundswell.across.exchange.formats.safety import DEFAULT_LIMITS, Limits, check_workbook
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

type SheetCell = str | int | float | bool | date | datetime | None
type Records = list[list[SheetCell]]

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READER = "groundswell.across.exchange.formats.sheet_reader"
_WAIT = 2  # the wall clock may run this many times longer than the reader's own time
_SMALL = 1024 * 1024
_last: dict[str, tuple[object, bytes]] = {}


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does (a ZIP or a compound file), whatever the file is called."""
    return data.startswith((_ZIP, _COMPOUND))


def sheet_names(data: bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """The names of a workbook's sheets, in their order.

    Raises:
        BadInput: The workbook is unsafe or cannot be opened.
    """
    check_workbook(data, name, limits)
    names, _sheets = _ask_reader(data, None, "names", name, limits)
    return tuple(names)


def read_all_sheets(data: bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> dict[str, Records]:
    """The records of every sheet by its name, in their order.

    Raises:
        BadInput: The workbook is unsafe or cannot be opened.
    """
    check_workbook(data, name, limits)
    _names, sheets = _ask_reader(data, None, "all", name, limits)
    return dict(sheets)


def read_sheet(
    data: bytes, *, sheet: str | None, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> tuple[str, Records, int]:
    """One sheet's name, its records, and the row number of the first record.

    Args:
        data: The whole workbook.
        sheet: The sheet's name; None for the first with any content.
        name: The file's name, for messages.
        limits: How large the workbook may be.

    Raises:
        BadInput: The workbook is unsafe, cannot be opened, or has no such sheet.
    """
    check_workbook(data, name, limits)
    names, sheets = _ask_reader(data, sheet, "content", name, limits)
    if sheet is not None and not sheets:
        raise BadInput(
            _("%(file)s has no sheet “%(sheet)s”.", file=name or _("The workbook"), sheet=sheet),
            _("Its sheets are: %(sheets)s.", sheets=", ".join(names)),
            code="workbook.no_sheet",
        )
    found, records = sheets[0] if sheets else ("", [])
    return found, records, 1


class _PlainUnpickler(pickle.Unpickler):
    """Takes in plain values, dates and times only, so that the reader can hand over nothing that acts."""

    def find_class(self, module_name: str, global_name: str, /) -> type:
        if module_name == "datetime" and global_name in {"date", "datetime"}:
            return date if global_name == "date" else datetime
        raise pickle.UnpicklingError(global_name)


def _ask_reader(
    data: bytes, sheet: str | None, what: Literal["names", "content", "all"], name: str, limits: Limits
) -> tuple[list[str], list[tuple[str, Records]]]:
    arguments = [str(limits.memory_mb), str(limits.cpu_seconds), what]
    if sheet is not None:
        arguments.append(sheet)
    try:
        kind, *answer = _PlainUnpickler(io.BytesIO(_answer(data, arguments, limits))).load()
    except (subprocess.TimeoutExpired, EOFError, pickle.UnpicklingError) as error:
        raise BadInput(
            _("%(file)s takes too much memory or time to open.", file=name or _("The workbook")),
            _("Keep only the sheet with the table, or save that sheet as CSV, and choose it again."),
            code="workbook.too_heavy",
        ) from error
    if kind == "broken":
        raise BadInput(
            _("%(file)s cannot be opened: %(reason)s.", file=name or _("The workbook"), reason=answer[0]),
            _("Open it in a spreadsheet program, save it as XLSX without a password, and choose it again."),
            code="workbook.broken",
        )
    names, sheets = answer
    return names, sheets


def _answer(data: bytes, arguments: list[str], limits: Limits) -> bytes:
    """What the reader answers, in a process of its own unless it was just asked the same of the same bytes."""
    asked, what = (hashlib.sha256(data).digest(), *arguments), arguments[2]
    known, answer = _last.get(what, (None, b""))
    if known != asked:
        done = subprocess.run(  # noqa: S603 - our own module; the only free argument is a sheet's name
            [sys.executable, "-P", "-m", _READER, *arguments],
            input=data,
            capture_output=True,
            timeout=limits.cpu_seconds * _WAIT,
            check=False,
        )
        answer = done.stdout
        if done.returncode == 0 and len(answer) <= _SMALL:
            _last[what] = (asked, answer)
    return answer
