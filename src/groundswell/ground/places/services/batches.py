"""Places by the ten thousand: planned as a whole, then written in a few statements per level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from groundswell.domain.places import PlaceFacts, Planned, plan_places
from groundswell.ground.journal.services import note, note_many
from groundswell.ground.places.models import Alias, Identifier, Past, Place, Population
from groundswell.ground.places.selectors import country_of, leave, places_now
from groundswell.ground.places.selectors.facts import marks_elsewhere
from groundswell.ground.places.services.keeping import keep_pasts
from groundswell.ground.places.services.opening import locked
from groundswell.ground.places.services.particulars import told
from groundswell.kit.door import Permit
from groundswell.kit.folding import fold, folded_names

BATCH = 1000
COLUMNS = (
    "name", "names", "code", "languages", "geometry", "drawing", "geometry_note", "latitude", "longitude", "opened_on",
    "closed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Applied:
    """What a batch did.

    Args:
        plans: What became of each row.
        numbers: Number of the stored place by the row's ``ref``, refused rows left out.
    """

    plans: tuple[Planned, ...]
    numbers: dict[str, int] = field(repr=False)

    def count(self, kind: str) -> int:
        """How many rows were added, changed, the same or refused."""
        return sum(plan.kind == kind for plan in self.plans)


def plan_batch(permit: Permit, root: Place, rows: Sequence[PlaceFacts]) -> tuple[Planned, ...]:
    """What a batch would do, without writing; see :func:`groundswell.domain.places.plan_places`.

    Args:
        permit: A permit of the person.
        root: The place beneath which the batch belongs.
        rows: The batch.
    """
    leave(permit, "places.place.open", root)
    geometry = any(row.geometry is not None for row in rows)
    elsewhere = marks_elsewhere(root, (row.code for row in rows), (pair for row in rows for pair in row.identifiers))
    return plan_places(rows, places_now(root, geometry=geometry), root.pk, fold, elsewhere)


@transaction.atomic
def bulk_places(permit: Permit, root: Place, rows: Sequence[PlaceFacts], *, on: date | None = None) -> Applied:
    """Add and change places beneath a root; rows that are refused are left out, equal rows write nothing.

    Args:
        permit: A permit of the person, with the reason where there is one.
        root: The place beneath which the batch belongs.
        rows: The batch; parents may stand after their children.
        on: Day from which new names and codes hold; today without one.

    Returns:
        What became of each row. The same batch a second time finds everything the same and leaves no trace.
    """
    permit = leave(permit, "places.place.open", root)
    root = locked(root)
    plans = plan_batch(permit, root, rows)
    numbers = {plan.row.ref: plan.place for plan in plans if plan.place is not None}
    added = [plan for plan in plans if plan.kind == "added"]
    changed = [plan for plan in plans if plan.kind == "changed"]
    if added:
        numbers |= _add(root, added, numbers)
    if changed:
        _change(leave(permit, "places.place.change", root), changed, on or timezone.localdate())
    if added or changed:
        note(permit, root, after={"added": len(added), "changed": len(changed)})
    return Applied(plans, numbers)


def _add(root: Place, plans: Sequence[Planned], numbers: dict[str, int]) -> dict[str, int]:
    """Write new places level by level, then their paths, then their lists."""
    made: dict[str, Place] = {}
    above = {
        place.pk: place.depth for place in Place.objects.filter(pk__in={plan.parent for plan in plans}).only("depth")
    }
    waiting, mark = list(plans), f"+{root.key}/"
    while waiting:
        ready = [plan for plan in waiting if plan.parent is not None or plan.row.parent_ref in made]
        rows = [_row(root, plan, made, above, mark) for plan in ready]
        Place.objects.bulk_create(rows, batch_size=BATCH)
        made |= {plan.row.ref: row for plan, row in zip(ready, rows, strict=True)}
        taken = {id(plan) for plan in ready}
        waiting = [plan for plan in waiting if id(plan) not in taken]
        _give_paths(mark)
    _add_lists((made[plan.row.ref].pk, plan.row) for plan in plans)
    return {ref: place.pk for ref, place in made.items()}


def _row(root: Place, plan: Planned, made: dict[str, Place], above: dict[int, int], mark: str) -> Place:
    parent = plan.parent if plan.parent is not None else made[plan.row.parent_ref].pk
    depth = above[parent] if plan.parent is not None else made[plan.row.parent_ref].depth
    place = Place(parent_id=parent, country=country_of(root), depth=depth + 1, **_columns(plan.row))
    place.path = f"{mark}{place.key}/"
    return place


def _columns(row: PlaceFacts) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS} | {"languages": list(row.languages), "names": dict(row.names)}


def _give_paths(mark: str) -> None:
    """Replace the marks of fresh rows by their paths: the parent's and their own number; one statement."""
    parent = Place.objects.filter(pk=OuterRef("parent_id")).values("path")
    path = Concat(Subquery(parent), Cast("id", CharField()), Value("/"), output_field=CharField())
    Place.objects.filter(path__gte=mark, path__lt=f"{mark[:-1]}0").update(path=path)


