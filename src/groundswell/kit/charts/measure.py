"""How wide words will be, before any browser has drawn them."""

from __future__ import annotations

import unicodedata

NARROW = set("iljtfrI.,:;|!'()[]  ·’‘“”-")
WIDE = set("mwMW@%—")


def letter_width(letter: str) -> float:
    """Width of one letter in em, on the generous side for Noto Sans and Roboto."""
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.92
    return 0.66 if letter.isupper() else 0.6


def text_width(words: str, size: float = 14, *, bold: bool = False) -> float:
    """Estimated width in pixels.

    Example:
        >>> text_width("ill", 10)
        10.8
    """
    return round(sum(letter_width(letter) for letter in words) * size * (1.07 if bold else 1), 1)


def fitted(words: str, width: float, size: float = 14, *, bold: bool = False) -> str:
    """The words, cut with an ellipsis where they would not fit; the table has them in full.

    Example:
        >>> fitted("Makwanpur", 40, 14)
        'Ma…'
    """
    if text_width(words, size, bold=bold) <= width:
        return words
    kept = words
    while kept and text_width(kept + "…", size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def wrapped(words: str, width: float, size: float = 14, *, lines: int = 2) -> tuple[str, ...]:
    """The words on at most so many lines, the last one cut where needed."""
    rows: list[str] = []
    left = words.split()
    while left and len(rows) < lines - 1:
        row = left.pop(0)
        while left and text_width(f"{row} {left[0]}", size) <= width:
            row = f"{row} {left.pop(0)}"
        rows.append(fitted(row, width, size))
    return (*rows, fitted(" ".join(left), width, size)) if left else tuple(rows)
