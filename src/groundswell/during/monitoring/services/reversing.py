"""Undoing an import from the change log; what people corrected since is kept and listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, NotFound
from groundswell.during.monitoring.models import Report, Value, ValueChange
from groundswell.during.monitoring.models.entries import Cells, Key, NewValue
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.during.monitoring.services.recording import BATCH, CELLS, IDENTITY, WRITTEN, Log, lock_and_read
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Kept:
    """A value that the undoing left alone, because somebody changed it after the import."""

    indicator: str
    place: str
    period: str
    by: str
    why: str


@dataclass(frozen=True)
class Reversal:
    """What the undoing of an import did: rows taken away, rows put back as they were, rows left alone."""

    removed: int
    restored: int
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class Undo:
    """One cell to be put back: the row as the import found it, and which change wrote that."""

    key: Key
    now: ValueChange
    before: Cells | None
    earlier: ValueChange | None


def reverse_source(permit: Permit, program: Program, source: str, *, why: str) -> Reversal:
    """Undo an import: what it added goes, what it changed becomes what it was.

    Values that somebody changed after the import keep that change and are listed. Undoing is itself in the log, so
    importing the file once more puts everything back.

    Args:
        permit: A permit in this program.
        program: Whose import it was.
        source: Key of the import.
        why: Why, in the person's words.

    Returns:
        How many rows were removed and restored, and which were kept.

    Raises:
        BadInput: There is no reason.
        NotFound: No import of that key wrote anything in this program, or it was undone already.
    """
    permit = permit.demand("monitoring.value.reverse", program)
    if not why.strip():
        raise BadInput(_("Undoing an import needs its reason."), _("Write one sentence."), code="monitoring.reason")
    with transaction.atomic():
        lock_and_read(program, ())
        undone, kept = _sorted_out(program, source)
        if not undone and not kept:
            raise NotFound(
                _("No import with this key wrote values here, or it was undone already."),
                _("Look in the list of imports."),
            )
        removed = [undo for undo in undone if undo.before is None]
        restored = [undo for undo in undone if undo.before is not None]
        _remove(removed)
        _restore(restored)
        _log(permit, program, source, why, undone)
        _forget_reports(program, source)
        note(permit, program, reason=why, before={"import": source}, after={
            "removed": len(removed), "restored": len(restored), "kept": len(kept),
        })  # fmt: skip
    return Reversal(len(removed), len(restored), tuple(kept))


def _sorted_out(program: Program, source: str) -> tuple[list[Undo], list[Kept]]:
    """Every cell the import touched: to be put back, or kept because of a later change."""
    undone: list[Undo] = []
    kept: list[Kept] = []
    for key, changes in _histories(program, source):
        last = changes[-1]
        if last.source == source:
            begin = next((at for at in range(len(changes) - 1, -1, -1) if changes[at].source != source), -1)
            first = changes[begin + 1]
            undone.append(Undo(key, last, _cells(first.before), changes[begin] if begin >= 0 else None))
        elif not last.undoes:
            kept.append(Kept(str(last.indicator), str(last.place), last.period, last.by_name, last.why))
    return undone, kept


def _histories(program: Program, source: str) -> Iterator[tuple[Key, list[ValueChange]]]:
    """All changes, in order, of every cell that the import touched."""
    touched = ValueChange.objects.filter(program=program, source=source)
    span = touched.aggregate(first=Min("first_day"), last=Max("first_day"), number=Min("id"))
    if span["first"] is None:
        return
    same = touched.filter(
        indicator=OuterRef("indicator"), place=OuterRef("place"), kind=OuterRef("kind"), step=OuterRef("step"),
        disaggregation=OuterRef("disaggregation"),
    )  # fmt: skip
    near = ValueChange.objects.filter(program=program, first_day__gte=span["first"], first_day__lte=span["last"])
    rows = near.filter(Exists(same)).select_related("indicator", "place").order_by("id")
    cells: dict[Key, list[ValueChange]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5000):
        cells[row.indicator_id, row.place_id, row.kind, row.step, row.disaggregation].append(row)
    yield from cells.items()


def _remove(undone: Sequence[Undo]) -> None:
    numbers = {
        row[1:]: row[0]
        for row in Value.objects.filter(
            indicator_id__in={undo.key[0] for undo in undone}, source__in={undo.now.source for undo in undone}
        ).values_list("pk", "indicator_id", "place_id", "kind", "step", "disaggregation")
    }
    gone = [numbers[undo.key] for undo in undone]
    for start in range(0, len(gone), BATCH):
        Value.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def _restore(undone: Sequence[Undo]) -> None:
    people = dict(Person.objects.filter(key__in=_keys(undone)).values_list("key", "pk"))
    writers = {str(key): number for key, number in people.items()}
    rows = []
    for undo in undone:
        earlier = undo.earlier or undo.now
        rows.append(Value(
            indicator_id=undo.key[0], place_id=undo.key[1], disaggregation=undo.key[4], **columns_of(undo.now.span),
            **dict(zip(CELLS, undo.before or (), strict=True)), source=earlier.source if undo.earlier else "",
            entered_by_id=writers.get(earlier.by), entered_at=earlier.at,
        ))  # fmt: skip
    Value.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=IDENTITY, update_fields=WRITTEN
    )


def _keys(undone: Sequence[Undo]) -> set[str]:
    """Keys of the persons among the writers; commands have names, not keys."""
    return {undo.earlier.by for undo in undone if undo.earlier and len(undo.earlier.by) == 36}


def _log(permit: Permit, program: Program, source: str, why: str, undone: Sequence[Undo]) -> None:
    log = Log(permit, program, "", why, source, timezone.now())
    log.write(
        (undo.key, NewValue("", undo.key[1], undo.now.span, disaggregation=undo.key[4]), _cells(undo.now.after),
         undo.before)
        for undo in undone
    )  # fmt: skip


def _forget_reports(program: Program, source: str) -> None:
    """Reports that the import had marked as received, and of which no value is left."""
    left = Value.objects.filter(
        indicator__program=program, place=OuterRef("place"), kind=OuterRef("kind"), step=OuterRef("step")
    )
    Report.objects.filter(program=program, source=source).exclude(Exists(left)).delete()


def _cells(stored: list[object] | None) -> Cells | None:
    return None if stored is None else (stored[0], stored[1], stored[2], stored[3], stored[4])  # type: ignore[return-value]
