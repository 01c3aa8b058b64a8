"""Sentences of the domain, which knows no Django, told in the active language."""

from __future__ import annotations

from django.utils.translation import gettext

from groundswell.domain.errors import GroundswellError
from groundswell.domain.said import Figure, Said
from groundswell.kit.style import drawing_style, signed, written


def told(sentence: str) -> str:
    """A sentence in the active language; numbers get the language's separators.

    Args:
        sentence: One that remembers its source, or plain text, which stays as it is.

    Returns:
        The sentence as plain text.
    """
    if not isinstance(sentence, Said):
        return str(sentence)
    values = {name: value_told(value) for name, value in sentence.values.items()}
    source = gettext(sentence.source) if sentence.source else ""
    return source % values if values else source


def value_told(value: object) -> str:
    """One value put into a sentence."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, Figure):
        return figure_told(value)
    return written(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def figure_told(figure: Figure) -> str:
    """A number with as many decimals as its English form has, and its sign where that form shows one."""
    english = str(figure)
    if "e" in english or "n" in english:
        return english
    decimals = len(english.rstrip("%").partition(".")[2])
    if english.endswith("%"):
        return drawing_style().percent(figure.value, decimals)
    text = written(figure.value, decimals)
    return signed(f"+{text}") if english.startswith("+") else text


def error_told(error: GroundswellError) -> str:
    """What happened and what to do, in the active language; ``told(str(error))`` says also where in a file."""
    return f"{told(error.text)} {told(error.remedy)}".strip()
