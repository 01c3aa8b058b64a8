"""Sentences of the formats, which know no Django, told in the active language."""

from __future__ import annotations

from django.utils.translation import gettext

from groundswell.across.exchange.formats.said import Said
from groundswell.domain.errors import GroundswellError
from groundswell.kit.style import written


def told(sentence: str) -> str:
    """A sentence in the active language; whole numbers get the language's separators.

    Args:
        sentence: One that remembers its source, or plain text, which stays as it is.
    """
    if not isinstance(sentence, Said):
        return str(sentence)
    values = {name: value_told(value) for name, value in sentence.values.items()}
    return gettext(sentence.source) % values if values else gettext(sentence.source)


def value_told(value: object) -> str:
    """One value put into a sentence."""
    if isinstance(value, str):
        return told(value)
    return written(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def error_told(error: GroundswellError) -> str:
    """What happened and what to do, in the active language."""
    return f"{told(error.text)} {told(error.remedy)}".strip()
