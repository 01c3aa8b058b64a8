"""Every word of the interface is there in French and Arabic, with the same placeholders."""

from __future__ import annotations

import re

import polib
import pytest

from tests.languages.update import LANGUAGES, catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    words = polib.pofile(str(catalogue(language)))
    assert len(words) > 100
    assert [entry.msgid for entry in words if not entry.translated()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    for entry in polib.pofile(str(catalogue(language))):
        sources = {tuple(sorted(PLACEHOLDER.findall(text))) for text in (entry.msgid, entry.msgid_plural) if text}
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(PLACEHOLDER.findall(text))
            assert any(found <= set(source) for source in sources), (entry.msgid, text)
            if not entry.msgid_plural:
                assert {tuple(sorted(found))} == {tuple(sorted(set(source))) for source in sources}, (entry.msgid, text)


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
