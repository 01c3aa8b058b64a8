"""Policies, reviews and asks: recorded, changed by one at a time, settled, ended; all in the journal."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from groundswell.before.policy.models import Ask, Policy, Review
from groundswell.before.policy.selectors import asks_of, jurisdictions_of, policies_of
from groundswell.before.policy.services import (
    AskFacts,
    PolicyFacts,
    change_ask,
    change_policy,
    close_ask,
    record_policy,
    review_area,
    settle_policy,
)
from groundswell.before.policy.step import checks
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotAllowed
from groundswell.domain.gates.lines import State
from groundswell.domain.policy.facts import AREAS
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit

pytestmark = pytest.mark.django_db
RECORD = "policy.policy.record"


def read(client: Client, url: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == status, url
    return BeautifulSoup(answer.content, "html.parser")


def filled(policy: Policy, **over: Any) -> dict[str, Any]:
    """What the form of a policy sends."""
    return {
        "title": policy.title, "kind": policy.kind, "area": policy.area, "place": str(policy.place.key),
        "on_effectiveness": policy.on_effectiveness, "on_reach": policy.on_reach, "treatment": policy.treatment,
        "version": policy.version,
    } | over  # fmt: skip


def test_a_blocking_policy_stands_at_the_gate_until_it_is_settled(cast: Cast) -> None:
    make.site(cast.program, cast.community)
    norm = make.policy(cast.program, on_reach="blocking", place=cast.district)
    leave = permit(cast.amina, RECORD, norm)

    def state(wave: int) -> State:
        lines = checks(permit(cast.erik, "policy.policy.read", cast.program), cast.program, "", wave)
        return next(line.state for line in lines if line.code == "policy.blocking")

    assert (state(1), state(2)) == (State.UNMET, State.MET)
    with pytest.raises(BadInput):
        settle_policy(leave, norm, " ", version=1)
    settle_policy(leave, norm, "Replaced by norm 9/2026.", version=1)
    assert state(1) is State.MET
    entry = Entry.objects.filter(action=RECORD).first()
    assert entry is not None
    assert (entry.person_name, entry.reason) == ("Amina", "Replaced by norm 9/2026.")
    with pytest.raises(Conflict):
        settle_policy(leave, norm, "Again.", version=2)


def test_two_who_change_one_policy_are_told_and_neither_loses_work(cast: Cast, client: Client) -> None:
    norm = make.policy(cast.program)
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/policy/policies/{norm.key}/change"
    late = filled(norm, effect="Groups wait.")
    leave = permit(cast.amina, RECORD, norm)
    change_policy(leave, norm, PolicyFacts("Norm 9", "norm", "cadres", cast.program.root), version=1)
    with pytest.raises(EditedMeanwhile):
        change_policy(leave, norm, PolicyFacts("Norm 10", "norm", "cadres", cast.program.root), version=1)
    answer = client.post(url, late)
    html = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert "Somebody else changed" in html.get_text()
    assert html.select_one("textarea[name=effect]").get_text().strip() == "Groups wait."
    again = late | {"version": html.select_one("input[name=version]")["value"]}
    assert client.post(url, again).status_code == 303
    norm.refresh_from_db()
    assert (norm.effect, norm.version) == ("Groups wait.", 3)


def test_a_policy_keeps_its_waves_and_elements_and_refuses_those_of_others(cast: Cast) -> None:
    wave, element = make.wave(cast.program, 2), make.element(cast.program)
    norm = make.policy(cast.program, waves=(wave,), elements=(element,), steps=(9, 7))
    assert (list(norm.waves.all()), list(norm.elements.all()), norm.steps) == ([wave], [element], [7, 9])
    other = make.program("other", root=make.place("Elsewhere"))
    leave = permit(cast.amina, RECORD, cast.program)
    for foreign in ({"waves": (make.wave(other, 1),)}, {"place": other.root}, {"link": "javascript:alert(1)"}):
        facts = PolicyFacts(**({"title": "x", "kind": "law", "area": "data", "place": cast.program.root} | foreign))
        with pytest.raises(BadInput):
            record_policy(leave, cast.program, facts)


def test_the_checklist_shows_who_looked_where(cast: Cast, client: Client) -> None:
    make.site(cast.program, cast.community)
    leave = permit(cast.amina, RECORD, cast.program)
    day = timezone.localdate()
    with pytest.raises(BadInput):
        review_area(leave, cast.program, "data", cast.program.root, on=day + timedelta(days=1))
    review_area(leave, cast.program, "data", cast.program.root, on=day, found="Act 4")
    client.force_login(cast.erik)
    html = read(client, f"/p/{cast.program.code}/policy/")
    rows = {row.th.get_text(): row.get_text(" ") for row in html.select("section[aria-labelledby=checklist] tbody tr")}
    assert "Act 4" in rows["Data and privacy"]
    assert "not reviewed" in rows["Budget codes"]
    assert len(rows) == len(AREAS)
    assert jurisdictions_of(cast.program)[0].pk == cast.program.root.pk


def test_an_ask_ends_with_its_outcome_and_then_stays_as_it_is(cast: Cast) -> None:
    ask = make.ask(cast.program, deadline=date(2027, 1, 1))
    leave = permit(cast.amina, RECORD, ask)
    with pytest.raises(BadInput):
        close_ask(leave, ask, "won", "", version=1)
    with pytest.raises(BadInput):
        close_ask(leave, ask, "open", "Still open.", version=1)
    close_ask(leave, ask, "won", "Signed on Monday.", version=1)
    assert list(asks_of(leave, cast.program)) == []
    assert [row.outcome for row in asks_of(leave, cast.program, ended=True)] == ["Signed on Monday."]
    with pytest.raises(Conflict):
        change_ask(leave, ask, AskFacts("Something else"), version=2)


def test_who_may_read_may_not_write(cast: Cast, client: Client) -> None:
    with pytest.raises(NotAllowed):
        record_policy(
            permit(cast.erik, "policy.policy.read", cast.program), cast.program,
            PolicyFacts("x", "law", "data", cast.program.root),
        )  # fmt: skip
    client.force_login(cast.zed)
    assert client.get(f"/p/{cast.program.code}/policy/").status_code == 404
    client.force_login(cast.erik)
    html = read(client, f"/p/{cast.program.code}/policy/")
    assert html.select("main a.btn") == []
    assert client.post(f"/p/{cast.program.code}/policy/new", {}).status_code == 403


def test_pages_work_by_plain_posts_from_an_empty_register(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    base = f"/p/{cast.program.code}/policy"
    assert "Nobody has looked at the policies yet" in read(client, f"{base}/").h1.get_text()
    place = str(cast.program.root.key)
    assert client.post(f"{base}/review", {"area": "data", "place": place, "on": "2026-01-05"}).status_code == 303
    assert Review.objects.get().by_name == "Amina"
    sent = {"title": "Act 4", "kind": "law", "area": "data", "place": place, "on_effectiveness": "neutral",
            "on_reach": "blocking", "treatment": "", "steps": ["9"]}  # fmt: skip
    assert client.post(f"{base}/new", sent).status_code == 303
    policy = Policy.objects.get()
    assert policy.steps == [9]
    assert client.post(f"{base}/asks/new", {"change": "Allow it", "policy": str(policy.key)}).status_code == 303
    ask = Ask.objects.get()
    assert ask.policy == policy
    assert "Allow it" in read(client, f"{base}/policies/{policy.key}/").get_text()
    assert "Allow it" in read(client, f"{base}/asks/{ask.key}/brief").h1.get_text()
    assert (
        client.post(f"{base}/asks/{ask.key}/close", {"state": "won", "outcome": "Done", "version": 1}).status_code
        == 303
    )
    wrong = client.post(f"{base}/new", sent | {"starts_on": "2026-02-01", "ends_on": "2026-01-01", "title": "Act 5"})
    assert wrong.status_code == 422
    assert "ends before it begins" in wrong.content.decode()
    twice = client.post(f"{base}/new", sent)
    assert twice.status_code == 422
    assert "there already" in twice.content.decode()


@pytest.mark.parametrize("page", ["", "asks/", "calendar/"])
def test_pages_take_the_same_queries_with_3_and_200_policies(cast: Cast, client: Client, page: str) -> None:
    client.force_login(cast.chitra)

    def queries(many: int) -> int:
        wave = make.wave(cast.program, many)
        for number in range(many):
            norm = make.policy(cast.program, f"{many}: norm {number}", waves=(wave,), ends_on=date(2027, 1, 1))
            make.ask(cast.program, f"{many}: ask {number}", policy=norm, deadline=date(2027, 1, 2))
            make.event(cast.program, f"{many}: event {number}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(client, f"/p/{cast.program.code}/policy/{page}")
        return len(seen)

    assert queries(3) == queries(200)


def test_what_hinders_most_stands_first_and_what_is_settled_last(cast: Cast) -> None:
    for title, stance in (("d", "neutral"), ("c", "supportive"), ("b", "inhibiting"), ("a", "blocking")):
        make.policy(cast.program, title, on_effectiveness=stance)
    done = make.policy(cast.program, "e", on_reach="blocking")
    settle_policy(permit(cast.amina, RECORD, done), done, "Changed.", version=1)
    listed = policies_of(permit(cast.erik, "policy.policy.read", cast.program), cast.program)
    assert [row.title for row in listed] == ["a", "b", "c", "d", "e"]


def test_a_policy_is_called_otherwise_in_other_languages(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina)
    base, place = f"/p/{cast.program.code}/policy", str(cast.program.root.key)
    tag = next(iter(cast.program.languages), "en")
    sent = {"title": "Decreto 9", f"titles_{tag}": " Decree 9 ", "kind": "plan", "area": "data", "place": place,
            "on_effectiveness": "neutral", "on_reach": "neutral", "treatment": ""}  # fmt: skip
    assert client.post(f"{base}/new", sent).status_code == 303
    policy = Policy.objects.get()
    assert policy.titles[tag] == "Decree 9"
    policy.titles = {"fr": "Décret 9"}
    policy.save()
    for language, title in (("fr", "Décret 9"), ("en", "Decreto 9"), ("ar", "Decreto 9")):
        with override(language):
            assert str(policy) == title
    policy.titles = {"sw": "Amri 9"}
    policy.save()
    assert client.post(f"{base}/policies/{policy.key}/change", filled(policy, effect="x")).status_code == 303
    policy.refresh_from_db()
    assert (policy.effect, policy.titles) == ("x", {"sw": "Amri 9"})


def test_the_register_is_narrowed_and_says_how_many_are_left(cast: Cast, client: Client) -> None:
    client.force_login(cast.erik)
    make.policy(cast.program, "Country plan", kind="plan")
    make.policy(cast.program, "District norm", place=cast.district, on_reach="blocking")
    make.policy(cast.program, "Old law", kind="law", ends_on=date(2020, 1, 1))
    base = f"/p/{cast.program.code}/policy/"

    def titles(**query: Any) -> list[str]:
        html = BeautifulSoup(client.get(base, query).content, "html.parser")
        return [link.get_text(strip=True) for link in html.select("#rows tbody th a")]

    assert sorted(titles()) == ["Country plan", "District norm", "Old law"]
    assert titles(kind="plan") == ["Country plan"]
    assert titles(stands="idle") == ["Old law"]
    assert titles(stands="blocking") == ["District norm"]
    assert titles(level=cast.district.depth) == ["District norm"]
    assert sorted(titles(place=cast.district.key)) == ["Country plan", "District norm", "Old law"]
    assert titles(place=cast.district.key, kind="norm") == ["District norm"]
    assert len(titles(kind="nonsense", level="x", place="y")) == 3
    html = read(client, f"{base}?kind=plan")
    assert html.select_one("#rows h2").get_text(strip=True) == "1 of 3 policies on record"
    assert html.select_one("#rows option[selected][value=plan]")
    assert "No policy on record is like that." in read(client, f"{base}?kind=budget").get_text()


def test_a_policy_tells_its_history_to_who_may_read_the_journal(cast: Cast, client: Client) -> None:
    norm = make.policy(cast.program, "Norm 9")
    ask = make.ask(cast.program, policy=norm)
    leave = permit(cast.amina, RECORD, norm)
    change_policy(leave, norm, PolicyFacts("Norm 9", "norm", "cadres", cast.program.root, on_reach="blocking",
                                           ends_on=date(2027, 3, 1), steps=(7,)), version=1)  # fmt: skip
    close_ask(leave, ask, "lost", "They said no.", version=1)
    settle_policy(leave, norm, "Replaced by norm 10.", version=2)
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/policy/policies/{norm.key}/"
    told = [" ".join(item.get_text(" ").split()) for item in read(client, url).select("[aria-labelledby=history] li")]
    assert len(told) == 5
    assert "Settled" in told[0]
    assert "Replaced by norm 10." in told[0]
    assert "Ask ended" in told[1]
    assert "open → lost" in told[1]
    assert "for the reach it is: neutral → blocking" in told[2]
    assert "1 March 2027" in told[2]
    assert {"Recorded" in told[4], "Ask recorded" in told[3]} == {True}
    client.force_login(cast.dewi)
    assert read(client, url).select("[aria-labelledby=history]") == []


def test_an_ask_is_put_to_a_stakeholder_whom_only_those_see_who_may(cast: Cast, client: Client) -> None:
    director = make.stakeholder(cast.program, cast.program.root, 1, name="Dr Koroma", office="Director")
    client.force_login(cast.amina)
    base = f"/p/{cast.program.code}/policy"
    assert client.post(f"{base}/asks/new", {"change": "Allow it", "stakeholder": str(director.key)}).status_code == 303
    ask = Ask.objects.get()
    assert (ask.stakeholder, ask.decision_maker) == (director, "Dr Koroma, Director")
    link = f"/p/{cast.program.code}/consensus/stakeholders/{director.key}"
    assert link in str(read(client, f"{base}/asks/"))
    assert client.post(f"{base}/asks/{ask.key}/change", {"change": "Allow all", "stakeholder": str(director.key),
                                                         "decision_maker": "The minister", "version": 1}
                       ).status_code == 303  # fmt: skip
    ask.refresh_from_db()
    assert (ask.change, ask.decision_maker) == ("Allow all", "The minister")
    client.force_login(cast.erik)
    shown = str(read(client, f"{base}/asks/"))
    assert "The minister" in shown
    assert link not in shown
    elsewhere = make.place("Elsewhere")
    other = make.stakeholder(make.program("other", root=elsewhere), elsewhere, 1)
    with pytest.raises(BadInput):
        change_ask(permit(cast.amina, RECORD, ask), ask, AskFacts("x", stakeholder=other), version=2)


def test_the_brief_says_what_the_studies_show_or_why_nothing(cast: Cast, client: Client) -> None:
    ask = make.ask(cast.program)
    client.force_login(cast.erik)
    url = f"/p/{cast.program.code}/policy/asks/{ask.key}/brief"
    section = "section[aria-labelledby=shown]"
    assert "No study is recorded yet." in read(client, url).select_one(section).get_text()
    make.study(cast.program)
    told = " ".join(read(client, url).select_one(section).get_text(" ").split())
    assert re.search(r"is 0\.\d\d \(95.% interval 0\.\d\d–", told), told
    assert "1 study with a comparison group; all contexts; certainty" in told


def test_the_map_draws_the_highest_level_with_boundaries(cast: Cast, client: Client) -> None:
    for number in range(3):
        ring = [[number, 0], [number + 1, 0], [number + 1, 1], [number, 1], [number, 0]]
        place = make.place(f"Coast {number}", cast.program.root, geometry={"type": "Polygon", "coordinates": [ring]})
        make.site(cast.program, make.place(f"Village {number}", place))
    make.policy(cast.program, "Permit of the port", kind="permission", place=place, on_reach="blocking")
    client.force_login(cast.erik)
    section = read(client, f"/p/{cast.program.code}/policy/").select_one("section[aria-labelledby=blocked]")
    assert section.h2.get_text() == "1 of 3 places of ours are blocked"
    assert section.select("svg.wide use")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in section.select("tbody tr")]
    assert rows[0] == ["Coast 2", "Blocked", "1 of 1 place: permission missing: “Permit of the port”"]
    assert {row[1] for row in rows[1:]} == {"Not reviewed"}


def test_the_map_lists_what_has_no_boundary(cast: Cast, client: Client) -> None:
    make.site(cast.program, cast.community)
    make.policy(cast.program, "By-law", place=cast.district, on_reach="blocking")
    client.force_login(cast.erik)
    section = read(client, f"/p/{cast.program.code}/policy/").select_one("section[aria-labelledby=blocked]")
    assert section.h2.get_text() == "1 of 1 place of ours is blocked"
    assert section.select("svg.wide") == []
    (item,) = section.select("li")
    assert "1 of 1 place: “By-law”" in " ".join(item.get_text(" ").split())
