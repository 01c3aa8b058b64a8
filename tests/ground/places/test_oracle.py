"""Random moves and merges against a naive oracle that keeps a whole map of parents for every day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from hypothesis import given, note
from hypothesis import strategies as st

from groundswell.domain.errors import GroundswellError
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import ancestors_of, places_within, tree_of
from groundswell.ground.places.services import merge_places, move_place
from groundswell.kit.door import Permit
from tests import make
from tests.cast import owner_permit
from tests.ground.profile import examples

DAYS = 8
FIRST = date(2026, 1, 1)
SIZE = 7

Act = tuple[str, int, int, int]


@dataclass
class Oracle:
    """Parents by day, the slow and obvious way."""

    parents: list[dict[int, int | None]]
    changed: dict[int, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)

    def way(self, day: int, number: int) -> list[int] | None:
        """Way up from a place, recursively; None when it runs in a circle."""
        way: list[int] = []
        at: int | None = number
        while at is not None:
            if at in way:
                return None
            way.append(at)
            at = self.parents[day][at]
        return way

    def act(self, kind: str, place: int, other: int, day: int) -> bool:
        """Do it if it may be done; says whether."""
        now = self.parents[-1]
        if {place, other} & self.closed or day < self.changed.get(place, 0) or (kind == "move" and now[place] == other):
            return False
        moving = {place: day}
        if kind == "merge":
            moving |= {child: max(day, self.changed.get(child, 0)) for child in now if now[child] == place}
        fresh = [dict(each) for each in self.parents]
        for number, start in moving.items():
            for after in range(start, DAYS):
                fresh[after][number] = other
        trial = Oracle(fresh)
        if any(trial.way(each, number) is None for each in range(DAYS) for number in now):
            return False
        self.parents = fresh
        self.changed |= moving
        self.closed |= {place} if kind == "merge" else set()
        return True


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["move", "merge"]), st.integers(1, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, DAYS - 1)
    ),
    max_size=8,
)
TREES = st.tuples(*(st.integers(0, number) for number in range(SIZE - 1)))


def perform(mine: Permit, places: list[Place], act: Act) -> bool:
    """Let the services do it; says whether they did."""
    kind, place, other, on = act
    service = move_place if kind == "move" else merge_places
    try:
        with transaction.atomic():
            service(mine, Place.objects.get(pk=places[place].pk), Place.objects.get(pk=places[other].pk), day(on), "?")
    except GroundswellError:
        return False
    return True


def compare(mine: Permit, places: list[Place], oracle: Oracle) -> None:
    """Today's paths and the tree of every day agree with the oracle."""
    numbers = {place.pk: index for index, place in enumerate(places)}
    for place in Place.objects.filter(pk__in=numbers):
        way = oracle.way(DAYS - 1, numbers[place.pk])
        assert way is not None
        assert [numbers[each.pk] for each in [*ancestors_of(place), place]] == way[::-1]
        assert place.depth == len(way) - 1
    for each in range(DAYS):
        tree = tree_of(mine, day(each))
        for index, place in enumerate(places):
            assert [numbers[number] for number in tree.way(place.pk)][::-1] == oracle.way(each, index)
    for index, place in enumerate(places):
        inside = {numbers[each.pk] for each in places_within(mine, Place.objects.get(pk=place.pk))}
        assert inside == {number for number in range(SIZE) if index in (oracle.way(DAYS - 1, number) or [])}


@examples(60, 1000)
@given(parents=TREES, acts=ACTS)
def test_moves_and_merges_agree_with_a_naive_oracle(db: None, parents: tuple[int, ...], acts: list[Act]) -> None:
    with transaction.atomic():
        places = [make.place("P0")]
        for number, parent in enumerate(parents, start=1):
            places.append(make.place(f"P{number}", places[parent]))
        mine = owner_permit("places.place.move")
        oracle = Oracle([{0: None} | dict(enumerate(parents, start=1)) for _ in range(DAYS)])
        for act in acts:
            note(f"{act}")
            assert perform(mine, places, act) == oracle.act(*act), act
        compare(mine, places, oracle)
        transaction.set_rollback(True)
