"""Control chart: a measure month by month against its usual range, with flags by shape and gaps left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import box, dot, line, path, svg, told
from groundswell.kit.charts.measure import text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, finite, span_of
from groundswell.kit.charts.timeline import along, broken_line, foot, known

OUTSIDE = "limit"


@dataclass(frozen=True)
class Month:
    """One period of a control chart.

    Args:
        label: Name of the period, short.
        value: The measure, None where nothing came in.
        lower: Lower end of the usual range at this period's n, None where there is none.
        upper: Upper end.
        flag: ``limit`` where the value lies outside the range, any other word where a run rule speaks, else empty.
        n: Units observed.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    flag: str = ""
    n: int | None = None


@dataclass(frozen=True)
class Control:
    """The figures of a control chart.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding; for small multiples the place.
        subtitle: Measure, n, period; for small multiples the finding.
        months: In order of time.
        centre: The usual level, None where there is none yet.
        floor: The level it must not fall under, None for none.
        share: Whether values are shares from 0 to 1, written in per cent.
        decimals: Decimals of values that are no shares.
        axis: Lowest and highest value of the axis, None to take them from the figures.
        measure: Head of the table's value column.
    """

    key: str
    title: str
    subtitle: str
    months: tuple[Month, ...]
    centre: float | None = None
    floor: float | None = None
    share: bool = True
    decimals: int = 1
    axis: tuple[float, float] | None = None
    measure: str = ""


@dataclass(frozen=True)
class Frame:
    """One size of the chart and where things lie in it."""

    sheet: Sheet
    across: Scale
    up: Scale
    bottom: float
    large: bool


def control(figure: Control, style: Style = ENGLISH, *, width: int = 720) -> Drawing:
    """Draw one district's chart, large.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    wide = drawn(figure, style, (width, 260), "wide", large=True)
    return told_as(figure, style, wide, drawn(figure, style, (350, 210), "narrow", large=True))


def small_multiples(figures: Sequence[Control], style: Style = ENGLISH) -> tuple[Drawing, ...]:
    """Draw many charts on one scale, each small enough for a phone.

    Args:
        figures: The charts, worst first.
        style: How the reader's language writes.
    """
    shared = axis_of(figures)
    return tuple(told_as(figure, style, drawn(figure, style, (330, 128), "", axis=shared), "") for figure in figures)


def axis_of(figures: Sequence[Control]) -> tuple[float, float]:
    """Lowest and highest value that all charts must show."""
    if figures and all(figure.axis for figure in figures):
        return span_of(edge for figure in figures for edge in figure.axis or ())
    months = [month for figure in figures for month in figure.months]
    levels = [level for figure in figures for level in (figure.centre, figure.floor)]
    low, high = span_of([*levels, *(month.value for month in months)])
    if all(figure.share for figure in figures):
        return span_of((max(0.0, min(low, 0.9) - 0.1), 1.0 if high <= 1 else high))
    # A wide range is cut off rather than letting it press the values flat.
    reach = (high - low) * 0.5
    low = max(low - reach, min([low, *finite(month.lower for month in months)]))
    high = min(high + reach, max([high, *finite(month.upper for month in months)]))
    room = (high - low) * 0.06
    return (0.0 if 0 <= low < high * 0.5 else low - room), high + room


def written(figure: Control, style: Style, value: float | None) -> str:
    """A value as the reader's language writes it."""
    if value is None or not known(value):
        return "–"
    return style.percent(value) if figure.share else style.number(value, figure.decimals)


def told_as(figure: Control, style: Style, wide: str, narrow: str) -> Drawing:
    """The chart with its table and sentence."""
    _ = style.gettext
    heads = (_("Period"), figure.measure or _("Value"), _("n"), _("Usual range"), _("Signal"))
    signals = {"": "", OUTSIDE: _("outside its range")}
    rows = []
    for month in figure.months:
        lower, upper = written(figure, style, month.lower), written(figure, style, month.upper)
        value = written(figure, style, month.value) if known(month.value) else _("no report")
        n = "" if month.n is None else style.number(month.n, 0)
        usual = "" if month.lower is None or month.upper is None else f"{lower}–{upper}"
        rows.append((month.label, value, n, usual, signals.get(month.flag, month.flag)))
    words = frozenset({4})
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, tuple(rows), sentence_of(figure, style), words)


def sentence_of(figure: Control, style: Style) -> str:
    """What the chart shows, in one sentence."""
    _ = style.gettext
    flagged = [month.label for month in figure.months if month.flag]
    missing = sum(not known(month.value) for month in figure.months)
    middle = _("middle {value}").format(value=written(figure, style, figure.centre))
    signals = (
        _("{number} flagged, first {period}").format(number=style.number(len(flagged), 0), period=flagged[0])
        if flagged
        else _("none flagged")
    )
    gaps = _(", {number} without report").format(number=style.number(missing, 0)) if missing else ""
    return f"{figure.title}: {middle}, {signals}{gaps}."


