"""Questions of a questionnaire in Excel: several languages, new ones, moves, what is taken away; one new version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from groundswell.domain.instruments.house import house_instrument
from groundswell.ground.instruments.models import Edition
from groundswell.ground.instruments.selectors import instrument_for, questionnaire_of
from groundswell.ground.instruments.services import RoundFacts, keep_next, open_round
from tests import make
from tests.across.exchange.books import download
from tests.across.exchange.flows import Browser, counted, lines
from tests.cast import Cast, permit

XLSX = "table.xlsx"


@pytest.fixture
def amina(cast: Cast) -> Browser:
    cast.program.languages = ["en", "fr", "kri"]
    cast.program.save()
    return Browser(cast.amina, cast.program)


def test_one_workbook_makes_one_version_and_rounds_that_began_keep_theirs(cast: Cast, amina: Browser) -> None:
    old = house_instrument("fidelity")
    desk = make.desk("instruments.round.open", cast.program)
    begun = open_round(desk, cast.program, old, RoundFacts("March", ("others",)))
    book = download(amina, "questions", instrument="fidelity")
    assert {row["instrument"] for row in book.rows()} == {"fidelity"}
    other = next(domain for domain in old.domains if old.items[0] not in domain.items)
    book.set(2, text_kri="Dɛn du wetin dɛn plan?", domain=other.title["en"], reason="Krio is spoken.")
    book.set(3, gone=True)
    book.add(instrument="fidelity", domain=other.code, text_en="Did all come?", text_fr="Tous sont-ils venus ?")
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch) == (1, 2, len(old.items) - 2, 0, 0), [line.remedy for line in lines(batch, "refused")]
    assert Edition.objects.count() == 0, "the preview wrote"
    shown = {(line.field, line.new) for line in lines(batch, "changed")}
    assert ("Question, Krio", "Dɛn du wetin dɛn plan?") in shown
    assert ("Take this question away", "TRUE") in shown
    amina.apply(batch)
    made = Edition.objects.get()
    assert (made.version, made.based_on, made.note, made.saved_by_name) == ("1.1", "1", "Krio is spoken.", "Amina")
    new = instrument_for(cast.program, "fidelity")
    home = next(domain for domain in new.domains if domain.code == other.code)
    assert [item.text["en"] for item in home.items[-2:]] == [old.items[0].text["en"], "Did all come?"]
    texts = {item.code: item.text for item in new.items}
    assert texts[old.items[0].code] == old.items[0].text | {"kri": "Dɛn du wetin dɛn plan?"}
    assert old.items[1].code not in texts
    assert {"en": "Did all come?", "fr": "Tous sont-ils venus ?"} in texts.values()
    assert len(list(questionnaire_of(begun).questions())) == len(old.items)
    assert begun.instrument_version == "1"


def test_a_question_that_two_people_changed_is_told_with_both_texts(cast: Cast, amina: Browser) -> None:
    book = download(amina, "questions", instrument="fidelity")
    old = house_instrument("fidelity")
    leave = permit(cast.chitra, "instruments.file.change", cast.program)
    first = old.domains[0]
    theirs = replace(first.items[0], text=first.items[0].text | {"fr": "Le plan a-t-il été suivi ?"})
    kept = replace(old, domains=(replace(first, items=(theirs, *first.items[1:])), *old.domains[1:]))
    keep_next(leave, cast.program, kept, reason="Plainer.", seen="1")
    book.set(2, text_fr="A-t-on suivi le plan ?", reason="Shorter.")
    book.set(3, text_fr="Autre question ?", reason="Shorter.")
    batch = amina.upload((XLSX, book.saved()))
    (line,) = lines(batch, "refused")
    assert "“Le plan a-t-il été suivi ?”, you wrote “A-t-on suivi le plan ?”" in line.remedy
    amina.apply(batch)
    now = instrument_for(cast.program, "fidelity")
    assert (now.version, now.items[0].text["fr"]) == ("1.2", "Le plan a-t-il été suivi ?")
    assert now.items[1].text["fr"] == "Autre question ?"


def test_rows_that_cannot_be_are_refused_each_with_its_remedy(cast: Cast, amina: Browser) -> None:
    book = download(amina, "questions", instrument="fidelity")
    book.set(2, text_en=None)
    book.set(3, critical=True)
    book.add(instrument="fidelity", domain="Weather", text_en="Did it rain?")
    book.add(instrument="weather", domain="Weather", text_en="Did it rain?")
    batch = amina.upload((XLSX, book.saved()))
    assert counted(batch)[4] == 4, counted(batch)
    told = [line.remedy for line in lines(batch, "refused")]
    wanted = (
        "Question, English is missing",
        "Set the limit",
        "“Weather” is no domain of fidelity",
        "There is no instrument weather",
    )
    assert [want in line for want, line in zip(wanted, told, strict=True)] == [True] * 4, told
    assert Edition.objects.count() == 0


def test_a_workbook_without_a_reason_is_refused_as_a_whole(cast: Cast, amina: Browser) -> None:
    book = download(amina, "questions", instrument="fidelity")
    book.set(2, text_fr="A-t-on suivi le plan ?")
    batch = amina.upload((XLSX, book.saved()))
    assert batch.state == "failed"
    assert "No row of fidelity says what was changed, and why." in batch.error
    assert Edition.objects.count() == 0


def test_a_donor_reads_the_questions_on_the_page_and_in_the_sheet(cast: Cast, amina: Browser) -> None:
    erik = Browser(cast.erik, cast.program)
    page = erik.page(f"/p/{cast.program.code}/instruments/fidelity/")
    links = [str(link["href"]) for link in page.select("main a") if "tables/questions" in str(link["href"])]
    assert links == [f"{erik.home}tables/questions.xlsx?instrument=fidelity"]
    assert "it becomes one new version" not in page.get_text()
    assert "it becomes one new version" in amina.page(f"/p/{cast.program.code}/instruments/fidelity/").get_text()
