"""Each term of the glossary has one word in each language, on every page."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from tests.languages.test_catalogues import PLACEHOLDER
from tests.languages.update import LANGUAGES, catalogue

GLOSSARY = Path(__file__).resolve().parents[2] / "docs/glossary.md"
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
HELD = 4
"""So many rows of the table, the first ones, are held by this test; the others are for who translates."""


def rows() -> list[list[str]]:
    """The table of the glossary: English term, its French and its Arabic words."""
    table = GLOSSARY.read_text(encoding="utf-8").partition("## One word in each language")[2]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines[1 : HELD + 1]]


def plain(text: str) -> str:
    """A text without capitals and without the signs of short vowels."""
    return VOWEL_SIGNS.sub("", text).casefold()


def says(text: str, words: str) -> bool:
    """Whether a text says one of the words; an Arabic word may lose its last ة to an ending."""
    return any(plain(word).removesuffix("ة") in plain(text) for word in words.split(", "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_term_has_one_word_in_each_language(row: list[str], language: str) -> None:
    english = row[0]
    term = re.compile(rf"\b({english}|{english.removesuffix('y')}ies|{english}s)\b", re.IGNORECASE)
    entries = [each for each in polib.pofile(str(catalogue(language))) if term.search(PLACEHOLDER.sub("", each.msgid))]
    assert entries
    otherwise = [
        (entry.msgid, text)
        for entry in entries
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and not says(text, row[1 + LANGUAGES.index(language)])
    ]
    assert otherwise == []
