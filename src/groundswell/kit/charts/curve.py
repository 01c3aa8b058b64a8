"""Curve over size: what one costs as the work grows, with its range, marked sizes, and what others reported."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import box, dot, line, path, svg, told
from groundswell.kit.charts.measure import fitted, text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, ticks
from groundswell.kit.charts.timeline import side

LEAST_STRIP = 4.0
PHONE = 400


@dataclass(frozen=True)
class Spot:
    """One size on the curve.

    Args:
        size: How large the work is, above 0.
        value: What one costs.
        lower: Lower end of its range.
        upper: Upper end.
        label: Its name where the size is marked; empty for a size between.
        cells: Further cells of its row in the table.
    """

    size: float
    value: float
    lower: float
    upper: float
    label: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Strip:
    """What others reported, drawn across.

    Args:
        low: Lower end.
        high: Upper end.
        label: Who, with the source.
    """

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Curve:
    """The figures of a curve over size.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, range, how to read.
        spots: The sizes in order, at least two.
        strips: What others reported.
        across: Words of the size axis.
        headers: Heads of the table's columns: size, value, range, then those of the cells.
        sentence: What the drawing shows.
        decimals: Decimals of values in the drawing.
    """

    key: str
    title: str
    subtitle: str
    spots: tuple[Spot, ...]
    strips: tuple[Strip, ...]
    across: str
    headers: tuple[str, ...]
    sentence: str
    decimals: int = 0


def curve(figure: Curve, style: Style = ENGLISH, *, width: int = 720) -> Drawing:
    """Draw the curve; sizes run along ratios, from left to right in every language.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    rows = tuple(
        (
            f"{style.number(spot.size, 0)} ({spot.label})" if spot.label else style.number(spot.size, 0),
            style.number(spot.value, figure.decimals),
            style.span(spot.lower, spot.upper, figure.decimals),
            *spot.cells,
        )
        for spot in figure.spots
        if spot.label or spot.cells
    )
    return Drawing(
        figure.title,
        figure.subtitle,
        drawn(figure, style, (width, 320), "wide"),
        drawn(figure, style, (350, 300), "narrow"),
        figure.headers,
        rows,
        figure.sentence,
    )


def drawn(figure: Curve, style: Style, size: tuple[int, int], name: str) -> str:
    """One size of the drawing."""
    width, height = size
    highest = max(spot.upper for spot in figure.spots)
    up = Scale(0, highest * 1.08, height - 46, 40)
    words = [style.number(mark, decimals_for(ticks(0, up.high))) for mark in ticks(0, up.high)]
    gutter = max(text_width(word, 13) for word in words) + 12
    ends = (width - 8, gutter) if style.rtl else (gutter, width - 8)
    left, right = (8.0, width - gutter) if style.rtl else (gutter, width - 8.0)
    sheet = Sheet(width, height)
    across = Scale(figure.spots[0].size, figure.spots[-1].size, left, right, log=True)
    body = strips(figure, sheet, up, (left, right))
    body += side(up, style, sheet, (min(ends), max(ends)), share=False)
    body += sizes(figure, style, sheet, across)
    body += ranged(figure, across, up)
    body += path([(across(spot.size), up(spot.value)) for spot in figure.spots], "s1", 2.5)
    body += marks(figure, style, sheet, across, up)
    body += strip_words(figure, sheet, up, (left, right))
    return svg(size, body, figure.key, figure.sentence, figure.subtitle, name=name)


def ranged(figure: Curve, across: Scale, up: Scale) -> str:
    """The range around the curve."""
    upper = [(across(spot.size), up(spot.upper)) for spot in figure.spots]
    lower = [(across(spot.size), up(spot.lower)) for spot in reversed(figure.spots)]
    return path([*upper, *lower], "q1", 0, close=True)


def strips(figure: Curve, sheet: Sheet, up: Scale, ends: tuple[float, float]) -> str:
    """What others reported, as bands across; those off the scale stand in the text only."""
    body = ""
    for strip in figure.strips:
        if up.holds(strip.low):
            thick = max(up(strip.low) - up(strip.high), LEAST_STRIP)
            body += told(box(ends[0], up(strip.high), ends[1] - ends[0], thick, "fb"), strip.label)
    return body


def strip_words(figure: Curve, sheet: Sheet, up: Scale, ends: tuple[float, float]) -> str:
    """Their names, where there is room; on a phone they stand in the table beneath only."""
    body = ""
    if sheet.width < PHONE:
        return body
    for strip in figure.strips:
        if up.holds(strip.low):
            top, foot = up(strip.high) - 5, up(strip.low) + 15
            words = fitted(strip.label, (ends[1] - ends[0]) * 0.62, 13)
            places = [(x, y, anchor) for y in (top, foot) for x, anchor in ((ends[1], "end"), (ends[0] + 4, "start"))]
            body += sheet.write(words, places, "k2 sp", 13)
    return body


def marks(figure: Curve, style: Style, sheet: Sheet, across: Scale, up: Scale) -> str:
    """The marked sizes: a line from the foot, a dot with its value, the name above."""
    body = ""
    for spot in figure.spots:
        if not spot.label:
            continue
        x, y = across(spot.size), up(spot.value)
        value = style.number(spot.value, figure.decimals)
        body += line((x, up.end - 6), (x, up.start), "ax", 1, "3 3")
        body += told(dot(x, y, 5, "f1 sp"), f"{spot.label}: {value}")
        sheet.keep((x - 6, y - 6, x + 6, y + 6))
        beside = [(x + 10, y - 8, "start"), (x - 10, y - 8, "end"), (x - 10, y + 18, "end"), (x + 10, y + 18, "start")]
        body += sheet.write(value, beside, "k sp", 15, bold=True)
        above = [(x, 16.0, "middle"), (x, 16.0, "start"), (x, 16.0, "end"), (x, 31.0, "end"), (x, 31.0, "start")]
        body += sheet.write(spot.label, above, "k", 13.5)
    return body


def sizes(figure: Curve, style: Style, sheet: Sheet, across: Scale) -> str:
    """Round sizes along the foot and the words of the axis."""
    body, y = "", sheet.height - 28
    for mark in round_sizes(across.low, across.high):
        x = across(mark)
        body += line((x, sheet.height - 46), (x, sheet.height - 41), "ax")
        body += sheet.write(style.number(mark, 0), [(x, y, "middle"), (x, y, "start"), (x, y, "end")], "k2", 13)
    middle = (across.start + across.end) / 2
    return body + sheet.write(figure.across, [(middle, sheet.height - 8, "middle")], "k2", 13)


def round_sizes(low: float, high: float) -> tuple[float, ...]:
    """Sizes 1, 2, 5, 10 … within a range.

    Example:
        >>> round_sizes(30, 600)
        (50, 100, 200, 500)
    """
    powers = [10**power for power in range(13)]
    return tuple(step * power for power in powers for step in (1, 2, 5) if low <= step * power <= high)
