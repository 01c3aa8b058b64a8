"""The journal's page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from groundswell.domain.access import Target
from groundswell.ground.journal.selectors import Change, changes_of, entries, lines, rooms
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person
from groundswell.kit.door import Aimable, actions
from tests.cast import Cast, permit


def write(cast: Cast, thing: Aimable | None = None, code: str = "programs.program.change", **over: Any) -> None:
    leave = permit(cast.amina, code, thing or cast.program)
    values = {"before": {"name": "Groups"}, "after": {"name": "Mothers’ groups", "languages": ["fr", "ha"]}} | over
    note(leave, cast.program, **values)


def read(somebody: Person, headers: Any = None, **query: Any) -> BeautifulSoup:
    client = Client()
    client.force_login(somebody)
    answer = client.get(reverse("journal:journal", args=["groups"]), query, headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_an_entry_says_who_when_what_why_and_what_it_changed(cast: Cast) -> None:
    write(cast, reason="The partners asked for it")
    cells = [" ".join(cell.get_text().split()) for cell in read(cast.chitra).select("tbody tr > *")]
    assert cells[0] == "Change the program: Mothers’ groups"
    assert cells[1].startswith("Amina, ")
    assert cells[2] == "The partners asked for it"
    assert cells[3] == "name: Groups → Mothers’ groupslanguages: fr, ha"


def test_the_heading_is_what_was_found(cast: Cast) -> None:
    assert "Nothing was written down" in read(cast.amina).h1.get_text()
    write(cast)
    assert "One thing was done, the last by Amina" in " ".join(read(cast.amina).h1.get_text().split())


def test_values_are_told_in_words() -> None:
    before = {"open": True, "share": 0.25, "people": 1200, "gone": "x", "tiny": 1e-7, "never": ""}
    after = {"open": False, "share": 0.5, "people": 1300, "gone": None, "tiny": 1e-7, "notes": {"a": [1, {"b": 2}]}}
    assert changes_of(before, after) == [
        Change("open", "yes", "no"),
        Change("share", "0.25", "0.5"),
        Change("people", "1,200", "1,300"),
        Change("gone", "x", None),
        Change("tiny", "1e-07", "1e-07"),
        Change("notes", None, "a 1; b 2"),
    ]


def test_rows_within_a_value_are_told_one_after_the_other_without_their_blanks() -> None:
    areas = [{"place": "South", "number": 700, "note": ""}, {"place": "North", "number": 1300, "first_year": None}]
    assert changes_of({}, {"areas": areas}) == [
        Change("areas", None, "place South, number 700; place North, number 1,300")
    ]


def test_many_values_are_folded_away(cast: Cast) -> None:
    write(cast, before={}, after={"name": "Groups", "code": "g"})
    assert read(cast.amina).select("tbody details") == []
    write(cast, before={}, after={f"value {number}": number for number in range(1, 7)})
    (folded,) = read(cast.amina).select("tbody details")
    assert folded.summary.get_text() == "6 values"
    assert "value 6: 6" in folded.get_text()


def test_very_long_values_are_cut(cast: Cast) -> None:
    write(cast, after={"name": "x" * 5000})
    assert len(read(cast.amina).select_one("tbody").get_text()) < 800


def test_what_somebody_wrote_cannot_act(cast: Cast) -> None:
    write(cast, after={"name": "<script>alert(1)</script>"}, reason="<img src=x onerror=alert(1)>")
    html = read(cast.amina)
    assert html.select("tbody script, tbody img") == []
    assert "<script>alert(1)</script>" in html.select_one("tbody").get_text()


def test_it_can_be_narrowed_to_a_room_and_to_one_record(cast: Cast) -> None:
    write(cast)
    write(cast, code="programs.site.change")
    write(cast, code="people.role.change")
    assert len(read(cast.amina, room="programs").select("tbody tr")) == 2
    assert len(read(cast.amina, room="people").select("tbody tr")) == 1
    assert len(read(cast.amina, thing=str(cast.program.key)).select("tbody tr")) == 3
    assert len(read(cast.amina, thing="nothing").select("tbody tr")) == 0
    assert len(read(cast.amina, room="<nonsense>").select("tbody tr")) == 3


def test_every_room_that_writes_can_be_chosen() -> None:
    writing = {code.partition(".")[0] for code, action in actions().items() if action.writes}
    assert writing - {"tests", "jobs"} <= set(rooms())


def test_a_supervisor_reads_what_concerns_the_own_district_or_the_program(cast: Cast) -> None:
    for place in (cast.community, cast.other_community):
        leave = permit(cast.amina, "places.place.change", place)
        note(replace(leave, target=Target(str(cast.program.key), place.path)), place)
    write(cast)
    names = {row.thing_name for row in entries(permit(cast.babu, "journal.entry.read", cast.program))}
    assert names == {"Mile Nine", "Mothers’ groups"}


def test_who_may_read_it(cast: Cast) -> None:
    found = {}
    for name, somebody in cast.everybody().items():
        client = Client()
        client.force_login(somebody)
        found[name] = client.get(reverse("journal:journal", args=["groups"])).status_code
    assert found == {"amina": 200, "babu": 200, "chitra": 200, "dewi": 403, "erik": 200, "zed": 404}


def test_an_action_is_named_in_the_readers_language(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    write(cast)
    monkeypatch.setattr("groundswell.ground.journal.selectors.gettext", {"Change the program": "Modifier"}.get)
    with override("fr"):
        assert [line.action for line in lines(entries(permit(cast.amina, "journal.entry.read", cast.program)))] == [
            "Modifier"
        ]


def test_pages_of_fifty_with_the_same_number_of_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    client = Client()
    client.force_login(cast.amina)
    address, counts = reverse("journal:journal", args=["groups"]), []
    for more in (3, 57):
        for _ in range(more):
            write(cast)
        with django_assert_num_queries(9):
            html = BeautifulSoup(client.get(address).content, "html.parser")
        counts.append(len(html.select("tbody tr")))
    assert counts == [3, 50]
    assert len(BeautifulSoup(client.get(address, {"page": 2}).content, "html.parser").select("tbody tr")) == 10


def test_htmx_gets_the_rows_alone(cast: Cast) -> None:
    write(cast)
    html = read(cast.amina, headers={"HX-Request": "true"})
    assert html.select_one("#journal table")
    assert html.select_one("html") is None
