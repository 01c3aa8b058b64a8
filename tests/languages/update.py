"""Gather the words of the interface into the catalogues and compile them: ``make languages`` (needs Debian's gettext).

``python -m tests.languages.update fr`` does one language only.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[2] / "src/groundswell"
LANGUAGES = ("fr", "ar")
NO_BREAK = "\u00a0"
HIGH_MARK = re.compile(r"(?<=\S) (?=[:;?!»](?:\W|$)|%(?![(\w]))|^ (?=[:;?!])")


def catalogue(language: str) -> Path:
    """The file of a language's words."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def named_in_data() -> set[str]:
    """Words that stand in values instead of calls: labels of actions, roles, names and units of the default set."""
    from groundswell.domain.access import ROLES
    from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS
    from groundswell.kit.door import actions
    from groundswell.steps import STEPS

    words = {action.label for code, action in actions().items() if not code.startswith("tests.")} | set(ROLES.values())
    words |= {step.title for step in STEPS} | {step.question for step in STEPS}
    return words | {
        text
        for sheet in DEFAULT_INDICATORS
        for text in (sheet.name, sheet.unit, sheet.numerator, sheet.denominator)
        if text
    }


def gather(languages: list[str]) -> None:
    """Find new words in code and templates; words that are gone are dropped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    os.environ.setdefault("GROUNDSWELL_DATA", tempfile.mkdtemp())
    import django
    from django.core.management import call_command

    django.setup()
    os.chdir(SOURCE)
    data = SOURCE / "words_in_data.py"  # not below locale/, where makemessages does not look
    data.write_text("".join(f"_({word!r})\n" for word in sorted(named_in_data())), encoding="utf-8")
    call_command("makemessages", locale=languages, no_obsolete=True, no_wrap=True, add_location="file", verbosity=0)
    data.unlink()


def unbroken(text: str) -> str:
    """French with no-break spaces before high marks and inside its quotes.

    Example:
        >>> unbroken("« Oui » : 95 % ?").count(chr(160))
        5
    """
    return HIGH_MARK.sub(NO_BREAK, text).replace("« ", f"«{NO_BREAK}")


def compile_all(languages: list[str]) -> None:
    """Write the compiled catalogues, which are committed so that nobody needs gettext to run the house."""
    for language in languages:
        words = polib.pofile(str(catalogue(language)))
        words.metadata.pop("POT-Creation-Date", None)
        for entry in words if language == "fr" else ():
            entry.msgstr = unbroken(entry.msgstr)
            entry.msgstr_plural = {number: unbroken(text) for number, text in entry.msgstr_plural.items()}
        words.save()
        words.save_as_mofile(str(catalogue(language).with_suffix(".mo")))
        print(f"{language}: {words.percent_translated()} % of {len(words)} words")


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(LANGUAGES)
    gather(chosen)
    compile_all(chosen)
