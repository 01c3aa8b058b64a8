"""Sentences that are English here and can be told in another language where they are shown.

Nothing in ``formats`` knows Django (the statistics commands read files through it), yet its sentences reach screens.
``said("…%(file)s…", file=name)`` is an ordinary English string that remembers its source and its values, so a page
may show ``gettext(sentence.source) % sentence.values``. Import it as ``_`` so that makemessages finds the sources.
"""

from __future__ import annotations


class Said(str):
    """An English sentence with its untranslated source and the values put into it."""

    source: str
    values: dict[str, object]


def said(source: str, /, **values: object) -> Said:
    """A sentence out of its source and the values named in it.

    Args:
        source: The sentence with named placeholders, such as ``%(file)s is empty.``.
        values: The values by name.

    Example:
        >>> said("%(file)s is empty.", file="a.csv")
        'a.csv is empty.'
    """
    sentence = Said(source % values if values else source)
    sentence.source = source
    sentence.values = values
    return sentence
