"""A supervisor imports for the own district: applies the own previews, and says what names mean there only."""

from __future__ import annotations

import pytest

from groundswell.across.exchange.models import Import, Match
from groundswell.across.exchange.selectors import matches_of
from groundswell.across.exchange.services import Answer, answer_unknowns, apply_import
from groundswell.across.exchange.services.gazetteer import Gazetteer
from groundswell.domain.errors import BadInput, NotAllowed, NotFound
from groundswell.during.monitoring.models import Value
from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit
from tests import make
from tests.across.exchange.flows import Browser
from tests.cast import Cast, permit

OWN = ("own.csv", b"place,month,P9\nMile Nine,2026-01,4\n")
UPLOAD = "exchange.import.upload"


@pytest.fixture
def here(cast: Cast) -> Cast:
    make.indicator(cast.program)
    return cast


@pytest.fixture
def babu(here: Cast) -> Browser:
    return Browser(here.babu, here.program)


@pytest.fixture
def amina(here: Cast) -> Browser:
    return Browser(here.amina, here.program)


def leave(cast: Cast, name: str = "babu", action: str = UPLOAD) -> Permit:
    return permit(cast.everybody()[name], action, cast.program)


def test_a_supervisor_applies_an_own_preview(here: Cast, babu: Browser) -> None:
    batch = babu.read(OWN)
    assert babu.import_page(batch).select_one(f'form[action$="{batch.key}/apply"] button')
    babu.apply(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by) == ("applied", here.babu)
    assert Value.objects.get().place == here.community
    assert Entry.objects.filter(
        action="exchange.import.apply", thing=str(batch.key), person=str(here.babu.key)
    ).exists()


def test_nobody_in_a_district_applies_what_others_uploaded(here: Cast, amina: Browser, babu: Browser) -> None:
    batch = amina.read(OWN)
    assert babu.client.post(f"{babu.home}{batch.key}/apply").status_code == 404
    with pytest.raises(NotFound):
        apply_import(leave(here, action="exchange.import.apply"), batch)
    batch.refresh_from_db()
    assert (batch.state, Value.objects.exists()) == ("checked", False)


def test_a_preview_that_reached_further_once_is_not_applied_beyond_todays_reach(here: Cast, babu: Browser) -> None:
    batch = babu.read(OWN)
    here.community.parent = here.other_district
    Import.objects.filter(pk=batch.pk).update(state="checked")
    type(here.community).objects.filter(pk=here.community.pk).update(
        path=f"{here.other_district.path}{here.community.pk}/"
    )
    with pytest.raises((NotAllowed, NotFound, BadInput)):
        apply_import(leave(here, action="exchange.import.apply"), batch)
    assert not Value.objects.exists()


def test_only_coordinators_and_monitors_take_back(here: Cast, babu: Browser, amina: Browser) -> None:
    batch = babu.read(OWN)
    babu.apply(batch)
    assert babu.client.post(f"{babu.home}{batch.key}/undo", {"why": "A mistake."}).status_code == 403
    assert not babu.import_page(batch).select_one(f'form[action$="{batch.key}/undo"]')
    assert amina.client.post(f"{amina.home}{batch.key}/undo", {"why": "A mistake."}).status_code == 303
    assert not Value.objects.exists()


def test_facilitators_and_donors_apply_nothing(here: Cast, amina: Browser) -> None:
    batch = amina.read(OWN)
    for name, answer in (("dewi", 403), ("erik", 403), ("zed", 404)):
        browser = Browser(here.everybody()[name], here.program)
        assert browser.client.post(f"{browser.home}{batch.key}/apply").status_code == answer, name


def said_by(cast: Cast, name: str, text: str, place: object) -> None:
    batch = Import.objects.create(program=cast.program, kind="values", uploaded_by=cast.everybody()[name])
    unknown = batch.unknowns.create(kind="place", text=text)
    answer_unknowns(leave(cast, name), batch, [Answer(unknown, "match", str(place.key))])  # type: ignore[attr-defined]


def test_what_a_supervisor_says_a_name_means_holds_in_the_own_district_only(here: Cast) -> None:
    said_by(here, "babu", "Riverside", here.community)
    number = here.community.pk
    assert Gazetteer.of(here.program, leave(here, "babu")).find("Riverside") == number
    eve = make.person("Eve")
    make.role(eve, "supervisor", here.program, here.other_district)
    for asking in (leave(here, "amina"), leave(here, "chitra"), permit(eve, UPLOAD, here.program), None):
        assert Gazetteer.of(here.program, asking).find("Riverside") != number, asking
    below = make.person("Femi")
    make.role(below, "supervisor", here.program, here.community)
    assert Gazetteer.of(here.program, permit(below, UPLOAD, here.program)).find("Riverside") == number


def test_a_district_may_mean_another_place_than_the_nation_by_the_same_name(here: Cast) -> None:
    said_by(here, "amina", "Riverside", here.other_community)
    said_by(here, "babu", "Riverside", here.community)
    said_by(here, "babu", "Riverside", here.community)
    assert Match.objects.count() == 2
    assert Gazetteer.of(here.program, leave(here, "amina")).find("Riverside") == here.other_community.pk
    assert Gazetteer.of(here.program, leave(here, "babu")).find("Riverside") == here.community.pk


def test_a_supervisor_of_two_districts_says_it_where_the_place_lies(here: Cast) -> None:
    make.role(here.babu, "supervisor", here.program, here.other_district)
    said_by(here, "babu", "Riverside", here.community)
    assert [match.within for match in matches_of(here.program, "place", leave(here, "babu"))] == [here.district]
    both = make.person("Femi")
    for district in (here.district, here.other_district):
        make.role(both, "supervisor", here.program, district)
    assert matches_of(here.program, "place", permit(both, UPLOAD, here.program)) == []


def test_a_place_beyond_reach_cannot_be_meant(here: Cast) -> None:
    with pytest.raises(BadInput, match="Which place"):
        said_by(here, "babu", "Riverside", here.other_community)
    assert not Match.objects.exists()
