"""What control charts and trend lines share: months along the foot, a line with gaps, round numbers at the side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from groundswell.kit.charts.drawing import Style
from groundswell.kit.charts.ink import Point, dot, line, path
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, ticks


def along(count: int, start: float, end: float, *, rtl: bool) -> Scale:
    """The time axis for so many points; it runs from right to left where the script does."""
    last = max(count - 1, 1)
    return Scale(0, last, end, start) if rtl else Scale(0, last, start, end)


def known(value: float | None) -> bool:
    """Whether there is a value to draw."""
    return value is not None and math.isfinite(value)


def stretches(values: Sequence[float | None], across: Scale, up: Scale) -> list[list[Point]]:
    """The drawn line, broken where a value is missing."""
    parts: list[list[Point]] = [[]]
    for at, value in enumerate(values):
        if value is not None and math.isfinite(value):
            parts[-1].append((across(at), up(value)))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def broken_line(values: Sequence[float | None], across: Scale, up: Scale, ink: str = "s1") -> str:
    """The line through the values; a value alone is a dot."""
    parts = stretches(values, across, up)
    return "".join(path(part, ink, 2) if len(part) > 1 else dot(*part[0], 2.4, "f1", width=0) for part in parts)


def foot(labels: Sequence[str], across: Scale, sheet: Sheet, y: float, *, most: int) -> str:
    """Names of first, last and some periods between, as far as there is room.

    Args:
        labels: One per point.
        across: The time axis.
        sheet: Where to write.
        y: Base line of the words.
        most: How many names at most.
    """
    if not labels:
        return ""
    last = len(labels) - 1
    inner = [round(last * part / (most - 1)) for part in range(1, most - 1)] if most > 2 else []
    backwards = across.start > across.end
    body = ""
    for at in dict.fromkeys([0, last, *inner]):
        x = across(at)
        side = "middle" if at not in (0, last) else ("start" if (at == 0) != backwards else "end")
        body += sheet.write(labels[at], [(x, y, side)], "k2", 13)
    return body


def side(up: Scale, style: Style, sheet: Sheet, ends: Point, *, share: bool, most: int = 5) -> str:
    """Hairlines at round values with their numbers at the outer end.

    Args:
        up: The value axis.
        style: How numbers are written.
        sheet: Where to write.
        ends: Where the hairlines begin and end.
        share: Whether values are shares, written in per cent.
        most: How many at most.
    """
    marks = ticks(up.low, up.high, most)
    percents = [100 * mark for mark in marks]
    decimals = decimals_for(percents) if share else decimals_for(marks)
    body = ""
    for mark in marks:
        words = style.percent(mark, decimals) if share else style.number(mark, decimals)
        y = up(mark)
        body += line((ends[0], y), (ends[1], y), "gr")
        spot = (ends[1] + 6, y + 4.5, "start") if style.rtl else (ends[0] - 6, y + 4.5, "end")
        body += sheet.write(words, [spot], "k2", 13)
    return body
