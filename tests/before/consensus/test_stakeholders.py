"""Stakeholders, positions and what belongs to them: who may, what is refused, what the journal keeps and hides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundswell.before.consensus.models import Commitment, Contact, Objection, Position, Stakeholder
from groundswell.before.consensus.selectors import next_steps_of, stakeholders_of
from groundswell.before.consensus.services import (
    add_part,
    change_part,
    change_stakeholder,
    finish_step,
    record_position,
    record_stakeholder,
)
from groundswell.before.consensus.step import duties
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed, NotFound
from groundswell.ground.journal.models import Entry
from groundswell.ground.journal.selectors import entries
from tests import make
from tests.cast import Cast, permit

RECORD, READ = "consensus.stakeholder.record", "consensus.stakeholder.read"
TODAY = timezone.localdate()


def names(cast: Cast, who: str) -> list[str]:
    leave = permit(getattr(cast, who), READ, cast.program)
    return [row.name for row in stakeholders_of(leave, cast.program)]


@pytest.fixture
def three(cast: Cast) -> Cast:
    for name, at in (("Minister", cast.country), ("Officer", cast.district), ("Neighbour", cast.other_district)):
        make.stakeholder(cast.program, at, 1, name=name)
    return cast


def test_a_supervisor_sees_and_records_only_the_own_district(three: Cast) -> None:
    assert names(three, "amina") == names(three, "chitra") == ["Minister", "Neighbour", "Officer"]
    assert names(three, "babu") == ["Officer"]
    leave = permit(three.babu, RECORD, three.program)
    facts = {"name": "Chief", "side": "community leader", "power": 2}
    assert record_stakeholder(leave, three.program, facts | {"place": three.community}).pk
    with pytest.raises(NotFound):
        record_stakeholder(leave, three.program, facts | {"place": three.country})
    with pytest.raises(NotFound):
        record_position(leave, Stakeholder.objects.get(name="Minister"), 2, TODAY, "heard it")
    with pytest.raises(NotFound):
        change_stakeholder(leave, Stakeholder.objects.get(name="Officer"), {"place": three.other_district}, version=1)


@pytest.mark.parametrize("who", ["dewi", "erik"])
def test_facilitators_and_donors_read_nothing_of_it(three: Cast, client: Client, who: str) -> None:
    with pytest.raises(NotAllowed):
        permit(getattr(three, who), READ, three.program)
    client.force_login(getattr(three, who))
    root = f"/p/{three.program.code}/consensus/"
    assert client.get(root, headers={"HX-Request": "true"}).status_code == 303
    led: Any = client.get(root, follow=True)
    assert (led.status_code, led.redirect_chain) == (200, [(f"{root}case", 303)])
    assert "Minister" not in led.content.decode()
    assert client.get(f"{root}next").status_code == 403


def test_the_journal_keeps_all_and_tells_it_to_few(three: Cast, client: Client) -> None:
    kept = Entry.objects.filter(action=RECORD)
    assert kept.filter(after__power=4).count() == 3
    told = {
        who: entries(permit(getattr(three, who), "journal.entry.read", three.program)).filter(action=RECORD).count()
        for who in ("amina", "chitra", "babu", "erik")
    }
    assert told == {"amina": kept.count(), "chitra": kept.count(), "babu": 2, "erik": 0}
    client.force_login(three.erik)
    assert "Minister" not in client.get(f"/p/{three.program.code}/journal/").content.decode()


def test_a_position_is_followed_never_overwritten(cast: Cast) -> None:
    person = make.stakeholder(cast.program, cast.country, -1)
    leave = permit(cast.amina, RECORD, person)
    record_position(leave, person, 1, TODAY, "Signed the letter.")
    assert list(Position.objects.values_list("value", flat=True)) == [-1, 1]
    now = stakeholders_of(permit(cast.amina, READ, cast.program), cast.program).get()
    assert (now.position, now.position_on) == (1, TODAY)  # type: ignore[attr-defined]
    entry = Entry.objects.filter(action=RECORD).first()
    assert entry is not None
    assert (entry.after["position"], entry.reason) == (1, "Signed the letter.")


def test_an_older_position_recorded_late_does_not_count(cast: Cast) -> None:
    person = make.stakeholder(cast.program, cast.country, 1)
    record_position(permit(cast.amina, RECORD, person), person, -2, TODAY - timedelta(days=90), "minutes found")
    now = stakeholders_of(permit(cast.amina, READ, cast.program), cast.program).get()
    assert now.position == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "day", "evidence"), [(3, TODAY, "x"), (1, TODAY + timedelta(days=1), "x"), (1, TODAY, "  ")]
)
def test_a_position_without_sense_is_refused(cast: Cast, value: int, day: date, evidence: str) -> None:
    person = make.stakeholder(cast.program, cast.country)
    with pytest.raises(BadInput):
        record_position(permit(cast.amina, RECORD, person), person, value, day, evidence)
    assert not Position.objects.exists()


def contacts_of(cast: Cast) -> int:
    now = stakeholders_of(permit(cast.amina, READ, cast.program), cast.program).get()
    return int(now.contacts)  # type: ignore[attr-defined]


def test_contacts_count_since_the_position_last_changed(cast: Cast) -> None:
    person = make.stakeholder(cast.program, cast.country)
    leave = permit(cast.amina, RECORD, person)

    def met(days: int) -> None:
        add_part(leave, person, Contact, {"on": TODAY - timedelta(days=days), "who": "Amina"})

    met(100)
    assert contacts_of(cast) == 1
    record_position(leave, person, -1, TODAY - timedelta(days=80), "said so")
    assert contacts_of(cast) == 0
    met(70)
    record_position(leave, person, -1, TODAY - timedelta(days=60), "still")
    met(50)
    assert contacts_of(cast) == 2, "the same position said again is no move"
    record_position(leave, person, 0, TODAY - timedelta(days=40), "moved")
    assert contacts_of(cast) == 0


def test_who_saves_second_is_told_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    person = make.stakeholder(cast.program, cast.district, office="Officer")
    change_stakeholder(permit(cast.amina, RECORD, person), person, {"office": "Director"}, version=1)
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/consensus/stakeholders/{person.key}/change"
    typed = {"name": "Dr K", "at": "TA-1", "side": "decision-maker", "power": "5", "version": "1"}
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "Somebody else changed" in page.select(".errors")[0].get_text()
    assert page.select_one("#id_name")["value"] == "Dr K"  # type: ignore[index]
    again = str(page.select_one("[name=version]")["value"])  # type: ignore[index]
    assert client.post(url, typed | {"version": again}).status_code == 303
    stored = Stakeholder.objects.get(pk=person.pk)
    assert (stored.name, stored.power, stored.version) == ("Dr K", 5, 3)


PARTS = {
    "objection": (Objection, {"words": "Who pays?", "raised_on": "2026-01-31", "theme": "cost", "state": "open"}),
    "commitment": (Commitment, {"words": "A letter", "due_on": "2026-01-31", "state": "open"}),
    "contact": (Contact, {"on": "2026-01-31", "who": "Amina", "kind": "meeting"}),
}


@pytest.mark.parametrize("name", PARTS)
def test_each_part_is_added_changed_and_guarded_against_a_second_editor(cast: Cast, client: Client, name: str) -> None:
    table, typed = PARTS[name]
    person = make.stakeholder(cast.program, cast.district)
    client.force_login(cast.babu)
    root = f"/p/{cast.program.code}/consensus"
    assert client.post(f"{root}/stakeholders/{person.key}/{name}", typed).status_code == 303
    part = table._default_manager.get()
    url = f"{root}/{name}s/{part.key}"
    assert client.get(url).status_code == 200
    assert client.post(url, typed | {"version": "1", "minutes": "x", "words": "Other"}).status_code == 303
    response = client.post(url, typed | {"version": "1", "words": "Mine", "minutes": "Mine"})
    assert response.status_code == 422
    assert "Somebody else changed" in response.content.decode()
    assert Entry.objects.filter(action=RECORD, thing=str(part.key), person_name="Babu").count() == 2
    with pytest.raises(EditedMeanwhile):
        change_part(permit(cast.amina, RECORD, part), part, {}, version=1)


@pytest.mark.parametrize(
    ("name", "over", "field"),
    [
        ("objection", {"state": "settled"}, "reply"),
        ("objection", {"in_case": "on"}, "reply"),
        ("objection", {"words": ""}, "words"),
        ("commitment", {"state": "kept"}, "evidence"),
        ("commitment", {"due_on": "soon"}, "due_on"),
        ("contact", {"next_step": "Write"}, "next_on"),
        ("contact", {"next_on": "2026-02-01"}, "next_step"),
        ("contact", {"who": ""}, "who"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    cast: Cast, client: Client, name: str, over: dict[str, str], field: str
) -> None:
    table, typed = PARTS[name]
    person = make.stakeholder(cast.program, cast.district)
    client.force_login(cast.amina)
    response = client.post(f"/p/{cast.program.code}/consensus/stakeholders/{person.key}/{name}", typed | over)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select(f".errors a[href='#id_{field}']"), response.content.decode()[:2000]
    assert "Constraint" not in page.get_text()
    assert not table._default_manager.exists()


def test_a_place_that_is_none_or_several_is_refused_with_what_is_near(cast: Cast, client: Client) -> None:
    make.place("Mile Nine", cast.other_district, code="TA-2-9")
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/consensus/stakeholders/new"
    typed = {"name": "Chief", "side": "community leader", "power": "2"}
    for text, says in (("Nowhere", "No place is called"), ("Mile Nine", "TA-2-9")):
        response = client.post(url, typed | {"at": text})
        assert response.status_code == 422
        assert says in response.content.decode()
    assert client.post(url, typed | {"at": "ta-2-9"}).status_code == 303
    client.force_login(cast.babu)
    assert client.post(url, typed | {"at": "TA"}).status_code == 422, "the country lies outside a supervisor's reach"


def test_a_next_step_is_a_duty_until_it_is_done(cast: Cast, client: Client) -> None:
    person = make.stakeholder(cast.program, cast.district)
    leave = permit(cast.amina, RECORD, person)
    facts = {"on": TODAY, "who": "Amina", "next_step": "Write", "next_on": TODAY + timedelta(days=3),
             "next_owner": "amina"}  # fmt: skip
    contact = add_part(leave, person, Contact, facts)
    add_part(leave, person, Contact, facts | {"next_on": TODAY + timedelta(days=30)})
    mine = duties(permit(cast.amina, READ, cast.program), cast.program)
    assert [(item.state, item.what) for item in mine] == [("soon", "Write")]
    assert duties(permit(cast.chitra, READ, cast.program), cast.program) == ()
    client.force_login(cast.amina)
    assert "Write" in client.get(f"/p/{cast.program.code}/").content.decode()
    assert client.post(f"/p/{cast.program.code}/consensus/contacts/{contact.key}/done").status_code == 303
    finish_step(leave, Contact.objects.get(pk=contact.pk), TODAY)
    assert next_steps_of(leave, cast.program).count() == 1
    assert Contact.objects.get(pk=contact.pk).version == 2


def test_who_left_office_counts_no_longer_but_stays(cast: Cast) -> None:
    person = make.stakeholder(cast.program, cast.country, 2)
    change_stakeholder(permit(cast.amina, RECORD, person), person, {"left_on": TODAY}, version=1)
    leave = permit(cast.amina, READ, cast.program)
    assert not stakeholders_of(leave, cast.program).exists()
    assert stakeholders_of(leave, cast.program, left=True).count() == 1


@pytest.mark.parametrize(
    ("table", "over"),
    [
        (Stakeholder, {"name": ""}), (Stakeholder, {"power": 6}), (Stakeholder, {"side": "king"}),
        (Position, {"value": 3}), (Position, {"evidence": ""}), (Objection, {"words": ""}),
        (Objection, {"state": "settled"}), (Objection, {"in_case": True}), (Commitment, {"state": "kept"}),
        (Contact, {"who": ""}), (Contact, {"next_step": "x"}),
    ],
)  # fmt: skip
def test_the_database_says_no_too(cast: Cast, table: type[Stakeholder], over: dict[str, object]) -> None:
    person = make.stakeholder(cast.program, cast.country, 1)
    leave = make.desk(RECORD, cast.program)
    add_part(leave, person, Objection, {"words": "Who pays?", "raised_on": TODAY})
    add_part(leave, person, Commitment, {"words": "A letter", "due_on": TODAY})
    add_part(leave, person, Contact, {"on": TODAY, "who": "Amina"})
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**over)


def fill(cast: Cast, count: int) -> None:
    """So many stakeholders with a position, an open objection, a late promise and a next step each."""
    rows = Stakeholder.objects.bulk_create(
        Stakeholder(
            program=cast.program, place=cast.district, name=f"Person {n:03}", side="decision-maker", power=1 + n % 5
        )
        for n in range(count)
    )
    Position.objects.bulk_create(
        Position(stakeholder=row, value=n % 5 - 2, held_on=TODAY, evidence="x", by_name="A")
        for n, row in enumerate(rows)
    )
    Objection.objects.bulk_create(Objection(stakeholder=row, words="No", raised_on=TODAY) for row in rows)
    late = TODAY - timedelta(days=1)
    Commitment.objects.bulk_create(Commitment(stakeholder=row, words="Yes", due_on=late) for row in rows)
    Contact.objects.bulk_create(
        Contact(stakeholder=row, on=TODAY, who="A", next_step="Go", next_on=late, next_owner="A") for row in rows
    )


@pytest.mark.parametrize("address", ["", "next"])
def test_as_many_queries_with_3_as_with_300_and_a_small_page(cast: Cast, client: Client, address: str) -> None:
    client.force_login(cast.amina)
    counts = []
    for count in (3, 297):
        fill(cast, count)
        url = f"/p/{cast.program.code}/consensus/{address}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(response.content) < 100_000
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select("nav.pager")
    assert len(page.select("tbody a[href*='/stakeholders/'], ol.duty a[href*='/stakeholders/']")) <= 56
