"""The strokes of every drawing: SVG elements as text, with literal colours and a class.

The colours stand in attributes because a strict content policy blocks ``style``, and because
print engines know no ``var()``. The style sheet changes them by class, for dark mode and print.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

Point = tuple[float, float]

FILL = {
    "k": "#191814",
    "k2": "#4a473f",
    "kp": "#fff",
    "on": "#191814",
    "f1": "#22357a",
    "f2": "#c47f00",
    "f3": "#5f9d90",
    "f4": "#8b867b",
    "fb": "#ece7db",
    "q1": "#cdd3ea",
    "q2": "#7683bf",
    "q3": "#22357a",
    "holds": "#cbe5dc",
    "look": "#c47f00",
    "pause": "#8c1a12",
    "none": "#fff",
}
STROKE = {
    "ax": "#77726a",
    "gr": "#d3cdbf",
    "s0": "#191814",
    "s1": "#22357a",
    "s2": "#c47f00",
    "s3": "#5f9d90",
    "s4": "#8b867b",
    "ms": "#191814",
    "ml": "#fff",
    "sp": "#fff",
}
RIGHT_TO_LEFT = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufeff"))


def short(value: float) -> str:
    """A coordinate with one decimal at most.

    Example:
        >>> short(12.04), short(-0.01)
        ('12', '0')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def paint(classes: str) -> str:
    """Class, fill and stroke attributes for a list of colour names."""
    names = classes.split()
    fill = next((FILL[name] for name in names if name in FILL), "none")
    stroke = next((STROKE[name] for name in names if name in STROKE), "")
    return f' class="{classes}" fill="{fill}"' + (f' stroke="{stroke}"' if stroke else "")


def runs_right_to_left(text: str) -> bool:
    """Whether the text holds a letter of a right-to-left script."""
    return any(first <= letter <= last for letter in text for first, last in RIGHT_TO_LEFT)


def shapely(points: Iterable[Point], *, close: bool = False) -> str:
    """Path data through the points."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + ("Z" if close else "")


def line(start: Point, end: Point, ink: str = "ax", width: float = 1, dash: str = "") -> str:
    """A straight line."""
    return path((start, end), ink, width, dash)


def path(
    points: Sequence[Point],
    ink: str,
    width: float = 2,
    dash: str = "",
    *,
    close: bool = False,
) -> str:
    """A line through points, or a closed shape."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    data = shapely(points, close=close)
    return f'<path d="{data}"{paint(ink)} stroke-width="{short(width)}"{dashes} stroke-linejoin="round"/>'


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    ink: str,
    *,
    stroke_width: float = 1.5,
) -> str:
    """An upright rectangle by its top left corner."""
    edge = f' stroke-width="{short(stroke_width)}"' if any(name in STROKE for name in ink.split()) else ""
    return (
        f'<rect x="{short(x)}" y="{short(y)}" width="{short(max(width, 0))}" height="{short(max(height, 0))}"'
        f"{paint(ink)}{edge}/>"
    )


def dot(x: float, y: float, radius: float, ink: str, *, width: float = 1.5, dash: str = "") -> str:
    """A circle."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    edge = f' stroke-width="{short(width)}"{dashes}' if width else ""
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"{paint(ink)}{edge}/>'


def isolated(text: object) -> str:
    """Escaped text; a right-to-left run is isolated, because the drawing itself runs left to right."""
    plain = printable(text)
    return f"\u2067{escape(plain)}\u2069" if runs_right_to_left(plain) else escape(plain)


def printable(text: object) -> str:
    """The text without characters that XML forbids."""
    return "".join(
        letter for letter in str(text) if letter >= " " and letter not in "\ufffe\uffff" and not surrogate(letter)
    )


def surrogate(letter: str) -> bool:
    """Whether the character is half of a pair, which no file can hold."""
    return "\ud800" <= letter <= "\udfff"


def text(
    at: Point,
    words: object,
    ink: str = "k",
    size: float = 14,
    anchor: str = "start",
    *,
    bold: bool = False,
) -> str:
    """Words at a point on the base line; ``sp`` among the inks gives them a halo of paper."""
    weight = ' font-weight="700"' if bold else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    halo = ' stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if "sp" in ink.split() else ""
    return (
        f'<text x="{short(at[0])}" y="{short(at[1])}" font-size="{short(size)}"{where}{weight}{halo}'
        f"{paint(ink)}>{isolated(words)}</text>"
    )


def told(element: str, words: str) -> str:
    """The element with a tooltip; what it says stands in the table as well."""
    return f"<g>{element}<title>{isolated(words)}</title></g>"


def svg(size: Point, body: str, key: str, sentence: str, detail: str = "", *, name: str = "") -> str:
    """The whole drawing: a picture with a title and a description.

    Args:
        size: Width and height in CSS pixels.
        body: The elements.
        key: Stem of the ids, unique on the page.
        sentence: What the drawing shows.
        detail: How it is to be read.
        name: ``wide``, ``narrow`` or nothing.
    """
    width, height = short(size[0]), short(size[1])
    stem = escape(f"{key}-{name}" if name else key).replace(" ", "-")
    style = f' class="{name}"' if name else ""
    described = f' aria-describedby="{stem}-d"' if detail else ""
    description = f'<desc id="{stem}-d">{escape(printable(detail))}</desc>' if detail else ""
    return (
        f'<svg{style} direction="ltr" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{stem}-t"{described} font-family="system-ui, Noto Sans, sans-serif">'
        f'<title id="{stem}-t">{escape(printable(sentence))}</title>{description}{body}</svg>'
    )
