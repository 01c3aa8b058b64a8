"""Tables over the API: rows out by pages, rows in as a preview or to be written; what comes back as from Excel.

A cell is plain JSON: text, number, truth, nothing; days are written 2026-01-31, choices by their code. The id of a row
carries what it said when it went out, so that two who change the same cell are told, as in a workbook.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.tables import Cell, Frame, Row, Table, shown
from groundswell.across.exchange.formats.workbook import ID_HEADER, BackRow, Column, read_back
from groundswell.across.exchange.models import Import, ImportFile, Line
from groundswell.across.exchange.selectors import mark, mark_read, not_given
from groundswell.across.exchange.services.comparing import Comparison, Outcome, lines_of, write
from groundswell.across.exchange.services.returning import noted_as_applied, writable
from groundswell.across.exchange.services.sending import out_rows, table_named
from groundswell.across.exchange.services.tables import RoundTrip
from groundswell.across.exchange.services.tables.spec import ChoiceColumn, Desk, Kept
from groundswell.domain.errors import BadInput, Conflict, RowRefused, Where
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.documents.services import store_file
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

MOST_PASSED = 5000
MOST_TEXT = 32_767
MOST_NUMBER = 10**15  # as in a workbook; beyond it a float no longer holds every whole number
FILENAME = "api.json"
type Plain = str | int | float | bool | None


class Passed(Protocol):
    """A row as a program sends it."""

    @property
    def id(self) -> str:
        """By what it is known; empty for a new one."""

    @property
    def cells(self) -> Mapping[str, Plain]:
        """What it says; what it leaves out stays as stored."""


@dataclass(frozen=True)
class Page:
    """Some rows of a table.

    Args:
        table: The table.
        columns: Its columns.
        rows: Id and cells of each row.
        more: Whether there are further rows.
        after: What the next page is asked for with; empty at the end, and for tables that are counted from the start.
    """

    table: RoundTrip
    columns: Sequence[Column]
    rows: Sequence[tuple[str, Mapping[str, Plain]]]
    more: bool
    after: str = ""


@dataclass(frozen=True)
class Asked:
    """Which rows of a table a page holds.

    Args:
        start: How many rows to pass over.
        after: Where the page before ended, as it said; instead of ``start``.
        limit: How many rows at most.
    """

    start: int = 0
    after: str = ""
    limit: int = 200


def rows_out(permit: Permit, program: Program, code: str, asked: Asked) -> Page:
    """Rows of a table, narrowed to what the person may see; long tables go on by number, and read no row twice.

    Args:
        permit: A permit for downloading.
        program: The program.
        code: Name of the table.
        asked: Which rows.

    Raises:
        NotFound: There is no such table.
        NotAllowed: The person may not read it.
        BadInput: The mark of the page before cannot be read.
    """
    table = table_named(code)
    permit = permit.demand("exchange.table.download", program).demand(table.read, program)
    columns = table.columns(permit, program)
    kept, last, more = rows_asked(permit, program, table, asked)
    found = out_rows(table, columns, kept)
    rows = [(row.id, {column.key: passed(column, row.cells.get(column.key)) for column in columns}) for row in found]
    return Page(table, columns, rows, more, mark(last) if more and last else "")


def rows_asked(permit: Permit, program: Program, table: RoundTrip, asked: Asked) -> tuple[list[Kept], int, bool]:
    """The rows of a page, the number of the last one where the table goes on by number, and whether there are more."""
    if asked.after and not table.page:
        raise not_given()
    if table.page and not asked.start:
        after = mark_read(asked.after) if asked.after else 0
        found = list(table.page(permit, program, after, asked.limit + 1))
        kept = found[: asked.limit]
        return [row for _number, row in kept], kept[-1][0] if kept else 0, len(found) > asked.limit
    rows = list(islice(table.rows(permit, program), asked.start, asked.start + asked.limit + 1))
    return rows[: asked.limit], 0, len(rows) > asked.limit


def passed(column: Column, cell: Cell) -> Plain:
    """A cell as it goes out: a choice by its code, a day as text, a blank as nothing.

    Example:
        >>> passed(Column("d", "Day", "date"), date(2026, 1, 31)), passed(Column("t", "Text"), "")
        ('2026-01-31', None)
    """
    if isinstance(column, ChoiceColumn):
        return next((code for code, word in column.codes if word == cell), None) if cell else None
    if isinstance(cell, date | datetime):
        return shown(cell)
    return None if cell == "" else cell


def preview_rows(permit: Permit, program: Program, code: str, rows: Sequence[Passed]) -> Outcome:
    """What rows would change: they are written as they would be, and taken back at once.

    Args:
        permit: A permit in the program.
        program: The program.
        code: Name of the table.
        rows: The rows.

    Raises:
        BadInput: The table is only read, or there are too many rows.
    """
    permit = permit.demand("exchange.import.upload", program)
    with transaction.atomic():
        outcome = carried_out(permit, program, code, rows, source="preview")
        transaction.set_rollback(True)
    return outcome


def apply_rows(
    permit: Permit, program: Program, code: str, rows: Sequence[Passed], *, key: UUID, fingerprint: str
) -> Import:
    """Write what the preview of rows promised: all of it, or nothing; the same key again changes nothing.

    Args:
        permit: A permit in the program.
        program: The program.
        code: Name of the table.
        rows: The rows, as they were previewed.
        key: The key that the preview gave.
        fingerprint: The fingerprint that the preview gave.

    Returns:
        The import, as the list of imports shows it.

    Raises:
        Conflict: What is stored changed since the preview, or the key was used for other rows.
    """
    permit = permit.demand("exchange.import.apply", program)
    said = json.dumps([{"id": row.id, "cells": dict(row.cells)} for row in rows], sort_keys=True)
    with transaction.atomic():
        program = Program.objects.select_for_update().get(pk=program.pk)
        done = Import.objects.filter(key=key).first()
        if done is not None:
            return replayed(done, program, code, said)
        batch = Import.objects.create(
            key=key, program=program, kind="table", table=table_named(code).code, parent=program.root,
            uploaded_by=person_of(permit),
        )  # fmt: skip
        outcome = carried_out(permit, program, code, rows, source=str(key))
        if outcome.fingerprint() != fingerprint:
            raise Conflict(
                _("Somebody changed this table since the preview was made."), _("Preview again, then apply."),
                code="exchange.stale",
            )  # fmt: skip
        keep(permit, batch, said, outcome)
        return noted_as_applied(permit, batch, outcome)


def keep(permit: Permit, batch: Import, said: str, outcome: Outcome) -> None:
    """Keep what was sent and what became of it, as of an uploaded file."""
    stored = store_file(permit, batch.program, ContentFile(said.encode(), name=FILENAME), title=FILENAME, own=True)
    ImportFile.objects.create(batch=batch, file=stored, filename=FILENAME, signature=digest_of(said))
    Line.objects.bulk_create(lines_of(batch, outcome, FILENAME), batch_size=1000)
    batch.counts, batch.fingerprint = outcome.counts, outcome.fingerprint()
    batch.save(update_fields=["counts", "fingerprint"])


def replayed(done: Import, program: Program, code: str, said: str) -> Import:
    """The import of a key that was sent before.

    Raises:
        Conflict: It was used for something else.
    """
    file = done.files.first()
    if (done.program_id, done.table, file and file.signature) != (program.pk, code, digest_of(said)):
        raise Conflict(
            _("This key was used for other rows."), _("Preview again; every preview gives a new key."),
            code="exchange.key_used",
        )  # fmt: skip
    return done


def digest_of(said: str) -> str:
    """By what it is known that the same rows were sent again."""
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def carried_out(permit: Permit, program: Program, code: str, rows: Sequence[Passed], *, source: str) -> Outcome:
    """Compare and write rows inside the caller's transaction, which keeps them or takes them back."""
    table = writable(table_named(code))
    permit.demand(table.read, program)
    if len(rows) > MOST_PASSED:
        raise BadInput(
            _("At most %(most)s rows are taken at once.") % {"most": MOST_PASSED}, _("Send them in parts."),
            code="exchange.too_many_rows",
        )  # fmt: skip
    columns = table.columns(permit, program)
    comparison = Comparison(table, columns, table.rows(permit, program), "")
    for row in rows_in(columns, rows, comparison.outcome.refused):
        comparison.take(row)
    return write(Desk(permit, program, source), comparison)


