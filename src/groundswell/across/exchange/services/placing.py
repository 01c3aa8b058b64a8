"""Imports of places: from rows of files to facts, the preview, and the writing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.rows import PlaceRow
from groundswell.across.exchange.models import Import, Line, PlaceTrace
from groundswell.across.exchange.services.applying import locked_to_apply
from groundswell.across.exchange.services.checking import MOST_REFUSED, MOST_SHOWN, Tell, refusal_line, silent
from groundswell.across.exchange.services.converting import placed_in
from groundswell.across.exchange.services.gazetteer import Gazetteer
from groundswell.across.exchange.services.reading import places_in
from groundswell.across.exchange.services.uploading import file_of
from groundswell.domain.errors import Conflict, RowRefused
from groundswell.domain.places.facts import PlaceFacts
from groundswell.domain.places.planning import Planned
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.ground.places.services import bulk_places, plan_batch, traces_of
from groundswell.kit.door import Permit
from groundswell.kit.style import written
from groundswell.kit.telling import told

TRAIL = " / "


def trail_of(row: PlaceRow) -> str:
    """A row's names from the top down."""
    return TRAIL.join((*row.ancestors, row.name))


def facts_of(rows: Sequence[PlaceRow], source: str, book: Gazetteer) -> Iterator[PlaceFacts]:
    """Rows of a file as facts of places, each with the row above it by its own name in the batch.

    Args:
        rows: The rows.
        source: Where populations come from.
        book: Places that are there already, for parents given by name only.
    """
    times = Counter(row.name for row in rows)
    refs = {trail_of(row): row.code or trail_of(row) for row in rows}
    once = {row.name: row.code or trail_of(row) for row in rows if times[row.name] == 1}
    year = timezone.localdate().year
    for row in rows:
        above = row.parent_code or refs.get(TRAIL.join(row.ancestors), "")
        if not above and row.parent_name:
            found = book.find(row.parent_name)
            above = once.get(row.parent_name) or (book.keys[found] if isinstance(found, int) else row.parent_name)
        yield PlaceFacts(
            ref=refs[trail_of(row)] if not row.code else row.code, name=row.name, parent_ref=above, code=row.code,
            languages=row.languages, geometry=row.geometry, drawing=row.drawable if row.geometry_notes else None,
            geometry_note=" ".join(row.geometry_notes)[:300], latitude=row.latitude, longitude=row.longitude,
            identifiers=row.external_ids, aliases=row.aliases, population_source=source[:200],
            populations=tuple((when or year, round(persons)) for when, persons in row.population),
            closed_on=None if row.active else timezone.localdate(),
        )  # fmt: skip


def read_places(
    batch: Import, tell: Tell = silent
) -> tuple[list[PlaceFacts], list[RowRefused], list[str], dict[str, tuple[str, int]]]:
    """All places of an import's files.

    Returns:
        Facts, refused rows, notes, and where each fact stands: file and row by its ``ref``.
    """
    book = Gazetteer.of(batch.program)
    facts: list[PlaceFacts] = []
    refused: list[RowRefused] = []
    notes: list[str] = []
    stands: dict[str, tuple[str, int]] = {}
    files = list(batch.files.select_related("file"))
    for done, stored in enumerate(files):
        tell(done, len(files), _("Reading %(file)s") % {"file": stored.filename})
        read = places_in(file_of(stored), stored.mapping)
        refused += [placed_in(refusal, stored.filename) for refusal in read.refused]
        notes += [text for text in map(told, read.notes) if text not in notes]
        for row, fact in zip(read.rows, facts_of(read.rows, stored.filename, book), strict=True):
            facts.append(fact)
            stands.setdefault(fact.ref, (stored.filename, row.number))
    return facts, refused, notes, stands


def root_of(batch: Import) -> Place:
    """The place beneath which an import's places go."""
    return batch.parent or batch.program.root


def check_places(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Make the preview of an import of places; nothing else is written.

    Args:
        permit: A permit in the program.
        batch: The import, its files mapped.
        tell: Called with the progress.
    """
    permit.demand("exchange.import.upload", batch)
    facts, refused, notes, stands = read_places(batch, tell)
    plans = plan_batch(permit, root_of(batch), facts)
    counts = Counter({"same": "unchanged"}.get(plan.kind, plan.kind) for plan in plans)
    counts["refused"] += len(refused)
    missing = sum(fact.geometry is None and fact.latitude is None for fact in facts)
    if missing:
        notes.append(
            _("%(count)s places have no geometry; they appear in tables, not on maps.") % {"count": written(missing)}
        )
    with transaction.atomic():
        batch.lines.all().delete()
        Line.objects.bulk_create(
            [*(refusal_line(batch, refusal) for refusal in refused[:MOST_REFUSED]), *lines_of(batch, plans, stands)],
            batch_size=1000,
        )
        batch.counts = {what: counts.get(what, 0) for what in ("added", "changed", "unchanged", "refused", "set_aside")}
        batch.notes, batch.state, batch.fingerprint = notes, "checked", fingerprint(plans)
        batch.save(update_fields=["counts", "notes", "state", "fingerprint"])
    return batch


def fingerprint(plans: Iterable[Planned]) -> str:
    """What the preview promised."""
    told = [
        (plan.kind, plan.row.ref, plan.place, plan.differences) for plan in plans if plan.kind in ("added", "changed")
    ]
    return hashlib.sha256(repr(sorted(told, key=repr)).encode()).hexdigest()


def lines_of(batch: Import, plans: Sequence[Planned], stands: dict[str, tuple[str, int]]) -> Iterator[Line]:
    """The lines of the preview: refused rows, then what is changed and added, the first of each."""
    shown: Counter[str] = Counter()
    for plan in sorted(plans, key=lambda plan: ("refused", "changed", "added", "same").index(plan.kind)):
        most = MOST_REFUSED if plan.kind == "refused" else MOST_SHOWN
        if plan.kind == "same" or shown[plan.kind] >= most:
            continue
        shown[plan.kind] += 1
        filename, number = stands.get(plan.row.ref, ("", 0))
        common = {
            "batch": batch,
            "what": plan.kind,
            "filename": filename,
            "number": number or None,
            "thing": plan.row.name[:300],
        }
        if plan.kind == "changed":
            for difference in plan.differences:
                yield Line(
                    **common, field=difference.field, old=str(difference.old)[:300], new=str(difference.new)[:300]
                )
        else:
            yield Line(**common, new=plan.row.code[:300], remedy=f"{told(plan.why)} {told(plan.remedy)}".strip())


def apply_places(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Write what the preview of places promised: all of it, or nothing.

    Raises:
        Conflict: It is not checked, or the places changed since the preview.
    """
    permit = permit.demand("exchange.import.apply", batch)
    with transaction.atomic():
        locked = locked_to_apply(batch)
        if locked.state == "applied":
            return locked
        facts, _refused, _notes, _stands = read_places(locked, tell)
        applied = bulk_places(permit, root_of(locked), facts)
        if fingerprint(applied.plans) != locked.fingerprint:
            raise Conflict(
                _("Somebody changed places since this preview was made."),
                _("Check again, then apply."),
                code="exchange.stale",
            )
        PlaceTrace.objects.bulk_create(
            (PlaceTrace(batch=locked, **asdict(trace)) for trace in traces_of(applied)), batch_size=1000
        )
        locked.state, locked.applied_at, locked.applied_by = "applied", timezone.now(), person_of(permit)
        locked.save(update_fields=["state", "applied_at", "applied_by"])
        note(permit, locked, after={what: applied.count(what) for what in ("added", "changed", "same", "refused")})
    return locked
