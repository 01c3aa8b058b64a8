"""How wide words will be, before any browser has drawn them."""

from __future__ import annotations

import unicodedata

# Widths of Noto Sans in em, which is among the widest faces a browser takes for system-ui.
WIDTHS = {
    0.28: " !,.:;J`ijl'’‘|",
    0.34: "()-[]·",
    0.38: "/I\\ft",
    0.43: 'r{}“”?_"',
    0.5: "csz–",
    0.55: "FLkvxyaTYZ",
    0.58: "0123456789$*+<=>ESeV−",
    0.62: "PXbdgopqABCK",
    0.65: "Rhnu#",
    0.76: "&DGUHN",
    0.82: "OQw…",
    0.94: "@MWm%—",
}
WIDTH_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}
OTHER, ARABIC, BOLD = 0.66, 0.5, 1.09


def letter_width(letter: str) -> float:
    """Width of one letter in em, rather too wide than too narrow."""
    if letter in WIDTH_OF:
        return WIDTH_OF[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    return ARABIC if "\u0600" <= letter <= "\u06ff" else OTHER


def text_width(words: str, size: float = 14, *, bold: bool = False) -> float:
    """Estimated width in pixels.

    Example:
        >>> text_width("ill", 10)
        8.4
    """
    return round(sum(letter_width(letter) for letter in words) * size * (BOLD if bold else 1), 1)


def fitted(words: str, width: float, size: float = 14, *, bold: bool = False) -> str:
    """The words, cut with an ellipsis where they would not fit; the table has them in full.

    Example:
        >>> fitted("Makwanpur", 48, 14)
        'Mak…'
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
