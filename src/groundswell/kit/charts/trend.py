"""Trend line: values period by period, with the slope that the middle of all pairs gives (Sen)."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import dot, line, svg, told
from groundswell.kit.charts.measure import fitted, text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, span_of, ticks
from groundswell.kit.charts.timeline import along, broken_line, foot, known, side

FEWEST = 4


@dataclass(frozen=True)
class Trend:
    """The figures of a trend line.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, n, period.
        labels: Names of the periods.
        values: One per period, None where missing.
        slope: Change per period by Sen's estimator, None where none could be computed.
        intercept: Level of the Sen line at the first period.
        slope_words: The slope with its interval, written by the caller, such as “−2.1 points a year (−3.0 to −1.2)”.
        share: Whether values are shares, written in per cent.
        decimals: Decimals of values that are no shares.
        measure: Head of the table's value column.
    """

    key: str
    title: str
    subtitle: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    slope: float | None = None
    intercept: float | None = None
    slope_words: str = ""
    share: bool = False
    decimals: int = 0
    measure: str = ""


def trend(figure: Trend, style: Style = ENGLISH, *, width: int = 720) -> Drawing:
    """Draw a trend line; the Sen line only over four values or more.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    _ = style.gettext
    rows = tuple(
        (label, written(figure, style, value) if known(value) else _("no report"))
        for label, value in zip(figure.labels, figure.values, strict=True)
    )
    return Drawing(
        figure.title,
        figure.subtitle,
        drawn(figure, style, (width, 260), "wide"),
        drawn(figure, style, (350, 220), "narrow"),
        (_("Period"), figure.measure or _("Value")),
        rows,
        sentence_of(figure, style),
    )


def written(figure: Trend, style: Style, value: float | None) -> str:
    """A value as the reader's language writes it."""
    if value is None or not known(value):
        return "–"
    return style.percent(value) if figure.share else style.number(value, figure.decimals)


def sentence_of(figure: Trend, style: Style) -> str:
    """What the line shows, in one sentence."""
    present = [(label, value) for label, value in zip(figure.labels, figure.values, strict=True) if known(value)]
    if not present:
        return style.gettext("{title}: no report yet.").format(title=figure.title)
    (first, start), (last, end) = present[0], present[-1]
    words = style.gettext("From {start} in {first} to {end} in {last}").format(
        start=written(figure, style, start), first=first, end=written(figure, style, end), last=last
    )
    return f"{words}; {figure.slope_words}." if figure.slope_words else f"{words}."


def sen_ends(figure: Trend) -> tuple[float, float] | None:
    """Level of the Sen line at the first and last period; None where too few values stand behind it."""
    enough = sum(known(value) for value in figure.values) >= FEWEST
    if not enough or figure.slope is None or figure.intercept is None:
        return None
    end = figure.intercept + figure.slope * (len(figure.values) - 1)
    return (figure.intercept, end) if known(figure.intercept) and known(end) else None


def drawn(figure: Trend, style: Style, size: tuple[int, int], name: str) -> str:
    """One size of the line."""
    width, height = size
    ends = sen_ends(figure)
    low, high = span_of([*figure.values, *(ends or ())])
    low = 0.0 if 0 <= low < high * 0.6 else low - (high - low) * 0.08
    top = 26 if figure.slope_words else 12
    up = Scale(low, high + (high - low) * 0.05, height - 28, top)
    start, end, sheet = gutters(figure, style, up, width, height)
    across = along(len(figure.values), start, end, rtl=style.rtl)
    outer = (min(start, end), max(start, end))
    body = side(up, style, sheet, outer, share=figure.share)
    body += last_word(figure, style, sheet, across, up)
    body += foot(figure.labels, across, sheet, height - 7, most=5 if name == "wide" else 3)
    if ends:
        last = len(figure.values) - 1
        body += line((across(0), up(ends[0])), (across(last), up(ends[1])), "s2", 2.5, "7 4")
        body += slope_word(figure, style, sheet, across)
    body += broken_line(figure.values, across, up) + points(figure, style, across, up)
    return svg(size, body, figure.key, sentence_of(figure, style), figure.subtitle, name=name)


def gutters(figure: Trend, style: Style, up: Scale, width: int, height: int) -> tuple[float, float, Sheet]:
    """Room for the numbers at the side and for the last value at the other."""
    marks = ticks(up.low, up.high)
    decimals = decimals_for([100 * mark for mark in marks] if figure.share else marks)
    numbers = (style.percent(mark, decimals) if figure.share else style.number(mark, decimals) for mark in marks)
    outer = min(max((text_width(words, 13) for words in numbers), default=0) + 10, width * 0.3)
    last = next((value for value in reversed(figure.values) if known(value)), None)
    inner = min(text_width(written(figure, style, last), 14, bold=True) + 14, width * 0.3)
    return (inner, width - outer, Sheet(width, height)) if style.rtl else (outer, width - inner, Sheet(width, height))


def last_word(figure: Trend, style: Style, sheet: Sheet, across: Scale, up: Scale) -> str:
    """The last value beside the last point."""
    last = next((value for value in reversed(figure.values) if known(value)), None)
    if last is None:
        return sheet.write(style.gettext("no report yet"), [(sheet.width / 2, sheet.height / 2, "middle")])
    spot = (across.end - 9, up(last) + 5, "end") if style.rtl else (across.end + 9, up(last) + 5, "start")
    return sheet.write(written(figure, style, last), [spot], "k", 14, bold=True)


def slope_word(figure: Trend, style: Style, sheet: Sheet, across: Scale) -> str:
    """The slope in words along the top, after a sample of its line."""
    forward = -1 if style.rtl else 1
    spot = (across.start + 30 * forward, 14.0, "end" if style.rtl else "start")
    room = sheet.width - spot[0] if forward > 0 else spot[0]
    words = sheet.write(fitted(figure.slope_words, room, 13.5), [spot], "k", 13.5)
    sample = line((across.start, 9), (across.start + 24 * forward, 9), "s2", 2.5, "7 4")
    return sample + words if words else ""


def points(figure: Trend, style: Style, across: Scale, up: Scale) -> str:
    """Each value as a dot that tells its number."""
    return "".join(
        told(dot(across(at), up(value), 2.8, "f1", width=0), f"{label}: {written(figure, style, value)}")
        for at, (label, value) in enumerate(zip(figure.labels, figure.values, strict=True))
        if value is not None and known(value)
    )
