"""A program copies an instrument, changes it by form or by file, prints it, and compares its versions."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.domain.errors import BadInput, EditedMeanwhile, NotAllowed
from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.domain.instruments.writing import write_instrument
from groundswell.ground.instruments.models import Edition
from groundswell.ground.instruments.selectors import instrument_for, questionnaire_of
from groundswell.ground.instruments.selectors.questionnaires import file_of
from groundswell.ground.instruments.services import RoundFacts, keep_edition, open_round
from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit
from tests.cast import Cast, permit
from tests.domain.instruments.forms import FILE

CODE = "groups"
CHANGE = "instruments.file.change"


@pytest.fixture
def mine(cast: Cast) -> Permit:
    return permit(cast.amina, CHANGE, cast.program)


@pytest.fixture
def amina(cast: Cast, client: Client) -> Client:
    client.force_login(cast.amina)
    return client


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def at(name: str, *parts: str) -> str:
    return reverse(f"instruments:{name}", args=[CODE, *parts])


def house_file(code: str, version: str, **over: str) -> str:
    text = file_of(code).replace('version = "1"', f'version = "{version}"', 1)
    for old, new in over.items():
        text = text.replace(old, new)
    return text


def fields(page: BeautifulSoup) -> dict[str, str]:
    """What a browser would send of the page's form when nothing is touched."""
    form = page.find("main").find("form", method="post")
    sent = {}
    for one in form(["input", "textarea"]):
        if one.get("type") in ("checkbox", "radio") and not one.has_attr("checked"):
            continue
        sent[one["name"]] = (
            one.text.removeprefix("\n")
            if one.name == "textarea"
            else one.get("value", "on" if one.get("type") == "checkbox" else "")
        )
    return sent


def test_a_changed_copy_is_asked_from_then_on_and_open_rounds_keep_theirs(cast: Cast, amina: Client) -> None:
    facts = RoundFacts("Before", ("government",))
    leave = permit(cast.amina, "instruments.round.open", cast.program)
    before = open_round(leave, cast.program, instrument_for(cast.program, "fidelity"), facts)
    sent = fields(soup(amina.get(at("change", "fidelity"))))
    first = house_instrument("fidelity").domains[0].code
    sent |= {"item-1": "Was the planned step done?", "gone-2": "on", f"new-{first}-0": "Were songs sung?"}
    sent |= {"limit-high": "85", "reason": "Our words, after the trial in Dorasa."}
    assert amina.post(at("change", "fidelity"), sent).status_code == 303
    own = instrument_for(cast.program, "fidelity")
    assert (own.version, len(own.items)) == ("1.1", 12)
    assert own.items[0].text["en"] == "Was the planned step done?"
    assert own.items[0].text["fr"] == house_instrument("fidelity").items[0].text["fr"]
    assert "2" not in {item.code for item in own.items}
    assert next(item.text for item in own.items if item.code == "13") == {"en": "Were songs sung?"}
    assert next(each.lowest for each in own.scoring.classes if each.code == "high") == 85
    after = open_round(leave, cast.program, own, facts)
    assert (before.instrument_version, after.instrument_version) == ("1", "1.1")
    assert next(questionnaire_of(before).questions()).words == house_instrument("fidelity").items[0].text["en"]
    assert next(questionnaire_of(after).questions()).words == "Was the planned step done?"
    entry = Entry.objects.get(action=CHANGE)
    assert (entry.before, entry.after["version"], entry.reason) == (
        {"version": "1"}, "1.1", "Our words, after the trial in Dorasa.",
    )  # fmt: skip
    assert "Was the planned step done?" in soup(amina.get(at("open", "fidelity"))).text or after.frozen


def test_a_page_that_was_not_touched_changes_nothing(cast: Cast, amina: Client) -> None:
    for code in house_instruments():
        sent = fields(soup(amina.get(at("change", code)))) | {"reason": "None."}
        answer = amina.post(at("change", code), sent)
        assert answer.status_code == 422, code
        assert "Nothing was changed." in answer.text, code
    assert not Edition.objects.exists()


def test_a_translation_is_added_in_a_language_the_house_does_not_have(cast: Cast, amina: Client) -> None:
    url = f"{at('change', 'fidelity')}?language=kri"
    page = soup(amina.get(url))
    assert not page.find(attrs={"name": "newdomain"})
    sent = fields(page) | {"item-1": "Dɛn du wetin dɛn plan?", "reason": "Krio."}
    assert amina.post(url, sent).status_code == 303
    assert instrument_for(cast.program, "fidelity").items[0].text["kri"] == "Dɛn du wetin dɛn plan?"
    printed = soup(amina.get(at("paper", "fidelity"), {"language": "kri"}))
    assert printed.find(lang="kri").find(string=lambda text: "Dɛn du wetin dɛn plan?" in text)


def test_who_saves_second_is_told_and_keeps_what_was_typed(cast: Cast, amina: Client) -> None:
    sent = fields(soup(amina.get(at("change", "fidelity")))) | {"reason": "One."}
    assert amina.post(at("change", "fidelity"), sent | {"item-1": "First?"}).status_code == 303
    answer = amina.post(at("change", "fidelity"), sent | {"item-1": "Second?"})
    assert answer.status_code == 422
    assert "Somebody else kept version 1.1 meanwhile." in soup(answer).find(role="alert").text
    assert soup(answer).find(attrs={"name": "item-1"}).text.strip() == "Second?"
    assert Edition.objects.count() == 1