def rows_in(columns: Sequence[Column], rows: Sequence[Passed], refused: list[RowRefused]) -> Iterator[BackRow]:
    """Rows read as a workbook's: numbered from 1, each of the kind of its column; those that cannot be are refused."""
    by_key = {column.key: column for column in columns if not column.locked}
    known = {column.key for column in columns}
    alike: dict[tuple[str, ...], list[tuple[int, Passed]]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        try:
            sound(row, known, number)
        except RowRefused as error:
            refused.append(error)
        else:
            alike[tuple(key for key in by_key if key in row.cells)].append((number, row))
    for keys, members in alike.items():
        if not keys:
            yield from (BackRow(number, row.id, {}) for number, row in members)
            continue
        read = read_back(table_of([by_key[key] for key in keys], members), columns, guarded=False)
        refused += read.refused
        yield from read.rows


def table_of(columns: Sequence[Column], rows: Iterable[tuple[int, Passed]]) -> Table:
    """Rows that say the same columns, as a table under their headers."""
    headers = (ID_HEADER, *(column.header for column in columns))
    frame = Frame("", "", headers)
    told = tuple(
        Row(frame, number, (row.id or None, *(worded(column, row.cells[column.key]) for column in columns)))
        for number, row in rows
    )
    return Table("", "", headers, told)


def worded(column: Column, cell: Plain) -> Cell:
    """A cell as it came in, a choice by its word."""
    return column.word(cell) if isinstance(column, ChoiceColumn) and cell is not None else cell


def sound(row: Passed, known: set[str], number: int) -> None:
    """Refuse a row with a column that the table has not, or a cell that no table can hold.

    Raises:
        RowRefused: It is so.
    """
    for key, cell in (("", row.id), *row.cells.items()):
        wrong = unsound(cell)
        if key and key not in known:
            wrong = BadInput(
                _("This table has no column “%(column)s”.") % {"column": legible(key)},
                _("The columns are: %(columns)s.") % {"columns": ", ".join(sorted(known))},
                code="table.column_missing",
            )
        if wrong is not None:
            where = Where("", "", number, legible(key)[:300], legible(cell)[:300])
            raise RowRefused(wrong.text, wrong.remedy, where=where, code=wrong.code)


def unsound(cell: Plain) -> BadInput | None:
    """Why no table can hold a cell; None where one can."""
    if isinstance(cell, str) and (len(cell) > MOST_TEXT or legible(cell) != cell):
        return BadInput(
            _("The text is too long, or has letters that cannot be stored."), _("Shorten it."), code="table.text"
        )
    if isinstance(cell, int | float) and not abs(cell) <= MOST_NUMBER:
        return BadInput(_("The number is too large."), _("Check its digits."), code="number.wrong")
    return None


def legible(cell: Any) -> str:
    """A cell as text that can be shown and stored: halves of letters and the letter of no meaning become "?"."""
    return str(cell).encode(errors="replace").decode().replace("\0", "?")
