"""Forest plot: each study's effect with its interval, the pooled diamond, and what a new place may see."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from groundswell.kit.charts.drawing import ENGLISH, Drawing, Style
from groundswell.kit.charts.ink import box, line, path, runs_right_to_left, svg, told
from groundswell.kit.charts.measure import fitted, text_width
from groundswell.kit.charts.placing import Sheet
from groundswell.kit.charts.scale import Scale, decimals_for, finite, ratio_ticks, span_of, ticks

HEAD, FOOT_TICKS, FOOT_WORDS, SQUARE = 40, 20, 38, 11
FARTHEST = 4


@dataclass(frozen=True)
class Study:
    """One study as drawn.

    Args:
        name: Name and year.
        estimate: Effect, as a ratio or a difference.
        lower: Lower limit of its interval.
        upper: Upper limit.
        weight: Share of the pooled weight, 0 to 1.
        own: Whether it is the programme's own pilot (bold).
        apart: Whether it stands out by its setting, such as towns (amber).
    """

    name: str
    estimate: float
    lower: float
    upper: float
    weight: float = 0.0
    own: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Pooled:
    """What the studies say together.

    Args:
        estimate: Pooled effect.
        lower: Lower limit of its interval.
        upper: Upper limit.
        predicted: Limits of what a new place may see, None where they cannot be computed.
    """

    estimate: float
    lower: float
    upper: float
    predicted: tuple[float, float] | None = None


@dataclass(frozen=True)
class Forest:
    """The figures of a forest plot.

    Args:
        key: Stem of ids, unique on the page.
        title: The finding.
        subtitle: Measure, n, how to read.
        studies: In the order to be drawn; may be empty for the summary alone.
        pooled: The pooled effect, None where studies cannot be pooled.
        measure: Name of the axis, such as “odds ratio”; the sub-title says of what.
        ratio: Whether effects are ratios (log scale, no effect at 1) or differences (no effect at 0).
        too_small: The limit up to which an effect does not matter, None for no strip.
        below: Words for effects below “no effect”, such as “fewer deaths”.
        above: Words for those above.
        not_entered: Names of studies known but not entered.
        decimals: Decimals of effects.
    """

    key: str
    title: str
    subtitle: str
    studies: tuple[Study, ...]
    pooled: Pooled | None
    measure: str
    ratio: bool = True
    too_small: float | None = None
    below: str = ""
    above: str = ""
    not_entered: tuple[str, ...] = ()
    decimals: int = 2


@dataclass(frozen=True)
class Row:
    """One line of the plot: words, figures written, what is drawn, weight."""

    label: str
    figures: str
    kind: str
    effect: tuple[float, float, float] | None = None
    size: float = 0.0
    bold: bool = False
    apart: bool = False


def forest(figure: Forest, style: Style = ENGLISH, *, width: int = 720) -> Drawing:
    """Draw a forest plot.

    Args:
        figure: What to draw.
        style: How the reader's language writes.
        width: Width of the wide drawing in pixels.
    """
    rows = rows_of(figure, style)
    sentence = sentence_of(figure, style)
    _ = style.gettext
    level = _("Estimate (95 % interval)")
    return Drawing(
        figure.title,
        figure.subtitle,
        drawn(figure, rows, style, sentence, width, wide=True),
        drawn(figure, rows, style, sentence, 350, wide=False),
        (_("Study"), level, _("Weight")),
        tuple((row.label, row.figures, style.percent(row.size) if row.kind == "study" else "") for row in rows),
        sentence,
    )


def rows_of(figure: Forest, style: Style) -> list[Row]:
    """The lines from top to bottom."""
    _, decimals = style.gettext, figure.decimals

    def written(estimate: float, lower: float, upper: float) -> str:
        return f"{style.number(estimate, decimals)} ({style.span(lower, upper, decimals)})"

    rows = [
        Row(
            study.name,
            written(study.estimate, study.lower, study.upper),
            "study",
            (study.lower, study.estimate, study.upper),
            study.weight,
            study.own,
            study.apart,
        )
        for study in figure.studies
    ]
    rows += [Row(name, _("not entered"), "missing") for name in figure.not_entered]
    pooled = figure.pooled
    if pooled:
        effect = (pooled.lower, pooled.estimate, pooled.upper)
        words = written(pooled.estimate, pooled.lower, pooled.upper)
        rows.append(Row(_("All studies together"), words, "pooled", effect, bold=True))
        if pooled.predicted:
            low, high = pooled.predicted
            words = _("{lower} to {upper}").format(
                lower=style.number(low, decimals), upper=style.number(high, decimals)
            )
            rows.append(Row(_("A new place: 95 % range"), words, "predicted", (low, pooled.estimate, high), bold=True))
    return rows


def sentence_of(figure: Forest, style: Style) -> str:
    """What the plot shows, in one sentence."""
    _, pooled = style.gettext, figure.pooled
    number = style.number(len(figure.studies), 0)
    if not pooled:
        return _("Forest plot of {number} studies, not pooled.").format(number=number)
    summary = _("Forest plot of {number} studies: together {estimate}, interval {lower} to {upper}").format(
        number=number,
        estimate=style.number(pooled.estimate, figure.decimals),
        lower=style.number(pooled.lower, figure.decimals),
        upper=style.number(pooled.upper, figure.decimals),
    )
    if not pooled.predicted:
        return f"{summary}."
    low, high = (style.number(limit, figure.decimals) for limit in pooled.predicted)
    return _("{summary}; a new place may see {lower} to {upper}.").format(summary=summary, lower=low, upper=high)


def axis_of(figure: Forest, rows: list[Row], start: float, end: float) -> Scale:
    """The effect axis: wide enough for all estimates, but not for every endless interval."""
    effects = [row.effect for row in rows if row.effect]
    null = 1.0 if figure.ratio else 0.0
    estimates = [value for value in finite(effect[1] for effect in effects) if value > 0 or not figure.ratio]
    limits = [value for value in finite(x for effect in effects for x in effect) if value > 0 or not figure.ratio]
    centre_low, centre_high = span_of(estimates, include=(null,))
    low, high = span_of(limits, include=(null,))
    if figure.ratio:
        low, high = max(low, centre_low / FARTHEST if centre_low > 0 else low), min(high, centre_high * FARTHEST)
        low, high = min(low, 0.8), max(high, 1.25)
        return Scale(low / 1.08, high * 1.08, start, end, log=True)
    reach = max(centre_high - centre_low, 1e-9) * FARTHEST
    low, high = max(low, centre_low - reach), min(high, centre_high + reach)
    room = (high - low) * 0.05
    return Scale(low - room, high + room, start, end)


def clear_of_figures(figure: Forest, axis: Scale, rooms: tuple[float, float], *, rtl: bool) -> Scale:
    """The axis, shortened where its line of no effect would run through the figures above the effects.

    Args:
        figure: What is drawn.
        axis: The axis over the whole width.
        rooms: Where the figures end at the left (right to left), and where they begin at the right.
        rtl: Whether figures stand at the left.
    """
    null, (left, right) = axis(1.0 if figure.ratio else 0.0), rooms
    if not rtl and null > right:
        return replace(axis, end=axis.start + (right - axis.start) * (axis.end - axis.start) / (null - axis.start))
    if rtl and null < left:
        return replace(axis, start=axis.end - (axis.end - left) * (axis.end - axis.start) / (axis.end - null))
    return axis


def drawn(figure: Forest, rows: list[Row], style: Style, sentence: str, width: int, *, wide: bool) -> str:
    """One size of the plot: labels beside the lines where there is room, above them on phones."""
    label_room = min(max((text_width(row.label, 14, bold=True) for row in rows), default=0) + 14, width * 0.4)
    figure_room = max((text_width(row.figures, 13.5, bold=True) for row in rows), default=0) + 12
    start, end = (figure_room, label_room) if style.rtl else (label_room, figure_room)
    left, right = (start, width - end) if wide else (8.0, width - 8.0)
    pitch, drop = (30, 0) if wide else (44, 9)
    bottom = HEAD + pitch * len(rows) + 6
    sheet = Sheet(width, bottom + FOOT_WORDS + 8)
    axis = axis_of(figure, rows, left, right)
    if not wide:
        axis = clear_of_figures(figure, axis, (figure_room, width - figure_room), rtl=style.rtl)
    body = ground(figure, axis, sheet, bottom, style)
    heaviest = max((row.size for row in rows), default=0.0)
    for position, row in enumerate(rows):
        middle = HEAD + pitch * position + pitch / 2
        body += labels(row, sheet, middle + (5 if wide else -7), figure_room, rtl=style.rtl)
        if row.kind == "pooled" and wide and position:
            body += line((0, middle - pitch / 2 + 1), (width, middle - pitch / 2 + 1), "gr")
        body += told(shape(row, axis, middle + drop, heaviest), f"{row.label}: {row.figures}")
    body += feet(figure, axis, sheet, bottom, style)
    return svg((width, sheet.height), body, figure.key, sentence, figure.subtitle, name="wide" if wide else "narrow")


def labels(row: Row, sheet: Sheet, y: float, figure_room: float, *, rtl: bool) -> str:
    """A line's name where reading starts, its figures where it ends; the effects between run left to right always."""
    room = sheet.width - figure_room if not sheet.width > 500 else sheet.width * 0.4 - 8
    name = fitted(row.label, room, 14, bold=row.bold)
    ink = "k2" if row.kind == "missing" else "k"
    here, there = ((2.0, y, "start"), (sheet.width - 1, y, "end"))
    if rtl:
        here, there = there, here
    said = sheet.write(name, [here], ink, 14, bold=row.bold)
    return said + sheet.write(row.figures, [there], "k" if row.bold else "k2", 13.5, bold=row.bold)


