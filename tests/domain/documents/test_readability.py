"""How hard a text is to read: counted by hand, in many scripts, and what must hold for every text."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.documents.plainer import wordlist
from groundswell.domain.documents.readability import Calibration, Ease, reading_of, sentences_of, words_of

PAGES = Path(__file__).resolve().parents[3] / "docs/method"
WORDS = st.text(st.sampled_from("abcdefghijklmnoéü"), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: f"{' '.join(words)}.")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6)


@pytest.mark.parametrize("name", ["readability", "translations"])
def test_the_worked_table_of_a_method_page_is_recomputed(name: str) -> None:
    result = doctest.testfile(str(PAGES / f"{name}.md"), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted >= 4) == (0, True)


@pytest.mark.parametrize("name", ["readability", "translations"])
def test_a_method_page_has_all_its_parts(name: str) -> None:
    heads = [line[3:] for line in (PAGES / f"{name}.md").read_text(encoding="utf-8").splitlines() if line[:3] == "## "]
    assert heads == ["What it promises", "Inputs", "Steps", "Worked table", "Source", "What else was considered"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four… Five.", 5),
        ("ماذا تقولون؟ نعم. لا!", 3),
        ("یہ پہلا ہے۔ یہ دوسرا ہے۔", 2),
        ("माँ आई। बच्चा सोया॥", 2),
        ("እናቱ መጣች። ደህና ነህ፧", 2),
        ("母亲来了。孩子睡了！", 2),
        ("She walked 3.5 km to Dr. Alie, i.e. far. J. Smith came.", 2),
        ("# Meeting 1\n\nBring:\n- soap\n- a bowl\n1. Greet them", 5),
        ("A line that is\nbroken for the width. Next.", 2),
        ("He said: “Come.” She came.", 2),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("", 0),
        ("… --- ***", 0),
    ],
)
def test_sentences_in_many_scripts(text: str, count: int) -> None:
    found = sentences_of(text, wordlist("en").abbreviations)
    assert len(found) == count, found


def test_markup_is_not_counted_as_words() -> None:
    text = "## The **first** meeting\n\n> See [the cards](https://example.org/long/address).\n\n* _Sing_ a song"
    found = reading_of(text, "en")
    assert (found.words, found.sentences) == (3 + 3 + 3, 3)


@pytest.mark.parametrize(
    ("language", "calibration", "lix", "ease"),
    [
        ("en", Calibration.GRADED, True, True),
        ("en-KE", Calibration.GRADED, True, True),
        ("fr-BF", Calibration.COMPARED, True, False),
        ("sw", Calibration.NONE, False, False),
        ("ar", Calibration.NONE, False, False),
        ("hi", Calibration.NONE, False, False),
        ("th", Calibration.UNSPACED, False, False),
    ],
)
def test_no_number_is_shown_that_means_nothing_in_the_language(
    language: str, calibration: Calibration, lix: bool, ease: bool
) -> None:
    found = reading_of("Mothers meet every month. They speak about problems.", language)
    assert found.calibration is calibration
    assert (found.lix is not None, found.rix is not None, found.ease is not None) == (lix, lix, ease)
    assert (found.words_per_sentence is None) == (calibration is Calibration.UNSPACED)


@pytest.mark.parametrize(("language", "text"), [("en", "تجتمع الأمهات."), ("fr", "Матери пришли."), ("ru", "Mothers.")])
def test_a_text_in_other_letters_than_its_language_is_not_called_easy(language: str, text: str) -> None:
    found = reading_of(text, language)
    assert (found.calibration, found.lix, found.ease) == (Calibration.OTHER_LETTERS, None, None)


@pytest.mark.parametrize(
    ("long", "ease"),
    [(14, Ease.VERY_EASY), (15, Ease.EASY), (25, Ease.MEDIUM), (35, Ease.HARD), (45, Ease.VERY_HARD)],
)
def test_a_band_begins_at_its_limit(long: int, ease: Ease) -> None:
    words = ["picture"] * long + ["card"] * (100 - long)
    text = " ".join(" ".join(words[start : start + 10]) + "." for start in range(0, 100, 10))
    found = reading_of(text, "en")
    assert (found.lix, found.ease) == (10 + long, ease)


def test_hard_words_come_with_plainer_ones_the_longest_turn_first() -> None:
    english = reading_of("In order to utilise the cards, ensure that mothers utilise them.", "en")
    assert [(hard.word, hard.plainer, hard.count) for hard in english.hard] == [
        ("utilise", "use", 2), ("ensure", "make sure", 1), ("in order to", "to", 1),
    ]  # fmt: skip
    assert [hard.word for hard in reading_of("Au moyen de l’utilisation.", "fr").hard] == ["au moyen de", "utilisation"]


def test_arabic_words_are_found_with_and_without_vowel_signs() -> None:
    assert [hard.word for hard in reading_of("يتم تَنفيذ الخطة.", "ar").hard] == ["تنفيذ"]


def test_the_longest_sentences_are_quoted_from_twenty_one_words_on() -> None:
    twenty, more = " ".join(["we"] * 20), " ".join(["they"] * 21)
    assert reading_of(f"{twenty}. {more}.", "en").longest == ((f"{more}.", 21),)


@pytest.mark.parametrize("language", ["en", "fr", "sw", "ar"])
def test_no_list_proposes_a_word_that_it_calls_hard(language: str) -> None:
    listed = wordlist(language)
    assert len(listed.plainer) > 15
    for turn, plainer in listed.plainer.items():
        for said in plainer.split(","):
            assert tuple(words_of(said.casefold(), language)) not in listed, (turn, said)


def test_an_unknown_or_strange_language_has_no_list() -> None:
    assert [wordlist(base).plainer for base in ("xx", "", "../en", "en.toml")] == [{}, {}, {}, {}]


@given(TEXTS)
def test_every_word_and_sentence_is_counted_once(sentences: list[str]) -> None:
    found = reading_of(" ".join(sentences), "en")
    assert found.words == sum(len(sentence.split()) for sentence in sentences)
    assert 1 <= found.sentences <= len(sentences)
    assert 0 <= found.long_words <= found.words
    assert found.lix is not None
    assert 1 <= found.lix <= found.words + 100


@given(TEXTS)
def test_the_order_of_paragraphs_changes_no_number(sentences: list[str]) -> None:
    here, there = (reading_of("\n\n".join(order), "en") for order in (sentences, sentences[::-1]))
    assert (here.lix, here.rix, here.hard) == (there.lix, there.rix, there.hard)


@given(TEXTS, st.sampled_from(["en", "fr", "ar", "th"]))
def test_a_text_twice_reads_as_once(sentences: list[str], language: str) -> None:
    text = "\n\n".join(sentences)
    once, twice = reading_of(text, language), reading_of(f"{text}\n\n{text}", language)
    assert (once.lix, once.rix, once.words * 2) == (twice.lix, twice.rix, twice.words)


@given(TEXTS)
def test_a_longer_word_never_makes_a_text_easier(sentences: list[str]) -> None:
    first, *rest = sentences
    longer = "\n\n".join([first[:-1] + "abcdefgh.", *rest])
    before, after = reading_of("\n\n".join(sentences), "en"), reading_of(longer, "en")
    assert before.lix is not None
    assert after.lix is not None
    assert after.lix >= before.lix


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ar", "hi", "zh", "kri"]))
def test_no_text_breaks_it(text: str, language: str) -> None:
    found = reading_of(text, language)
    assert (found.words == 0) == (found.sentences == 0)