def drawn(
    figure: Control,
    style: Style,
    size: tuple[int, int],
    name: str,
    *,
    large: bool = False,
    axis: tuple[float, float] | None = None,
) -> str:
    """One size of the chart."""
    frame = frame_of(figure, style, size, axis or figure.axis or axis_of([figure]), large=large)
    body = usual_range(figure, frame) + end_word(figure, style, frame)
    body += foot(
        [month.label for month in figure.months], frame.across, frame.sheet, size[1] - 5, most=3 if large else 2
    )
    body += levels(figure, style, frame) + gaps(figure, style, frame)
    values = [month.value for month in figure.months]
    body += broken_line(values, frame.across, frame.up) + points(figure, style, frame)
    return svg(size, body, figure.key, sentence_of(figure, style), figure.subtitle, name=name)


def frame_of(figure: Control, style: Style, size: tuple[int, int], axis: tuple[float, float], *, large: bool) -> Frame:
    """Room for the line, and for its last value beside it."""
    width, height = size
    last = next((month.value for month in reversed(figure.months) if known(month.value)), None)
    right = text_width(written(figure, style, last), 14, bold=True) + 14
    start, end = (right, width - 7.0) if style.rtl else (7.0, width - right)
    bottom = height - 21
    up = Scale(*span_of(axis), bottom - 6, 9)
    return Frame(Sheet(width, height), along(len(figure.months), start, end, rtl=style.rtl), up, bottom, large)


def usual_range(figure: Control, frame: Frame) -> str:
    """The band of the usual range and the line of the usual level."""
    band = [
        (frame.across(at), frame.up(month.lower), frame.up(month.upper))
        for at, month in enumerate(figure.months)
        if month.lower is not None and month.upper is not None and finite((month.lower, month.upper))
    ]
    body = ""
    if len(band) > 1:
        upper, lower = [(x, top) for x, _low, top in band], [(x, low) for x, low, _top in reversed(band)]
        body += path([*upper, *lower], "fb", 0, close=True)
    first, last = first_known(figure), max(len(figure.months) - 1, 1)
    start, end = frame.across(first), frame.across(last)
    if figure.centre is not None and known(figure.centre):
        body += line((start, frame.up(figure.centre)), (end, frame.up(figure.centre)), "s4", 1.2)
    if figure.floor is not None and known(figure.floor):
        y = frame.up(figure.floor)
        body += line((frame.across(0), y), (end, y), "s0", 1, "4 4")
    return body + line((frame.across(0), frame.bottom + 2), (end, frame.bottom + 2), "gr")


def first_known(figure: Control) -> int:
    """Position of the first value; what lies before it had not started."""
    return next((at for at, month in enumerate(figure.months) if known(month.value)), 0)


def end_word(figure: Control, style: Style, frame: Frame) -> str:
    """The last value beside the last point."""
    places = [(at, month.value) for at, month in enumerate(figure.months) if known(month.value)]
    if not places:
        return frame.sheet.write(style.gettext("no report yet"), [(frame.sheet.width / 2, frame.bottom / 2, "middle")])
    _at, value = places[-1]
    x, y = frame.across.end, frame.up(value or 0.0)
    spot = (x - 9, y + 5, "end") if style.rtl else (x + 9, y + 5, "start")
    return frame.sheet.write(written(figure, style, value), [spot], "k", 14, bold=True)


def levels(figure: Control, style: Style, frame: Frame) -> str:
    """Names of the floor and of the usual level, where there is room for them."""
    _, body = style.gettext, ""
    near, far = ("end", "start") if style.rtl else ("start", "end")
    start, end = frame.across.start, frame.across.end
    if figure.floor is not None and known(figure.floor):
        y = frame.up(figure.floor)
        words = _("floor {value}").format(value=written(figure, style, figure.floor))
        body += frame.sheet.write(words, [(start, y + 15, near), (start, y - 5, near)], "k2", 13)
    if frame.large and figure.centre is not None and known(figure.centre):
        y = frame.up(figure.centre)
        words = _("middle {value}").format(value=written(figure, style, figure.centre))
        body += frame.sheet.write(words, [(end, y - 6, far), (end, y + 16, far), (start, y - 6, near)], "k2 sp", 13)
    return body


def gaps(figure: Control, style: Style, frame: Frame) -> str:
    """A question mark under each period without report; words over the time before the start."""
    first = first_known(figure)
    body = ""
    if first:
        middle = (frame.across(0) + frame.across(first)) / 2
        y = (frame.up.start + frame.up.end) / 2
        words = style.gettext("not yet started")
        if text_width(words, 13) < abs(frame.across(first) - frame.across(0)):
            body += frame.sheet.write(words, [(middle, y, "middle"), (middle, y - 18, "middle")], "k2 sp", 13)
    for at, month in enumerate(figure.months):
        if at > first and not known(month.value):
            body += frame.sheet.write("?", [(frame.across(at), frame.bottom - 2, "middle")], "k", 14, bold=True)
    return body


def points(figure: Control, style: Style, frame: Frame) -> str:
    """Each value: square where outside the range, triangle where a run rule speaks, else a dot."""
    body = ""
    for at, month in enumerate(figure.months):
        if month.value is None or not known(month.value):
            continue
        x, y = frame.across(at), frame.up(month.value)
        if month.flag == OUTSIDE:
            shape = box(x - 5, y - 5, 10, 10, "pause ms", stroke_width=1)
        elif month.flag:
            shape = path([(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)], "look ms", 1, close=True)
        else:
            shape = dot(x, y, 2.8, "f1", width=0)
        if frame.large or month.flag:
            shape = told(shape, f"{month.label}: {written(figure, style, month.value)}")
        body += shape
    return body
