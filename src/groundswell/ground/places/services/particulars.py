"""What a place has several of: identifiers, other spellings, populations by year; and how the journal tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from groundswell.ground.places.models import Alias, Identifier, Place, Population
from groundswell.ground.places.selectors import particulars_of

LISTS = ("identifiers", "aliases", "populations", "population_source")
HEAVY = ("geometry", "drawing")


def set_lists(place: Place, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the lists of a place be exactly these; a list that is not given stays.

    Args:
        place: The place.
        values: ``identifiers`` (pairs), ``aliases`` (names), ``populations`` (persons by year), ``population_source``.

    Returns:
        What changed, before and after; both empty when nothing did.
    """
    before = particulars_of(place)
    if "identifiers" in values:
        _identifiers(place, {(system, value) for system, value in values["identifiers"]})
    if "aliases" in values:
        _aliases(place, values["aliases"])
    if "populations" in values:
        _populations(place, values["populations"], str(values.get("population_source", "")))
    after = particulars_of(place)
    changed = [name for name in before if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _identifiers(place: Place, wanted: set[tuple[str, str]]) -> None:
    held = {(row.system, row.value): row for row in place.identifiers.all()}
    for pair in held.keys() - wanted:
        held[pair].delete()
    Identifier.objects.bulk_create(Identifier(place=place, system=s, value=v) for s, v in sorted(wanted - held.keys()))


def _aliases(place: Place, names: Iterable[str]) -> None:
    wanted = {name.strip() for name in names if name.strip()} - {place.name}
    held = set(place.aliases.values_list("name", flat=True))
    place.aliases.filter(name__in=held - wanted).delete()
    Alias.objects.bulk_create(Alias(place=place, name=name) for name in sorted(wanted - held))


def _populations(place: Place, persons: Mapping[Any, int], source: str) -> None:
    wanted = {int(year): int(number) for year, number in persons.items()}
    held = dict(place.populations.values_list("year", "persons"))
    place.populations.filter(year__in=held.keys() - wanted.keys()).delete()
    rows = [
        Population(place=place, year=year, persons=number, source=source)
        for year, number in wanted.items()
        if held.get(year) != number
    ]
    Population.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["place", "year"], update_fields=["persons", "source"]
    )


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal keeps them: a geometry as its kind and size, everything else as it is."""
    return {
        name: _outline(value) if name in HEAVY else list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, "", (), [], {})
    }


def _outline(geometry: Mapping[str, Any] | None) -> str:
    if not geometry:
        return ""
    return f"{geometry.get('type', '')}, {str(geometry.get('coordinates', '')).count(',') // 2 + 1} points"
