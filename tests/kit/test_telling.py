"""Sentences of the domain in the reader's language."""

from __future__ import annotations

import copy

import pytest
from django.utils import translation

from groundswell.domain.access import ROLES
from groundswell.domain.errors import BadInput, RowRefused, Where
from groundswell.domain.evidence.grading import Grade
from groundswell.domain.said import Figure, said, together
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
