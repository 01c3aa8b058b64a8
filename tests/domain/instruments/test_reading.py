"""Instrument files: those of the house are whole; a broken one is refused with its file, place and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.instruments.house import house_instrument, house_instruments
from groundswell.domain.instruments.instrument import CapKind, Scorer
from groundswell.domain.instruments.reading import read_instrument
from tests.domain.instruments.forms import FILE

LANGUAGES = {"en", "fr", "ar"}
CRITICAL = {
    "scalability": "1 5 8 11 14 16 18 21",
    "participation": "",
    "partnership": "1 3 6 7",
    "capacity": "3 5 9 10 11 14",
    "consensus": "1 2 3",
    "package": "1 2 8 9 12 13 14 15 18",
    "sustainability": "2 3 7 8 10 16",
    "fidelity": "",
}
ITEMS = {
    "scalability": 25,
    "participation": 15,
    "partnership": 18,
    "capacity": 22,
    "consensus": 10,
    "package": 25,
    "sustainability": 16,
    "fidelity": 12,
}
MINIMA = {
    "scalability": 3,
    "participation": 1,
    "partnership": 3,
    "capacity": 1,
    "consensus": 3,
    "package": 2,
    "sustainability": 3,
    "fidelity": 1,
}


def test_the_eight_instruments_of_the_method_are_there_in_order() -> None:
    assert {code: len(found.items) for code, found in house_instruments().items()} == ITEMS
    assert [found.number for found in house_instruments().values()] == [f"2.{n}" for n in range(1, 9)]
    assert {code: found.seeing.minimum_raters for code, found in house_instruments().items()} == MINIMA


@pytest.mark.parametrize("code", ITEMS)
def test_every_text_of_the_house_stands_in_three_languages(code: str) -> None:
    found = house_instrument(code)
    texts = [found.title, found.seeing.rated_by, *(item.text for item in found.items)]
    texts += [part.title for part in (*found.domains, *found.scoring.classes, *found.alerts, *found.gates)]
    texts += list(found.scale.words.values())
    assert [text for text in texts if set(text) != LANGUAGES or not all(text.values())] == []


@pytest.mark.parametrize("code", ITEMS)
def test_critical_items_and_numbers_are_those_of_the_method(code: str) -> None:
    items = house_instrument(code).items
    assert [item.code for item in items] == [str(number) for number in range(1, len(items) + 1)]
    assert " ".join(item.code for item in items if item.critical) == CRITICAL[code]
    assert [item.code for item in items if item.reverse] == (["16"] if code == "partnership" else [])


def test_only_the_partnership_is_anonymous_and_only_the_package_knows_not_applicable() -> None:
    found = house_instruments().values()
    assert [each.code for each in found if each.seeing.anonymous] == ["partnership"]
    assert [each.code for each in found if each.scale.not_applicable] == ["package"]


def test_an_instrument_is_found_by_its_number_too() -> None:
    assert house_instrument("2.3").code == "partnership"
    with pytest.raises(NotFound, match="scalability"):
        house_instrument("2.9")


def test_a_whole_file_is_read() -> None:
    found = read_instrument(FILE, "small.toml")
    assert found.scale.values == (0, 1, 2, 3)
    assert found.scale.words[0.0]["en"] == "no"
    assert found.scoring.scorer is Scorer.MEAN
    assert found.scoring.caps[0].kind is CapKind.CRITICAL_ITEMS
    assert [each.lowest for each in found.scoring.classes] == [None, 2.0]
    assert found.gates[0].items == ("a",)
    assert found.exit is not None
    assert found.exit.months == 6


def test_a_changed_copy_is_another_file_with_its_own_version() -> None:
    copy = read_instrument(
        FILE.replace('version = "1"', 'version = "1-north"').replace("from = 2\n", "from = 1\n"), "c"
    )
    assert (copy.version, copy.scoring.classes[1].lowest) == ("1-north", 1)


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('code = "small"\n', "", "code", "The field is missing"),
        ('version = "1"', "version = 1", "version", "words in quotes"),
        ('source = "ours"', 'source = ""', "source", "words in quotes"),
        ("minimum_raters = 1", "minimum_raters = 0", "minimum_raters", "1 or more"),
        ("minimum_raters = 1", "minimum_raters = 1.5", "minimum_raters", "whole number"),
        ("minimum_raters = 1", "minimum_raters = 1\nanonymous = 1", "anonymous", "true or false"),
        ("minimum_raters = 1", "minimum_raters = 1\ncolour = 1", "colour", "No such field"),
        ('title.en = "Small"', 'title.fr = "Petit"', "title", "English text is missing"),
        ('title.en = "Small"', 'title = "Small"', "title", "text per language"),
        ("lowest = 0", 'lowest = "0"', "scale, lowest", "a number"),
        ("highest = 3", "highest = 3\nstep = 2", "scale, step", "steps do not lead"),
        ("lowest = 0\nhighest = 3", "lowest = -3\nhighest = 0", "scale, highest", "above 0"),
        ('scorer = "mean"', 'scorer = "area of the polygon"', "score, scorer", "three domains"),
        ("highest = 3", "highest = 300", "scale, step", "more than 101 values"),
        ('words."0".en', 'words."9".en', "scale, words, 9", "No such field"),
        ('scorer = "mean"', 'scorer = "average"', "score, scorer", "sum with thresholds"),
        ("critical_below = 2\n", "", "score, critical_below", "no limit"),
        ('scorer = "mean"', 'scorer = "mean"\nanswered = "3/2"', "score, answered", 'a share such as "2/3"'),
        ('code = "low"', 'code = "low"\nfrom = 1', "score, classes 1, from", "begins nowhere"),
        ("from = 2\ntitle.en", "title.en", "score, classes 2, from", "The field is missing"),
        ('code = "high"', 'code = "low"', "score, classes 2, code", "stands twice"),
        ('to = "low"', 'to = "lowest"', "score, caps 1, to", "no such code"),
        ('kind = "critical items"', 'kind = "critical"', "score, caps 1, kind", "strong opponent"),
        ('code = "b"', 'code = "a"', "domains 1, items 2, code", "stands twice"),
        ('text.en = "Second?"', "text = 2", "domains 1, items 2, text", "text per language"),
        ('title.en = "One"', 'title.en = "One"\nweight = 0', "domains 1, weight", "above 0"),
        ("[[domains.items]]", "[[domains.questions]]", "domains 1, questions", "No such field"),
        ("[exit]", "[exit]\nyears = 1", "exit, years", "No such field"),
        ('items = ["a"]', 'items = ["z"]', "gates 1, items", "no such code"),
        ('items = ["a"]', "items = []", "gates 1, items", "a list of codes"),
        ("points = 2\n", "points = -2\n", "alerts 1, points", "0 or more"),
        ('kind = "item range"', 'kind = "side above others"', "alerts 1, side", "The field is missing"),
        ("[[gates]]", "[gates]", "gates", "list of tables"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(old: str, new: str, field: str, said: str) -> None:
    assert old in FILE
    with pytest.raises(BadInput) as refused:
        read_instrument(FILE.replace(old, new), "small.toml")
    sentence = str(refused.value)
    assert sentence.startswith(f"small.toml, field {field}")
    assert said in sentence


def test_a_class_out_of_order_is_refused() -> None:
    third = '\n[[score.classes]]\ncode = "top"\nfrom = 1\ntitle.en = "top"\n\n[[score.caps]]'
    with pytest.raises(BadInput, match="from the lowest to the highest"):
        read_instrument(FILE.replace("\n[[score.caps]]", third), "small.toml")


def test_a_file_that_is_not_toml_is_refused() -> None:
    with pytest.raises(BadInput, match=r"small\.toml is not TOML"):
        read_instrument("code = ", "small.toml")


def test_the_example_of_the_page_is_read() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/instruments.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    found = read_instrument(FILE.split("[scale]")[0] + example, "instruments.md")
    assert [each.code for each in found.scoring.classes] == ["not-yet", "ready"]
    assert (len(found.items), len(found.alerts), len(found.gates)) == (1, 1, 1)
