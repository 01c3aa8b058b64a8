"""The manifest: which files are live, and the one transaction in which that changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from groundswell.during.monitoring.models import StoredMonth, StoredProgram
from groundswell.during.monitoring.store import files
from groundswell.ground.programs.models import Program

WRITTEN = [
    "generation",
    "values_file",
    "rollup_file",
    "rows",
    "rollup_rows",
    "last_change",
    "fingerprint",
    "written_at",
]


class Outrun(Exception):
    """Another writer flipped the manifest first; what this one wrote is worth nothing."""


def standing(program: Program) -> StoredProgram:
    """How far the store of a program is; a program that was never stored stands at 0."""
    found = StoredProgram.objects.filter(program=program).first()
    return found or StoredProgram(program=program)


def live(program: Program, months: Iterable[date] | None = None) -> dict[date, StoredMonth]:
    """The live months of a program, or some of them; one query."""
    rows = StoredMonth.objects.filter(program=program)
    if months is not None:
        rows = rows.filter(month__in=list(months))
    return {row.month: row for row in rows}


@dataclass(eq=False)
class Draft:
    """Files that are written and not yet told of.

    Args:
        program: Whose.
        seen: The store as it stood when the work began; its generation is compared at the end.
    """

    program: Program
    seen: StoredProgram

    def __post_init__(self) -> None:
        self.months: list[StoredMonth] = []
        self.written: list[str] = []

    def put(self, month: date, values: pa.Table, rollup: pa.Table, fingerprint: str, last: int) -> None:
        """Write the values of a month and their roll-up."""
        name = self._file("values", month, values)
        self._add(month, name, len(values), rollup, fingerprint, last)

    def put_rollup(self, row: StoredMonth, rollup: pa.Table, fingerprint: str) -> None:
        """Write another roll-up of a month whose values stay as they are."""
        self._add(row.month, row.values_file, row.rows, rollup, fingerprint, row.last_change)

    def _add(self, month: date, values: str, rows: int, rollup: pa.Table, fingerprint: str, last: int) -> None:
        self.months.append(StoredMonth(
            program=self.program, month=month, generation=self.seen.generation + 1, values_file=values, rows=rows,
            rollup_file=self._file("rollup", month, rollup), rollup_rows=len(rollup), last_change=last,
            fingerprint=fingerprint, written_at=timezone.now(),
        ))  # fmt: skip

    def _file(self, what: str, month: date, rows: pa.Table) -> str:
        name = files.new_name(str(self.program.key), month, what, self.seen.generation + 1)
        files.write(name, rows)
        self.written.append(name)
        return name

    def _mark_superseded(self, gone: Sequence[date]) -> None:
        """Let the grace period of files that are about to be superseded begin now, whatever is killed when."""
        before = live(self.program, [*gone, *(row.month for row in self.months)]).values()
        files.touch(name for row in before for name in (row.values_file, row.rollup_file))

    def keep_fresh(self) -> None:
        """Say of the files written so far that they are still wanted: a rebuild may outlast the grace period."""
        files.touch(self.written)

    def flip(self, last_change: int, stamp: str, gone: Sequence[date] = ()) -> None:
        """Make the files live, all in one transaction.

        Args:
            last_change: Number of the last change that the store then holds.
            stamp: Of the places and sheets that its roll-ups are made with.
            gone: Months that have no values any more.

        Raises:
            Outrun: Another writer was first; the files of this one are deleted.
        """
        now, state = timezone.now(), StoredProgram.objects.filter(program=self.program)
        columns = {"last_change": last_change, "stamp": stamp, "written_at": now}
        StoredProgram.objects.get_or_create(program=self.program)
        self._mark_superseded(gone)
        try:
            with transaction.atomic():
                flipped = state.filter(generation=self.seen.generation).update(
                    generation=self.seen.generation + 1, **columns
                )
                if not flipped:
                    raise Outrun(str(self.program))
                StoredMonth.objects.filter(program=self.program, month__in=gone).delete()
                StoredMonth.objects.bulk_create(
                    self.months, batch_size=500, update_conflicts=True, unique_fields=["program", "month"],
                    update_fields=WRITTEN,
                )  # fmt: skip
        except Outrun:
            files.forget(self.written)
            raise
