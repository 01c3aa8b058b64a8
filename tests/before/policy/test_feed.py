"""The advocacy calendar in a person's own calendar program."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from groundswell.before.policy.models import Feed
from groundswell.before.policy.services import close_ask, make_feed
from groundswell.ground.people.models import Role
from tests import make
from tests.cast import Cast, permit

pytestmark = pytest.mark.django_db


def address(cast: Cast) -> str:
    return f"/calendar/{make_feed(permit(cast.erik, 'policy.feed.make', cast.program), cast.program)}.ics"


def parts(client: Client, url: str) -> dict[str, object]:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    return {str(part["SUMMARY"]): part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")}


def test_events_deadlines_and_ends_come_as_a_calendar_program_reads_them(cast: Cast) -> None:
    ask = make.ask(cast.program, "Let volunteers lead", deadline=date(2027, 2, 1), decision_maker="Director")
    make.event(cast.program, "Hearing", on=date(2027, 1, 20), where="Parliament", next_step="Bring the case")
    make.policy(cast.program, "Strategy", ends_on=date(2026, 12, 31))
    visitor, url = Client(), address(cast)
    found = parts(visitor, url)
    assert set(found) == {"Hearing", "Due: Let volunteers lead", "Ends: Strategy"}
    hearing, due = found["Hearing"], found["Due: Let volunteers lead"]
    assert (hearing.name, hearing["DTSTART"].dt, str(hearing["LOCATION"])) == (
        "VEVENT",
        date(2027, 1, 20),
        "Parliament",
    )
    assert (due.name, due["DUE"].dt, str(due["STATUS"])) == ("VTODO", date(2027, 2, 1), "NEEDS-ACTION")
    close_ask(permit(cast.amina, "policy.policy.record", ask), ask, "won", "Signed.", version=1)
    after = parts(visitor, url)["Due: Let volunteers lead"]
    assert after["UID"] == due["UID"]
    assert (int(due["SEQUENCE"]), int(after["SEQUENCE"])) == (1, 2)
    assert str(after["STATUS"]) == "COMPLETED"


def test_a_renewed_address_makes_the_first_one_void(cast: Cast) -> None:
    first = address(cast)
    second = address(cast)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Client().get("/calendar/guess.ics").status_code == 404


def test_only_a_hash_is_kept(cast: Cast) -> None:
    secret = address(cast).removeprefix("/calendar/").removesuffix(".ics")
    kept = Feed.objects.get()
    assert secret not in kept.secret_hash
    assert re.fullmatch(r"[0-9a-f]{64}", kept.secret_hash)


def test_who_leaves_the_program_reads_no_more(cast: Cast) -> None:
    url = address(cast)
    Role.objects.filter(person=cast.erik).update(valid_until=date(2020, 1, 1))
    assert Client().get(url).status_code == 404


def test_the_page_shows_the_address_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.erik)
    page = f"/p/{cast.program.code}/policy/calendar/"
    assert client.post(f"{page}subscribe").status_code == 303
    (shown,) = re.findall(r"/calendar/[\w-]{40,}\.ics", client.get(page).content.decode())
    assert Client().get(shown).status_code == 200
    assert ".ics" not in client.get(page).content.decode()


def test_a_feed_takes_the_same_queries_with_3_and_200_policies(cast: Cast) -> None:
    url = address(cast)

    def queries(many: int) -> int:
        for number in range(many):
            make.policy(cast.program, f"{many}: norm {number}", ends_on=date(2027, 1, 1))
        with CaptureQueriesContext(connection) as seen:
            Client().get(url)
        return len(seen)

    assert queries(3) == queries(200)


def test_an_ask_that_was_lost_or_withdrawn_is_cancelled_not_completed(cast: Cast) -> None:
    for state in ("lost", "withdrawn", "won"):
        ask = make.ask(cast.program, state, deadline=date(2027, 2, 1))
        close_ask(permit(cast.amina, "policy.policy.record", ask), ask, state, "It ended.", version=1)
    found = parts(Client(), address(cast))
    said = {title.removeprefix("Due: "): str(part["STATUS"]) for title, part in found.items()}  # type: ignore[index]
    assert said == {"lost": "CANCELLED", "withdrawn": "CANCELLED", "won": "COMPLETED"}
