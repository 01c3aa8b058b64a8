"""Tables coming back: what a workbook would change, and the writing of it through the rooms' own services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.tables import Frame, Row, Table
from groundswell.across.exchange.formats.workbook import Column, WorkbookRead, read_back, read_workbook, stamp_in
from groundswell.across.exchange.models import Import, Line
from groundswell.across.exchange.services.applying import locked_to_apply
from groundswell.across.exchange.services.checking import Tell, silent
from groundswell.across.exchange.services.comparing import Comparison, Outcome, lines_of, write
from groundswell.across.exchange.services.reading import Opened
from groundswell.across.exchange.services.sending import read_stamp, table_named
from groundswell.across.exchange.services.tables import RoundTrip
from groundswell.across.exchange.services.tables.spec import ChoiceColumn, Desk
from groundswell.across.exchange.services.uploading import file_of
from groundswell.domain.errors import BadInput, Conflict
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.journal.services import note
from groundswell.kit.door import Permit


def back_rows(table: RoundTrip, columns: Sequence[Column], file: Opened) -> WorkbookRead:
    """The rows of a file: of a workbook of ours, or of any sheet under the titles or the plain names of the columns."""
    if stamp_in(file.data):
        return read_workbook(file.data, columns, name=file.name)
    if file.table is None:
        raise BadInput(_("%(file)s holds no table.") % {"file": file.name}, _("Choose a workbook or a CSV file."))
    return read_back(in_words(table.gathered(file) if table.gathered else file.table, columns), columns)


def in_words(sheet: Table, columns: Sequence[Column]) -> Table:
    """A sheet that is not ours under the titles of the columns, with choices in their words."""
    by_name = {column.key.casefold(): column for column in columns}
    by_title = {column.header: column for column in columns}
    meant = [by_title.get(head) or by_name.get(head.casefold()) for head in sheet.headers]
    headers = [column.header if column else head for column, head in zip(meant, sheet.headers, strict=True)]
    frame = Frame(sheet.name, sheet.sheet, headers)
    rows = (
        Row(frame, row.number, tuple(
            column.word(cell) if isinstance(column, ChoiceColumn) else cell
            for column, cell in zip(meant, row.values, strict=True)
        ))
        for row in sheet
    )  # fmt: skip
    return replace(sheet, headers=tuple(headers), rows=tuple(rows))


def carried_out(permit: Permit, batch: Import, tell: Tell = silent) -> Outcome:
    """Compare and write a workbook inside the caller's transaction, which keeps it or takes it back."""
    stored = batch.files.select_related("file").get()
    table, file = writable(table_named(batch.table)), file_of(stored)
    tell(0, 2, _("Reading %(file)s") % {"file": stored.filename})
    with override(language_of(file)):
        columns = table.columns(permit, batch.program)
        read = back_rows(table, columns, file)
        comparison = Comparison(table, columns, table.rows(permit, batch.program), stored.filename)
        for row in read.rows:
            comparison.take(row)
        comparison.outcome.refused += read.refused
        tell(1, 2, _("Comparing with what is stored"))
        return write(Desk(permit, batch.program, str(batch.key)), comparison)


def writable(table: RoundTrip) -> RoundTrip:
    """The table, where it comes back.

    Raises:
        BadInput: It is only read.
    """
    if table.write is None:
        raise BadInput(
            _("“%(table)s” is only read; nothing of it comes back.") % {"table": table.title},
            _("Change it on its own pages."),
            code="table.read_only",
        )
    return table


def language_of(file: Opened) -> str:
    """The language in which a workbook went out; the reader's own for other sheets."""
    stamp = read_stamp(stamp_in(file.data))
    return stamp.language if stamp else get_language() or "en"


def check_table(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Make the preview of a table that came back: it is written as it would be, and taken back at once.

    Args:
        permit: A permit in the program.
        batch: The import.
        tell: Called with the progress.
    """
    permit = permit.demand("exchange.import.upload", batch)
    with transaction.atomic():
        outcome = carried_out(permit, batch, tell)
        transaction.set_rollback(True)
    with transaction.atomic():
        batch.lines.all().delete()
        filename = batch.files.get().filename
        Line.objects.bulk_create(lines_of(batch, outcome, filename), batch_size=1000)
        batch.counts, batch.notes, batch.state, batch.fingerprint = outcome.counts, [], "checked", outcome.fingerprint()
        batch.save(update_fields=["counts", "notes", "state", "fingerprint"])
    return batch


def apply_table(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Write what the preview of a table promised: all of it, or nothing.

    Args:
        permit: A permit in the program.
        batch: The checked import.
        tell: Called with the progress.

    Raises:
        Conflict: It is not checked, or what is stored changed since the preview.
    """
    permit = permit.demand("exchange.import.apply", batch)
    with transaction.atomic():
        locked = locked_to_apply(batch)
        if locked.state == "applied":
            return locked
        outcome = carried_out(permit, locked, tell)
        if outcome.fingerprint() != locked.fingerprint:
            raise Conflict(
                _("Somebody changed this table since the preview was made."), _("Check again, then apply."),
                code="exchange.stale",
            )  # fmt: skip
        return noted_as_applied(permit, locked, outcome)


def noted_as_applied(permit: Permit, batch: Import, outcome: Outcome) -> Import:
    """Say of an import that it is applied, and of whom and what in the journal."""
    batch.state, batch.applied_at, batch.applied_by = "applied", timezone.now(), person_of(permit)
    batch.save(update_fields=["state", "applied_at", "applied_by"])
    note(permit, batch, after={"table": batch.table} | {k: n for k, n in outcome.counts.items() if k != "set_aside"})
    return batch