def ground(figure: Forest, axis: Scale, sheet: Sheet, bottom: float, style: Style) -> str:
    """The strip of effects too small to matter, the line of no effect, and what its sides mean."""
    null = 1.0 if figure.ratio else 0.0
    body = ""
    if figure.too_small is not None and (figure.too_small > 0 or not figure.ratio):
        sides = sorted((axis(figure.too_small), axis(null)))
        body += box(sides[0], HEAD - 12, sides[1] - sides[0], bottom - HEAD + 12, "fb")
    body += line((axis(null), HEAD - 12), (axis(null), bottom), "s0", 1.5)
    if figure.below:
        body += sheet.write(pointing(figure.below, "←"), [(axis(null) - 8, 14, "end"), (2, 14, "start")], "k2", 13)
    if figure.above:
        body += sheet.write(
            pointing(figure.above, "→"), [(axis(null) + 8, 14, "start"), (sheet.width, 14, "end")], "k2", 13
        )
    return body


def pointing(words: str, arrow: str) -> str:
    """Words with an arrow at their outer end, whichever way the script runs."""
    first = (arrow == "←") != runs_right_to_left(words)
    return f"{arrow} {words}" if first else f"{words} {arrow}"


def shape(row: Row, axis: Scale, y: float, heaviest: float) -> str:
    """What stands for a line: square by weight, diamond, bar, or a question mark's empty place."""
    if row.effect is None:
        return line((axis.start, y), (axis.end, y), "gr", 1, "2 5")
    if any(math.isnan(value) or (axis.log and value <= 0 and at) for at, value in enumerate(row.effect)):
        return ""
    lower, estimate, upper = (axis(value) for value in row.effect)
    if row.kind == "pooled":
        return path([(lower, y), (estimate, y - 9), (upper, y), (estimate, y + 9)], "f1", 0, close=True)
    if row.kind == "predicted":
        return line((lower, y), (upper, y), "s1", 5) + arrows(row, axis, y)
    side = 4 + (SQUARE - 4) * math.sqrt(max(row.size, 0) / heaviest) if heaviest > 0 else SQUARE - 3
    square = box(estimate - side / 2 - 1, y - side / 2 - 1, side + 2, side + 2, "kp sp")
    square += box(estimate - side / 2, y - side / 2, side, side, "f2" if row.apart else "f1")
    return line((lower, y), (upper, y), "s0", 1.5) + arrows(row, axis, y) + square


