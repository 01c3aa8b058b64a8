"""A radar: scores of domains on spokes, one shape for a round, another for the one before or for another side.

Area misleads, so the scores stand in words at the ends of the spokes and in the table; the order is the instrument's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import dot, line, path, svg, told
from groundswell.kit.charts.measure import fitted, text_width, wrapped
from groundswell.kit.charts.placing import Sheet, Spot
from groundswell.kit.charts.timeline import known

RINGS = ((0.25, "gr"), (0.5, "gr"), (0.75, "gr"), (1.0, "ax"))
INKS = (("s1", "", "f1"), ("s2", "6 4", "f2"))
LETTERS, LEADING = 13, 16


@dataclass(frozen=True)
class Shape:
    """One outline.

    Args:
        label: Whose it is, such as “March 2026”.
        scores: One per spoke, from 0 to the figure's ``most``; None where it is not known.
    """

    label: str
    scores: tuple[float | None, ...]


@dataclass(frozen=True)
class Radar:
    """The figures of a radar.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, n, how to read it.
        spokes: Names of the domains, in the instrument's order; three or more.
        shapes: At most two outlines, the main one first.
        most: The score at the rim.
        decimals: Decimals of a score.
        first_column: Head of the table's first column.
    """

    key: str
    title: str
    subtitle: str
    spokes: tuple[str, ...]
    shapes: tuple[Shape, ...]
    most: float = 100.0
    decimals: int = 0
    first_column: str = ""


def radar(figure: Radar, style: Style = ENGLISH) -> Drawing:
    """Draw scores on spokes.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
    """
    _ = style.gettext
    heads = (figure.first_column or _("Domain"), *(shape.label for shape in figure.shapes))
    rows = tuple(
        (name, *(said(shape.scores[at], figure, style) for shape in figure.shapes))
        for at, name in enumerate(figure.spokes)
    )
    sentence = f"{figure.title}: {', '.join(' '.join(row[:2]) for row in rows)}."
    wide, narrow = drawn(figure, style, sentence, name="wide"), drawn(figure, style, sentence, name="narrow")
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, rows, sentence)


def said(score: float | None, figure: Radar, style: Style) -> str:
    """A score as written, or that it is not known."""
    return style.gettext("not known") if not shown(score) else style.number(score or 0.0, figure.decimals)


def shown(score: float | None) -> bool:
    """Whether a score can be drawn."""
    return score is not None and known(score)


def drawn(figure: Radar, style: Style, sentence: str, *, name: str) -> str:
    """One size of the chart: names at the spokes where there is room, numbers with a list on phones."""
    listed = name == "narrow"
    width, rim = (350, 125.0) if listed else (560, 150.0)
    key = 24 * len(figure.shapes) if len(figure.shapes) > 1 else 0
    above, below = (26, 34 + LEADING * 1.25 * len(figure.spokes)) if listed else (44, 72)
    height = round(key + above + 2 * rim + below)
    centre = (width / 2, key + above + rim)
    sheet = Sheet(width, height)
    body = legend(figure, style, sheet) if key else ""
    body += web(figure, style, centre, rim)
    body += "".join(outline(figure, at, centre, rim, style) for at in reversed(range(len(figure.shapes))))
    for at in range(len(figure.spokes)):
        body += (numbered if listed else label)(figure, at, (centre, rim), style, sheet)
    return svg((width, height), body, figure.key, sentence, figure.subtitle, name=name)


def legend(figure: Radar, style: Style, sheet: Sheet) -> str:
    """Which line is whose."""
    body = ""
    for at, shape in enumerate(figure.shapes):
        y, (ink, dash, _fill) = 14 + 24 * at, INKS[at]
        start, end, side = (sheet.width - 4, sheet.width - 40, "end") if style.rtl else (4, 40, "start")
        body += line((start, y), (end, y), ink, 2.5, dash)
        body += sheet.write(shape.label, [(end + (-8 if style.rtl else 8), y + 5, side)], "k", LETTERS)
    return body


def at_spoke(figure: Radar, at: int, centre: tuple[float, float], distance: float, style: Style) -> tuple[float, float]:
    """The point on a spoke; the first points up, the others follow the clock, or run against it in Arabic."""
    angle = 2 * math.pi * at / len(figure.spokes) * (-1 if style.rtl else 1)
    return centre[0] + distance * math.sin(angle), centre[1] - distance * math.cos(angle)


def web(figure: Radar, style: Style, centre: tuple[float, float], rim: float) -> str:
    """Rings at each quarter, and the spokes."""
    count = range(len(figure.spokes))
    rings = "".join(
        path([at_spoke(figure, at, centre, rim * ring, style) for at in count], ink, 1, close=True)
        for ring, ink in RINGS
    )
    return rings + "".join(line(centre, at_spoke(figure, at, centre, rim, style), "gr") for at in count)


def outline(figure: Radar, which: int, centre: tuple[float, float], rim: float, style: Style) -> str:
    """One shape: a line where neighbours are known, a dot on each spoke that is."""
    shape, (ink, dash, fill) = figure.shapes[which], INKS[which]
    points = [
        at_spoke(figure, at, centre, rim * min(max(score or 0.0, 0.0), figure.most) / figure.most, style)
        if shown(score)
        else None
        for at, score in enumerate(shape.scores)
    ]
    body = ""
    for at, here in enumerate(points):
        there = points[(at + 1) % len(points)]
        if here and there:
            body += line(here, there, ink, 2.5, dash)
    for at, here in enumerate(points):
        if here:
            words = f"{figure.spokes[at]}, {shape.label}: {said(shape.scores[at], figure, style)}"
            body += told(dot(*here, 4.5, fill, width=0), words)
    return body


def numbered(figure: Radar, at: int, round_: tuple[tuple[float, float], float], style: Style, sheet: Sheet) -> str:
    """The number of a spoke outside the rim, and its line in the list below: number, name, score."""
    centre, rim = round_
    x, y = at_spoke(figure, at, centre, rim + 13, style)
    number, score = style.number(at + 1, 0), said(figure.shapes[0].scores[at], figure, style)
    body = sheet.write(number, [(x, y + 5, "middle")], "k2", LETTERS)
    below = centre[1] + rim + 48 + LEADING * 1.25 * at
    start, end, near, far = (sheet.width - 4, 4, "end", "start") if style.rtl else (4, sheet.width - 4, "start", "end")
    inner = start + (-28 if style.rtl else 28)
    body += sheet.write(number, [(start, below, near)], "k2", LETTERS)
    body += sheet.write(score, [(end, below, far)], "k", LETTERS, bold=True)
    room = sheet.width - 44 - text_width(score, LETTERS, bold=True)
    return body + sheet.write(fitted(figure.spokes[at], room, LETTERS), [(inner, below, near)], "k", LETTERS)


def label(figure: Radar, at: int, round_: tuple[tuple[float, float], float], style: Style, sheet: Sheet) -> str:
    """The name of a spoke with its score, outside the rim."""
    centre, rim = round_
    x, y = at_spoke(figure, at, centre, rim + 12, style)
    lean = x - centre[0]
    side = "middle" if abs(lean) < 12 else "start" if lean > 0 else "end"
    room = sheet.width / 3 if side == "middle" else sheet.width - x if side == "start" else x
    rows = [*wrapped(figure.spokes[at], room - 2, LETTERS), said(figure.shapes[0].scores[at], figure, style)]
    top = y - LEADING * (len(rows) - 2) / 2
    if y < centre[1] - rim * 0.9:
        top = y - LEADING * (len(rows) - 1)
    elif side == "middle":
        top = y + LEADING * 1.7
    body = ""
    for number, words in enumerate(rows):
        spots: list[Spot] = [(x, top + LEADING * number, side)]
        body += sheet.write(words, spots, "k sp", LETTERS, bold=number == len(rows) - 1)
    return body
