"""Funnel plot: effects against their precision, to see whether small studies tell another story."""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import dot, line, path, svg, told
from groundswell.kit.charts.measure import fitted
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, ratio_ticks, span_of, ticks

Z95 = 1.959964
LEFT, TOP, FOOT = 46, 12, 46


@dataclass(frozen=True)
class Found:
    """One study of a funnel plot.

    Args:
        name: Name and year.
        effect: Effect on the drawn scale before exponents: log ratio, or difference.
        error: Its standard error, above 0.
    """

    name: str
    effect: float
    error: float


@dataclass(frozen=True)
class Funnel:
    """The figures of a funnel plot.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, n, how to read.
        studies: The studies.
        centre: Pooled effect, on the same scale as the effects.
        measure: Name of the axis.
        ratio: Whether effects are logs of ratios; the axis then shows ratios.
    """

    key: str
    title: str
    subtitle: str
    studies: tuple[Found, ...]
    centre: float
    measure: str
    ratio: bool = True


def funnel(figure: Funnel, style: Style = ENGLISH, *, width: int = 560) -> Drawing:
    """Draw a funnel plot; studies outside its sides are named.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    _ = style.gettext
    outside = [study for study in figure.studies if is_outside(study, figure.centre)]
    sentence = _("Funnel plot of {number} studies; {outside} lie outside its sides.").format(
        number=style.number(len(figure.studies), 0), outside=style.number(len(outside), 0)
    )
    rows = tuple(
        (
            study.name,
            style.number(shown(study.effect, ratio=figure.ratio), 2),
            style.number(study.error, 2),
            _("outside") if is_outside(study, figure.centre) else _("inside"),
        )
        for study in figure.studies
    )
    heads = (_("Study"), figure.measure, _("Standard error"), _("Of the funnel"))
    wide = drawn(figure, style, (width, 340), sentence, "wide")
    narrow = drawn(figure, style, (350, 300), sentence, "narrow")
    return Drawing(figure.title, figure.subtitle, wide, narrow, heads, rows, sentence, frozenset({3}))


def shown(effect: float, *, ratio: bool) -> float:
    """An effect as the axis shows it."""
    return math.exp(min(effect, 700)) if ratio else effect


def is_outside(study: Found, centre: float) -> bool:
    """Whether chance alone would put it there less than once in twenty."""
    return abs(study.effect - centre) > Z95 * study.error


def drawn(figure: Funnel, style: Style, size: tuple[int, int], sentence: str, name: str) -> str:
    """One size of the plot."""
    width, height = size
    sheet = Sheet(width, height)
    widest = max((study.error for study in figure.studies), default=1.0) * 1.1 or 1.0
    down = Scale(0, widest, TOP, height - FOOT)
    effects = [study.effect for study in figure.studies]
    low, high = span_of(effects, include=(figure.centre, figure.centre - Z95 * widest, figure.centre + Z95 * widest))
    room = (high - low) * 0.04
    across = Scale(low - room, high + room, LEFT, width - 8)
    body = sides(figure, across, down, widest) + feet(figure, style, sheet, across, down)
    for study in figure.studies:
        at = (across(study.effect), down(study.error))
        sheet.keep((at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5))
    for study in figure.studies:
        body += study_dot(study, figure, style, across, down)
    for study in (study for study in figure.studies if is_outside(study, figure.centre)):
        x, y = across(study.effect), down(study.error)
        beside = [(x + 9, y + 5, "start"), (x - 9, y + 5, "end")]
        outward = beside if study.effect > figure.centre else beside[::-1]
        spots = [*outward, (x, y - 9, "middle"), (x, y + 20, "middle")]
        body += sheet.write(fitted(study.name, width * 0.45, 13.5), spots, "k sp", 13.5)
    return svg(size, body, figure.key, sentence, figure.subtitle, name=name)


def study_dot(study: Found, figure: Funnel, style: Style, across: Scale, down: Scale) -> str:
    """A study as a dot, amber where it lies outside."""
    ink = "f2 s0" if is_outside(study, figure.centre) else "f1 sp"
    words = f"{study.name}: {style.number(shown(study.effect, ratio=figure.ratio), 2)}"
    return told(dot(across(study.effect), down(study.error), 5, ink, width=1), words)


def sides(figure: Funnel, across: Scale, down: Scale, widest: float) -> str:
    """The funnel itself, and the pooled effect."""
    foot = down(widest)
    corners = [
        (across(figure.centre), down(0)),
        (across(figure.centre + Z95 * widest), foot),
        (across(figure.centre - Z95 * widest), foot),
    ]
    body = path(corners, "fb", 0, close=True)
    if across.holds(0):
        body += line((across(0), TOP), (across(0), foot), "s0", 1.5)
    return body + line((across(figure.centre), TOP), (across(figure.centre), foot), "s1", 1.5, "5 4")


def feet(figure: Funnel, style: Style, sheet: Sheet, across: Scale, down: Scale) -> str:
    """Both axes: effects along the foot, standard errors down the side."""
    foot = down.end
    body = line((across.start, foot), (across.end, foot))
    for at, words in marks_along(figure, style, across):
        body += line((at, foot), (at, foot + 5)) + sheet.write(words, [(at, foot + 20, "middle")], "k2", 13)
    note = style.gettext("{measure} (log scale)").format(measure=figure.measure) if figure.ratio else figure.measure
    spots = [((across.start + across.end) / 2, foot + 38, "middle"), (sheet.width, foot + 38, "end")]
    body += sheet.write(fitted(note, sheet.width - 4, 13), [*spots, (2, foot + 38, "start")], "k2", 13)
    errors = ticks(down.low, down.high, 4)
    for value in errors:
        words = style.number(value, decimals_for(errors))
        body += sheet.write(fitted(words, LEFT - 6, 13), [(LEFT - 6, down(value) + 4.5, "end")], "k2", 13)
    words = style.gettext("standard error")
    return body + sheet.write(
        words, [(across.start + 4, foot - 6, "start"), (across.end, foot - 6, "end")], "k2 sp", 13
    )


def marks_along(figure: Funnel, style: Style, across: Scale) -> list[tuple[float, str]]:
    """Where the effect axis has numbers, and what they say."""
    if figure.ratio:
        low, high = shown(across.low, ratio=True), shown(across.high, ratio=True)
        ratios = ratio_ticks(low, high) if low > 0 else ()
        return [(across(math.log(value)), style.number(value, decimals_for((value,)))) for value in ratios]
    marks = ticks(across.low, across.high)
    return [(across(value), style.number(value, decimals_for(marks))) for value in marks]
