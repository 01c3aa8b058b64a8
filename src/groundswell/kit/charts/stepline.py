"""A standing that jumps on a few days and holds between them: a line of steps over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import dot, line, path, svg, told
from groundswell.kit.charts.measure import text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale

TOP, FOOT, PITCH = 12, 26, 34


@dataclass(frozen=True)
class Standing:
    """A value from one day on.

    Args:
        day: Since when.
        value: One of the figure's values.
        when: The day in words.
        note: What it rests on.
    """

    day: date
    value: int
    when: str
    note: str = ""


@dataclass(frozen=True)
class StepLine:
    """The figures of the line.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: How to read it.
        standings: From the first to the last.
        until: The last day shown.
        until_words: That day in words.
        values: Each value with its words, the highest first.
        headers: Heads of the table: day, standing, note.
    """

    key: str
    title: str
    subtitle: str
    standings: tuple[Standing, ...]
    until: date
    until_words: str
    values: tuple[tuple[int, str], ...]
    headers: tuple[str, str, str]


def step_line(figure: StepLine, style: Style = ENGLISH, *, width: int = 560) -> Drawing:
    """Draw how a standing changed from day to day.

    Args:
        figure: What to draw.
        style: How the reader's language writes; time runs from right to left where the script does.
        width: Width of the wide drawing in pixels.
    """
    words = dict(figure.values)
    rows = tuple((one.when, words[one.value], one.note) for one in figure.standings)
    sentence = f"{figure.title}: {'; '.join(f'{row[0]} {row[1]}' for row in rows)}."
    wide, narrow = (drawn(figure, style, size, sentence, name) for size, name in ((width, "wide"), (350, "narrow")))
    return Drawing(figure.title, figure.subtitle, wide, narrow, figure.headers, rows, sentence, frozenset({1, 2}))


def drawn(figure: StepLine, style: Style, width: int, sentence: str, name: str) -> str:
    """One size of the line."""
    height = TOP + PITCH * (len(figure.values) - 1) + 12 + FOOT
    sheet = Sheet(width, height)
    side = max(text_width(words, 13) for _value, words in figure.values) + 8
    first, last = figure.standings[0].day.toordinal(), figure.until.toordinal()
    start, end = (width - side, 8) if style.rtl else (side, width - 8)
    across = Scale(first, max(last, first + 1), start, end)
    values = [value for value, _words in figure.values]
    up = Scale(min(values), max(values), height - FOOT - 12, TOP)
    body = ""
    for value, words in figure.values:
        spot = (width - 2, up(value) + 4.5, "end") if style.rtl else (2, up(value) + 4.5, "start")
        body += line((start, up(value)), (end, up(value)), "gr") + sheet.write(words, [spot], "k2", 13)
    points, ends = [], [*(one.day.toordinal() for one in figure.standings[1:]), max(last, first + 1)]
    for one, until in zip(figure.standings, ends, strict=True):
        points += [(across(one.day.toordinal()), up(one.value)), (across(until), up(one.value))]
    body += path(points, "s1", 2.5)
    for one in figure.standings:
        body += told(dot(across(one.day.toordinal()), up(one.value), 5, "f1 ml", width=1), f"{one.when} {one.note}")
    near, far = ("end", "start") if style.rtl else ("start", "end")
    body += sheet.write(figure.standings[0].when, [(start, height - 6, near)], "k2", 13)
    body += sheet.write(figure.until_words, [(end, height - 6, far)], "k2", 13)
    return svg((width, height), body, figure.key, sentence, figure.subtitle, name=name)
