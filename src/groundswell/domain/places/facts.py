"""The facts of one place, and how two accounts of it differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a file, a form or a program says about one place. Empty and None mean "not said", never "none".

    Args:
        ref: The row's own name in its batch, unique there: its code, or its names from the top down.
        name: Its name.
        parent_ref: ``ref`` of the row above, or the code or key of a place that is already there; ``""`` for the root.
        key: Key of the place meant, where a person has decided it.
        names: Name by language tag.
        code: Its code, unique in the country.
        languages: Language tags, the main one first.
        geometry: GeoJSON geometry as given.
        drawing: The geometry repaired for drawing.
        geometry_note: What had to be repaired.
        latitude: Degrees north.
        longitude: Degrees east.
        identifiers: Pairs of system and value.
        populations: Pairs of year and persons.
        population_source: Where the numbers come from.
        aliases: Other spellings.
        opened_on: First day.
        closed_on: Day from which it is closed.
    """

    ref: str
    name: str
    parent_ref: str = ""
    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    languages: tuple[str, ...] = ()
    geometry: Mapping[str, Any] | None = None
    drawing: Mapping[str, Any] | None = None
    geometry_note: str = ""
    latitude: float | None = None
    longitude: float | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    populations: tuple[tuple[int, int], ...] = ()
    population_source: str = ""
    aliases: tuple[str, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A place that is stored.

    Args:
        number: Its number inside the house.
        parent: Number of the place above, None for a country.
        facts: What is stored about it; ``ref`` is not used.
    """

    number: int
    parent: int | None
    facts: PlaceFacts


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a row would change: what is stored and what the row says."""

    field: str
    old: Any
    new: Any


COLUMNS = ("geometry", "drawing", "geometry_note", "latitude", "longitude", "opened_on", "closed_on", "languages")


def differences(now: PlaceFacts, row: PlaceFacts, fold: Fold) -> tuple[Difference, ...]:
    """What a row would change in a place; what the row does not say stays, and capitals are no change.

    Args:
        now: The stored facts.
        row: The facts of the row.
        fold: Folds a name for comparison, as ``kit.folding.fold``.

    Returns:
        One difference per field, none when the row says nothing new.
    """
    return (*_words(now, row, fold), *_columns(now, row), *_lists(now, row, fold))


def _words(now: PlaceFacts, row: PlaceFacts, fold: Fold) -> Iterator[Difference]:
    known = {fold(name) for name in (now.name, *now.aliases)}
    if row.name and fold(row.name) not in known:
        yield Difference("name", now.name, row.name)
    if row.code and row.code != now.code:
        yield Difference("code", now.code, row.code)
    said = {tag: text for tag, text in row.names.items() if text and now.names.get(tag) != text}
    if said:
        yield Difference("names", dict(now.names), {**now.names, **said})


def _columns(now: PlaceFacts, row: PlaceFacts) -> Iterator[Difference]:
    for name in COLUMNS:
        old, new = getattr(now, name), getattr(row, name)
        if new not in (None, "", ()) and new != old:
            yield Difference(name, old, new)


def _lists(now: PlaceFacts, row: PlaceFacts, fold: Fold) -> Iterator[Difference]:
    if fresh := tuple(pair for pair in dict.fromkeys(row.identifiers) if pair not in now.identifiers):
        yield Difference("identifiers", (), fresh)
    counted = dict(now.populations)
    if other := tuple((year, persons) for year, persons in row.populations if counted.get(year) != persons):
        yield Difference("populations", tuple((year, counted[year]) for year, _ in other if year in counted), other)
    known = {fold(name) for name in (now.name, row.name, *now.names.values(), *now.aliases)}
    if spelt := tuple(name for name in dict.fromkeys(row.aliases) if fold(name) not in known):
        yield Difference("aliases", (), spelt)
