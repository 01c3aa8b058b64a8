"""Reads a drawing back: what words stand where, what shapes lie where, and whether anything breaks the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import settings
from lxml import etree

from groundswell.kit.charts.drawing import Drawing

SVG = "{http://www.w3.org/2000/svg}"
# A busy machine must not fail a test for being slow; fifty examples each keep the budget.
calm = settings(deadline=None, max_examples=50)
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
THIN = "iljtfrIJ1"
ISOLATES = str.maketrans("", "", "\u2067\u2069")


@dataclass(frozen=True)
class Word:
    """Words as drawn, with the box they are estimated to fill."""

    said: str
    x: float
    y: float
    size: float
    box: tuple[float, float, float, float]
    ink: str


class Picture:
    """One drawing, parsed as strict XML."""

    def __init__(self, drawn: str) -> None:
        self.root = etree.fromstring(f'<html xmlns="http://www.w3.org/2000/svg">{drawn}</html>')
        self.svg = self.root[0]
        _left, _top, self.width, self.height = (float(part) for part in self.svg.get("viewBox").split())

    def words(self) -> list[Word]:
        """All text elements."""
        return [word(element) for element in self.svg.iter(f"{SVG}text")]

    def said(self) -> list[str]:
        """What is written, in order."""
        return [one.said for one in self.words()]

    def find(self, said: str) -> Word:
        """The words that say this."""
        return next(one for one in self.words() if one.said == said)

    def shapes(self, ink: str) -> list[list[float]]:
        """The coordinates of all shapes with this class."""
        found = []
        for element in self.svg.iter(f"{SVG}path", f"{SVG}rect", f"{SVG}circle"):
            if ink in (element.get("class") or "").split():
                found.append(coordinates(element))
        return found


def coordinates(element: etree._Element) -> list[float]:
    """A path's numbers; a rectangle's x, y, width, height; a circle's centre and radius."""
    if element.tag == f"{SVG}path":
        return [float(number) for number in NUMBERS.findall(element.get("d"))]
    names = ("x", "y", "width", "height") if element.tag == f"{SVG}rect" else ("cx", "cy", "r")
    return [float(element.get(name)) for name in names]


def word(element: etree._Element) -> Word:
    """A text element with its estimated box, a little less than any common face needs."""
    said = (element.text or "").translate(ISOLATES)
    x, y, size = (float(element.get(name)) for name in ("x", "y", "font-size"))
    width = size * sum(0.45 if letter.isalnum() and letter.isascii() and letter not in THIN else 0.2 for letter in said)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
    return Word(said, x, y, size, (left, y - 0.72 * size, left + width, y + 0.2 * size), element.get("class"))


def faults(drawing: Drawing) -> list[str]:
    """What breaks the rules of drawings: words outside or over each other, small print, style, doubled ids."""
    found: list[str] = []
    ids: list[str] = []
    for drawn in (drawing.wide, drawing.narrow):
        if drawn:
            picture = Picture(drawn)
            found += word_faults(picture)
            found += attribute_faults(picture)
            ids += [element.get("id") for element in picture.svg.iter() if element.get("id")]
    found += [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
    found += [f"row of {len(row)} cells" for row in drawing.rows if len(row) != len(drawing.headers)]
    return found


def word_faults(picture: Picture) -> list[str]:
    """Words that leave the drawing, hide each other, or cannot be read."""
    words = picture.words()
    found = [
        f"outside: {one.said!r} at {one.box}"
        for one in words
        if one.box[0] < -0.6
        or one.box[1] < -0.6
        or one.box[2] > picture.width + 0.6
        or one.box[3] > picture.height + 0.6
    ]
    found += [f"small: {one.said!r} {one.size}" for one in words if one.size < 11.5]
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            a, b = one.box, other.box
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                found.append(f"overlap: {one.said!r} and {other.said!r}")
    return found


def attribute_faults(picture: Picture) -> list[str]:
    """What a strict content policy or a screen reader would trip over."""
    found = []
    for element in picture.svg.iter():
        if element.get("style") is not None:
            found.append(f"style on {element.tag}")
        if element.tag in {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}img"}:
            found.append(f"{element.tag}")
        found += [f"handler {name}" for name in element.attrib if str(name).startswith("on")]
        found += [f"not a number in {name}={value}" for name, value in element.attrib.items() if broken(str(value))]
    title = picture.svg.find(f"{SVG}title")
    if picture.svg.get("role") != "img" or title is None or picture.svg.get("aria-labelledby") != title.get("id"):
        found.append("no accessible name")
    if picture.svg.get("direction") != "ltr":
        found.append("no direction")
    return found


def broken(value: str) -> bool:
    """Whether an attribute holds what a division by zero left behind."""
    return bool(re.search(r"(?<![\w-])(nan|inf)(?![\w-])", value))
