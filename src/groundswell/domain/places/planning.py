"""What a batch of places would do: added, changed, the same or refused, each row with its reason.

The preview of an import and the import itself read the same plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from groundswell.domain.places.facts import Difference, Fold, PlaceFacts, PlaceNow, differences
from groundswell.domain.said import said as _

Kind = Literal["added", "changed", "same", "refused"]
Mark = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row.

    Args:
        row: The row.
        kind: Added, changed, same or refused.
        place: Number of the stored place it means, None for a new or refused one.
        parent: Number of the stored place above, None when that is a new place of the same batch.
        differences: What changes.
        why: Why it was refused, one sentence.
        remedy: What to do about it, one sentence.
    """

    row: PlaceFacts
    kind: Kind
    place: int | None = None
    parent: int | None = None
    differences: tuple[Difference, ...] = ()
    why: str = ""
    remedy: str = ""


class Refusal(Exception):
    """A row that cannot be used; caught within this module."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why, self.remedy = why, remedy


@dataclass
class _Known:
    """The stored places, by everything by which a row can mean them."""

    fold: Fold
    by_number: dict[int, PlaceNow] = field(default_factory=dict)
    by_key: dict[str, PlaceNow] = field(default_factory=dict)
    by_code: dict[str, PlaceNow] = field(default_factory=dict)
    by_identifier: dict[tuple[str, str], PlaceNow] = field(default_factory=dict)
    by_name: dict[tuple[int | None, str], list[PlaceNow]] = field(default_factory=lambda: defaultdict(list))
    by_alias: dict[tuple[int | None, str], list[PlaceNow]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, place: PlaceNow) -> None:
        """Index one place."""
        facts, fold = place.facts, self.fold
        self.by_number[place.number] = self.by_key[facts.key] = place
        if facts.code:
            self.by_code[facts.code] = place
        for pair in facts.identifiers:
            self.by_identifier[pair] = place
        own = {fold(name) for name in (facts.name, *facts.names.values())}
        for name in own:
            self.by_name[place.parent, name].append(place)
        for name in {fold(alias) for alias in facts.aliases} - own:
            self.by_alias[place.parent, name].append(place)

    def meant(self, row: PlaceFacts, parent: int | None, beneath_root: bool) -> PlaceNow | None:
        """The stored place that a row means, None for a new one; see :func:`plan_places`."""
        if row.key:
            if row.key not in self.by_key:
                raise Refusal(
                    _("The place chosen for “%(name)s” is not here any more.", name=row.name), _("Choose it again.")
                )
            return self.by_key[row.key]
        found = {
            place.number: place
            for place in (self.by_code.get(row.code), *map(self.by_identifier.get, row.identifiers))
            if place is not None
        }
        if len(found) > 1:
            names = " and ".join(sorted(f"“{place.facts.name}”" for place in found.values()))
            raise Refusal(
                _("The code and the identifiers of “%(name)s” belong to %(names)s.", name=row.name, names=names),
                _("Correct the code or the identifier."),
            )
        if found:
            return self._where_it_stands(row, next(iter(found.values())), parent, beneath_root)
        return self._by_name(row, parent) if parent is not None else None

    def _where_it_stands(self, row: PlaceFacts, place: PlaceNow, parent: int | None, beneath_root: bool) -> PlaceNow:
        """The place, unless the row says that it stands elsewhere: only a person moves a place."""
        if beneath_root or place.parent == parent:
            return place
        above = self.by_number.get(place.parent or 0)
        there = f"beneath “{above.facts.name}”" if above else "at the top"
        raise Refusal(
            _("“%(name)s” stands %(there)s here, and elsewhere in the file.", name=place.facts.name, there=there),
            _("Move the place on its own page first, so that its past is kept, or take its parent out of the file."),
        )

    def _by_name(self, row: PlaceFacts, parent: int | None) -> PlaceNow | None:
        name = self.fold(row.name)
        for index in (self.by_name, self.by_alias):
            found = index.get((parent, name), [])
            fitting = [place for place in found if not (row.code and place.facts.code)]
            if len(fitting) > 1:
                raise Refusal(
                    _(
                        "There are %(n)s places called “%(name)s” beneath the same place.",
                        n=len(fitting),
                        name=row.name,
                    ),
                    _("Give the code of the one you mean."),
                )
            if fitting:
                return fitting[0]
        return None


def plan_places(
    rows: Sequence[PlaceFacts],
    places: Iterable[PlaceNow],
    root: int,
    fold: Fold,
    elsewhere: Mapping[Mark, str] | None = None,
) -> tuple[Planned, ...]:
    """Say for each row whether it is new, changes a place, says nothing new, or cannot be used.

    A row means the place with its key, else with its code or one of its identifiers, else the only place of that
    name, then of that other spelling, beneath the same parent. Two places of one name beneath different parents
    stay apart; two codes are two places. A row never moves a place. A row without a parent that is called like the
    root, and has rows beneath it, is the root.

    Args:
        rows: The batch; parents may stand after their children.
        places: All stored places from the root down, the root among them.
        root: Number of the root.
        fold: Folds a name, as ``kit.folding.fold``.
        elsewhere: Marks of places outside the root, ``("code", code)`` or ``("identifier", system, value)``, with
            their names.

    Returns:
        One plan per row, parents before children.
    """
    known = _Known(fold)
    for place in places:
        known.learn(place)
    seen: dict[str, PlaceFacts] = {}
    twice: list[Planned] = []
    for row in rows:
        if row.ref in seen:
            twice.append(
                _refused(
                    row,
                    Refusal(_("“%(name)s” stands twice in the file.", name=row.name), _("Delete one of the two rows.")),
                )
            )
        else:
            seen[row.ref] = row
    planner = _Planner(known, seen, root, elsewhere or {})
    for row in seen.values():
        planner.plan(row)
    return (*planner.done.values(), *twice)


class _Planner:
    """Plans row by row, parents first."""

    def __init__(self, known: _Known, rows: dict[str, PlaceFacts], root: int, elsewhere: Mapping[Mark, str]) -> None:
        self.known, self.rows, self.root, self.elsewhere = known, rows, root, elsewhere
        self.above = {row.parent_ref for row in rows.values()}
        self.done: dict[str, Planned] = {}
        self.taken: dict[int, str] = {}
        self.claimed: set[Mark] = set()

    def plan(self, row: PlaceFacts) -> None:
        """Plan a row and, before it, the rows above it."""
        way = [row]
        while (above := self.rows.get(way[-1].parent_ref)) is not None and above.ref not in self.done:
            if above in way:
                for each in way:
                    self.done.setdefault(
                        each.ref,
                        _refused(
                            each,
                            Refusal(
                                _("“%(name)s” would stand beneath itself.", name=each.name), _("Correct the parents.")
                            ),
                        ),
                    )
                return
            way.append(above)
        for each in reversed(way):
            if each.ref not in self.done:
                try:
                    self.done[each.ref] = self._planned(each)
                except Refusal as refusal:
                    self.done[each.ref] = _refused(each, refusal)

    def _planned(self, row: PlaceFacts) -> Planned:
        if not row.name.strip():
            raise Refusal(_("The row has no name."), _("Write the name of the place."))
        parent, place = self._parent(row), None
        if parent is not None or row.key or row.code or row.identifiers:
            place = self.known.meant(row, parent, beneath_root=not row.parent_ref)
        place = place or self._root_itself(row)
        if place is None:
            self._claim(row)
            return Planned(row, "added", parent=parent)
        if self.taken.setdefault(place.number, row.ref) != row.ref:
            raise Refusal(_("Two rows mean “%(name)s”.", name=place.facts.name), _("Delete one of the two rows."))
        found = differences(place.facts, row, self.known.fold)
        self._free(row, [("code", row.code)] if any(each.field == "code" for each in found) else [])
        return Planned(row, "changed" if found else "same", place.number, place.parent, found)

    def _parent(self, row: PlaceFacts) -> int | None:
        """Number of the stored place above; None when it is a new one."""
        if not row.parent_ref:
            return self.root
        if above := self.done.get(row.parent_ref):
            if above.kind == "refused":
                raise Refusal(_("The place above “%(name)s” was refused.", name=row.name), _("Correct that row first."))
            return above.place
        place = self.known.by_code.get(row.parent_ref) or self.known.by_key.get(row.parent_ref)
        if place is None:
            raise Refusal(
                _("Nothing here or in the file is called “%(parent_ref)s”.", parent_ref=row.parent_ref),
                _("Name the place above by its code."),
            )
        return place.number

    def _root_itself(self, row: PlaceFacts) -> PlaceNow | None:
        root = self.known.by_number[self.root]
        same = self.known.fold(row.name) == self.known.fold(root.facts.name)
        return root if same and not row.parent_ref and row.ref in self.above else None

    def _claim(self, row: PlaceFacts) -> None:
        """Refuse a second new place with the same code, identifier, or same name without either."""
        marks = list(_marks(row)) or [("name", row.parent_ref, self.known.fold(row.name))]
        for mark in marks:
            if mark in self.claimed:
                raise Refusal(
                    _("“%(name)s” (%(mark)s) stands twice in the file.", name=row.name, mark=mark[-1]),
                    _("Delete one of the two rows."),
                )
        self._free(row, marks)
        self.claimed.update(marks)

    def _free(self, row: PlaceFacts, marks: Iterable[Mark]) -> None:
        """Refuse a code or identifier that another place has."""
        for mark in marks:
            if holder := self.elsewhere.get(mark):
                raise Refusal(
                    _("%(mark)s belongs to “%(holder)s”, which lies elsewhere.", mark=mark[-1], holder=holder),
                    _("Correct the code or identifier."),
                )
            if mark[0] == "code" and (place := self.known.by_code.get(mark[1])):
                raise Refusal(
                    _("The code %(mark)s belongs to “%(name)s”.", mark=mark[1], name=place.facts.name),
                    _("Correct the code."),
                )


def _marks(row: PlaceFacts) -> Iterator[Mark]:
    """By what a row is told from all others."""
    if row.code:
        yield "code", row.code
    for pair in row.identifiers:
        yield "identifier", *pair


def _refused(row: PlaceFacts, refusal: Refusal) -> Planned:
    return Planned(row, "refused", why=refusal.why, remedy=refusal.remedy)
