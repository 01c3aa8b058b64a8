"""Dots with their intervals, row by row: shares by hand-over, wave or place, against a floor."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import dot, line, svg, told
from groundswell.kit.charts.marks import mark
from groundswell.kit.charts.measure import fitted, text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, span_of, ticks
from groundswell.kit.charts.timeline import known

PITCH, TOP, FOOT = 46, 34, 24


@dataclass(frozen=True)
class Level:
    """One row.

    Args:
        label: Such as “Second hand”.
        share: Share from 0 to 1, None where not known.
        lower: Lower limit of its interval.
        upper: Upper limit.
        n: Units behind it.
        state: ``holds``, ``look``, ``pause``, ``none``, or empty for a plain dot.
    """

    label: str
    share: float | None
    lower: float | None = None
    upper: float | None = None
    n: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Levels:
    """The figures of a dot-and-range chart.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, n, period, interval.
        levels: Rows from top to bottom.
        floor: The share it must not fall under, None for none.
        first_column: Head of the table's first column.
        interval: What lies between lower and upper; the 95 % interval without other words.
    """

    key: str
    title: str
    subtitle: str
    levels: tuple[Level, ...]
    floor: float | None = None
    first_column: str = ""
    interval: str = ""


def dot_range(figure: Levels, style: Style = ENGLISH, *, width: int = 420) -> Drawing:
    """Draw shares with their intervals, one row each.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    _ = style.gettext
    rows = tuple(
        (
            level.label,
            style.percent(level.share) if level.share is not None else _("not known"),
            limits(level, style),
            "" if level.n is None else style.number(level.n, 0),
        )
        for level in figure.levels
    )
    parts = (f"{row[0]} {row[1]}" for row in rows)
    sentence = f"{figure.title}: {', '.join(parts)}."
    heads = (figure.first_column or _("Level"), _("Share"), figure.interval or _("95 % interval"), _("n"))
    wide, narrow = (drawn(figure, style, size, sentence, name) for size, name in ((width, "wide"), (350, "narrow")))
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, rows, sentence)


def limits(level: Level, style: Style) -> str:
    """A row's interval in per cent."""
    if level.lower is None or level.upper is None:
        return ""
    return style.span(100 * level.lower, 100 * level.upper)


def drawn(figure: Levels, style: Style, width: int, sentence: str, name: str) -> str:
    """One size of the chart."""
    height = PITCH * len(figure.levels) + TOP
    sheet = Sheet(width, height)
    low, high = span_of([x for level in figure.levels for x in (level.share, level.lower)], include=(1.0,))
    low = max(0.0, min(low, figure.floor if figure.floor is not None else low) - 0.1)
    after = text_width(style.percent(1), 14, bold=True) + 18
    across = Scale(low, high, width - 6, after) if style.rtl else Scale(low, high, 6, width - after)
    body = feet(figure, style, sheet, across, height)
    for at, level in enumerate(figure.levels):
        body += row(level, style, sheet, across, PITCH * at + TOP)
    return svg((width, height), body, figure.key, sentence, figure.subtitle, name=name)


def feet(figure: Levels, style: Style, sheet: Sheet, across: Scale, height: float) -> str:
    """The floor, and round shares along the foot."""
    body = ""
    if figure.floor is not None:
        x = across(figure.floor)
        body += line((x, TOP - 8), (x, height - FOOT), "s0", 1.5, "5 4")
        words = style.gettext("floor {value}").format(value=style.percent(figure.floor))
        body += sheet.write(
            words, [(x, height - 6, "middle"), (x, height - 6, "start"), (x, height - 6, "end")], "k2", 13
        )
    near, far = ("end", "start") if style.rtl else ("start", "end")
    for value in ticks(across.low, across.high):
        x = across(value)
        spots = [(x, height - 6, side) for side in ("middle", near, far)]
        body += sheet.write(style.percent(value), spots, "k2", 13)
    return body


def row(level: Level, style: Style, sheet: Sheet, across: Scale, y: float) -> str:
    """A row: its name above, the interval as a line, the share as a mark, its number at the end."""
    start, after = (sheet.width - 2, -1) if style.rtl else (2, 1)
    near = "end" if style.rtl else "start"
    bold = level.state == "pause"
    name = fitted(level.label, sheet.width - 4, 14, bold=bold)
    body = sheet.write(name, [(start, y - 15, near)], "k sp", 14, bold=bold)
    if level.share is None or not known(level.share):
        return body + sheet.write(style.gettext("not known"), [(start, y + 5, near)], "k2", 14)
    x, end, drawn_line = across(level.share), across(level.share), ""
    if level.lower is not None and level.upper is not None and known(level.lower) and known(level.upper):
        end = across(level.upper)
        drawn_line = line((across(level.lower), y), (end, y), "s0", 2)
    shape = mark(level.state, x, y, 7.5) if level.state else dot(x, y, 5, "f1", width=0)
    edge = max(end, x + 8) if after > 0 else min(end, x - 8)
    words = style.percent(level.share)
    told_words = f"{level.label}: {words} ({limits(level, style)})" if drawn_line else f"{level.label}: {words}"
    body += told(drawn_line + shape, told_words)
    return body + sheet.write(words, [(edge + 8 * after, y + 5, near)], "k", 14, bold=True)
