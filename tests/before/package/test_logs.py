"""What was dropped and adapted, proposals for the core with their decision, and tests of the manual."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundswell.before.package.models import Adaptation, ManualTest, Simplification, TrainingSession
from groundswell.before.package.services import change_row, decide_proposal, record_row
from groundswell.before.package.step import checks
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit

TODAY = timezone.localdate()


def adapted(cast: Cast, **over: Any) -> dict[str, Any]:
    return {
        "element": None, "what": "Meetings after the harvest", "place": cast.community, "where": "", "on": TODAY,
        "why": "Nobody is free before", "agreed_by": "The chief", "state": "noted",
    } | over  # fmt: skip


def test_a_supervisor_writes_down_what_was_adapted_in_the_own_district_only(cast: Cast) -> None:
    leave = permit(cast.babu, "package.adaptation.record", cast.program)
    made = record_row(leave, cast.program, Adaptation, **adapted(cast))
    entry = Entry.objects.filter(action="package.adaptation.record").get()
    assert (entry.person_name, entry.path, entry.after["place"]) == ("Babu", cast.community.path, "Mile Nine")
    with pytest.raises((NotAllowed, NotFound)):
        record_row(leave, cast.program, Adaptation, **adapted(cast, place=cast.other_community))
    with pytest.raises((NotAllowed, NotFound)):
        change_row(leave, made, version=1, **adapted(cast, place=cast.other_community))
    with pytest.raises(NotAllowed):
        record_row(leave, cast.program, ManualTest, facilitator="Fatu", on=TODAY, sessions=2)


def test_the_menu_of_places_ends_where_the_own_reach_ends(cast: Cast, client: Client) -> None:
    for person, wanted in ((cast.babu, {"Dorasa", "Mile Nine"}), (cast.amina, {"Tarawe", "Sewara", "Old Ford"})):
        client.force_login(person)
        page = BeautifulSoup(client.get(f"/p/{cast.program.code}/package/adaptations/new").content, "html.parser")
        shown = {option.get_text() for option in page.select("#id_place option")} - {"–"}
        assert wanted <= shown
        assert ("Old Ford" in shown) == (person == cast.amina)


def test_a_proposal_is_decided_once_with_a_reason_and_by_the_coordinator(cast: Cast) -> None:
    row = make.adaptation(cast.program, cast.community, state="proposed")
    with pytest.raises(NotAllowed):
        permit(cast.chitra, "package.proposal.decide", cast.program)
    leave = permit(cast.amina, "package.proposal.decide", cast.program)
    with pytest.raises(BadInput):
        decide_proposal(leave, row, "taken", "  ", version=1)
    decided = decide_proposal(leave, row, "taken", "It worked in eleven districts", version=1)
    assert (decided.decided_by, decided.decided_on) == ("Amina", TODAY)
    with pytest.raises(Conflict):
        decide_proposal(leave, decided, "declined", "No", version=2)
    with pytest.raises(Conflict, match="decided"):
        change_row(leave, decided, version=2, **adapted(cast, why="Other"))


def test_what_is_not_proposed_cannot_be_decided(cast: Cast) -> None:
    row = make.adaptation(cast.program, cast.community)
    with pytest.raises(Conflict):
        decide_proposal(permit(cast.amina, "package.proposal.decide", cast.program), row, "taken", "Good", version=1)


def test_a_taken_proposal_leads_to_the_page_where_the_element_is_changed(cast: Cast, client: Client) -> None:
    element = make.element(cast.program)
    row = make.adaptation(cast.program, cast.community, state="proposed", element=element)
    line = {line.code: line for line in checks(permit(cast.erik, "package.package.read", cast.program), cast.program)}
    assert line["package.proposals"].state == "warning"
    client.force_login(cast.amina)
    home = f"/p/{cast.program.code}/package"
    page = BeautifulSoup(client.get(f"{home}/logs/").content, "html.parser")
    assert "One proposal to change the core waits" in page.select_one("h1").get_text()  # type: ignore[union-attr]
    url = str(page.select_one("a[href$=decide]")["href"])  # type: ignore[index]
    assert client.post(url, {"decision": "taken", "version": "1"}).status_code == 422
    answer = client.post(url, {"decision": "taken", "why": "It worked", "version": "1"})
    assert answer.headers["Location"] == f"{home}/elements/{element.key}/change"
    row.refresh_from_db()
    assert row.decision == "taken"


@pytest.mark.parametrize("log", ["training", "dropped", "tests"])
def test_each_log_is_filled_in_by_a_form_and_says_what_is_missing(cast: Cast, client: Client, log: str) -> None:
    typed = {
        "training": {"order": "1", "title": "Listen", "minutes": "90"},
        "dropped": {"dropped": "Payment", "why": "Too dear", "who": "The team", "on": "2026-02-01"},
        "tests": {"facilitator": "Fatu", "on": "2026-02-01", "sessions": "2", "fidelity": "85"},
    }[log]
    table: Any = {"training": TrainingSession, "dropped": Simplification, "tests": ManualTest}[log]
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/package/{log}/new"
    assert client.post(url, {"version": ""}).status_code == 422
    assert not table.objects.exists()
    assert client.post(url, typed).status_code == 303
    row = table.objects.get()
    change = f"/p/{cast.program.code}/package/{log}/{row.key}/change"
    shown = BeautifulSoup(client.get(change).content, "html.parser")
    assert shown.select_one("[name=version]")["value"] == "1"  # type: ignore[index]
    first = next(iter(typed))
    assert client.post(change, typed | {"version": "1", first: "7"}).status_code == 303
    again = client.post(change, typed | {"version": "1", first: "8"})
    assert again.status_code == 422
    assert "Somebody else changed" in BeautifulSoup(again.content, "html.parser").select(".errors")[0].get_text()
    row.refresh_from_db()
    assert (str(getattr(row, first)), row.version) == ("7", 2)


def test_a_share_typed_in_per_cent_is_kept_as_a_fraction_and_shown_as_per_cent(cast: Cast, client: Client) -> None:
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/package/tests/new"
    client.post(url, {"facilitator": "Fatu", "on": "2026-02-01", "sessions": "2", "fidelity": "83.3"})
    assert ManualTest.objects.get().fidelity == pytest.approx(0.833)
    assert (
        client.post(url, {"facilitator": "A", "on": "2026-02-01", "sessions": "2", "fidelity": "120"}).status_code
        == 422
    )
    page = BeautifulSoup(client.get(f"/p/{cast.program.code}/package/logs/").content, "html.parser")
    assert "83%" in page.get_text().replace("\xa0", "")


def test_a_row_of_the_future_or_of_another_program_is_refused(cast: Cast) -> None:
    leave = permit(cast.amina, "package.element.record", cast.program)
    values = {"dropped": "Payment", "why": "Too dear", "who": "Team", "element": None}
    with pytest.raises(BadInput, match="ahead"):
        record_row(leave, cast.program, Simplification, **values, on=TODAY + timedelta(days=1))
    foreign = make.element(cast.other_program)
    with pytest.raises(BadInput, match="another program"):
        record_row(leave, cast.program, Simplification, **values | {"element": foreign}, on=TODAY)


def test_who_saves_second_is_told(cast: Cast) -> None:
    row = make.adaptation(cast.program, cast.community)
    leave = permit(cast.amina, "package.adaptation.record", cast.program)
    change_row(leave, row, version=1, **adapted(cast, why="Floods"))
    with pytest.raises(EditedMeanwhile):
        change_row(leave, row, version=1, **adapted(cast, why="Drought"))
    assert change_row(leave, row, version=2, **adapted(cast, why="Floods")).version == 2, "nothing new writes nothing"


def test_the_logs_ask_as_many_queries_with_many_rows_and_are_paged(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    url, counts = f"/p/{cast.program.code}/package/logs/", []
    for more in (1, 60):
        for n in range(more):
            element = make.element(cast.program, f"e{more}-{n}")
            make.adaptation(cast.program, cast.community, state="proposed", element=element)
            make.simplification(cast.program, element=element)
            make.manual_test(cast.program, place=cast.community)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    page = BeautifulSoup(answer.content, "html.parser")
    assert len(page.select("#adaptations ~ div tbody tr")) == 50
    assert page.select(".pager")


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (Adaptation, {"why": ""}), (Adaptation, {"decision": "taken"}),
        (Adaptation, {"decision": "taken", "decided_why": "x", "decided_on": "2026-01-01"}),
        (Simplification, {"why": ""}), (ManualTest, {"fidelity": 1.2}), (ManualTest, {"facilitator": ""}),
        (TrainingSession, {"title": ""}),
    ],
)  # fmt: skip
def test_the_database_refuses_what_cannot_be(cast: Cast, table: Any, wrong: dict[str, Any]) -> None:
    make.adaptation(cast.program, cast.community)
    make.simplification(cast.program)
    make.manual_test(cast.program)
    make.training_session(cast.program)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**wrong)
