"""Every word of the interface is there in French and Arabic, with the same placeholders."""

from __future__ import annotations

import re

import polib
import pytest

from tests.languages.update import LANGUAGES, SOURCE, catalogue, named_in_data, unbroken

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    words = polib.pofile(str(catalogue(language)))
    assert len(words) > 100
    assert [entry.msgid for entry in words if not entry.translated()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_stand_in_data_are_in_the_catalogue(language: str) -> None:
    assert named_in_data() - {entry.msgid for entry in polib.pofile(str(catalogue(language)))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    for entry in polib.pofile(str(catalogue(language))):
        sources = {tuple(sorted(PLACEHOLDER.findall(text))) for text in (entry.msgid, entry.msgid_plural) if text}
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(PLACEHOLDER.findall(text))
            assert any(found <= set(source) for source in sources), (entry.msgid, text)
            if not entry.msgid_plural:
                assert {tuple(sorted(found))} == {tuple(sorted(set(source))) for source in sources}, (entry.msgid, text)


def test_french_marks_do_not_begin_a_line() -> None:
    """French puts a space before high marks and inside its quotes; it must not break there."""
    assert unbroken("« Oui » : 95 % ? ; %(n)s !") == "«\u00a0Oui\u00a0»\u00a0: 95\u00a0%\u00a0?\u00a0; %(n)s\u00a0!"
    entries = polib.pofile(str(catalogue("fr")))
    said = [text for entry in entries for text in [entry.msgstr, *entry.msgstr_plural.values()]]
    assert [text for text in said if unbroken(text) != text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    written = {
        (entry.msgid, entry.msgstr) for entry in polib.pofile(str(catalogue(language))) if not entry.msgid_plural
    }
    compiled = {
        (entry.msgid, entry.msgstr)
        for entry in polib.mofile(str(catalogue(language).with_suffix(".mo")))
        if not entry.msgid_plural
    }
    assert written == compiled


def test_templates_write_days_with_the_filter_of_the_house() -> None:
    """Django's own filter ``date`` does not know the first of a month in French."""
    templates = SOURCE.rglob("templates/**/*.html")
    assert [str(path) for path in templates if "|date:" in path.read_text(encoding="utf-8")] == []
