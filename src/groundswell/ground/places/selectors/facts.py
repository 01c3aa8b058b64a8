"""Stored places as frozen facts, for comparing with what a file says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from groundswell.domain.places import PlaceFacts, PlaceNow
from groundswell.ground.places.models import Alias, Identifier, Place, Population
from groundswell.ground.places.selectors.tree import subtree

COLUMNS = (
    "key", "name", "names", "code", "languages", "geometry", "drawing", "geometry_note", "latitude", "longitude",
    "opened_on", "closed_on",
)  # fmt: skip
HEAVY = {"geometry", "drawing"}


def places_now(root: Place, *, geometry: bool = True) -> list[PlaceNow]:
    """Every place from a root down with all its facts, in four queries.

    Args:
        root: The place at the top.
        geometry: Whether geometries are read too; they are most of the weight.
    """
    columns = [name for name in COLUMNS if geometry or name not in HEAVY]
    rows = Place.objects.filter(subtree(root)).order_by("path")
    return list(_gathered(rows, columns))


def facts_of(place: Place) -> PlaceFacts:
    """The facts of one stored place."""
    return _gathered(Place.objects.filter(pk=place.pk), list(COLUMNS))[0].facts


def particulars_of(place: Place) -> dict[str, Any]:
    """Identifiers, other spellings and populations of a place as plain values, in a fixed order."""
    return {
        "identifiers": sorted([row.system, row.value] for row in place.identifiers.all()),
        "aliases": sorted(row.name for row in place.aliases.all()),
        "populations": {str(row.year): row.persons for row in place.populations.order_by("year")},
    }


def marks_elsewhere(
    root: Place, codes: Iterable[str], identifiers: Iterable[tuple[str, str]]
) -> dict[tuple[str, ...], str]:
    """Which codes of the country and identifiers belong to places outside a root, with those places' names."""
    codes, values = set(codes) - {""}, {value for _system, value in identifiers}
    outside = ~subtree(root)
    country = root.country_id or root.pk
    held = (
        Place.objects.filter(outside, Q(country=country) | Q(pk=country)).exclude(code="").values_list("code", "name")
    )
    known = Identifier.objects.exclude(place__in=Place.objects.filter(subtree(root))).select_related("place")
    found: dict[tuple[str, ...], str] = {
        ("code", code): name for code, name in (held if codes else ()) if code in codes
    }
    for each in known if values else ():
        if each.value in values:
            found["identifier", each.system, each.value] = each.place.name
    return found


def _gathered(rows: QuerySet[Place], columns: list[str]) -> list[PlaceNow]:
    lists: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"identifiers": [], "populations": [], "aliases": []})
    inside = rows.order_by().values("pk")
    for place, system, value in Identifier.objects.filter(place__in=inside).values_list("place_id", "system", "value"):
        lists[place]["identifiers"].append((system, value))
    for place, year, persons in Population.objects.filter(place__in=inside).values_list("place_id", "year", "persons"):
        lists[place]["populations"].append((year, persons))
    for place, name in Alias.objects.filter(place__in=inside).values_list("place_id", "name"):
        lists[place]["aliases"].append(name)
    return [
        PlaceNow(number, parent, _facts(dict(zip(columns, values, strict=True)), lists[number]))
        for number, parent, *values in rows.values_list("pk", "parent_id", *columns)
    ]


def _facts(values: dict[str, Any], lists: dict[str, list[Any]]) -> PlaceFacts:
    key = str(values.pop("key"))
    said: dict[str, Any] = {**values, "languages": tuple(values["languages"])}
    said |= {name: tuple(items) for name, items in lists.items()}
    return PlaceFacts(ref=key, key=key, **said)
