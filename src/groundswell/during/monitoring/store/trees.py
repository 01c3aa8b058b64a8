"""Places above each reporting place, as they stood when a period ended: today's tree with the past laid over it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
from django.db.models import Count, Max, Sum
from numpy.typing import NDArray

from groundswell.during.monitoring.models import Indicator
from groundswell.ground.places.models import Past, Place

Integers = NDArray[np.int64]
WIDE = np.int64(2**40)  # more than any number of a place: tree and place fit into one whole number


@dataclass(frozen=True, eq=False)
class Forest:
    """All trees there have been.

    Between two days on which a place moved nothing changes: such a stretch of days has one tree, and its number.

    Args:
        numbers: Every place, ascending.
        parent: The place right above each today; 0 for none.
        past: Place, earlier parent (0 for none) and the day until which it held, in the order of recording.
    """

    numbers: Integers
    parent: Integers
    past: Sequence[tuple[int, int, date]] = ()
    days: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(sorted({until for _place, _parent, until in self.past})))

    def tree(self, day: date) -> int:
        """Number of the tree that stood on a day; the last one is today's."""
        return bisect_right(self.days, day)

    def above(self, tree: int, places: Integers) -> Integers:
        """The place right above each of these places in a tree; 0 for none."""
        parent, at = self._parents(tree), np.searchsorted(self.numbers, places)
        at = np.minimum(at, max(len(self.numbers) - 1, 0))
        return np.where(self.numbers[at] == places, parent[at], 0) if len(self.numbers) else np.zeros_like(places)

    def ways(self, tree: int, places: Integers) -> list[Integers]:
        """The places above these places, one array for each level up, as long as any has one; 0 where none."""
        levels, level = [], self.above(tree, places)
        while level.any():
            levels.append(level)
            level = self.above(tree, level)
        return levels

    def _parents(self, tree: int) -> Integers:
        """As :func:`groundswell.domain.places.tree_on`: of each place the earliest state that still held."""
        if tree == len(self.days):
            return self.parent
        held: dict[int, tuple[date, int]] = {}
        for place, parent, until in self.past:
            if until >= self.days[tree] and (place not in held or until < held[place][0]):
                held[place] = until, parent
        parents = self.parent.copy()
        places = np.array(sorted(held), dtype=np.int64)
        places = places[np.isin(places, self.numbers)]
        parents[np.searchsorted(self.numbers, places)] = [held[int(place)][1] for place in places]
        return parents


def stamp_of(program: int) -> str:
    """Which places and sheets there are: it changes when a place moves, opens or merges, or a sheet changes."""
    places = Place.objects.aggregate(Count("id"), Max("id"), Sum("version"))
    past = Past.objects.aggregate(Count("id"), Max("id"))
    sheets = Indicator.objects.filter(program=program).aggregate(Count("id"), Sum("version"))
    return ":".join(str(number or 0) for part in (places, past, sheets) for number in part.values())


@lru_cache(maxsize=2)
def forest(stamp: str) -> Forest:
    """The trees of a stamp, read once for each; two queries."""
    rows = list(Place.objects.order_by("pk").values_list("pk", "parent_id"))
    table = np.array([(pk, parent or 0) for pk, parent in rows], dtype=np.int64).reshape(-1, 2)
    past = Past.objects.order_by("id").values_list("place_id", "parent_id", "until")
    return Forest(table[:, 0], table[:, 1], tuple((place, parent or 0, until) for place, parent, until in past))


def placed(values: pa.Table, woods: Forest) -> pa.Table:
    """Values with the number of the tree that stood when their period ended."""
    days = values.column("last_day").combine_chunks().dictionary_encode()
    numbers = np.array([woods.tree(day.as_py()) for day in days.dictionary], dtype=np.int32)
    trees = numbers[days.indices.to_numpy()] if len(values) else np.zeros(0, dtype=np.int32)
    return values.add_column(0, "tree", pa.array(trees, pa.int32()))


@dataclass(frozen=True, eq=False)
class Standing:
    """What the roll-up of some values needs to know of places.

    Args:
        parents: Tree, place and the place right above, for every place on the way up.
        ways: Tree, reporting place, and each place above it.
        inner: Of these, the places above that report themselves.
        height: Levels above the places right above the reporting ones.
        fingerprint: The ways as bytes, to notice a change.
    """

    parents: pa.Table
    ways: pa.Table
    inner: pa.Table
    height: int
    fingerprint: bytes


def standing_of(rows: pa.Table, woods: Forest) -> Standing:
    """The places above the reporting places, by tree."""
    codes = np.unique(rows.column("tree").to_numpy() * WIDE + rows.column("place").to_numpy())
    pairs = np.stack([codes // WIDE, codes % WIDE])
    parents, ways, height = [np.zeros((3, 0), dtype=np.int64)], [np.zeros((3, 0), dtype=np.int64)], 0
    for tree in np.unique(pairs[0]).tolist():
        places = pairs[1][pairs[0] == tree]
        levels = woods.ways(tree, places)
        height = max(height, len(levels) - 1)
        below = np.unique(np.concatenate([places, *levels]))
        parents.append(_known(tree, below, woods.above(tree, below)))
        ways += [_known(tree, places, level) for level in levels]
    up, every = np.concatenate(parents, axis=1), np.concatenate(ways, axis=1)
    inner = every[:, _among(every[0], every[2], pairs)]
    return Standing(_table(up, "parent"), _table(every, "above"), _table(inner, "above"), height, every.tobytes())


def _known(tree: int, places: Integers, above: Integers) -> Integers:
    keep = above > 0
    return np.stack([np.full(int(keep.sum()), tree), places[keep], above[keep]])


def _among(tree: Integers, place: Integers, pairs: Integers) -> NDArray[np.bool_]:
    """Which of these places report themselves."""
    return np.isin(tree * WIDE + place, pairs[0] * WIDE + pairs[1])


def _table(rows: Integers, name: str) -> pa.Table:
    return pa.table({"tree": rows[0].astype(np.int32), "place": rows[1], name: rows[2]})
