"""Levels judged from what is on record, the questions of a level, and the checks for the gate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from groundswell.before.consensus.models import Commitment, LevelAnswer, Objection
from groundswell.before.consensus.selectors import overview_of
from groundswell.before.consensus.services import add_part, answer_level, seen_answers
from groundswell.before.consensus.services.levels import Given
from groundswell.before.consensus.step import checks
from groundswell.before.consensus.step.words import finding
from groundswell.domain.consensus.readiness import Consensus
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.domain.gates.lines import State
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit

READ, ANSWER = "consensus.stakeholder.read", "consensus.readiness.record"
YES = {str(item): Given(2, "seen") for item in range(1, 11)}


def answered(cast: Cast, depth: int, given: dict[str, Given] = YES) -> None:
    answer_level(permit(cast.amina, ANSWER, cast.program), cast.program, depth, given,
                 seen=seen_answers(cast.program, depth))  # fmt: skip


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The country and the district agree, a community leader too; the work is in two districts."""
    make.site(cast.program, cast.community)
    make.site(cast.program, cast.other_community)
    make.stakeholder(cast.program, cast.country, 2, name="Minister", power=5)
    make.stakeholder(cast.program, cast.district, 1, name="Officer")
    make.stakeholder(cast.program, cast.community, 2, name="Chief", side="community leader")
    for depth in range(3):
        answered(cast, depth)
    return cast


def states(cast: Cast, who: str = "amina") -> dict[str, State]:
    return {line.code.partition(".")[2]: line.state for line in checks(
        permit(getattr(cast, who), "consensus.case.read", cast.program), cast.program)}  # fmt: skip


def test_levels_are_judged_from_country_to_community(agreed: Cast) -> None:
    found = overview_of(permit(agreed.amina, READ, agreed.program), agreed.program)
    assert [(view.level.name, view.found.state, view.found.index.value) for view in found.levels] == [
        ("country", Consensus.READY, 100), ("district", Consensus.READY, 50), ("community", Consensus.READY, 100),
    ]  # fmt: skip
    assert finding(found) == "There is consensus to start at each of 3 levels"
    assert found.coordination.partly == (("district", 1, 2),)
    assert states(agreed) == {
        "levels": "met", "coordination": "warning", "communities": "met", "objections": "met", "commitments": "met",
        "moved": "met",
    }  # fmt: skip


def test_agreement_at_the_top_alone_is_unmet(agreed: Cast, client: Client) -> None:
    from groundswell.before.consensus.models import Stakeholder

    Stakeholder.objects.filter(name__in=["Officer", "Chief"]).update(left_on=timezone.localdate())
    assert states(agreed)["coordination"] == "unmet"
    assert states(agreed)["communities"] == "unmet"
    assert states(agreed)["levels"] == "unmet"
    client.force_login(agreed.amina)
    page = BeautifulSoup(client.get(f"/p/{agreed.program.code}/consensus/").content, "html.parser").get_text()
    assert "The top agrees, but nobody decides for it at: district." in page
    assert "No decision-maker is on record." in page
    assert "No community leader is on record at any level." in page


def test_what_is_open_late_and_unmoved_is_a_check_each(agreed: Cast) -> None:
    person = make.stakeholder(agreed.program, agreed.country, -1, name="Dr Doubt")
    leave = make.desk("consensus.stakeholder.record", agreed.program)
    yesterday = timezone.localdate() - timedelta(days=1)
    add_part(leave, person, Objection, {"words": "Who pays?", "raised_on": yesterday})
    add_part(leave, person, Commitment, {"words": "A letter", "due_on": yesterday})
    for _n in range(3):
        from groundswell.before.consensus.models import Contact

        add_part(leave, person, Contact, {"on": yesterday, "who": "Amina"})
    assert states(agreed) == states(agreed) | {"objections": "unmet", "commitments": "unmet", "moved": "warning"}
    lines = checks(permit(agreed.erik, "consensus.case.read", agreed.program), agreed.program)
    told = " ".join(line.text for line in lines)
    assert "Doubt" not in told, "the gate is read by everybody"
    assert "/100" not in told
    assert {line.link for line in lines} == {f"/p/{agreed.program.code}/consensus/case"}, "what a donor may read"
    assert next(line for line in lines if line.code == "consensus.commitments").due == yesterday


def test_nobody_on_record_is_not_recorded(cast: Cast) -> None:
    assert states(cast) == {"levels": "not recorded"}


def test_a_supervisor_is_shown_the_levels_within_reach(agreed: Cast, client: Client) -> None:
    found = overview_of(permit(agreed.babu, READ, agreed.program), agreed.program)
    assert [view.level.name for view in found.levels] == ["district", "community"]
    assert not found.coordination.partly
    client.force_login(agreed.babu)
    page = client.get(f"/p/{agreed.program.code}/consensus/").content.decode()
    assert "Officer" in page
    assert "Minister" not in page


def test_answers_stay_and_a_second_editor_is_told(cast: Cast, client: Client) -> None:
    answered(cast, 1, {"1": Given(1, "half"), "2": Given(0, "")})
    answered(cast, 1, {"1": Given(2, "all came"), "2": Given(0, "")})
    assert list(LevelAnswer.objects.values_list("item", "value")) == [("1", 1), ("2", 0), ("1", 2)]
    with pytest.raises(EditedMeanwhile):
        answer_level(permit(cast.amina, ANSWER, cast.program), cast.program, 1, YES, seen=0)
    client.force_login(cast.chitra)
    url = f"/p/{cast.program.code}/consensus/levels/1"
    typed = {"value-3": "2", "evidence-3": "they asked", "seen": "0"}
    response = client.post(url, typed)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[name=evidence-3]")["value"] == "they asked"  # type: ignore[index]
    seen = str(page.select_one("[name=seen]")["value"])  # type: ignore[index]
    assert client.post(url, typed | {"seen": seen}).status_code == 303
    entry = Entry.objects.filter(action=ANSWER).first()
    assert entry is not None
    assert entry.after == {"level": 1, "question 3": 2}
    assert client.get(f"/p/{cast.program.code}/consensus/levels/7").status_code == 404


def test_yes_rests_on_something(cast: Cast, client: Client) -> None:
    with pytest.raises(BadInput):
        answered(cast, 1, {"1": Given(2, " ")})
    with pytest.raises(BadInput):
        answered(cast, 1, {"11": Given(2, "x")})
    client.force_login(cast.amina)
    response = client.post(f"/p/{cast.program.code}/consensus/levels/1", {"value-1": "1", "seen": "0"})
    assert response.status_code == 422
    assert "#id_evidence-1" in response.content.decode()
    with pytest.raises(NotAllowed):
        permit(cast.babu, ANSWER, cast.program)
