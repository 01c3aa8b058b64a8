"""Charts of the places right below, the map of their lights, and their reports by quarter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.completeness import COMPLETE_ENOUGH_SHARE
from groundswell.domain.monitoring.dilution import Light
from groundswell.domain.monitoring.periods import Period, PeriodKind, period_of
from groundswell.during.monitoring.selectors.areas import Area
from groundswell.during.monitoring.selectors.overview import Overview, rule_three
from groundswell.during.monitoring.selectors.spans import period_words, words_of
from groundswell.during.monitoring.selectors.trends import Course
from groundswell.during.monitoring.selectors.wording import counted, shown
from groundswell.during.monitoring.step.figures import control_figure, flags_of
from groundswell.during.monitoring.step.reasons import ORDER, STATE, reason
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.choropleth import LightMap, light_map
from groundswell.kit.charts.control import small_multiples
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.outlines import Outlines
from groundswell.kit.style import drawing_style

MOST_CHARTS = 24
QUARTERS = 6


def worst_first(overview: Overview) -> list[Area]:
    """Places right below that reported, the worst light first, then the lowest last value."""
    lights, courses = overview.judged.places, overview.courses or {}

    def order(area: Area) -> tuple[int, int, str]:
        light = lights.get(area.pk)
        flagged = len(flags_at(overview, area))
        return ORDER.index(light.light) if light else len(ORDER), -flagged, area.name

    return sorted((area for area in overview.tree.children if area.pk in courses), key=order)


def flags_at(overview: Overview, area: Area) -> dict[str, str]:
    """What is flagged in the chart of one place."""
    course = (overview.courses or {})[area.pk]
    if overview.lead is None:
        return {}
    return flags_of(overview.lead, course.chart, rule_three(overview.judged.places.get(area.pk)))


def charts(program: Program, overview: Overview) -> dict[str, Any] | None:
    """Small charts on one scale, worst first, with the table beneath."""
    if not overview.courses or overview.lead is None or overview.span is None:
        return None
    areas, broken = worst_first(overview), 0
    figures = []
    for number, area in enumerate(areas):
        course = overview.courses[area.pk]
        flags = flags_at(overview, area)
        broken += bool(flags)
        if number < MOST_CHARTS:
            figures.append(
                control_figure(
                    overview.lead, course, flags, key=f"place-{number}", title=area.name,
                    subtitle=pattern_words(overview, course, flags),
                )
            )  # fmt: skip
    moments = overview.courses[areas[0].pk].moments
    kind = _("Month by month") if moments[0].period.kind is PeriodKind.MONTH else _("Period by period")
    found = ngettext("{count} place broke its own pattern", "{count} places broke their own pattern", broken).format(
        count=counted(broken)
    ) if broken else _("every place keeps its own pattern")  # fmt: skip
    return {
        "title": _("{kind}: {found}").format(kind=kind, found=found),
        "sub": _(
            "{name}, {periods}, worst first. Band: each place’s usual range, from its first {baseline} periods. "
            "Square: outside the range. Triangle: long on the worse side of its middle. Question mark: no report."
        ).format(
            name=overview.lead.name, periods=words_of(moments[0].period, moments[-1].period),
            baseline=counted(overview.numbers.baseline_periods),
        ),
        "drawings": small_multiples(figures, drawing_style()),
        "more": max(0, len(areas) - MOST_CHARTS),
        "headers": [
            overview.tree.level or _("Place"), _("Above the line"), _("Below the line"), overview.lead.name, _("Light"),
        ],
        "rows": [table_row(program, overview, area) for area in areas],
    }  # fmt: skip


def pattern_words(overview: Overview, course: Course, flags: dict[str, str]) -> str:
    """What one small chart shows."""
    if overview.lead is None:
        return ""
    known = [moment for moment in course.moments if moment.value is not None]
    begun = course.moments.index(known[0])
    missing = sum(moment.value is None for moment in course.moments[begun:])
    if flags:
        last = next(moment.period for moment in reversed(course.moments) if moment.period.label in flags)
        outside = [label for label, flag in flags.items() if flag == "limit"]
        if outside:
            return ngettext(
                "Below its range in {count} period, last {period}", "Below its range in {count} periods, last {period}",
                len(outside),
            ).format(count=counted(len(outside)), period=period_words(last))  # fmt: skip
        return _("Long on the worse side of its middle, to {period}").format(period=period_words(last))
    if missing > len(course.moments[begun:]) / 5:
        return ngettext("{count} period missing", "{count} periods missing", missing).format(count=counted(missing))
    centre = next((point.centre for point in reversed(course.chart.points)), None) if course.chart else None
    if centre is None:
        return _("{count} reports so far").format(count=counted(len(known)))
    return _("Steady around {value}").format(value=shown(overview.lead, centre))


def table_row(program: Program, overview: Overview, area: Area) -> dict[str, Any]:
    """One place in the table under the small charts."""
    total = (overview.courses or {})[area.pk].total
    light = overview.judged.places.get(area.pk)
    return {
        "name": area.name,
        "url": reverse("monitoring:place", args=[program.code, area.key]),
        "numerator": counted(total.numerator),
        "denominator": counted(total.denominator),
        "value": shown(overview.lead, total.value) if overview.lead else "",
        "state": STATE[light.light] if light else "none",
    }


def map_of(overview: Overview, outlines: Outlines | None) -> Drawing | None:
    """The lights on a map; places without a boundary stand in the table only."""
    if outlines is None or not overview.judged.places or overview.span is None:
        return None
    keys = {
        area.key: overview.judged.places[area.pk]
        for area in overview.tree.children
        if area.pk in overview.judged.places
    }
    figure = LightMap(
        "lights",
        map_finding(overview),
        _(
            "Light of each place, {period}. The worse, the stronger the fill; hatched: not known; outline: not started."
        ).format(period=period_words(overview.span.last)),
        outlines,
        {key: STATE[light.light] for key, light in keys.items()},
        {key: reason(light, overview.numbers) for key, light in keys.items()},
        overview.tree.level,
    )
    return light_map(figure, drawing_style())


def map_finding(overview: Overview) -> str:
    """What the map shows."""
    lights = overview.judged.places
    bad = [
        area.name
        for area in overview.tree.children
        if area.pk in lights and lights[area.pk].light in (Light.RED, Light.AMBER)
    ]
    if not bad:
        return _("No place is paused or needs a look")
    if len(bad) > 3:
        return ngettext("{count} place needs action", "{count} places need action", len(bad)).format(
            count=counted(len(bad))
        )
    return _("Where to act: {names}").format(names=", ".join(bad))


def completeness(program: Program, overview: Overview) -> dict[str, Any] | None:
    """Reports received by place and quarter, the least complete first."""
    reports = overview.reports
    if reports is None or not int(reports.expected.sum()):
        return None
    slices = quarter_slices(reports.periods)[-QUARTERS:]
    rows = []
    for at, area in enumerate(overview.tree.children):
        if reports.of(at).expected:
            last = reports.of(at, *slices[-1][1:]).complete_share
            rows.append((1.0 if last is None else last, area.name, at, area))
    rows.sort(key=lambda row: row[:2])
    silent = [area.name for share, _name, _at, area in rows if share < COMPLETE_ENOUGH_SHARE]
    return {
        "title": reports_finding(len(rows), silent),
        "sub": _("Per cent of expected reports received, by quarter. Dashed box: under 80 %, too few to judge."),
        "headers": [overview.tree.level or _("Place"), *(label for label, _begin, _end in slices)],
        "rows": [
            {
                "head": area.name,
                "url": f"{reverse('monitoring:reports', args=[program.code])}?place={area.key}",
                "cells": [heat_cell(reports.of(at, begin, end).complete_share) for _label, begin, end in slices],
            }
            for _share, _name, at, area in rows[:50]
        ],
        "label": _("Reports received"),
    }


def quarter_slices(periods: Sequence[Period]) -> list[tuple[str, int, int]]:
    """Which periods belong to which quarter, by the day they end."""
    found: dict[Period, list[int]] = {}
    for at, period in enumerate(periods):
        found.setdefault(period_of(PeriodKind.QUARTER, period.last), []).append(at)
    return [(period_words(quarter), at[0], at[-1] + 1) for quarter, at in found.items()]


def heat_cell(share: float | None) -> dict[str, Any] | None:
    """One cell of the table of reports."""
    if share is None:
        return None
    low = share < COMPLETE_ENOUGH_SHARE
    # 79.6 is too few and must not read as 80.
    return {"value": drawing_style().number(math.floor(100 * share) if low else 100 * share, 0), "low": low}


def reports_finding(places: int, silent: Sequence[str]) -> str:
    """What the table of reports shows."""
    if not silent:
        return _("Reports: every place sends enough")
    if len(silent) == 1:
        return _("Reports: {name} sends too few").format(name=silent[0])
    return _("Reports: {count} of {places} places send too few").format(
        count=counted(len(silent)), places=counted(places)
    )