def test_a_file_is_shown_before_it_is_kept_and_a_new_one_needs_no_code(cast: Cast, amina: Client) -> None:
    text = FILE.replace('code = "small"', 'code = "songs"')
    file = SimpleUploadedFile("songs.toml", text.encode())
    shown = soup(amina.post(at("upload"), {"file": file}))
    assert "A new questionnaire" in shown.h1.text
    assert not Edition.objects.exists()
    sent = fields(shown) | {"reason": "For the choirs.", "keep": "1"}
    assert amina.post(at("upload"), sent).status_code == 303
    assert "Small" in soup(amina.get(at("list"))).find("table").text
    leave = permit(cast.amina, "instruments.round.open", cast.program)
    made = open_round(leave, cast.program, instrument_for(cast.program, "songs"), RoundFacts("One", ("community",)))
    assert [question.words for question in questionnaire_of(made).questions()] == ["First?", "Second?"]
    assert soup(amina.get(at("open", "songs"))).find("button")


def test_the_file_of_a_version_comes_back_as_the_same(cast: Cast, amina: Client) -> None:
    answer = amina.get(at("file", "package"))
    assert answer["Content-Disposition"] == 'attachment; filename="package-1.toml"'
    again = amina.post(at("upload"), {"text": answer.text})
    assert "It changes nothing" in soup(again).h1.text
    kept = amina.post(at("upload"), fields(soup(again)) | {"reason": "Same.", "keep": "1"})
    assert "This is the version that stands already." in soup(kept).find(role="alert").text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code = ", "is not TOML"),
        (
            FILE.replace('scorer = "mean"', 'scorer = "magic"'),
            "field score, scorer, value “magic”: This is not on the list.",
        ),
        (FILE.replace('code = "small"', 'code = "a/b"'), "cannot be the code of an instrument"),
        (FILE.replace('text.en = "First?"', 'text.fr = "Un ?"'), "The English text is missing."),
        (house_file("package", "1", **{"minimum_raters = 2": "minimum_raters = 3"}), "says something else"),
        ("", "Choose a file, or paste its text."),
        ("a" * 200_001, "larger than an instrument can be"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(cast: Cast, amina: Client, text: str, says: str) -> None:
    answer = amina.post(at("upload"), {"text": text})
    assert answer.status_code == 422
    assert says in soup(answer).find(role="alert").text
    assert not Edition.objects.exists()


def test_two_versions_stand_side_by_side(cast: Cast, mine: Permit, amina: Client) -> None:
    text = house_file("package", "2", **{"minimum_raters = 2": "minimum_raters = 3"})
    keep_edition(mine, cast.program, text, reason="Three see more.", seen="1")
    page = soup(amina.get(at("versions", "package")))
    assert "One thing changed between version 1 and version 2" in page.h1.text
    assert [cell.text for cell in page.tbody.find_all("td")] == ["2", "3"]
    same = soup(amina.get(at("versions", "package"), {"old": "2", "new": "2"}))
    assert same.h1.text == "The two say the same"
    assert "Three see more." in soup(amina.get(at("one", "package"))).find("aside").text
    old = soup(amina.get(at("one", "package"), {"version": "1"}))
    assert "This is an earlier version" in old.find(class_="verdict").text


def test_only_who_may_change_does_and_others_read(cast: Cast, client: Client, mine: Permit) -> None:
    text = house_file("package", "2")
    with pytest.raises(NotAllowed):
        keep_edition(
            permit(cast.erik, "instruments.round.read", cast.program), cast.program, text, reason="x", seen="1"
        )
    with pytest.raises(EditedMeanwhile):
        keep_edition(mine, cast.program, text, reason="x", seen="0.9")
    with pytest.raises(BadInput, match="No reason"):
        keep_edition(mine, cast.program, text, reason=" ", seen="1")
    client.force_login(cast.erik)
    assert client.get(at("list")).status_code == 200
    assert client.get(at("change", "package")).status_code == 403
    assert not soup(client.get(at("one", "package"))).find("a", href=at("change", "package"))
    client.force_login(cast.zed)
    assert client.get(at("one", "package")).status_code == 404


@pytest.mark.parametrize("code", house_instruments())
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_question_stands_on_paper_in_each_language(cast: Cast, amina: Client, code: str, language: str) -> None:
    page = soup(amina.get(at("paper", code), {"language": language}))
    form = page.find("main").find(lang=language)
    one = house_instrument(code)
    asked = [item.text[language] for item in one.items]
    text = " ".join(form.text.split())
    assert all(" ".join(words.split()) in text for words in asked)
    boxes = len(one.scale.values) + 1 + one.scale.not_applicable
    assert text.count("☐") == boxes * len(asked)
    assert form["dir"] == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("name", ["list", "one", "change", "versions", "paper"])
def test_more_versions_take_no_more_queries(name: str, cast: Cast, mine: Permit, amina: Client) -> None:
    url, counts = at(name) if name == "list" else at(name, "package"), []
    seen = "1"
    for versions in (range(2, 5), range(5, 31)):
        for version in versions:
            keep_edition(mine, cast.program, house_file("package", str(version)), reason="x", seen=seen)
            seen = str(version)
        amina.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert amina.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_the_form_keeps_is_a_file_that_can_be_read(cast: Cast, mine: Permit) -> None:
    one = house_instrument("sustainability")
    keep_edition(
        mine, cast.program, write_instrument(one).replace('version = "1"', 'version = "9"'), reason="x", seen="1"
    )
    assert instrument_for(cast.program, "sustainability").items == one.items
