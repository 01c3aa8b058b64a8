"""Texts in several languages: short labels as one JSON column {language: text} with a fallback chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

FALLBACK = "en"
OWN_NAMES = {
    "am": "አማርኛ", "bm": "Bamanankan", "ceb": "Cebuano", "dyu": "Julakan", "ee": "Eʋegbe", "ff": "Pulaar",
    "gu": "ગુજરાતી", "ha": "Hausa", "ht": "Kreyòl ayisyen", "hoc": "Ho", "ilo": "Ilokano", "kg": "Kikongo",
    "kri": "Krio", "lg": "Luganda", "ln": "Lingála", "luo": "Dholuo", "mai": "मैथिली", "men": "Mɛnde",
    "mg": "Malagasy", "mnk": "Mandinka", "mos": "Mooré", "ny": "Chichewa", "om": "Afaan Oromoo", "or": "ଓଡ଼ିଆ",
    "ps": "پښتو", "qu": "Runa Simi", "rn": "Ikirundi", "rw": "Kinyarwanda", "sat": "ᱥᱟᱱᱛᱟᱲᱤ", "sd": "سنڌي",
    "si": "සිංහල", "sn": "chiShona", "so": "Soomaali", "st": "Sesotho", "tem": "Themne", "ti": "ትግርኛ",
    "tl": "Tagalog", "tn": "Setswana", "ts": "Xitsonga", "tw": "Twi", "wo": "Wolof", "xh": "isiXhosa",
    "yo": "Yorùbá", "zu": "isiZulu",
}  # fmt: skip
"""What languages that Django has no word for call themselves."""
FROM_THE_RIGHT = frozenset(("ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"))


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


def language_named(tag: str) -> str:
    """What a language is called in the active language; its own name, or the tag, where there is no word.

    Args:
        tag: Its tag, such as ``sw`` or ``fr-BF``.
    """
    base, _sign, region = tag.partition("-")
    try:
        name = str(get_language_info(tag)["name_translated"])
    except KeyError:
        return OWN_NAMES.get(tag) or OWN_NAMES.get(base, tag)
    known = get_language_info(tag)["code"] == tag or not region
    return (
        name[:1].upper() + name[1:] if known else _("%(language)s (%(region)s)") % {"language": name, "region": region}
    )


def direction_of(tag: str) -> str:
    """Which way a language is written: ``rtl`` or ``ltr``.

    Example:
        >>> direction_of("ar-EG"), direction_of("sw")
        ('rtl', 'ltr')
    """
    return "rtl" if tag.split("-")[0].casefold() in FROM_THE_RIGHT or "-arab" in tag.casefold() else "ltr"
