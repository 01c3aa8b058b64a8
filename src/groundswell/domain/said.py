"""Sentences that are English here and can be told in another language where they are shown.

Nothing in ``domain`` knows Django, yet its sentences reach screens. ``said("…%(n)s…", n=3)`` is an ordinary English
string that remembers its source and its values, so a page may show ``gettext(sentence.source) % sentence.values``.
Import it as ``_`` so that makemessages finds the sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Said(str):
    """An English sentence with its untranslated source and the values put into it."""

    source: str
    values: dict[str, object]


@dataclass(frozen=True)
class Figure:
    """A number in a sentence, which each language writes in its own way.

    Args:
        value: The number.
        form: How English writes it, a format of Python: ``.2f``, ``.0%``, ``g``.

    Example:
        >>> str(Figure(0.234, ".0%"))
        '23%'
    """

    value: float
    form: str = "g"

    def __str__(self) -> str:
        return format(self.value, self.form)


def said(source: str, /, **values: object) -> Said:
    """A sentence out of its source and the values named in it.

    Args:
        source: The sentence with named placeholders, such as ``%(file)s is empty.``.
        values: The values by name: words, counts, sentences or :class:`Figure`.

    Returns:
        The English sentence, which remembers both.

    Example:
        >>> said("%(file)s is empty.", file="a.csv")
        'a.csv is empty.'
    """
    sentence = Said(source % values if values else source)
    sentence.source = source
    sentence.values = values
    return sentence


def together(pieces: Iterable[str], between: str = " ") -> Said:
    """Several sentences as one; each is still told in the reader's language.

    Args:
        pieces: The sentences, or plain words; empty ones are left out.
        between: What stands between them; told in the reader's language too, such as the high mark of French.

    Returns:
        One sentence.

    Example:
        >>> together([said("One."), "", said("Two.")])
        'One. Two.'
    """
    values = {f"piece{number}": piece for number, piece in enumerate(piece for piece in pieces if piece)}
    return said("%(between)s".join(f"%({name})s" for name in values), **values, between=said(between))
