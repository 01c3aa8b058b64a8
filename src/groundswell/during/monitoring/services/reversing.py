"""Undoing an import from the change log; what people corrected since is kept and listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.monitoring.periods import Period, PeriodKind
from groundswell.during.monitoring.models import Indicator, Report, Value, ValueChange
from groundswell.during.monitoring.models.entries import Cells, Key, NewValue
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.during.monitoring.services.recording import BATCH, CELLS, IDENTITY, WRITTEN, Log, lock_and_read
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
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


class Change(NamedTuple):
    """One row of the change log, as much of it as undoing needs."""

    key: Key
    period: Period
    before: Cells | None
    after: Cells | None
    source: str
    undoes: str
    by: str
    by_name: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Undo:
    """One cell to be put back: the row as the import found it, and which change wrote that."""

    key: Key
    now: Change
    before: Cells | None
    earlier: Change | None


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
    later: list[Change] = []
    for key, changes in _histories(program, source).items():
        last = changes[-1]
        if last.source == source:
            begin = next((at for at in range(len(changes) - 1, -1, -1) if changes[at].source != source), -1)
            undone.append(Undo(key, last, changes[begin + 1].before, changes[begin] if begin >= 0 else None))
        elif not last.undoes:
            later.append(last)
    return undone, _named(later)


def _named(changes: Sequence[Change]) -> list[Kept]:
    """Changes that are kept, with the names of their indicators and places."""
    indicators = {row.pk: str(row) for row in Indicator.objects.filter(pk__in={change.key[0] for change in changes})}
    places = {row.pk: str(row) for row in Place.objects.filter(pk__in={change.key[1] for change in changes})}
    return [
        Kept(indicators[change.key[0]], places[change.key[1]], change.period.label, change.by_name, change.why)
        for change in changes
    ]


def _histories(program: Program, source: str) -> dict[Key, list[Change]]:
    """All changes, in order, of every cell that the import touched."""
    touched = ValueChange.objects.filter(program=program, source=source)
    span = touched.aggregate(first=Min("first_day"), last=Max("first_day"))
    same = touched.filter(
        indicator=OuterRef("indicator"), place=OuterRef("place"), kind=OuterRef("kind"),
        first_day=OuterRef("first_day"), disaggregation=OuterRef("disaggregation"),
    )  # fmt: skip
    cells: dict[Key, list[Change]] = defaultdict(list)
    if span["first"] is None:
        return cells
    near = ValueChange.objects.filter(program=program, first_day__gte=span["first"], first_day__lte=span["last"])
    rows = near.filter(Exists(same)).order_by("id").values_list(
        "indicator_id", "place_id", "kind", "step", "disaggregation", "first_day", "last_day", "before", "after",
        "source", "undoes", "by", "by_name", "at", "why",
    )  # fmt: skip
    for row in rows.iterator(chunk_size=5000):
        key: Key = row[:5]
        period = Period(row[5], row[6], PeriodKind(key[2]))
        cells[key].append(Change(key, period, _cells(row[7]), _cells(row[8]), *row[9:]))
    return cells


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
            indicator_id=undo.key[0], place_id=undo.key[1], disaggregation=undo.key[4], **columns_of(undo.now.period),
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
        (undo.key, NewValue("", undo.key[1], undo.now.period, disaggregation=undo.key[4]), undo.now.after, undo.before)
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
