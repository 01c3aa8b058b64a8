"""What the page of one place says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.dilution import Light, UnitLight
from groundswell.domain.monitoring.rollup import RolledUp
from groundswell.domain.stats.clustered_shares import clustered_share, share_interval
from groundswell.during.monitoring.selectors.overview import Overview, rule_three
from groundswell.during.monitoring.selectors.places import Responsible
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.spans import words_of
from groundswell.during.monitoring.selectors.wording import counted, shown
from groundswell.during.monitoring.step.courses import pattern_words
from groundswell.during.monitoring.step.figures import control_drawing, control_figure, flags_of
from groundswell.during.monitoring.step.indicators import n_words
from groundswell.during.monitoring.step.overview import light_items
from groundswell.during.monitoring.step.reasons import STATE, reason, whys
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.style import drawing_style

MOST = 12
IN_A_ROW = 4
FEWEST = 4


def place_page(
    program: Program,
    overview: Overview,
    numbers: Sequence[tuple[Sheeted, RolledUp]],
    people: Sequence[Responsible],
) -> dict[str, Any]:
    """All that the page shows beside the pickers."""
    light, children = overview.judged.here, light_items(program, overview)
    return {
        "answer": answer(overview, light),
        "state": STATE[light.light] if light else "none",
        "because": because(overview, light),
        "estimates": estimates(program, overview, numbers),
        "whys": whys(light, overview.numbers) if light else [],
        "drawing": course_drawing(overview),
        "children": children[:MOST],
        "children_more": max(0, len(children) - MOST),
        "people": people,
    }


def answer(overview: Overview, light: UnitLight | None) -> str:
    """The place and what follows for it."""
    words = {
        Light.GREEN: _("{place}: quality holds"),
        Light.AMBER: _("{place}: look within 30 days"),
        Light.RED: _("{place}: pause new starts"),
        Light.NOT_JUDGED: _("{place}: not known yet"),
    }
    return words[light.light if light else Light.NOT_JUDGED].format(place=overview.tree.here.name)


def because(overview: Overview, light: UnitLight | None) -> str:
    """The reason of the light."""
    if light is not None:
        return reason(light, overview.numbers)
    if overview.span is None or overview.here is None or not overview.here.total.reports:
        return _("Nothing was reported from here yet.")
    return _("No watched session was reported from here, so quality cannot be judged.")


def estimates(
    program: Program, overview: Overview, numbers: Sequence[tuple[Sheeted, RolledUp]]
) -> list[dict[str, Any]]:
    """Key numbers with interval, n and the way to their rows."""
    if overview.span is None or overview.lead is None or overview.here is None:
        return []
    found = []
    whole = overview.here.total
    if whole.reports:
        limits = "" if whole.small else interval(overview)
        found.append(estimate(program, overview, overview.lead, whole) | {"interval": limits})
    found += [estimate(program, overview, sheet, total) for sheet, total in numbers][: IN_A_ROW - 1 - len(found)]
    if overview.reports is not None and (came := overview.reports.of(begin=-overview.chosen)).expected:
        share = drawing_style().percent(came.complete_share or 0)
        of = _("{received} of {expected}").format(received=counted(came.received), expected=counted(came.expected))
        url = f"{reverse('monitoring:reports', args=[program.code])}?place={overview.tree.here.key}"
        found.append(
            {"value": share, "what": _("reports received"), "of": of, "url": url, "link": _("Open the reports")}
        )
    return found


def estimate(program: Program, overview: Overview, sheet: Sheeted, total: RolledUp) -> dict[str, Any]:
    """One key number."""
    url = reverse("monitoring:rows", args=[program.code, sheet.key, overview.tree.here.key])
    span = overview.span
    alone = n_words(sheet, total)
    return {
        "value": alone if total.small else shown(sheet, total.value),
        "what": _("{name}, {periods}").format(name=sheet.name, periods=span.words if span else ""),
        "of": "" if total.small else alone,
        "url": f"{url}?period={span.text}" if span else url,
        "link": ngettext("Open {count} report", "Open {count} reports", total.reports).format(
            count=counted(total.reports)
        ),
    }


def interval(overview: Overview) -> str:
    """The 95 % interval of quality, from the spread between places; empty for one place."""
    pairs = [pair for pair in overview.judged.shares.values() if len(pair[0])]
    if not pairs or overview.lead is None:
        return ""
    above = [number for pair in pairs for number in pair[0].tolist()]
    below = [number for pair in pairs for number in pair[1].tolist()]
    limits = share_interval(clustered_share(above, below, binary=overview.lead.sheet.aggregation != "mean"))
    return drawing_style().span(100 * limits.lower, 100 * limits.upper, 0) if limits else ""


def course_drawing(overview: Overview) -> Drawing | None:
    """The place's own control chart."""
    course = overview.here
    if overview.lead is None or course is None or sum(one.value is not None for one in course.moments) < FEWEST:
        return None
    flags = flags_of(overview.lead, course.chart, rule_three(overview.judged.here))
    title = pattern_words(overview, course, flags)
    subtitle = _("{name}, {periods}. Band: usual range. Squares: below it.").format(
        name=overview.lead.name, periods=words_of(course.moments[0].period, course.moments[-1].period)
    )
    figure = control_figure(overview.lead, course, flags, key="course", title=title, subtitle=subtitle)
    return control_drawing(figure, width=380)
