"""Recording values in bulk: only what differs is written, each change in the log, one entry in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import BadInput, Conflict
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Indicator, Report, Value, ValueChange
from groundswell.during.monitoring.models.entries import Cells, Key, NewValue
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.during.monitoring.services.rows import Counts, check_numbers, keyed
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.bulk import write_rows
from groundswell.kit.door import Permit
from groundswell.kit.models import uuid7

BATCH = 1000
FEW = 500
IDENTITY = ("indicator", "place", "kind", "first_day", "disaggregation")
SPAN = ("kind", "first_day", "last_day", "period", "step")
CELLS = ("numerator", "denominator", "value", "flag", "comment")
WRITTEN = (*CELLS, "source", "entered_by", "entered_at")


def record_values(
    permit: Permit, program: Program, rows: Iterable[NewValue], *, source: str = "", why: str = ""
) -> Counts:
    """Record values: add what is new, change what differs, leave the rest alone.

    Args:
        permit: A permit in this program; it must allow recording (or, with a source, importing) at every place.
        program: Whose indicators they are.
        rows: The values, each cell once.
        source: Key of the import they come from; empty for values entered by hand.
        why: Why, in the person's words; the permit's reason otherwise.

    Returns:
        How many rows were added, changed, and already so.

    Raises:
        BadInput: An indicator or place is unknown, a number cannot be kept, or two rows contradict each other.
        NotAllowed: A place lies outside the person's reach.
    """
    permit = permit.demand("monitoring.value.import" if source else "monitoring.value.record", program)
    given = list(rows)
    with transaction.atomic():
        counts = write_values(permit, program, given, source=source, why=why or permit.reason)
        if source:
            mark_received(program, given, source)
        note(permit, program, reason=why, after={
            "import": source, "added": counts.added, "changed": counts.changed, "unchanged": counts.unchanged,
        })  # fmt: skip
    return counts


def correct_value(permit: Permit, program: Program, row: NewValue, *, seen: Sequence[object], why: str) -> Counts:
    """Correct one value, with the reason.

    Args:
        permit: A permit of the person.
        program: Whose indicator it is.
        row: The value as it should be.
        seen: Numerator, denominator, value, flag and comment as the person saw them.
        why: Why, in the person's words.

    Raises:
        BadInput: There is no reason.
        Conflict: Somebody changed the value meanwhile.
    """
    permit = permit.demand("monitoring.value.record", program)
    if not why.strip():
        raise BadInput(_("A correction needs its reason."), _("Write one sentence."), code="monitoring.reason")
    with transaction.atomic():
        indicators = lock_and_read(program, [row])
        stored = existing(keyed([row], indicators))
        now = next(iter(stored.values()), None)
        if tuple(seen) != (now or (None, None, None, "", "")):
            raise Conflict(
                _("Somebody changed this value meanwhile: it is now {now}.").format(now=_words(now)),
                _("Look at it again, then correct it if it is still wrong."),
                code="monitoring.value_changed",
            )
        counts = write_values(permit, program, [row], why=why)
        after = dict(zip(CELLS, row.cells, strict=True))
        note(permit, program, reason=why, before={"value": _words(now)}, after=after | {
            "indicator": row.indicator, "period": row.period.label,
        })  # fmt: skip
    return counts


def write_values(
    permit: Permit, program: Program, rows: Sequence[NewValue], *, source: str = "", why: str = "", undoes: str = ""
) -> Counts:
    """Write rows and their changes inside the caller's transaction; journalling is the caller's."""
    check_numbers(rows)
    wanted = keyed(rows, lock_and_read(program, rows))
    demand_places(permit, program, {row.place for row in rows})
    stored = existing(wanted)
    differing = {key: row for key, row in wanted.items() if stored.get(key) != row.cells}
    now, person = timezone.now(), person_of(permit)
    by = (source, person.pk if person else None, now)
    write_rows(
        Value, ("indicator_id", "place_id", "disaggregation", *SPAN, *CELLS, "source", "entered_by_id", "entered_at"),
        ((*key[:2], key[4], *span_of(row.period), *row.cells, *by) for key, row in differing.items()),
        same=("indicator_id", "place_id", "kind", "first_day", "disaggregation"),
        update=(*CELLS, "source", "entered_by_id", "entered_at"),
    )  # fmt: skip
    log = Log(permit, program, source, why, undoes, now)
    log.write((key, row, stored.get(key), row.cells) for key, row in differing.items())
    added = sum(key not in stored for key in differing)
    return Counts(added, len(differing) - added, len(wanted) - len(differing))


class Log:
    """Writes the change log of one recording."""

    def __init__(self, permit: Permit, program: Program, source: str, why: str, undoes: str, at: datetime) -> None:
        self.common = {
            "program_id": program.pk, "by": permit.person, "by_name": permit.name, "at": at, "why": why,
            "source": source, "undoes": undoes,
        }  # fmt: skip

    def write(self, changes: Iterable[tuple[Key, NewValue, Cells | None, Cells | None]]) -> None:
        """Append changes, each with what was there and what is there now."""
        common = tuple(self.common.values())
        write_rows(
            ValueChange, (*self.common, *SPAN, "indicator_id", "place_id", "disaggregation", "before", "after"),
            (
                (*common, *span_of(row.period), *key[:2], key[4], before, after)
                for key, row, before, after in changes
            ),
        )  # fmt: skip


def lock_and_read(program: Program, rows: Sequence[NewValue]) -> dict[str, int]:
    """Make writers of one program wait for each other, and read the numbers of its indicators by code."""
    Program.objects.select_for_update(no_key=True).filter(pk=program.pk).first()
    codes = {row.indicator for row in rows}
    found = Indicator.objects.filter(program=program).values_list("code", "pk")
    return {code: number for code, number in found if code in codes}


def demand_places(permit: Permit, program: Program, places: set[int]) -> None:
    """Refuse places that lie outside the program's country or the person's reach.

    Raises:
        BadInput: A place lies outside the area of the program.
        NotAllowed: A place lies outside the person's reach.
    """
    root = program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end)
    if len(places) <= FEW:
        inside = inside.filter(pk__in=places)
    paths = {number: path for number, path in inside.values_list("pk", "path") if number in places}
    if len(paths) < len(places):
        raise BadInput(
            _("{count} places lie outside the area of the program.").format(count=len(places) - len(paths)),
            _("Match them to places of the program, or create them under one."),
            code="monitoring.place_outside",
        )
    code, key = permit.action.code, str(program.key)
    if not permit.allows(code, Target(key, root.path)):
        for path in paths.values():
            permit.demand(code, Target(key, path))


def existing(wanted: Mapping[Key, NewValue]) -> dict[Key, Cells]:
    """What is stored for these cells."""
    if not wanted:
        return {}
    places, days = {key[1] for key in wanted}, [row.period.first for row in wanted.values()]
    rows = Value.objects.filter(
        indicator_id__in={key[0] for key in wanted}, first_day__gte=min(days), first_day__lte=max(days)
    )
    if len(places) <= FEW:
        rows = rows.filter(place_id__in=places)
    found = rows.values_list("indicator_id", "place_id", "kind", "step", "disaggregation", *CELLS)
    return {row[:5]: row[5:] for row in found.iterator(chunk_size=5000) if row[:5] in wanted}


@lru_cache(maxsize=4096)
def span_of(period: Period) -> tuple[object, ...]:
    """The columns of a period in the order of ``SPAN``."""
    return tuple(columns_of(period)[name] for name in SPAN)


def mark_received(program: Program, rows: Iterable[NewValue], source: str) -> None:
    """Note that reports came for the places and periods of imported values; when they came is not known."""
    spans = {(row.place, row.period) for row in rows}
    plain = ("state", "source", "note", "reason", "draft", "saved_at", "key")
    write_rows(
        Report, ("program_id", "place_id", *SPAN, *plain),
        (
            (program.pk, place, *span_of(period), "sent", source, "", "", {}, timezone.now(), uuid7())
            for place, period in spans
        ),
        same=("program_id", "place_id", "kind", "first_day"),
    )  # fmt: skip


def person_of(permit: Permit) -> Person | None:
    """The person of a permit; None for a command."""
    try:
        return Person.objects.filter(key=UUID(permit.person)).first()
    except ValueError:
        return None


def _words(cells: Cells | None) -> str:
    if cells is None:
        return _("empty")
    numerator, denominator, value, _flag, _comment = cells
    if value is not None:
        return f"{value:g}"
    top = "–" if numerator is None else f"{numerator:g}"
    return top if denominator is None else _("{numerator} of {denominator}").format(
        numerator=top, denominator=f"{denominator:g}"
    )  # fmt: skip
