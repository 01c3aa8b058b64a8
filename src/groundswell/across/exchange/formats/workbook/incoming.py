"""Reading a workbook that came back, and its stamp."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Sequence

from groundswell.across.exchange.formats.safety import DEFAULT_LIMITS, Limits
from groundswell.across.exchange.formats.sheets import read_all_sheets
from groundswell.across.exchange.formats.tables import Table, build_table
from groundswell.across.exchange.formats.workbook.cells import read_cell
from groundswell.across.exchange.formats.workbook.columns import (
    ABOUT,
    ID_HEADER,
    LISTS,
    STAMP,
    BackRow,
    Column,
    WorkbookRead,
)
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.said import said as _

_MOST_PROPERTIES = 100_000
_STAMP_TOLD = re.compile(rf'name="{STAMP}"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>')


def read_workbook(
    data: bytes, columns: Sequence[Column], *, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> WorkbookRead:
    """The rows of a table that went out by :func:`write_workbook`, changed or not.

    Args:
        data: The workbook.
        columns: The columns it went out with. They are found by their headers, wherever they stand now.
        name: Its name, for messages.
        limits: How large it may be.

    Raises:
        BadInput: It is unsafe, broken, or has none of the columns.
    """
    sheets = read_all_sheets(data, name=name, limits=limits)
    about = sheets.pop(ABOUT, [])
    sheets.pop(LISTS, None)
    found, records = next(((sheet, records) for sheet, records in sheets.items() if records), ("", []))
    table = build_table(records, name=name, sheet=found)
    ours = bool(about) and about[0][:1] == [STAMP]
    # Without our own sheet it may be a CSV of ours that somebody saved as a workbook.
    stamp = str(about[0][1] or "") if ours and len(about[0]) > 1 else ""
    return read_back(table, columns, stamp=stamp, guarded=not ours)


def stamp_in(data: bytes) -> str:
    """The stamp of a workbook that went out by :func:`write_workbook`; '' of any other file.

    The stamp stands in a property too, so that it is found quickly; some programs drop properties, then the sheet
    ``about`` is read.

    Args:
        data: The file.
    """
    if not data.startswith(b"PK"):
        return ""
    properties = _member(data, "docProps/custom.xml")
    if found := _STAMP_TOLD.search(properties):
        return html.unescape(found[1])
    if f'name="{ABOUT}"' not in _member(data, "xl/workbook.xml"):
        return ""
    about = read_all_sheets(data).get(ABOUT, [])
    return str(about[0][1] or "") if about and about[0][:1] == [STAMP] and len(about[0]) > 1 else ""


def _member(data: bytes, name: str) -> str:
    """A small part of a workbook as text, '' where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo(name)
            return archive.read(member).decode("utf-8", "replace") if member.file_size < _MOST_PROPERTIES else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError):
        return ""


def read_back(table: Table, columns: Sequence[Column], *, stamp: str = "", guarded: bool = True) -> WorkbookRead:
    """The rows of any table under the headers of the columns, such as a CSV that went out by :func:`write_csv`.

    Args:
        table: The table.
        columns: The columns it went out with.
        stamp: Its version stamp, where one is known.
        guarded: Whether texts that begin like a formula carry an apostrophe, as :func:`write_csv` gives them.

    Raises:
        BadInput: It has none of the columns.
    """
    wanted = [column for column in columns if not column.locked]
    present = [column for column in wanted if column.header in table.headers]
    if not present:
        raise BadInput(
            _("%(file)s has none of the columns of this table.", file=table.name or _("The file")),
            _("The columns are: %(columns)s.", columns=", ".join(column.header for column in wanted)),
            code="table.other",
        )
    rows: list[BackRow] = []
    refused: list[RowRefused] = []
    seen: dict[str, int] = {}
    for row in table:
        try:
            cells = {column.key: read_cell(row, column, guarded) for column in present}
            code = row.text(ID_HEADER) if ID_HEADER in table.headers else ""
            if code and seen.setdefault(code, row.number) != row.number:
                raise row.refuse(
                    ID_HEADER,
                    _("The row was copied: row %(row)s has the same hidden id.", row=seen[code]),
                    _("For a new row, empty the hidden column A."),
                    code="table.copied",
                )
            rows.append(BackRow(row.number, code, cells))
        except RowRefused as error:
            refused.append(error)
    missing = tuple(column.key for column in wanted if column not in present)
    return WorkbookRead(tuple(rows), tuple(refused), stamp, missing)
