"""What a round says: nothing below the minimum, medians and ranges, sides, promises, questions frozen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import instrument_named, questionnaire_of, result_of
from groundswell.ground.instruments.services import Filled, Given, close_round, send
from tests import make
from tests.cast import Cast

SIDES = ("implementers", "government", "community")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def answer(round_: Round, side: str, value: float | None = 2, *, made_it: bool = False, **items: float | None) -> None:
    """One more rater who answers everything with one value, but for some questions (``i5=0``)."""
    _rater, secret = make.rater(round_, side, originator=made_it)
    codes = [question.code for question in questionnaire_of(round_).questions()]
    given = {code: Given(items.get(f"i{code}", value)) for code in codes}
    send(secret, Filled(uuid4(), given))


@pytest.fixture
def asked(cast: Cast) -> Round:
    return make.round_(cast.program)


def said(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_nothing_is_shown_before_the_minimum_has_answered(cast: Cast, asked: Round, client: Client) -> None:
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/instruments/rounds/{asked.key}/"
    for side in SIDES[:2]:
        answer(asked, side, i5=0)
    assert result_of(asked) is None
    shown = said(client.get(url))
    assert "2 of 2 raters answered" in shown
    assert "The result is shown once 3 raters have answered." in shown
    assert "It answers a problem" not in shown
    assert client.get(f"{url}agenda").status_code == 409
    answer(asked, "community")
    assert "Scalable after the changes listed: 62 of 100; 1 critical gap" in said(client.get(url))


def test_the_score_is_the_mean_of_domains_of_medians(asked: Round) -> None:
    for side, value in zip(SIDES, (1, 2, 3), strict=True):
        answer(asked, side, value)
    result = result_of(asked)
    assert result is not None
    assert result.score == pytest.approx(200 / 3)
    assert (result.items[0].median, result.items[0].lowest, result.items[0].highest) == (2, 1, 3)
    assert result.domains[0].score == pytest.approx(200 / 3)
    assert (result.domains[0].lowest, result.domains[0].highest) == (pytest.approx(100 / 3), pytest.approx(100))
    assert {side.words: side.score for side in result.sides} == {
        "implementers": pytest.approx(100 / 3), "government or user organisation": pytest.approx(200 / 3),
        "community": pytest.approx(100),
    }  # fmt: skip
    assert len(result.disagreements) == 25, "a range of two points is to be talked about"


def test_a_critical_question_with_a_low_answer_is_a_gap_and_holds_the_class_down(asked: Round) -> None:
    for side in SIDES:
        answer(asked, side, 3, i5=1)
    result = result_of(asked)
    assert result is not None
    assert [item.code for item in result.gaps] == ["5"]
    assert result.score is not None
    assert result.score > 90
    assert result.word == "scalable after the changes listed"


def test_what_nobody_knows_is_missing_and_a_critical_one_is_a_gap(asked: Round) -> None:
    for side in SIDES:
        answer(asked, side, 3, i1=None)
    result = result_of(asked)
    assert result is not None
    assert (result.items[0].median, result.items[0].unknown, result.items[0].n) == (None, 3, 0)
    assert [item.code for item in result.gaps] == ["1"]


def test_a_small_side_is_hidden_where_anonymity_is_promised(cast: Cast, client: Client) -> None:
    hidden = make.round_(cast.program, anonymous=True)
    for _count in range(4):
        answer(hidden, "implementers", 3)
        answer(hidden, "government", 2)
    answer(hidden, "community", 0)
    url = f"/p/{cast.program.code}/instruments/rounds/{hidden.key}/"
    client.force_login(cast.amina)
    assert result_of(hidden) is None, "who looks after each answer would see who said what"
    assert "shown once the round is closed" in said(client.get(url))
    assert client.get(f"{url}agenda").status_code == 409
    assert "the result stands" in said(client.get(f"{url}close"))
    hidden = close_round(make.desk("instruments.round.close", cast.program), hidden)
    result = result_of(hidden)
    assert result is not None
    seen = {side.code for side in result.sides if not side.is_hidden}
    assert "community" not in seen
    assert len(seen) == 1, "else the community follows by subtraction"
    client.force_login(cast.amina)
    shown = said(client.get(f"/p/{cast.program.code}/instruments/rounds/{hidden.key}/"))
    assert "Not shown by themselves" in shown


def test_only_those_who_made_the_approach_are_noticed(asked: Round) -> None:
    for side in SIDES:
        answer(asked, side, made_it=True)
    result = result_of(asked)
    assert result is not None
    assert result.is_by_originators
    answer(asked, "community")
    assert not result_of(asked).is_by_originators  # type: ignore[union-attr]


def test_a_round_keeps_its_questions_when_the_instrument_changes(asked: Round) -> None:
    for side in SIDES:
        answer(asked, side)
    Round.objects.update(frozen=asked.frozen.replace("Decision-makers can go and see", "Ministers saw"))
    old = Round.objects.get()
    assert "Ministers saw it working." in [question.words for question in questionnaire_of(old).questions()]
    assert instrument_named("scalability").items[2].text["en"] == "Decision-makers can go and see it working."
    assert result_of(old).items[2].words == "Ministers saw it working."  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_questions_are_in_the_reader_s_language(asked: Round, client: Client, language: str) -> None:
    _rater, secret = make.rater(asked)
    client.cookies["django_language"] = language
    page = BeautifulSoup(client.get(f"/r/{secret}/").content, "html.parser")
    item = instrument_named("scalability").items[0]
    assert item.text[language] in page.get_text()
    assert item.text["en"] not in page.get_text()


def test_a_round_page_asks_as_many_queries_with_3_raters_as_with_30(cast: Cast, asked: Round, client: Client) -> None:
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/instruments/rounds/{asked.key}/"
    counts = []
    for more in (3, 27):
        for count in range(more):
            answer(asked, SIDES[count % 3])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        counts.append(len(queries))
        assert len(response.content) < 100_000
    assert counts[0] == counts[1]