def arrows(row: Row, axis: Scale, y: float) -> str:
    """Arrow heads where an interval goes on beyond the axis."""
    lower, _estimate, upper = row.effect or (0.0, 0.0, 0.0)
    heads = ""
    if lower < axis.low:
        heads += path([(axis.start, y), (axis.start + 7, y - 4.5), (axis.start + 7, y + 4.5)], "k", 0, close=True)
    if upper > axis.high:
        heads += path([(axis.end, y), (axis.end - 7, y - 4.5), (axis.end - 7, y + 4.5)], "k", 0, close=True)
    return heads


def feet(figure: Forest, axis: Scale, sheet: Sheet, bottom: float, style: Style) -> str:
    """The axis with its round numbers and its name."""
    body = line((axis.start, bottom), (axis.end, bottom))
    marks = ratio_ticks(axis.low, axis.high) if axis.log else ticks(axis.low, axis.high)
    for value in sorted(marks, key=lambda value: value != (1 if axis.log else 0)):
        decimals = decimals_for((value,)) if axis.log else decimals_for(marks)
        body += line((axis(value), bottom), (axis(value), bottom + 5))
        body += sheet.write(style.number(value, decimals), [(axis(value), bottom + FOOT_TICKS, "middle")], "k2", 13)
    note = style.gettext("{measure} (log scale)").format(measure=figure.measure) if axis.log else figure.measure
    name = fitted(note, sheet.width - 4, 13)
    centre = (axis.start + axis.end) / 2
    spots = [(centre, bottom + FOOT_WORDS, "middle"), (sheet.width, bottom + FOOT_WORDS, "end")]
    return body + sheet.write(name, [*spots, (2, bottom + FOOT_WORDS, "start")], "k2", 13)
