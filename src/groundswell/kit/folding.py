"""Names folded, so that «Nzérékoré», «N'ZEREKORE» and «nzerekore» are found by each other.

Folding is for finding, never for showing. Vowel signs of Indic scripts are letters of the word and stay.

Source: stack.md section 8: the database's own tokenizers miss اللجنه/اللجنة and ስልጠና/ሥልጠና.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

EDGE = "|"
STRIPPED = [(0x0300, 0x036F), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x0640, 0x0640), (0x135D, 0x135F)]
LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ŋ": "ng", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d",
    "ƙ": "k", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا",
}  # fmt: skip
ETHIOPIC_SERIES = {0x1210: 0x1200, 0x1280: 0x1200, 0x12B8: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
ETHIOPIC_FOURTH = {0x1203: 0x1200, 0x12A3: 0x12A0}
SILENT = "'’‘ʼ`´ʻ"


def _table() -> dict[int, str | None]:
    """One translation table of all that is stripped or written differently."""
    table: dict[int, str | None] = {ord(letter): plain for letter, plain in LETTERS.items()}
    for first, last in STRIPPED:
        table |= dict.fromkeys(range(first, last + 1))
    table |= dict.fromkeys(map(ord, SILENT))
    for series, plain in ETHIOPIC_SERIES.items():
        for order in range(7):
            table[series + order] = chr(ETHIOPIC_FOURTH.get(plain + order, plain + order))
    table |= {fourth: chr(first) for fourth, first in ETHIOPIC_FOURTH.items()}
    return table


TABLE = _table()


def fold(text: str) -> str:
    """A name without capitals, accents, Arabic and Ethiopic spelling variants and punctuation.

    Args:
        text: As written.

    Returns:
        Words of letters, digits and vowel signs, one space between; empty when nothing is left.

    Example:
        >>> fold("  N’Zérékoré-Centre "), fold("اللجنة") == fold("اللجنه"), fold("ሥልጠና") == fold("ስልጠና")
        ('nzerekore centre', True, True)
    """
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(TABLE)
    return " ".join("".join(_kept(letter) for letter in letters).split())


def _kept(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return letter if kind[0] in "LNM" else " "


def folded_names(*names: str) -> str:
    """Several names in one searchable text, each between edges, so that a whole name can be asked for too.

    Example:
        >>> folded_names("Dorasa", "DORASA", "دوراسا")
        '|dorasa|دوراسا|'
    """
    words = dict.fromkeys(filter(None, map(fold, names)))
    return f"{EDGE}{EDGE.join(words)}{EDGE}" if words else ""


class Folded(models.CharField):  # type: ignore[type-arg]
    """A column that always holds the folded names of its row; ``of`` names the columns they stand in."""

    def __init__(self, *args: Any, of: tuple[str, ...] = ("name",), **options: Any) -> None:
        self.of = of
        own: dict[str, Any] = {"max_length": 1000, "editable": False, "default": ""}
        super().__init__(*args, **(own | options))

    def deconstruct(self) -> Any:
        """For migrations: the columns folded too."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold what the row says now, whoever saves it."""
        value = self.folded(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def folded(self, row: models.Model) -> str:
        """The folded names of a row."""
        names: list[str] = []
        for column in self.of:
            value = getattr(row, column)
            names += value.values() if isinstance(value, dict) else [value]
        return folded_names(*names)[: self.max_length]
