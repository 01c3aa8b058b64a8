"""Sentences of the domain in the reader's language."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from django.utils import translation

from groundswell.domain.access import ROLES
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.evidence.grading import Grade
from groundswell.domain.monitoring.periods import parse_period
from groundswell.domain.said import Figure, said, together
from groundswell.kit.style import day_written, drawing_style, signed_count, written
from groundswell.kit.telling import error_told, told


def test_numbers_in_a_sentence_are_written_as_the_language_writes_them():
    sentence = said("p = %(p)s of %(n)s, %(share)s", p=Figure(0.1234, ".3f"), n=12345, share=Figure(0.4, ".0%"))
    assert sentence == "p = 0.123 of 12345, 40%"
    with translation.override("fr"):
        assert told(sentence).replace("\u202f", " ").replace("\u00a0", " ") == "p = 0,123 of 12 345, 40 %"


def test_sentences_within_a_sentence_are_translated_too():
    sentence = together((ROLES["coordinator"], said("(%(grade)s)", grade=Grade.LOW.words)))
    assert sentence == "National coordinator (low)"
    with translation.override("fr"):
        role, grade = translation.gettext("National coordinator"), translation.gettext("low")
        assert told(sentence) == f"{role} ({grade})"
        assert role != "National coordinator"


def test_plain_text_and_an_empty_sentence_stay_as_they_are():
    assert told("100 % of it") == "100 % of it"
    assert told(together(())) == ""


def test_an_error_keeps_its_english_and_can_be_told():
    error = RowRefused(said("“%(text)s” is no number.", text="x"), "Mend it.", where=Where(row=2010))
    assert str(error) == "row 2010: “x” is no number. Mend it."
    assert told(str(error)) == str(error)
    assert error_told(BadInput("Text.", "Remedy.")) == "Text. Remedy."


@pytest.mark.parametrize("value", [said("%(n)s", n=1), said("plain")])
def test_a_copied_sentence_still_knows_its_source(value):
    assert copy.deepcopy(value).source == value.source


@pytest.mark.parametrize(
    ("language", "day", "form", "words"),
    [
        ("fr", date(2027, 1, 1), "DATE_FORMAT", "1er janvier 2027"),
        ("fr-ca", date(2027, 1, 1), "l j F Y", "vendredi 1er janvier 2027"),
        ("fr", date(2027, 1, 11), "DATE_FORMAT", "11 janvier 2027"),
        ("fr", date(2021, 1, 1), "Y-m-d", "2021-01-01"),
        ("en", date(2027, 1, 1), "DATE_FORMAT", "1 January 2027"),
    ],
)
def test_the_first_of_a_month_is_told_as_the_language_says_it(language: str, day: date, form: str, words: str) -> None:
    with translation.override(language):
        assert day_written(day, form) == words


def test_a_sign_stays_before_its_number_where_text_runs_from_right_to_left():
    for language, mark in (("en", ""), ("ar", "\u200e")):
        with translation.override(language):
            assert written(-2.5, 1) == f"{mark}−2.5"
            assert signed_count(-2) == f"{mark}−2"
            assert told(said("%(n)s", n=Figure(3, "+.0f"))) == f"{mark}+3"
            assert drawing_style().span(0.57, 1.09, 2) == f"{mark}0.57–1.09"
    assert (signed_count(0), signed_count(1)) == ("0", "+1")


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "2023W53", "2024-01-15/P1M", "0000-01-01/P1D", "May"])
def test_what_is_wrong_with_a_period_is_told_in_the_readers_language(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_period(text)
    for language in ("fr", "ar"):
        with translation.override(language):
            words = set(error_told(refused.value).split()) & set(str(refused.value).split())
        assert {word for word in words if word.isalpha() and word not in {"DHIS2", "May"}} == set()
