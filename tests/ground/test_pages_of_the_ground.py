"""Pages of places, people and programs open for those who may, work by plain posts, ask a fixed number of queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.ground.people.models import Person, Role
from groundswell.ground.people.services import invite
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave
from groundswell.ground.programs.selectors import evidence_rules
from tests import make
from tests.cast import Cast, permit

CODE = "groups"


@pytest.fixture
def amina(cast: Cast, client: Client) -> Client:
    client.force_login(cast.amina)
    return client


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def addresses(cast: Cast) -> list[str]:
    role = Role.objects.get(person=cast.babu)
    place = [CODE, cast.district.key]
    return [
        *(
            reverse(f"places:{name}", args=place)
            for name in ("place", "add", "change", "move", "merge", "close", "levels")
        ),
        reverse("places:places", args=[CODE]),
        reverse("places:places", args=[CODE]) + "?q=mile",
        reverse("places:move", args=place) + "?q=ford",
        reverse("people:people", args=[CODE]),
        reverse("people:invite", args=[CODE]),
        reverse("people:person", args=[CODE, cast.babu.key]),
        reverse("people:give_role", args=[CODE, cast.babu.key]),
        reverse("people:end_role", args=[CODE, role.key]),
        reverse("people:me"),
        reverse("people:own_password"),
        reverse("programs:programs"),
        *(
            reverse(f"programs:{name}", args=[CODE])
            for name in ("program", "change", "close", "waves", "sites", "numbers", "floor")
        ),
        reverse("programs:site", args=[CODE, cast.community.key]),
        reverse("programs:number", args=[CODE, "verdict", "retention"]),
    ]


def test_a_coordinator_opens_every_page_and_each_says_its_finding_once(cast: Cast, amina: Client) -> None:
    for address in addresses(cast):
        response = amina.get(address)
        assert response.status_code == 200, (address, response.content[:500])
        page = soup(response)
        assert len(page.select("h1")) == 1, address
        assert page.title is not None
        for control in page.select("main input:not([type=hidden]), main select, main textarea"):
            assert page.select_one(f'label[for="{control.get("id")}"]') or control.find_parent("label"), (
                address,
                control,
            )
        assert not page.select("[style]"), address


def test_an_outsider_finds_none_of_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.zed)
    assert {client.get(address).status_code for address in addresses(cast)} == {404}


def test_a_visitor_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    for address in addresses(cast):
        assert client.get(address)["Location"].startswith("/people/sign-in?next="), address


def test_a_supervisor_opens_no_other_district(cast: Cast, client: Client) -> None:
    client.force_login(cast.babu)
    assert client.get(reverse("places:place", args=[CODE, cast.community.key])).status_code == 200
    assert client.get(reverse("places:place", args=[CODE, cast.other_district.key])).status_code == 404
    assert client.get(reverse("places:change", args=[CODE, cast.community.key])).status_code == 403
    own = soup(client.get(reverse("places:places", args=[CODE])))
    assert "Dorasa" in own.h1.get_text()  # type: ignore[union-attr]


def test_a_place_of_another_program_is_nowhere_in_this_one(cast: Cast, amina: Client) -> None:
    for name in ("place", "change", "move", "add"):
        assert amina.get(reverse(f"places:{name}", args=[CODE, cast.other_program.root.key])).status_code == 404


def test_a_place_is_added_changed_moved_merged_and_closed_by_plain_posts(cast: Cast, amina: Client) -> None:
    at = lambda name, place: reverse(f"places:{name}", args=[CODE, place.key])  # noqa: E731
    bad = amina.post(at("add", cast.district), {"name": "", "populations": "many"})
    assert bad.status_code == 422
    assert "is lost" in soup(bad).select_one(".errors").get_text()  # type: ignore[union-attr]
    amina.post(
        at("add", cast.district),
        {
            "name": "Mile Ten",
            "name_ar": "ميل",
            "populations": "2024: 1,200",
            "identifiers": "dhis2: x1",
            "aliases": "M10",
        },
    )
    place = Place.objects.get(name="Mile Ten")
    assert place.names == {"ar": "ميل"}
    form = soup(amina.get(at("change", place)))
    assert form.select_one("#id_populations").get_text(strip=True) == "2024: 1200"  # type: ignore[union-attr]
    same = {"name": "Mile Eleven", "version": "1", "name_ar": "ميل", "populations": "2024: 1200"}
    assert amina.post(at("change", place), same).status_code == 303
    place.refresh_from_db()
    assert (place.name, place.version) == ("Mile Eleven", 2)
    late = amina.post(at("change", place), same | {"name": "Mile Twelve"})
    assert late.status_code == 422
    assert "Mile Eleven" in soup(late).select_one(".errors").get_text()  # type: ignore[union-attr]
    day = {"on": "2026-02-01", "reason": "new border"}
    moved = amina.post(at("move", place) + "?q=sewara", day | {"to": str(cast.other_district.key)})
    assert moved.status_code == 303
    circle = amina.post(at("move", cast.other_district) + "?q=mile eleven", day | {"to": str(place.key)})
    assert circle.status_code == 422
    assert "lies inside it" in soup(circle).select_one(".errors").get_text()  # type: ignore[union-attr]
    assert (
        amina.post(at("merge", place) + "?q=old ford", day | {"to": str(cast.other_community.key)}).status_code == 303
    )
    assert "is part of Old Ford" in soup(amina.get(at("place", place))).h1.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert amina.post(at("close", cast.other_community), day | {"on": "2999-01-01"}).status_code == 422
    assert amina.post(at("levels", cast.country), {"names": "nation\ndistrict"}).status_code == 303


def test_the_tree_asks_a_fixed_number_of_queries(cast: Cast, amina: Client) -> None:
    counts = []
    for size in (3, 30):
        for number in range(size):
            make.place(f"Ward {size} {number}", cast.district)
        for address in (
            reverse("places:place", args=[CODE, cast.district.key]),
            reverse("places:places", args=[CODE]) + "?q=ward",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert amina.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_lists_of_people_and_sites_ask_a_fixed_number_of_queries(cast: Cast, amina: Client) -> None:
    counts = []
    for size in (3, 30):
        for number in range(size):
            place = make.place(f"Ward {size} {number}", cast.district)
            make.role(
                make.person(f"P{size}{number}", organisation=make.organisation()), "facilitator", cast.program, place
            )
            make.site(cast.program, place)
        for name in ("people:people", "programs:sites", "programs:waves", "programs:program"):
            with CaptureQueriesContext(connection) as queries:
                assert amina.get(reverse(name, args=[CODE])).status_code == 200
            counts.append(len(queries))
    assert counts[:4] == counts[4:]


def test_a_program_is_started_changed_and_set_up_by_plain_posts(cast: Cast, amina: Client) -> None:
    owner = make.person("Keeper")
    make.role(owner, "owner")
    keeper = Client()
    keeper.force_login(owner)
    assert amina.get(reverse("programs:create")).status_code == 403
    assert keeper.post(reverse("programs:create"), {"name": "New", "code": "new"}).status_code == 422
    new = {
        "name": "New",
        "code": "new",
        "country": "Sewa",
        "currency": "sle",
        "report_due_days": "10",
        "languages": "en, fr",
    }
    assert keeper.post(reverse("programs:create"), new).status_code == 303
    made = Program.objects.get(code="new")
    assert (made.root.name, made.currency, made.languages) == ("Sewa", "SLE", ["en", "fr"])
    facts = {"name": "Groups", "currency": "USD", "report_due_days": "20", "version": "1"}
    assert amina.post(reverse("programs:change", args=[CODE]), facts).status_code == 303
    late = amina.post(reverse("programs:change", args=[CODE]), facts | {"name": "Others"})
    assert late.status_code == 422
    amina.post(reverse("programs:waves", args=[CODE]), {"number": "1", "planned_sites": "40"})
    site = {"wave": "1", "depth": "1", "partner": "Red Cross", "started_on": "2026-01-01", "trainer": "Bonta"}
    assert amina.post(reverse("programs:site", args=[CODE, cast.community.key]), site).status_code == 303
    stored = Site.objects.get()
    assert (stored.wave, str(stored.partner), stored.started_on) == (Wave.objects.get(), "Red Cross", date(2026, 1, 1))
    wrong = amina.post(reverse("programs:site", args=[CODE, cast.community.key]), site | {"stopped_on": "2025-01-01"})
    assert wrong.status_code == 422
    amina.post(reverse("programs:floor", args=[CODE]), {"indicator": "P9", "floor": "0.6", "reason": "pilot"})
    assert QualityFloor.objects.get().floor == 0.6


def test_a_number_is_changed_in_per_cent_and_with_a_reason(cast: Cast, amina: Client) -> None:
    address = reverse("programs:number", args=[CODE, "verdict", "retention"])
    page = soup(amina.get(address))
    assert page.h1 is not None
    assert "60 %" in page.h1.get_text()
    seen = page.select_one("#id_seen")["value"]  # type: ignore[index]
    assert amina.post(address, {"value": "70", "seen": seen}).status_code == 422
    assert amina.post(address, {"value": "170", "seen": seen, "reason": "?"}).status_code == 422
    assert amina.post(address, {"value": "70", "seen": seen, "reason": "the board"}).status_code == 303
    assert evidence_rules(cast.program).retention == 0.7
    assert amina.post(address, {"value": "80", "seen": seen, "reason": "late"}).status_code == 422
    listed = soup(amina.get(reverse("programs:numbers", args=[CODE]))).get_text(" ", strip=True)
    assert "from 60 %" in listed
    assert "the board" in listed
    assert amina.get(reverse("programs:number", args=[CODE, "verdict", "nothing"])).status_code == 404


def test_somebody_is_invited_and_roles_are_given_by_plain_posts(cast: Cast, amina: Client) -> None:
    page = soup(
        amina.post(
            reverse("people:invite", args=[CODE]),
            {"name": "Yasmin", "role": "facilitator", "place": str(cast.district.key)},
        )
    )
    link = page.select_one("code").get_text()  # type: ignore[union-attr]
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200
    listed = soup(amina.get(reverse("people:people", args=[CODE])))
    withdraw = next(form for form in listed.select("form") if "withdraw" in str(form.get("action")))
    assert amina.post(str(withdraw["action"])).status_code == 303
    assert Client().get(link.removeprefix("http://testserver")).status_code == 404
    give = reverse("people:give_role", args=[CODE, cast.dewi.key])
    assert amina.post(give, {"role": "owner", "place": "", "reason": "?"}).status_code == 422
    assert amina.post(give, {"role": "monitor", "place": "", "reason": "knows numbers"}).status_code == 303
    end = reverse("people:end_role", args=[CODE, Role.objects.get(person=cast.amina).key])
    refused = amina.post(end, {"reason": "tired"})
    assert refused.status_code == 422
    assert "last coordinator" in soup(refused).select_one(".errors").get_text()  # type: ignore[union-attr]


def test_a_deeper_place_may_be_named_when_inviting(cast: Cast, amina: Client) -> None:
    deep = make.place("Corner", cast.community)
    form = soup(amina.get(reverse("people:invite", args=[CODE]) + f"?place={deep.key}"))
    assert form.select_one(f'option[value="{deep.key}"]').has_attr("selected")  # type: ignore[union-attr]
    assert amina.get(reverse("people:invite", args=[CODE]) + "?place=nonsense").status_code == 200


def test_a_person_changes_only_the_own_particulars(cast: Cast, amina: Client) -> None:
    answer = amina.post(
        reverse("people:me"), {"name": "Amina S.", "email": "a@example.org", "phone": "", "language": "fr"}
    )
    assert answer.status_code == 303
    assert answer.cookies["django_language"].value == "fr"
    assert Person.objects.get(pk=cast.amina.pk).name == "Amina S."
    wrong = {"old": "no", "password": "fine long words", "again": "fine long words"}
    assert amina.post(reverse("people:own_password"), wrong).status_code == 422


def test_the_door_of_an_invitation_opens_for_the_signed_in(cast: Cast, client: Client) -> None:
    _invitation, secret = invite(permit(cast.amina, "people.person.invite", cast.program), "Zed", "donor")
    client.force_login(cast.zed)
    assert "Join as Zed" in client.get(f"/people/join/{secret}").content.decode()
