"""The assessment that stands: the last closed round with a result, its warnings, its checks, and the verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groundswell.across.gates.selectors import assembled
from groundswell.across.gates.services import record_input
from groundswell.before.scalability.selectors import assessment_of
from groundswell.before.scalability.step import checks, finding, verdict_inputs, warnings_of
from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import questionnaire_of
from groundswell.ground.instruments.services import Filled, Given, close_round, send
from tests import make
from tests.cast import Cast, permit

SIDES = ("implementers", "government", "community")


def rated(cast: Cast, value: float, sides: tuple[str, ...] = SIDES, *, closed: bool = True, **over: Any) -> Round:
    """A round in which each side answered everything alike."""
    made = make.round_(cast.program, **over)
    for side in sides:
        _rater, secret = make.rater(made, side)
        send(secret, Filled(uuid4(), {each.code: Given(value) for each in questionnaire_of(made).questions()}))
    return close_round(make.desk("instruments.round.close", cast.program), made) if closed else made


def reading(cast: Cast) -> Any:
    return permit(cast.erik, "scalability.assessment.read", cast.program)


def test_the_last_closed_round_stands_with_the_one_before(cast: Cast) -> None:
    assert finding(assessment_of(reading(cast), cast.program)) == "Not assessed yet"
    first, second = rated(cast, 1), rated(cast, 2)
    rated(cast, 3, closed=False)
    now = assessment_of(reading(cast), cast.program)
    assert (now.round, now.before) == (second, first)
    assert finding(now) == "Scalable after the changes listed: 67 of 100"


def test_a_round_for_the_context_goes_before_one_for_all(cast: Cast) -> None:
    rural = rated(cast, 1, context="rural")
    whole = rated(cast, 3)
    assert assessment_of(reading(cast), cast.program, "rural").round == rural
    assert assessment_of(reading(cast), cast.program, "urban").round == whole


def test_two_sides_old_answers_and_another_version_are_warned_of(cast: Cast) -> None:
    made = rated(cast, 3, ("community", "community", "government"), package_version="2.0")
    days = timedelta(days=600)
    Round.objects.filter(pk=made.pk).update(opened_at=timezone.now() - days, closed_at=timezone.now() - days)
    told = " ".join(warning["because"] for warning in warnings_of(assessment_of(reading(cast), cast.program)))
    assert "Fewer than 3 sides" in told
    assert "older than 18 months" in told
    assert "Version 2.0" in told
    states = {check.code: check.state for check in checks(reading(cast), cast.program)}
    assert states == {
        "scalability.assessed": "warning", "scalability.sides": "unmet", "scalability.critical": "met",
        "scalability.barriers": "met",
    } | dict.fromkeys(
        ("scalability.decided", "scalability.cost", "scalability.payer", "scalability.funding"), "not recorded"
    )  # fmt: skip


def test_low_answers_are_proposed_as_barriers_until_they_are_on_the_list(cast: Cast, client: Client) -> None:
    rated(cast, 1)
    client.force_login(cast.amina)
    home = f"/p/{cast.program.code}/scalability/"
    page = BeautifulSoup(client.get(home).content, "html.parser")
    links = [str(link["href"]) for link in page.select("a[href*='item=']")]
    assert len(links) == 25
    states = {check.code: check.state for check in checks(reading(cast), cast.program)}
    assert states["scalability.critical"] == "unmet"
    form = BeautifulSoup(client.get(links[0]).content, "html.parser")
    words = str(form.select_one("#id_words")["value"])  # type: ignore[index]
    assert words.startswith("Results come from evaluations")
    data = {"words": words, "action": "Do it", "owner": "Amina", "due_on": "2030-01-01", "item": "1"}
    assert client.post(f"{home}barriers/new", data).status_code == 303
    assert len(BeautifulSoup(client.get(home).content, "html.parser").select("a[href*='item=']")) == 24


def test_the_verdict_reads_the_room_and_shows_what_was_typed_beside_it(cast: Cast, client: Client) -> None:
    leave = permit(cast.amina, "gates.input.record", cast.program)
    for name, value in (("scalability_score", 90.0), ("scalability_critical_gaps", 0)):
        record_input(leave, cast.program, "", name, value, source="Guessed in May")
    before = assembled(leave, cast.program)
    assert before.inputs.scalability_score.value == 90  # type: ignore[union-attr]
    rated(cast, 1)
    now = assembled(leave, cast.program)
    assert now.inputs.scalability_score.value == pytest.approx(100 / 3)  # type: ignore[union-attr]
    assert now.inputs.scalability_critical_gaps.value == 8  # type: ignore[union-attr]
    assert "After the pilot" in now.inputs.scalability_score.source  # type: ignore[union-attr]
    client.force_login(cast.amina)
    response = client.get(reverse("gates:inputs", args=[cast.program.code]))
    page = BeautifulSoup(response.content, "html.parser")
    assert not page.select("[name=scalability_score]")
    assert "not counted: 90 (Guessed in May)" in page.get_text()
    data = {field["name"]: field.get("value", "") for field in page.select("main input[name]:not([type=radio])")}
    assert client.post(reverse("gates:inputs", args=[cast.program.code]), data).status_code in (302, 303)


def test_nothing_goes_to_the_verdict_before_a_round_is_closed(cast: Cast) -> None:
    rated(cast, 3, closed=False)
    assert verdict_inputs(reading(cast), cast.program) == {}


def test_the_page_asks_as_many_queries_with_many_rounds_and_barriers(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    counts = []
    for _more in range(2):
        rated(cast, 1)
        rated(cast, 2)
        client.get(f"/p/{cast.program.code}/scalability/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/p/{cast.program.code}/scalability/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
