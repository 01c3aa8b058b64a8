"""Who stands where with how much power: positions across, power upwards, a mark for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import Point, box, dot, line, path, svg, text, told
from groundswell.kit.charts.measure import fitted, text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale

POSITIONS, POWERS = (-2, -1, 0, 1, 2), (1, 2, 3, 4, 5)
MOST_MARKS, NAMED = 9, 4
TOP, FOOT, RADIUS = 26, 40, 6.5


@dataclass(frozen=True)
class Who:
    """One person.

    Args:
        name: Their name.
        power: 1 to 5.
        position: -2 to 2.
        kind: Place among the figure's kinds, from 0; says the shape.
    """

    name: str
    power: int
    position: int
    kind: int = 0


@dataclass(frozen=True)
class PowerMap:
    """The figures of the picture.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: n and how to read it.
        people: Everybody.
        positions: Words for -2 to 2.
        kinds: Words for the shapes: circle, square, triangle.
        power: Word for the upward axis.
        headers: Heads of the table: position, power, number, who.
    """

    key: str
    title: str
    subtitle: str
    people: tuple[Who, ...]
    positions: tuple[str, str, str, str, str]
    kinds: tuple[str, ...]
    power: str
    headers: tuple[str, str, str, str]


def power_map(figure: PowerMap, style: Style = ENGLISH, *, width: int = 940) -> Drawing:
    """Draw positions across and power upwards.

    Args:
        figure: What to draw.
        style: How the reader's language writes; from right to left, champions stand at the left end.
        width: Width of the wide drawing in pixels.
    """
    cells: dict[tuple[int, int], list[Who]] = defaultdict(list)
    for one in sorted(figure.people, key=lambda one: (one.kind, one.name)):
        cells[one.position, one.power].append(one)
    order = sorted(cells, key=lambda cell: (-cell[1], -cell[0]))
    rows = tuple(
        (figure.positions[position + 2], style.number(power, 0), style.number(len(cells[position, power]), 0),
         listed(cells[position, power], style))
        for position, power in order
    )  # fmt: skip
    sentence = f"{figure.title}. " + "; ".join(f"{row[0]}, {figure.power} {row[1]}: {row[2]}" for row in rows)
    wide, narrow = (
        drawn(figure, cells, style, size, sentence, name) for size, name in ((width, "wide"), (350, "narrow"))
    )
    return Drawing(figure.title, figure.subtitle, wide, narrow, figure.headers, rows, sentence, frozenset({3}))


def listed(people: Sequence[Who], style: Style, most: int = 8) -> str:
    """The first names, and how many more."""
    names = ", ".join(one.name for one in people[:most])
    more = len(people) - most
    if more <= 0:
        return names
    rest = style.gettext("and {n} more")
    return f"{names} {rest.format(n=style.number(more, 0))}"


def drawn(
    figure: PowerMap,
    cells: dict[tuple[int, int], list[Who]],
    style: Style,
    width: int,
    sentence: str,
    name: str,
) -> str:
    """One size of the picture."""
    pitch = 78 if name == "wide" else 62
    height = TOP + pitch * len(POWERS) + FOOT
    sheet = Sheet(width, height)
    left, right = (4, width - 22) if style.rtl else (22, width - 4)
    column = (right - left) / len(POSITIONS)
    first, last = left + column / 2, right - column / 2
    across = Scale(-2, 2, last, first) if style.rtl else Scale(-2, 2, first, last)
    up = Scale(1, 5, height - FOOT - pitch / 2, TOP + pitch / 2)
    body = frame(figure, style, sheet, (across, up), (left, right, column, pitch))
    room = Room(column, pitch)
    body += "".join(marks(cells[cell], (across(cell[0]), up(cell[1])), style, room) for cell in cells)
    if name == "wide":
        body += "".join(names(cells[cell], (across(cell[0]), up(cell[1])), sheet, room) for cell in cells)
    return svg((width, height), body, figure.key, sentence, figure.subtitle, name=name)


@dataclass(frozen=True)
class Room:
    """Width and height of a cell in pixels."""

    width: float
    height: float

    def spots(self, count: int, named: bool) -> list[Point]:
        """Where so many marks lie around the middle of a cell: one under another with names, else in rows of three."""
        if named:
            step = min(17.0, (self.height - 14) / max(count, 1))
            return [(-self.width / 2 + 12, step * (at - (count - 1) / 2)) for at in range(count)]
        step = 2 * RADIUS + 3
        lines = -(-count // 3)
        return [
            (step * (at % 3 - (min(3, count - at // 3 * 3) - 1) / 2), step * (at // 3 - (lines - 1) / 2))
            for at in range(count)
        ]

    def named(self, count: int) -> bool:
        """Whether there is room for names beside so many marks."""
        return count <= NAMED and self.width > 100


def frame(
    figure: PowerMap, style: Style, sheet: Sheet, scales: tuple[Scale, Scale], sizes: tuple[float, float, float, float]
) -> str:
    """Hairlines between the cells, positions along the foot, powers at the side, shapes along the top."""
    (across, up), (left, right, column, pitch) = scales, sizes
    top, bottom = TOP, sheet.height - FOOT
    body = box(left, up(5) - pitch / 2, right - left, pitch * 2, "fb")
    body += "".join(line((left, up(power) - pitch / 2), (right, up(power) - pitch / 2), "gr") for power in POWERS)
    edges = [across(position) - column / 2 for position in POSITIONS] + [right, left]
    body += "".join(line((x, top), (x, bottom), "gr") for x in sorted(set(edges)))
    body += line((left, bottom), (right, bottom), "ax", 1.5)
    for power in POWERS:
        spot = (sheet.width - 2, up(power) + 5, "end") if style.rtl else (2, up(power) + 5, "start")
        body += sheet.write(style.number(power, 0), [spot], "k2", 14)
    for position, words in zip(POSITIONS, figure.positions, strict=True):
        short = fitted(words, column - 4, 13)
        body += sheet.write(short, [(across(position), bottom + 18, "middle")], "k2", 13)
    near, start = ("end", sheet.width - 2) if style.rtl else ("start", 2)
    body += sheet.write(figure.power, [(start, 14, near)], "k2", 13)
    return body + key(figure, style, sheet)


def key(figure: PowerMap, style: Style, sheet: Sheet) -> str:
    """What the shapes stand for, along the foot."""
    body, y = "", sheet.height - 5
    x = sheet.width - 10 if style.rtl else 10.0
    after = -1 if style.rtl else 1
    room = (sheet.width - 8) / max(len(figure.kinds), 1) - 26
    for kind, words in enumerate(figure.kinds):
        short = fitted(words, room, 13)
        body += shape(kind, (x, y - 4.5), 5.5)
        body += text((x + after * 11, y), short, "k2", 13, "end" if style.rtl else "start")
        x += after * (text_width(short, 13) + 34)
    return body


def shape(kind: int, at: Point, size: float = RADIUS) -> str:
    """Circle, square or triangle: told apart in grey print."""
    x, y = at
    if kind == 0:
        return dot(x, y, size, "f1 ml", width=1)
    if kind == 1:
        return box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, "kp s1", stroke_width=2)
    corners = [(x, y - size), (x + size * 1.05, y + size * 0.85), (x - size * 1.05, y + size * 0.85)]
    return path(corners, "f2 ms", 1.2, close=True)


def marks(people: Sequence[Who], middle: Point, style: Style, room: Room) -> str:
    """The marks of one cell; a number where there are too many."""
    if len(people) > MOST_MARKS:
        number = style.number(len(people), 0)
        words = text((middle[0], middle[1] + 6), number, "k", 18, "middle", bold=True)
        return told(dot(*middle, 18, "kp s1", width=2) + words, listed(people, style))
    spots = room.spots(len(people), room.named(len(people)))
    return "".join(
        told(shape(one.kind, (middle[0] + spot[0], middle[1] + spot[1])), one.name)
        for one, spot in zip(people, spots, strict=True)
    )


def names(people: Sequence[Who], middle: Point, sheet: Sheet, room: Room) -> str:
    """The names beside the marks of one cell, where there is room."""
    if not room.named(len(people)):
        return ""
    spots = room.spots(len(people), named=True)
    return "".join(
        sheet.write(
            fitted(one.name, room.width - 26, 13), [(middle[0] + x + 11, middle[1] + y + 4.5, "start")], "k", 13
        )
        for one, (x, y) in zip(people, spots, strict=True)
    )
