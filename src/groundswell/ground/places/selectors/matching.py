"""Which place a name means: exactly, by another spelling, or perhaps; the last is always a person's choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from uuid import UUID

from groundswell.ground.places.models import Alias, Place
from groundswell.ground.places.selectors.tree import places_within, subtree
from groundswell.kit.door import Permit
from groundswell.kit.folding import EDGE, fold

MOST = 5
NEAR = 0.72


@dataclass(frozen=True, slots=True)
class Named:
    """A place as far as its name goes."""

    number: int
    key: UUID
    name: str
    parent: int | None


@dataclass(frozen=True)
class Match:
    """What a name may mean.

    Args:
        exact: Places of that name beneath the parent.
        alias: Places with that other spelling beneath the parent.
        candidates: Places spelt nearly so beneath the parent, then places of that name elsewhere; to be offered,
            never taken.
    """

    exact: tuple[Named, ...] = ()
    alias: tuple[Named, ...] = ()
    candidates: tuple[Named, ...] = ()

    @property
    def certain(self) -> Named | None:
        """The one place meant: the only exact one, else the only one with that other spelling; else None."""
        found = self.exact or self.alias
        return found[0] if len(found) == 1 else None


@dataclass
class NameIndex:
    """Names of many places, read once, asked often."""

    own: dict[tuple[int | None, str], list[Named]] = field(default_factory=lambda: defaultdict(list))
    other: dict[tuple[int | None, str], list[Named]] = field(default_factory=lambda: defaultdict(list))
    anywhere: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    beneath: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, place: Named, folded: str, aliases: Iterable[str]) -> None:
        """Add one place with its folded names and other spellings."""
        own = [name for name in folded.split(EDGE) if name]
        for name in own:
            self.own[place.parent, name].append(place)
            self.anywhere[name].append(place)
            self.beneath[place.parent].add(name)
        for alias in {fold(alias) for alias in aliases} - set(own):
            self.other[place.parent, alias].append(place)
            self.anywhere[alias].append(place)

    def match(self, name: str, parent: Place | int | None = None) -> Match:
        """What a name means beneath a parent; without a parent, anywhere.

        Args:
            name: As written.
            parent: The place above, or its number.
        """
        wanted = fold(name)
        above = parent.pk if isinstance(parent, Place) else parent
        elsewhere = self.anywhere.get(wanted, [])
        if above is None:
            return Match(exact=tuple(_once(elsewhere)), candidates=self._near(wanted, None))
        exact, alias = self.own.get((above, wanted), []), self.other.get((above, wanted), [])
        if exact or alias:
            return Match(tuple(exact), tuple(alias))
        near = (*self._near(wanted, above), *elsewhere)
        return Match(candidates=tuple(_once(near))[:MOST])

    def _near(self, wanted: str, above: int | None) -> tuple[Named, ...]:
        names = list(self.anywhere) if above is None else list(self.beneath.get(above, ()))
        close = [name for name in get_close_matches(wanted, names, n=MOST, cutoff=NEAR) if name != wanted]
        return tuple(
            place for name in close for place in (self.own[above, name] if above is not None else self.anywhere[name])
        )


def _once(places: Iterable[Named]) -> Iterable[Named]:
    return {place.number: place for place in places}.values()


def names_below(permit: Permit, root: Place) -> NameIndex:
    """An index of the names of all open places beneath a root that the person may see, in two queries."""
    rows = places_within(permit, root).filter(closed_on=None)
    spelt: dict[int, list[str]] = defaultdict(list)
    for number, name in Alias.objects.filter(place__in=Place.objects.filter(subtree(root))).values_list(
        "place_id", "name"
    ):
        spelt[number].append(name)
    index = NameIndex()
    for number, key, name, parent, folded in rows.values_list("pk", "key", "name", "parent_id", "folded"):
        index.learn(Named(number, key, name, parent), folded, spelt[number])
    return index


def match_by_name(permit: Permit, parent: Place, name: str) -> Match:
    """What a name means beneath a parent, in one go; for many names keep :func:`names_below`."""
    return names_below(permit, parent).match(name, parent)
