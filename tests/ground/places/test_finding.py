"""Finding places, and matching names without guessing."""

from __future__ import annotations

from typing import Any

import pytest

from groundswell.domain.errors import NotFound
from groundswell.ground.places.selectors import (
    children_of,
    find_places,
    match_by_name,
    names_below,
    place_by_key,
    tops,
    trail_of,
)
from groundswell.ground.places.services import change_place
from groundswell.kit.door import Permit
from tests import make
from tests.cast import Cast, permit


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, "places.place.read", cast.program)


def test_a_place_is_found_by_part_of_its_name_spelling_code_or_identifier(cast: Cast, mine: Permit) -> None:
    change_place(
        permit(cast.amina, "places.place.change", cast.program), cast.community,
        names={"ar": "الميسّر"}, aliases=["Kilometre 14"], identifiers=[("dhis2", "Xy1")],
    )  # fmt: skip
    for typed in ("mile", "NINE", "الميسر", "kilometré", "ta-1-1", "xY1"):
        assert list(find_places(mine, typed)) == [cast.community], typed
    assert list(find_places(mine, "  ’")) == []


def test_whole_names_come_before_parts(cast: Cast, mine: Permit) -> None:
    part = make.place("Sewara Mine", cast.district)
    inner = make.place("New Sewara", cast.district)
    assert list(find_places(mine, "sewara")) == [cast.other_district, part, inner]


def test_nobody_finds_places_beyond_their_reach(cast: Cast) -> None:
    babu = permit(cast.babu, "places.place.read", cast.program)
    assert list(find_places(babu, "ford")) == []
    assert list(find_places(permit(cast.amina, "places.place.read", cast.program), "elsewhere")) == []


def test_a_role_in_another_program_opens_no_place_here(cast: Cast) -> None:
    make.role(cast.babu, "coordinator", cast.other_program)
    babu = permit(cast.babu, "places.place.read", cast.program)
    assert list(find_places(babu, "old ford")) == []
    assert [top.name for top in tops(babu)] == ["Dorasa"]


def test_each_person_begins_at_the_highest_place_of_the_own_reach(cast: Cast, mine: Permit) -> None:
    assert tops(mine) == [cast.country]
    babu = permit(cast.babu, "places.place.read", cast.program)
    assert tops(babu) == [cast.district]
    assert trail_of(babu, cast.community) == [cast.district, cast.community]
    assert trail_of(mine, cast.community) == [cast.country, cast.district, cast.community]


def test_children_come_with_counts_in_one_query(cast: Cast, mine: Permit, django_assert_num_queries: Any) -> None:
    change = permit(cast.amina, "places.place.change", cast.program)
    change_place(change, cast.district, populations={2020: 5, 2024: 9000})
    for number in range(30):
        make.place(f"Ward {number}", cast.country)
    with django_assert_num_queries(1):
        rows = list(children_of(mine, cast.country))
    assert len(rows) == 32
    (district,) = [row for row in rows if row == cast.district]
    assert (district.n_children, district.persons, district.year) == (1, 9000, 2024)


def test_a_name_is_matched_exactly_or_by_spelling_beneath_its_parent(cast: Cast, mine: Permit) -> None:
    change_place(permit(cast.amina, "places.place.change", cast.program), cast.district, aliases=["Dorrasa"])
    exact = match_by_name(mine, cast.country, "DORASA")
    assert exact.certain is not None
    assert exact.certain.number == cast.district.pk
    spelt = match_by_name(mine, cast.country, "Dorrasa")
    assert (len(spelt.exact), [each.name for each in spelt.alias]) == (0, ["Dorasa"])


def test_what_is_nearly_the_name_is_offered_and_never_taken(cast: Cast, mine: Permit) -> None:
    near = match_by_name(mine, cast.country, "Sewarra")
    assert near.certain is None
    assert [each.name for each in near.candidates] == ["Sewara"]
    elsewhere = match_by_name(mine, cast.country, "Old Ford")
    assert elsewhere.certain is None
    assert [each.name for each in elsewhere.candidates] == ["Old Ford"]


def test_two_places_of_one_name_are_no_match_without_a_parent(cast: Cast, mine: Permit) -> None:
    make.place("Old Ford", cast.district)
    index = names_below(mine, cast.country)
    assert index.match("old ford").certain is None
    assert len(index.match("old ford").exact) == 2
    found = index.match("old ford", cast.district).certain
    assert found is not None
    assert found.parent == cast.district.pk


def test_a_key_that_is_none_finds_nothing(db: None) -> None:
    for key in ("x", "01a20d99-4745-7fa9-9af2-5c8a2cc9c7e7"):
        with pytest.raises(NotFound):
            place_by_key(key)