def _add_lists(places: Iterable[tuple[int, PlaceFacts]]) -> None:
    """Write identifiers, other spellings and populations; a population of a year replaces the one before."""
    identifiers, aliases, populations = [], [], []
    for number, row in places:
        identifiers += [Identifier(place_id=number, system=system, value=value) for system, value in row.identifiers]
        aliases += [Alias(place_id=number, name=name) for name in dict.fromkeys(row.aliases) if name != row.name]
        populations += [
            Population(place_id=number, year=year, persons=persons, source=row.population_source)
            for year, persons in dict(row.populations).items()
        ]
    Identifier.objects.bulk_create(identifiers, batch_size=BATCH)
    Alias.objects.bulk_create(aliases, batch_size=BATCH, ignore_conflicts=True)
    Population.objects.bulk_create(
        populations,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["place", "year"],
        update_fields=["persons", "source"],
    )


def _change(permit: Permit, plans: Sequence[Planned], on: date) -> None:
    """Write the differences of many places; an earlier name stays as another spelling and in the past."""
    places = Place.objects.in_bulk([plan.place for plan in plans if plan.place is not None])
    noted, fields = [], defaultdict(list)
    renamed = [plan for plan in plans if any(each.field in ("name", "code") for each in plan.differences)]
    keep_pasts(permit, (places[plan.place or 0] for plan in renamed), "renamed", on)
    lists: list[tuple[int, PlaceFacts]] = []
    for plan in plans:
        place = places[plan.place or 0]
        new = {difference.field: difference.new for difference in plan.differences}
        old = {difference.field: difference.old for difference in plan.differences}
        noted.append((place, told(old), told(new)))
        lists.append((place.pk, _fresh(plan.row, new, place)))
        for name in COLUMNS:
            if name in new:
                setattr(place, name, list(new[name]) if name == "languages" else new[name])
                fields[name].append(place)
    for name, rows in fields.items():
        update_column(name, rows)
    for some in batched(places, BATCH):
        Place.objects.filter(pk__in=some).update(version=F("version") + 1)
    _add_lists(lists)
    _correct(places, renamed, on)
    note_many(permit, noted)


def _correct(places: dict[int, Place], renamed: Sequence[Planned], on: date) -> None:
    """Where a new name is told for an earlier day, let moves recorded for days after it carry it too."""
    if on >= timezone.localdate():
        return
    for plan in renamed:
        place = places[plan.place or 0]
        later = Past.objects.filter(place=place, until__gt=on)
        if not later.filter(kind="renamed").exists():
            later.update(name=place.name, code=place.code)


def _fresh(row: PlaceFacts, new: dict[str, Any], place: Place) -> PlaceFacts:
    """Only the list items that are new, with the earlier name among the other spellings."""
    earlier = (place.name,) if "name" in new else ()
    return PlaceFacts(
        ref=row.ref,
        name=str(new.get("name", place.name)),
        identifiers=new.get("identifiers", ()),
        populations=new.get("populations", ()),
        population_source=row.population_source,
        aliases=(*earlier, *new.get("aliases", ())),
    )


def update_column(name: str, rows: Sequence[Place]) -> None:
    """Write one changed column of many places, and with a name its folded form."""
    columns = [name]
    if name in {"name", "names"}:
        columns.append("folded")
        for place in rows:
            place.folded = folded_names(place.name, *place.names.values())
    Place.objects.bulk_update(rows, columns, batch_size=BATCH)
