"""The one-page case: each reader has another page, each number has what it rests on, what is unknown is said."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from groundswell.before.consensus.models import Objection, Story
from groundswell.before.consensus.services import add_part, change_story
from groundswell.before.consensus.step.case import READERS, Case, case_of, in_plain_text
from groundswell.before.vision.models import PointPerson, Vision
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.domain.evidence.study import Arm, Reported
from tests import make
from tests.cast import Cast, permit

LANGUAGES = ("en", "fr", "ar")
WORDS = {"en": "With it", "fr": "avec elle", "ar": "معه"}


def made(cast: Cast, reader: str = "minister", language: str = "en", who: str = "erik") -> Case:
    return case_of(permit(getattr(cast, who), "consensus.case.read", cast.program), cast.program, reader, language)


@pytest.fixture
def rich(cast: Cast) -> Cast:
    """Evidence with a baseline, a vision with a lead, a community at work, an answered objection and a story."""
    make.study(cast.program, control=Arm(clusters=12, people=1000, events=50))
    for _n in range(2):
        make.study(cast.program)
    make.site(cast.program, cast.community, started_on=date(2020, 1, 1))
    vision = Vision.objects.create(program=cast.program, number=900, unit="communities", by=date(2030, 12, 31))
    PointPerson.objects.create(vision=vision, person=cast.amina, role="lead")
    person = make.stakeholder(cast.program, cast.country, -2, name="Minister of Money")
    day = timezone.localdate()
    leave = make.desk("consensus.stakeholder.record", cast.program)
    for cleared, reply in ((True, "The district pays from its own line."), (False, "A secret deal.")):
        facts = {"theme": "cost", "words": "Who pays?", "raised_on": day, "reply": reply, "replied_on": day,
                 "state": "answered", "in_case": cleared}  # fmt: skip
        add_part(leave, person, Objection, facts)
    make.story(cast.program, cast.community)
    make.story(cast.program, cast.community, words="Nous avons compté.", language="fr")
    make.story(cast.program, cast.community, words="Not to be told.", consent=False, consent_how="")
    return cast


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reader_has_another_page(rich: Cast, language: str) -> None:
    pages = {reader: in_plain_text(made(rich, reader, language)) for reader in READERS}
    assert len(set(pages.values())) == 4
    asks = {made(rich, reader, language).ask for reader in READERS}
    assert len(asks) == 4


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_no_number_stands_without_what_it_rests_on(
    request: pytest.FixtureRequest, reader: str, language: str, filled: bool
) -> None:
    cast = request.getfixturevalue("rich" if filled else "cast")
    case = made(cast, reader, language)
    facts = [case.headline, *(fact for block in case.blocks for fact in block.facts)]
    assert [fact.text for fact in facts if re.search(r"\d", fact.text) and not fact.basis] == []
    assert filled is any(re.search(r"\d", fact.text) for fact in facts if "1,000" in fact.text or "000" in fact.text)


def test_the_effect_is_told_in_people_with_its_interval(rich: Cast) -> None:
    """Three studies of odds ratio .7: of 1,000, 50 without and 1,000 × .035 / .985 = 35.5 with it."""
    facts = [fact for block in made(rich).blocks for fact in block.facts]
    effect = next(fact for fact in facts if "1,000" in fact.text)
    assert "about 50 without the approach, about 36 with it. That is 14 fewer" in effect.text
    assert re.search(r"from \d+ fewer to \d+ fewer", effect.text)
    assert "50 of 1,000 in 1 study that prints counts" in effect.basis
    assert "odds ratio 0.70 (95\xa0% interval" in effect.basis


def test_what_is_not_known_is_said(cast: Cast, rich: Cast) -> None:
    assert "What one community costs: not recorded." in made(rich).unknown
    assert not any("costs" in sentence for sentence in made(rich, "leader").unknown)


def test_what_it_costs_and_who_pays_come_from_the_sheet_of_step_3(rich: Cast) -> None:
    make.wave(rich.program, 0)
    make.site(rich.program, rich.other_district, in_wave=0)
    make.cost_line(rich.program)
    make.payer(rich.program)
    for reader in ("minister", "officer", "donor"):
        facts = {fact.text: fact.basis for block in made(rich, reader).blocks for fact in block.facts}
        said = next(text for text in facts if text.startswith("One community costs"))
        assert "1 line, in USD" in facts[said]
        assert "Payers on record: 1." in facts.values()
        assert not any("What one community costs" in sentence for sentence in made(rich, reader).unknown)
    assert "One community costs" not in in_plain_text(made(rich, "leader"))


def test_without_records_the_page_says_so(cast: Cast) -> None:
    case = made(cast)
    assert case.unknown[:2] == (
        "Whether it works: no study with a comparison group is on record.",
        "What one community costs: not recorded.",
    )
    assert case.contact == "Not named yet: the vision has no lead."
    make.study(cast.program, reported=Reported(0.7, 0.55, 0.89))
    assert any("How many people that is" in sentence for sentence in made(cast).unknown)
    assert any("three studies" in sentence for sentence in made(cast).unknown)


def test_only_cleared_replies_and_agreed_stories_are_told_and_nobody_is_named(rich: Cast) -> None:
    for reader in READERS:
        text = in_plain_text(made(rich, reader))
        assert "The district pays from its own line." in text
        assert "2 of 2 objections on record are about this." in text
        for hidden in ("secret", "Not to be told", "Minister of Money", "Who pays? The"):
            assert hidden not in text


def test_the_story_in_the_readers_language_comes_first(rich: Cast) -> None:
    assert [made(rich, language=language).stories[0].language for language in ("en", "fr")] == ["en", "fr"]
    assert len(made(rich, "leader").stories) == 2


def test_an_agreement_can_be_taken_back(rich: Cast) -> None:
    story = Story.objects.get(language="fr")
    leave = permit(rich.amina, "consensus.story.record", rich.program)
    change_story(leave, story, {"consent": False}, version=1)
    assert [row.language for row in made(rich, language="fr").stories] == ["en"]
    with pytest.raises(EditedMeanwhile):
        change_story(leave, story, {"consent": True}, version=1)


def test_a_story_is_recorded_by_few_and_with_how_they_agreed(cast: Cast, client: Client) -> None:
    with pytest.raises(NotAllowed):
        permit(cast.babu, "consensus.story.record", cast.program)
    with pytest.raises(BadInput):
        make.story(cast.program, cast.community, place=make.place("Far away", code="FA"))
    client.force_login(cast.amina)
    url = f"/p/{cast.program.code}/consensus/stories/new"
    typed = {"words": "We built a bridge.", "teller": "Hawa", "told_on": "2026-01-31", "language": "en",
             "at": "TA-1-1", "consent": "on"}  # fmt: skip
    response = client.post(url, typed)
    assert response.status_code == 422
    assert "#id_consent_how" in response.content.decode()
    assert client.post(url, typed | {"consent_how": "signed"}).status_code == 303
    assert "bridge" in client.get(f"/p/{cast.program.code}/consensus/stories").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page_language", LANGUAGES)
def test_the_page_speaks_the_language_chosen_whatever_the_language_of_the_person(
    rich: Cast, client: Client, language: str, page_language: str
) -> None:
    client.force_login(rich.erik)
    client.cookies["django_language"] = page_language
    page = html(client, rich, f"case?reader=donor&language={language}")
    assert page.html["lang"] == page_language  # type: ignore[index]
    sheet: Any = page.select_one("article.case")
    assert (sheet["lang"], sheet["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    with override(language):
        assert made(rich, "donor", language).ask in sheet.get_text()


def html(client: Client, cast: Cast, address: str) -> BeautifulSoup:
    response = client.get(f"/p/{cast.program.code}/consensus/{address}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_file_stands_alone_and_the_mail_says_the_same(rich: Cast, client: Client) -> None:
    client.force_login(rich.dewi)
    address = f"/p/{rich.program.code}/consensus/case/keep?reader=leader&language=ar"
    response = client.get(address)
    assert "attachment" in response["Content-Disposition"]
    page = BeautifulSoup(response.content, "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")  # type: ignore[index]
    assert not page.select("script, link, img, [src], [href]")
    assert "&quot;" not in page.style.decode()  # type: ignore[union-attr]
    mail = html(client, rich, "case/send?reader=leader&language=en")
    text = mail.select_one("textarea").get_text()  # type: ignore[union-attr]
    link = next(str(a["href"]) for a in mail.select("a[href^=mailto]"))
    assert parse_qs(urlparse(link).query)["body"][0].split() == text.split()
    assert unquote(link).startswith("mailto:?subject=Mothers’ groups")
    assert "You may say no." in text


def test_what_the_address_asks_for_and_is_not_there_falls_back(rich: Cast, client: Client) -> None:
    client.force_login(rich.erik)
    for wrong in ("reader=king", "language=xx", "context=moon", "reader=donor&language=xx"):
        assert html(client, rich, f"case?{wrong}").select_one("article.case")


def test_the_case_asks_as_many_queries_however_much_is_on_record(rich: Cast, client: Client) -> None:
    client.force_login(rich.erik)
    counts = []
    for more in (0, 30):
        for _n in range(more):
            make.story(rich.program, rich.community)
        url = f"/p/{rich.program.code}/consensus/case"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url).content) < 100_000
        counts.append(len(queries))
    assert counts[0] == counts[1]
