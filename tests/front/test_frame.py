"""What surrounds every page: within “Ready to scale?” the verdict, the steps that this house keeps, and the gate."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from groundswell.steps import STEPS
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def steps_on(client: Client, name: str) -> tuple[list[str], list[str]]:
    html = BeautifulSoup(client.get(reverse(name, args=["groups"])).content, "html.parser")
    links = html.select("nav.rail a")
    return [link.get_text() for link in links], [link.get_text() for link in links if link.has_attr("aria-current")]


def test_the_verdict_the_kept_steps_and_the_gate_stand_in_the_order_of_the_guide(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    titles, _ = steps_on(client, "vision:vision")
    kept = [str(step.number) for step in STEPS if step.room and step.number <= 6]
    assert titles[0] == "Verdict"
    assert titles[-1] == "Gate"
    assert [title.split()[0] for title in titles[1:-1]] == kept


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("vision:vision", ["1 Vision"]),
        ("scalability:scalability", ["3 Potential"]),
        ("gates:verdict", ["Verdict"]),
        ("gates:waves", ["Gate"]),
        ("monitoring:overview", []),
        ("programs:program", []),
    ],
)
def test_the_step_of_a_page_is_marked(cast: Cast, client: Client, page: str, current: list[str]) -> None:
    client.force_login(cast.amina)
    assert steps_on(client, page)[1] == current


def test_other_sections_show_no_steps(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    assert steps_on(client, "monitoring:overview")[0] == []
