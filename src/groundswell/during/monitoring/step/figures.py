"""The drawings of monitoring: control charts, trends, the map of lights, shares with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from groundswell.domain.monitoring.charts import ControlChart
from groundswell.domain.monitoring.dilution import RuleResult
from groundswell.domain.monitoring.indicators import Direction
from groundswell.domain.monitoring.trends import Trend as Trended
from groundswell.domain.stats.sen import SenSlope
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import short_words
from groundswell.during.monitoring.selectors.trends import Course, Moment, moves
from groundswell.during.monitoring.selectors.wording import change_words
from groundswell.kit.charts.control import OUTSIDE, Control, Month, control
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.trend import Trend, trend
from groundswell.kit.style import drawing_style


def control_figure(
    sheet: Sheeted, course: Course, flags: Mapping[str, str], *, key: str, title: str, subtitle: str
) -> Control:
    """The figures of one control chart.

    Args:
        sheet: The indicator.
        course: Its series, with limits and signals where there are enough values.
        flags: What is flagged, from :func:`flags_of`.
        key: Stem of ids, unique on the page.
        title: The finding, or the place of a small multiple.
        subtitle: Measure and period, or the finding of a small multiple.
    """
    chart = course.chart
    limits = {point.label: point for point in chart.points} if chart else {}
    scale = 1 if sheet.share else sheet.scale
    months = tuple(
        Month(
            short_words(moment.period),
            _scaled(moment.value, scale),
            _scaled(limits[label].lower, scale) if label in limits else None,
            _scaled(limits[label].upper, scale) if label in limits else None,
            flags.get(label, ""),
            int(moment.denominator) if moment.denominator is not None else None,
        )
        for moment in course.moments
        for label in (moment.period.label,)
    )
    centre = (
        next((point.centre for point in reversed(chart.points) if point.centre is not None), None) if chart else None
    )
    return Control(
        key, title, subtitle, months, centre=_scaled(centre, scale), floor=_scaled(sheet.sheet.floor, scale),
        share=sheet.share, decimals=0 if sheet.scale == 1 else 1, measure=sheet.name,
    )  # fmt: skip


def control_drawing(figure: Control, *, width: int = 720) -> Drawing:
    """One control chart, large; 380 pixels wide where it stands in a margin."""
    return control(figure, drawing_style(), width=width)


def flags_of(sheet: Sheeted, chart: ControlChart | None, rule: RuleResult | None = None) -> dict[str, str]:
    """What is flagged, by label of the period: outside the range, or the words of a run rule; worse side only.

    Args:
        sheet: The indicator.
        chart: Its limits and signals.
        rule: What rule 3 said of the same series, where it was judged: a point outside the range that the rule holds
            for chance (few sessions) is not flagged.
    """
    if chart is None:
        return {}
    bad = sheet.sheet.direction is Direction.LOWER
    words = {
        "run": _("long on the worse side of its middle"),
        "trend": _("worse period after period"),
        "two-of-three": _("near the limit"),
        "four-of-five": _("on the worse side"),
    }
    sure = None if rule is None else {label for label, kind in rule.detail.get("signals", ()) if kind == "beyond"}
    flags: dict[str, str] = {}
    for signal in chart.signals:
        if signal.above is not bad or signal.rule == "crossings":
            continue
        for at in range(signal.index, signal.last + 1):
            label = chart.points[at - 1].label
            if signal.rule != "beyond":
                flags.setdefault(label, words[signal.rule])
            elif sure is None or label in sure:
                flags[label] = OUTSIDE
    return flags


def trend_drawing(
    sheet: Sheeted, moments: Sequence[Moment], course: Trended | None, *, key: str, title: str, subtitle: str
) -> Drawing:
    """The series with Sen's line, once there are eight values."""
    scale = 1 if sheet.share else sheet.scale
    slope = course.slope if course and moves(course) else None
    figure = Trend(
        key,
        title,
        subtitle,
        tuple(short_words(moment.period) for moment in moments),
        tuple(_scaled(moment.value, scale) for moment in moments),
        slope=slope.slope * scale if slope else None,
        intercept=_intercept(moments, slope, scale) if slope else None,
        slope_words=slope_words(sheet, course),
        share=sheet.share,
        decimals=0 if sheet.scale == 1 else 1,
        measure=sheet.name,
    )
    return trend(figure, drawing_style())


def slope_words(sheet: Sheeted, course: Trended | None) -> str:
    """The slope per year in words, where there is a trend: “falling 2.1 points a year”."""
    if course is None or not moves(course) or course.per_year is None:
        return ""
    size = change_words(sheet, course.per_year)
    return (_("rising {change} a year") if course.per_year > 0 else _("falling {change} a year")).format(change=size)


def _intercept(moments: Sequence[Moment], slope: SenSlope, scale: int) -> float:
    """Level of Sen's line at the first period of the chart: the line's own origin is its first known value."""
    first = next(at for at, moment in enumerate(moments) if moment.value is not None)
    return (slope.intercept - first * slope.slope) * scale


def _scaled(value: float | None, scale: int) -> float | None:
    return None if value is None else value * scale
