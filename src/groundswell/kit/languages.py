"""Texts in several languages: short labels as one JSON column {language: text} with a fallback chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

FALLBACK = "en"


def said(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in a language, else in its base language, else in English, else in any.

    Args:
        texts: Language tag to text.
        language: Language tag; the active language without one.

    Example:
        >>> said({"fr": "Santé", "en": "Health"}, "fr-CA")
        'Santé'
    """
    wanted = language or get_language() or FALLBACK
    for tag in (wanted, wanted.split("-")[0], FALLBACK):
        if texts.get(tag):
            return texts[tag]
    return next((text for text in texts.values() if text), "")


class Texts(models.JSONField):
    """A column of short labels, {language: text}."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", dict)
        super().__init__(*args, **options)
