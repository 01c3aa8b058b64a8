"""Opening and changing places."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import facts_of, history_of, levels_of
from groundswell.ground.places.services import change_place, close_place, name_levels, open_place
from groundswell.kit.errors import conflict_of
from tests.cast import Cast, permit


def test_a_place_is_opened_with_everything_known_about_it(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.open", cast.program)
    place = open_place(
        mine, cast.district, name="Mile Ten", code="TA-1-9", names={"ar": "ميل عشرة"}, aliases=["Mile 10"],
        identifiers=[("dhis2", "abc")], populations={2024: 810}, population_source="census",
    )  # fmt: skip
    assert place.path == f"{cast.district.path}{place.pk}/"
    assert (place.depth, place.country_id) == (2, cast.country.pk)
    assert "|ميل عشره|" in place.folded
    facts = facts_of(place)
    assert (facts.identifiers, facts.populations, facts.aliases) == ((("dhis2", "abc"),), ((2024, 810),), ("Mile 10",))
    entry = Entry.objects.get(thing=str(place.key))
    assert (entry.person_name, entry.program) == ("Amina", str(cast.program.key))


def test_a_supervisor_adds_no_places_and_an_outsider_sees_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_place(permit(cast.babu, "people.person.read", cast.program), cast.district, name="X")
    with pytest.raises(NotFound):
        permit(cast.zed, "places.place.read", cast.program)


def test_a_coordinator_reaches_no_place_outside_the_programs_root(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    with pytest.raises(NotFound):
        change_place(mine, cast.other_program.root, name="Taken over")


def test_a_permit_without_a_program_opens_nothing_by_a_role_in_one(cast: Cast) -> None:
    loose = permit(cast.amina, "places.place.change", cast.district)
    with pytest.raises(NotFound):
        change_place(loose, cast.district, name="Renamed from nowhere")


def test_only_the_keeper_adds_a_country(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_place(permit(cast.amina, "places.place.open", cast.program), None, name="Second country")


def test_two_countries_may_both_have_a_district_01_but_one_country_has_it_once(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.open", cast.program)
    open_place(mine, cast.country, name="First", code="01")
    abroad = Place(name="First", code="01", country=cast.other_program.root, parent=cast.other_program.root, path="x")
    abroad.save()
    with pytest.raises(IntegrityError) as caught:
        open_place(mine, cast.district, name="Second", code="01")
    told = conflict_of(caught.value)
    assert told is not None
    assert "has this code" in told.text


def test_a_renamed_place_keeps_its_old_name_as_spelling_and_past(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    day = date(2026, 3, 1)
    place = change_place(mine.because("new law"), cast.district, name="Dorasa East", on=day)
    assert facts_of(place).aliases == ("Dorasa",)
    (past,) = history_of(mine, place)
    assert (past.name, past.until, past.reason, past.kind, past.person_name) == (
        "Dorasa",
        day,
        "new law",
        "renamed",
        "Amina",
    )
    assert Entry.objects.get(thing=str(place.key)).before == {"name": "Dorasa", "aliases": []}


def test_equal_values_write_nothing(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    first = change_place(mine, cast.district, populations={2024: 5}, aliases=["Dorasah"], languages=["fr"])
    again = change_place(
        mine, cast.district, populations={2024: 5}, aliases=["Dorasah"], languages=["fr"], name="Dorasa"
    )
    assert (first.version, again.version, Entry.objects.count()) == (2, 2, 1)


def test_a_name_that_is_given_back_is_no_spelling_of_itself(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    change_place(mine, cast.district, name="Dorasa East")
    place = change_place(mine, cast.district, name="Dorasa")
    assert facts_of(place).aliases == ("Dorasa East",)


def test_who_saves_second_sees_both_values_and_loses_nothing(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    change_place(mine, cast.district, version=1, name="Dorasa East")
    with pytest.raises(EditedMeanwhile) as caught:
        change_place(mine, cast.district, version=1, name="Dorasa West")
    assert "Dorasa East" in caught.value.text
    assert "Dorasa West" in caught.value.text


def test_the_past_is_written_in_order(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    change_place(mine, cast.district, name="B", on=date(2026, 3, 1))
    with pytest.raises(BadInput, match="2026-03-01"):
        change_place(mine, cast.district, name="C", on=date(2026, 2, 1))
    with pytest.raises(BadInput, match="future"):
        change_place(mine, cast.district, name="C", on=date(2999, 1, 1))


def test_a_place_with_open_places_beneath_it_is_not_closed(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.move", cast.program)
    today = timezone.localdate()
    with pytest.raises(Conflict, match="1 open places"):
        close_place(mine, cast.district, today, "no longer")
    closed = close_place(mine, cast.community, today, "flooded")
    assert closed.closed_on == today
    assert close_place(mine, cast.district, today, "no longer").closed_on == today
    with pytest.raises(Conflict, match="closed already"):
        close_place(mine, cast.community, today, "again")


def test_levels_are_named_per_country(cast: Cast) -> None:
    mine = permit(cast.amina, "places.place.change", cast.program)
    name_levels(mine, cast.country, ["nation", "district"])
    assert levels_of(cast.community) == {0: "nation", 1: "district"}
    name_levels(mine, cast.country, ["nation", "district"])
    assert Entry.objects.count() == 1
