"""Taking a batch of places back: what it made goes where nothing stands on it, what it changed becomes what it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from groundswell.ground.journal.services import note, note_many
from groundswell.ground.places.models import Alias, Identifier, Past, Place, Population
from groundswell.ground.places.selectors import leave
from groundswell.ground.places.services.batches import BATCH, COLUMNS, Applied, update_column
from groundswell.ground.places.services.keeping import keep_pasts
from groundswell.ground.places.services.opening import locked
from groundswell.ground.places.services.particulars import HEAVY, told
from groundswell.kit.door import Permit

CHANGED, BENEATH, OTHERS_BENEATH = "changed", "beneath", "places.place"
DAYS = ("opened_on", "closed_on")


@dataclass(frozen=True)
class Trace:
    """What a batch did to one place.

    Args:
        place: Its number.
        version: Its version right after the batch; another one tells that somebody changed it since.
        before: The changed fields as they were; None where the batch made the place.
        fresh: What the batch added to its lists.
    """

    place: int
    version: int
    before: Mapping[str, Any] | None = None
    fresh: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenBack:
    """What became of a batch: how many places went, how many are as they were, and which stay, by reason.

    ``kept`` holds names by ``changed``, ``beneath`` (a place beneath stays) or the label of the records that stand
    on the place, such as ``monitoring.value``.
    """

    removed: int
    restored: int
    kept: Mapping[str, tuple[str, ...]]


def traces_of(applied: Applied) -> Iterator[Trace]:
    """What a batch did to each place, to be kept by whoever may take it back."""
    changed = [plan for plan in applied.plans if plan.kind == "changed" and plan.place is not None]
    versions = {place.pk: place.version for place in _places(plan.place or 0 for plan in changed)}
    yield from (Trace(applied.numbers[plan.row.ref], 1) for plan in applied.plans if plan.kind == "added")
    for plan in changed:
        number = plan.place or 0
        before = {each.field: _stored(each.old) for each in plan.differences}
        fresh = {each.field: _stored(each.new) for each in plan.differences if each.field not in COLUMNS}
        if "name" in before:
            fresh["aliases"] = [*fresh.get("aliases", ()), before["name"]]
        yield Trace(number, versions[number], before, fresh)


@transaction.atomic
def take_back(permit: Permit, root: Place, traces: Sequence[Trace]) -> TakenBack:
    """Take a batch back, as far as nobody has built on it.

    Args:
        permit: A permit of the person, with the reason.
        root: The place beneath which the batch went.
        traces: What the batch did.

    Returns:
        How many places were removed and restored, and which were kept and why.
    """
    permit = leave(permit, "places.place.change", root)
    locked(root)
    places = {place.pk: place for place in _places(trace.place for trace in traces)}
    here = [trace for trace in traces if trace.place in places]
    kept = {trace.place: CHANGED for trace in here if places[trace.place].version != trace.version}
    made = {trace.place for trace in here if trace.before is None}
    kept |= _built_on(made - kept.keys(), made)
    kept |= _above(kept, made, places)
    gone = made - kept.keys()
    again = [trace for trace in here if trace.before is not None and trace.place not in kept]
    _remove(gone)
    _restore(permit, again, places)
    names: dict[str, list[str]] = defaultdict(list)
    for number, why in sorted(kept.items(), key=lambda item: places[item[0]].path):
        names[why].append(str(places[number]))
    note(permit, root, after={"removed": len(gone), "restored": len(again), "kept": len(kept)})
    return TakenBack(len(gone), len(again), {why: tuple(found) for why, found in names.items()})


def _stored(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return [_stored(part) for part in value] if isinstance(value, tuple) else value


def _places(numbers: Iterable[int]) -> Iterator[Place]:
    for some in batched(numbers, BATCH):
        yield from Place.objects.filter(pk__in=some).defer("geometry", "drawing")


def _pointing() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every key of any table that points to a place; rooms above are known to the database, not to this one."""
    for relation in Place._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.field


