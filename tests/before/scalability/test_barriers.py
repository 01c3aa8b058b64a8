"""What stands in the way is carried on until somebody says how it was removed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from groundswell.before.scalability.models import Barrier, Exclusion
from groundswell.before.scalability.selectors import barriers_of
from groundswell.before.scalability.services import (
    BarrierFacts,
    change_barrier,
    close_barrier,
    end_exclusion,
    exclude_context,
    record_barrier,
)
from groundswell.before.scalability.step import checks
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.ground.journal.models import Entry
from tests.cast import Cast, permit

FACTS = BarrierFacts("No cadre at scale", "Count the posts", "Amina", date(2027, 1, 31), item="18")


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    return record_barrier(permit(cast.amina, "scalability.barrier.record", cast.program), cast.program, FACTS)


def test_a_barrier_stays_until_it_is_said_how_it_was_removed(cast: Cast, barrier: Barrier) -> None:
    leave = permit(cast.chitra, "scalability.barrier.record", barrier)
    with pytest.raises(BadInput):
        close_barrier(leave, barrier, "  ", version=1)
    assert list(barriers_of(leave, cast.program)) == [barrier]
    close_barrier(leave, barrier, "The ministry opened 40 posts.", version=1)
    assert list(barriers_of(leave, cast.program)) == []
    assert [row.closed_how for row in barriers_of(leave, cast.program, closed=True)] == [
        "The ministry opened 40 posts."
    ]
    entry = Entry.objects.filter(action="scalability.barrier.record").first()
    assert entry is not None
    assert (entry.person_name, entry.reason) == ("Chitra", "The ministry opened 40 posts.")
    with pytest.raises(Conflict):
        close_barrier(leave, barrier, "Again.", version=2)


def test_who_saves_second_is_told_and_keeps_what_was_typed(cast: Cast, barrier: Barrier, client: Client) -> None:
    leave = permit(cast.amina, "scalability.barrier.record", barrier)
    change_barrier(leave, barrier, BarrierFacts("No cadre", "Ask the ministry", "Babu", FACTS.due_on), version=1)
    with pytest.raises(EditedMeanwhile):
        change_barrier(leave, barrier, FACTS, version=1)
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/scalability/barriers/{barrier.key}/change"
    typed = {
        "words": "Too few facilitators",
        "action": "Train",
        "owner": "Chitra",
        "due_on": "2027-03-01",
        "version": "1",
    }
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "Somebody else changed" in page.select(".errors")[0].get_text()
    kept = {
        field["name"]: field.get("value", "")
        for field in page.select("main input[name]")
        if field["name"] != "csrfmiddlewaretoken"
    }
    assert (kept["words"], kept["version"]) == ("Too few facilitators", "2")
    assert client.post(url, {name: str(value) for name, value in kept.items()} | {"action": "Train"}).status_code == 303
    assert Barrier.objects.get().words == "Too few facilitators"


def test_only_who_may_records_barriers(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.dewi, "scalability.barrier.record", cast.program)


def test_a_late_barrier_is_shown_and_makes_the_check_unmet_with_its_owner(
    cast: Cast, barrier: Barrier, client: Client
) -> None:
    Barrier.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.erik)
    page = BeautifulSoup(client.get(f"/p/{cast.program.code}/scalability/").content, "html.parser")
    heading: Any = page.select_one("#barriers")
    assert heading.get_text() == "One thing stands in the way; one is late"
    assert not page.select("main form"), "a donor reads only"
    line = next(c for c in checks(permit(cast.erik, "scalability.assessment.read", cast.program), cast.program)
                if c.code == "scalability.barriers")  # fmt: skip
    assert (line.state, line.owner) == ("unmet", "Amina")


def test_an_excluded_context_has_a_reason_and_can_be_taken_in_again(cast: Cast) -> None:
    leave = permit(cast.amina, "scalability.context.exclude", cast.program)
    with pytest.raises(BadInput):
        exclude_context(leave, cast.program, "cities", " ")
    made = exclude_context(leave, cast.program, "cities", "No groups meet there.")
    end_exclusion(leave, made)
    end_exclusion(leave, made)
    assert Exclusion.objects.get().ended_at is not None
    assert Entry.objects.filter(action="scalability.context.exclude").count() == 2


@pytest.mark.parametrize("name", ["words", "owner", "action"])
def test_the_database_refuses_a_barrier_without_its_words(barrier: Barrier, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Barrier.objects.update(**{name: ""})
