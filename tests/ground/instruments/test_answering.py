"""Answering by a link: drafts, sending, sending again, changing, closed rounds, paper."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from groundswell.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from groundswell.ground.instruments.models import Answer, Sheet
from groundswell.ground.instruments.selectors import questionnaire_of, rater_by_secret
from groundswell.ground.instruments.services import (
    Asked,
    Filled,
    Given,
    close_round,
    invite_raters,
    renew_link,
    send,
    type_in,
    withdraw_rater,
)
from groundswell.ground.journal.models import Entry
from tests import make
from tests.cast import Cast, permit


@pytest.fixture
def asked(cast: Cast) -> Any:
    return make.round_(cast.program)


@pytest.fixture
def link(asked: Any) -> tuple[Any, str]:
    return make.rater(asked)


def form(round_: Any, value: str = "2", **over: str) -> dict[str, str]:
    codes = [question.code for question in questionnaire_of(round_).questions()]
    return {f"item-{code}": value for code in codes} | {"submission": str(uuid4())} | over


def said(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def filled(round_: Any, value: float | None = 2.0) -> Filled:
    return Filled(uuid4(), {question.code: Given(value) for question in questionnaire_of(round_).questions()})


def test_a_rater_answers_without_an_account_and_is_told_what_happens_next(
    asked: Any, link: Any, client: Client
) -> None:
    rater, secret = link
    page = BeautifulSoup(client.get(f"/r/{secret}/").content, "html.parser")
    questions = list(questionnaire_of(asked).questions())
    assert len(page.select("fieldset.field")) == len(questions)
    assert page.select_one("form[aria-label='Language'] button[value=fr]")
    own: Any = page.select_one("main form")
    assert own["action"].startswith("?sent="), "sent to the page's own address, a dropped line would lose the answers"
    first = {f"item-{questions[0].code}": "unknown", f"evidence-{questions[1].code}": "Minutes of May"}
    response = client.post(f"/r/{secret}/", form(asked, **first), follow=True)
    assert response.redirect_chain == [(f"/r/{secret}/thanks", 303)]
    assert "What happens next" in said(response)
    answers = {answer.item: answer for answer in Answer.objects.filter(sheet__rater=rater)}
    assert len(answers) == len(questions)
    assert answers[questions[0].code].value is None
    assert (answers[questions[1].code].value, answers[questions[1].code].evidence) == (2, "Minutes of May")


def test_a_draft_is_kept_for_later_and_counts_only_once_it_is_sent(asked: Any, link: Any, client: Client) -> None:
    rater, secret = link
    code = next(questionnaire_of(asked).questions()).code
    response = client.post(f"/r/{secret}/", {f"item-{code}": "3", "submission": str(uuid4()), "save": "1"}, follow=True)
    assert "It counts once you send it" in said(response)
    page = BeautifulSoup(client.get(f"/r/{secret}/").content, "html.parser")
    assert [option["value"] for option in page.select("input[type=radio][checked]")] == ["3"]
    assert not Sheet.objects.filter(rater=rater, state="standing").exists()
    client.post(f"/r/{secret}/", form(asked))
    assert list(Sheet.objects.values_list("state", flat=True)) == ["standing"]


def test_an_open_question_is_named_and_nothing_typed_is_lost(asked: Any, link: Any, client: Client) -> None:
    questions = list(questionnaire_of(asked).questions())
    data = form(asked, "1")
    del data[f"item-{questions[3].code}"]
    data[f"evidence-{questions[3].code}"] = "Seen in May"
    response = client.post(f"/r/{link[1]}/", data)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    (error,) = page.select(".errors li")
    assert questions[3].words in error.get_text()
    assert "I don’t know" in error.get_text()
    assert len(page.select("input[type=radio][checked]")) == len(questions) - 1
    assert page.select_one(f"input[name='evidence-{questions[3].code}']")["value"] == "Seen in May"  # type: ignore[index]
    draft = client.post(f"/r/{link[1]}/", data | {"save": "1"})
    assert (draft.status_code, Sheet.objects.count()) == (422, 0)  # a note without an answer would be lost


def test_what_arrives_twice_is_the_same_and_a_later_change_replaces_it_whole(
    asked: Any, link: Any, client: Client
) -> None:
    rater, secret = link
    first, second = form(asked, "1"), form(asked, "3")
    for data in (first, first, second, first):
        assert client.post(f"/r/{secret}/", data).status_code == 303
    assert list(Sheet.objects.filter(rater=rater).values_list("state", flat=True)) == ["replaced", "standing"]
    values = set(Answer.objects.filter(sheet__state="standing").values_list("value", flat=True))
    assert values == {3.0}, "a copy of the old answers that comes late must not push out the new ones"
    assert Entry.objects.filter(action="instruments.sheet.send").count() == 2


def test_answers_changed_by_going_back_on_one_page_are_not_taken_for_a_copy(
    asked: Any, link: Any, client: Client
) -> None:
    data = form(asked, "1")
    client.post(f"/r/{link[1]}/", data)
    code = next(questionnaire_of(asked).questions()).code
    client.post(f"/r/{link[1]}/", data | {f"item-{code}": "0"})
    assert Answer.objects.get(sheet__state="standing", item=code).value == 0


def test_a_phone_that_keeps_no_cookies_can_send(asked: Any, link: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/r/{link[1]}/", form(asked)).status_code == 303


def test_a_closed_round_says_whether_the_answers_count(cast: Cast, asked: Any, client: Client) -> None:
    (_rater, early), (_other, late) = make.rater(asked), make.rater(asked)
    client.post(f"/r/{early}/", form(asked))
    close_round(permit(cast.amina, "instruments.round.close", asked), asked)
    assert client.get(f"/r/{early}/").status_code == 410
    assert "are among those that count" in said(client.get(f"/r/{early}/"))
    assert "No answers were sent" in said(client.get(f"/r/{late}/"))
    refused = client.post(f"/r/{late}/", form(asked))
    assert refused.status_code == 409
    assert "closed" in said(refused)
    assert Sheet.objects.count() == 1


def test_a_copy_that_arrives_after_closing_is_thanked_for_not_refused(
    cast: Cast, asked: Any, link: Any, client: Client
) -> None:
    data = form(asked)
    client.post(f"/r/{link[1]}/", data)
    close_round(permit(cast.amina, "instruments.round.close", asked), asked)
    assert client.post(f"/r/{link[1]}/", data).status_code == 303


@pytest.mark.parametrize("secret", ["", "x", "a" * 32])
def test_a_wrong_link_says_what_to_do(link: Any, client: Client, secret: str) -> None:
    response = client.get(f"/r/{secret or link[1][:-1]}/")
    assert response.status_code == 404
    assert "Ask the person who sent it" in said(response)


def test_a_renewed_link_opens_and_the_old_one_does_not(cast: Cast, asked: Any, link: Any, client: Client) -> None:
    rater, old = link
    client.post(f"/r/{old}/", form(asked))
    fresh = renew_link(permit(cast.amina, "instruments.rater.invite", asked), rater)
    assert client.get(f"/r/{old}/").status_code == 404
    assert "You sent answers on" in said(client.get(f"/r/{fresh}/"))


def test_a_withdrawn_rater_counts_no_more_but_stays_on_record(
    cast: Cast, asked: Any, link: Any, client: Client
) -> None:
    rater, secret = link
    client.post(f"/r/{secret}/", form(asked))
    leave = permit(cast.amina, "instruments.rater.invite", asked)
    with pytest.raises(BadInput):
        withdraw_rater(leave, rater, "  ")
    withdraw_rater(leave, rater, "Left the organisation.")
    with pytest.raises(NotFound):
        rater_by_secret(secret)
    assert Sheet.objects.filter(rater=rater).count() == 1
    with pytest.raises(Conflict):
        type_in(
            permit(cast.amina, "instruments.sheet.type", asked), type(rater).objects.get(pk=rater.pk), filled(asked)
        )


def test_answers_from_paper_carry_the_name_of_who_typed_them(cast: Cast, asked: Any, link: Any, client: Client) -> None:
    client.force_login(cast.chitra)
    response = client.post(f"/p/{cast.program.code}/instruments/raters/{link[0].key}/answers", form(asked))
    assert response.status_code == 303
    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.typed_by, sheet.typed_by_name) == ("standing", cast.chitra, "Chitra")
    with pytest.raises(NotAllowed):
        permit(cast.dewi, "instruments.sheet.type", asked)


def test_an_answer_off_the_scale_or_to_no_question_is_refused(asked: Any, link: Any) -> None:
    code = next(questionnaire_of(asked).questions()).code
    for strange in ({code: Given(9)}, {"no-such": Given(1)}):
        with pytest.raises(BadInput):
            send(link[1], Filled(uuid4(), strange))


def test_no_names_where_anonymity_is_promised(cast: Cast) -> None:
    hidden = make.round_(cast.program, anonymous=True)
    leave = permit(cast.amina, "instruments.rater.invite", hidden)
    with pytest.raises(BadInput):
        invite_raters(leave, hidden, Asked("community", names=("Fatu",)))
    ((rater, secret),) = invite_raters(leave, hidden, Asked("community"))
    send(secret, filled(hidden))
    entry = Entry.objects.get(action="instruments.sheet.send")
    assert (entry.person_name, entry.thing_name) == ("Rater 1", "Rater 1")
    assert "2" not in str(entry.after.get("value", ""))
    assert rater.name == ""
