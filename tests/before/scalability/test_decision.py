"""The decision on the assessment is minuted, never changed, and a line of the gate; two who decide at once are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundswell.before.scalability.models import Resolution
from groundswell.before.scalability.selectors import decisions_of
from groundswell.before.scalability.services import Decided, minute_decision
from groundswell.before.scalability.step import checks
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.ground.journal.models import Entry
from tests.before.scalability.test_assessment import rated, reading
from tests.cast import Cast, permit


def facts(choice: str = "redesign") -> Decided:
    return Decided(choice, timezone.localdate(), "Steering group", "Training takes too long.", to_test="A short course")


def test_earlier_decisions_stay_and_the_last_one_stands(cast: Cast) -> None:
    leave = permit(cast.amina, "scalability.decision.record", cast.program)
    minute_decision(leave, cast.program, facts(), seen=0)
    minute_decision(leave, cast.program, facts("go"), seen=1)
    assert [row.choice for row in decisions_of(reading(cast), cast.program)] == ["go", "redesign"]
    entry = Entry.objects.filter(action="scalability.decision.record").first()
    assert entry is not None
    assert (entry.before["choice"], entry.after["choice"]) == ("redesign", "go")


def test_who_decides_second_is_told_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    leave = permit(cast.amina, "scalability.decision.record", cast.program)
    minute_decision(leave, cast.program, facts("stop"), seen=0)
    with pytest.raises(EditedMeanwhile, match="Amina minuted a decision"):
        minute_decision(leave, cast.program, facts("go"), seen=0)
    client.force_login(cast.amina)
    url = reverse("scalability:decide", args=[cast.program.code])
    typed = {"choice": "go", "decided_on": str(timezone.localdate()), "who": "Board", "why": "It works.", "seen": "0"}
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert "Amina minuted a decision meanwhile: not in this form" in page.select(".errors")[0].get_text()
    kept = {
        str(field["name"]): str(field.get("value", "")) for field in page.select("main input[name]:not([type=radio])")
    }
    assert (kept["who"], kept["seen"]) == ("Board", "1")
    assert client.post(url, typed | {"seen": "1"}).status_code == 303
    assert Resolution.objects.count() == 2


def test_a_decision_needs_who_and_why_and_a_day_that_came(cast: Cast) -> None:
    leave = permit(cast.amina, "scalability.decision.record", cast.program)
    for wrong in (replace(facts(), who=" "), replace(facts(), why=""),
                  replace(facts(), decided_on=timezone.localdate() + timedelta(days=1))):  # fmt: skip
        with pytest.raises(BadInput):
            minute_decision(leave, cast.program, wrong, seen=0)
    with pytest.raises(NotAllowed):
        permit(cast.chitra, "scalability.decision.record", cast.program)


def test_the_gate_reads_the_decision_and_notices_a_later_round(cast: Cast) -> None:
    def state() -> str:
        return str(
            next(line.state for line in checks(reading(cast), cast.program) if line.code == "scalability.decided")
        )

    leave = permit(cast.amina, "scalability.decision.record", cast.program)
    assert state() == "not recorded"
    minute_decision(leave, cast.program, facts(), seen=0)
    assert state() == "unmet"
    minute_decision(
        leave, cast.program, replace(facts("go"), decided_on=timezone.localdate() - timedelta(days=3)), seen=1
    )
    assert state() == "met"
    rated(cast, 2)
    assert state() == "warning"


def test_the_page_shows_the_decision_and_the_rounds_side_by_side(cast: Cast, client: Client) -> None:
    minute_decision(permit(cast.amina, "scalability.decision.record", cast.program), cast.program, facts(), seen=0)
    rated(cast, 1)
    rated(cast, 2)
    client.force_login(cast.erik)
    page = BeautifulSoup(
        client.get(reverse("scalability:scalability", args=[cast.program.code])).content, "html.parser"
    )
    assert "change it first (Steering group" in page.select("#decision")[0].get_text()
    heading = page.select("#compared")[0]
    assert "up by 33 points" in heading.get_text()
    rows = heading.find_parent("section").select("tbody tr")  # type: ignore[union-attr]
    assert [cell.get_text() for cell in rows[0].select("th, td")] == ["Whole", "33", "67", "+33"]
    assert not page.select("a[href$='/decision']"), "a donor reads only"