def _cascades(key: models.ForeignKey[Any, Any]) -> bool:
    return key.remote_field.on_delete is models.CASCADE


def _built_on(numbers: set[int], made: set[int]) -> dict[int, str]:
    """Places on which records stand that would not go with them, each with the label of one such table."""
    found: dict[int, str] = {}
    for key in _pointing():
        if _cascades(key):
            continue
        own = {Place: "pk", Past: "place_id"}.get(key.model)
        for some in batched(numbers, BATCH):
            rows = key.model._base_manager.filter(**{f"{key.name}__in": some})
            for place, owner in rows.values_list(key.attname, own or key.attname).distinct():
                if own is None or owner not in made:
                    found.setdefault(place, OTHERS_BENEATH if own else key.model._meta.label_lower)
    return found


def _above(kept: Iterable[int], made: set[int], places: Mapping[int, Place]) -> dict[int, str]:
    """Places of the batch that stand above one that stays."""
    above = {int(part) for number in kept if number in made for part in places[number].path.split("/")[:-2]}
    return dict.fromkeys((above & made) - set(kept), BENEATH)


def _remove(numbers: Iterable[int]) -> None:
    for some in batched(numbers, BATCH):
        for key in _pointing():
            if _cascades(key):
                key.model._base_manager.filter(**{f"{key.name}__in": some}).delete()
    for some in batched(numbers, BATCH):
        doomed = Place.objects.filter(pk__in=some)
        doomed._raw_delete(doomed.db)  # parents go with their children: each protects the other from delete()


def _restore(permit: Permit, traces: Sequence[Trace], places: Mapping[int, Place]) -> None:
    noted, columns = [], defaultdict(list)
    renamed = [places[trace.place] for trace in traces if {"name", "code"} & (trace.before or {}).keys()]
    keep_pasts(permit, renamed, "renamed", timezone.localdate())
    for trace in traces:
        place, before = places[trace.place], dict(trace.before or {})
        now = {name: getattr(place, name) for name in COLUMNS if name in before and name not in HEAVY}
        noted.append((place, told({**now, **trace.fresh}), told(before)))
        for name in before.keys() & set(COLUMNS):
            value = before[name]
            setattr(place, name, date.fromisoformat(value) if name in DAYS and value else value)
            columns[name].append(place)
    for name, rows in columns.items():
        update_column(name, rows)
    for some in batched([trace.place for trace in traces], BATCH):
        Place.objects.filter(pk__in=some).update(version=F("version") + 1)
    _restore_lists(traces)
    note_many(permit, noted)


def _restore_lists(traces: Sequence[Trace]) -> None:
    """Take what was added to the lists away, and give populations the numbers they had."""
    for some in batched(traces, BATCH):
        here = {trace.place: trace for trace in some}
        pairs = {(n, *pair) for n, trace in here.items() for pair in trace.fresh.get("identifiers", ())}
        spelt = {(n, name) for n, trace in here.items() for name in trace.fresh.get("aliases", ())}
        years = {(n, year) for n, trace in here.items() for year, _persons in trace.fresh.get("populations", ())}
        earlier = {
            (n, year): persons
            for n, trace in here.items()
            for year, persons in (trace.before or {}).get("populations", ())
        }
        _drop(Identifier, here, ("place_id", "system", "value"), pairs)
        _drop(Alias, here, ("place_id", "name"), spelt)
        _drop(Population, here, ("place_id", "year"), years - earlier.keys())
        rows = [row for row in Population.objects.filter(place__in=here) if (row.place_id, row.year) in earlier]
        for row in rows:
            row.persons = earlier[row.place_id, row.year]
        Population.objects.bulk_update(rows, ["persons"], batch_size=BATCH)


def _drop(model: Any, places: Iterable[int], names: Sequence[str], wanted: set[tuple[Any, ...]]) -> None:
    if wanted:
        held = model.objects.filter(place__in=places).values_list("pk", *names)
        model.objects.filter(pk__in=[row[0] for row in held if row[1:] in wanted]).delete()
