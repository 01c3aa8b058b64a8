"""A move and a merge keep both histories."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Past, Place
from groundswell.ground.places.selectors import ancestors_of, places_within, tree_of
from groundswell.ground.places.services import change_place, merge_places, move_place
from groundswell.kit.door import Permit
from tests import make
from tests.cast import Cast, permit

DAY = date(2026, 5, 1)
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, "places.place.move", cast.program)


def roll_up(mine: Permit, day: date, values: dict[Place, int], *places: Place) -> dict[str, int]:
    """Sum of values beneath each place, by the tree of a day."""
    tree, sums = tree_of(mine, day), Counter[str]()
    for place in places:
        inside = tree.within(place.pk)
        sums[place.name] = sum(value for at, value in values.items() if at.pk in inside)
    return dict(sums)


def test_a_moved_place_takes_all_beneath_it_along(cast: Cast, mine: Permit) -> None:
    ward = make.place("Ward", cast.community)
    moved = move_place(mine, cast.community, cast.other_district, DAY, "new border")
    ward.refresh_from_db()
    assert ward.path == f"{cast.other_district.path}{moved.pk}/{ward.pk}/"
    assert [each.name for each in ancestors_of(ward)] == ["Tarawe", "Sewara", "Mile Nine"]
    assert (moved.depth, ward.depth, moved.version) == (2, 3, 2)
    past = Past.objects.get(place=moved)
    assert (past.parent, past.until, past.kind, past.reason) == (cast.district, DAY, "moved", "new border")
    entry = Entry.objects.get(thing=str(moved.key))
    assert (entry.reason, entry.before, entry.after["parent"]) == ("new border", {"parent": "Dorasa"}, "Sewara")


def test_a_roll_up_can_be_asked_as_before_or_as_after_a_move(cast: Cast, mine: Permit) -> None:
    values = {cast.community: 10, cast.other_community: 5}
    move_place(mine, cast.community, cast.other_district, DAY, "new border")
    places = (cast.district, cast.other_district, cast.country)
    assert roll_up(mine, BEFORE, values, *places) == {"Dorasa": 10, "Sewara": 5, "Tarawe": 15}
    assert roll_up(mine, DAY, values, *places) == {"Dorasa": 0, "Sewara": 15, "Tarawe": 15}


def test_a_roll_up_can_be_asked_as_before_or_as_after_a_merge(cast: Cast, mine: Permit) -> None:
    values = {cast.district: 1, cast.community: 10, cast.other_community: 5}
    merged = merge_places(mine, cast.district, cast.other_district, DAY, "one district now")
    assert (merged.closed_on, merged.merged_into, merged.parent) == (DAY, cast.other_district, cast.other_district)
    places = (cast.district, cast.other_district)
    assert roll_up(mine, BEFORE, values, *places) == {"Dorasa": 11, "Sewara": 5}
    assert roll_up(mine, DAY, values, *places) == {"Dorasa": 1, "Sewara": 16}
    cast.community.refresh_from_db()
    assert cast.community.parent == cast.other_district
    assert cast.community.depth == 2
    tree = tree_of(mine, BEFORE)
    assert tree.places[merged.pk].open_on(BEFORE)
    assert not tree_of(mine, DAY).places[merged.pk].open_on(DAY)
    assert {past.kind for past in Past.objects.filter(place__in=[merged, cast.community])} == {"merged", "moved"}


def test_a_circle_is_refused_with_a_sentence(cast: Cast, mine: Permit) -> None:
    with pytest.raises(Conflict, match="Mile Nine, which lies inside it"):
        move_place(mine, cast.district, cast.community, DAY, "?")
    with pytest.raises(Conflict, match="beneath itself"):
        merge_places(mine, cast.district, cast.district, DAY, "?")


def test_a_circle_in_the_past_is_refused_too(cast: Cast, mine: Permit) -> None:
    move_place(mine, cast.other_district, cast.district, date(2026, 2, 1), "for a month")
    move_place(mine, cast.other_district, cast.country, date(2026, 3, 1), "and back")
    with pytest.raises(Conflict, match="2026-02-01"):
        move_place(mine, cast.district, cast.other_district, date(2026, 1, 15), "backdated")
    move_place(mine, cast.district, cast.other_district, date(2026, 3, 1), "after it")


def test_nothing_goes_into_a_closed_place_or_where_it_is_already(cast: Cast, mine: Permit) -> None:
    with pytest.raises(Conflict, match="already"):
        move_place(mine, cast.community, cast.district, DAY, "?")
    merge_places(mine, cast.other_district, cast.district, DAY, "one")
    with pytest.raises(Conflict, match="closed since"):
        move_place(mine, cast.community, cast.other_district, DAY, "?")


def test_both_ends_must_be_within_reach(cast: Cast, mine: Permit) -> None:
    with pytest.raises(NotFound):
        move_place(mine, cast.community, cast.other_program.root, DAY, "out of the program")
    with pytest.raises(NotAllowed):
        move_place(
            permit(cast.chitra, "places.place.read", cast.program), cast.community, cast.other_district, DAY, "?"
        )


def test_a_move_told_late_holds_for_the_name_that_came_after_it(cast: Cast, mine: Permit) -> None:
    change_place(mine, cast.community, name="Mile Nine Town", on=DAY)
    move_place(mine, cast.community, cast.other_district, date(2026, 2, 1), "told late")
    for day, name, above in (
        (date(2026, 1, 31), "Mile Nine", cast.district),
        (date(2026, 2, 1), "Mile Nine", cast.other_district),
        (BEFORE, "Mile Nine", cast.other_district),
        (DAY, "Mile Nine Town", cast.other_district),
    ):
        place = tree_of(mine, day).places[cast.community.pk]
        assert (place.name, place.parent) == (name, above.pk), day
    change_place(mine, cast.community, code="TA-9", on=DAY)
    with pytest.raises(BadInput):
        change_place(mine, cast.community, name="Old", on=date(2026, 1, 1))
    with pytest.raises(BadInput):
        move_place(mine, cast.community, cast.district, date(2026, 1, 1), "before the other")


def test_the_root_of_the_program_stays_where_it_is(cast: Cast, mine: Permit) -> None:
    with pytest.raises(Conflict):
        move_place(mine, cast.country, cast.district, DAY, "?")


@pytest.mark.parametrize("act", [move_place, merge_places])
def test_statements_do_not_grow_with_the_subtree(cast: Cast, mine: Permit, act: type) -> None:
    counts = []
    for size in (3, 60):
        top = make.place(f"Top {size}", cast.country)
        for number in range(size):
            make.place(f"Ward {number}", make.place(f"Area {number}", top))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            act(mine, top, cast.other_district, DAY, "?")
        counts.append(len(queries))
        assert places_within(mine, cast.other_district).filter(name__startswith="Ward").count() >= size
    assert counts[0] == counts[1] < 30


def test_people_below_see_the_place_where_it_went(cast: Cast, mine: Permit) -> None:
    move_place(mine, cast.community, cast.other_district, DAY, "new border")
    babu = permit(cast.babu, "places.place.read", cast.program)
    assert cast.community not in places_within(babu)
    dewi = permit(cast.dewi, "places.place.read", cast.program)
    assert list(places_within(dewi)) == [cast.community]
