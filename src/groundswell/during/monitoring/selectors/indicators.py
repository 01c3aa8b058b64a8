"""One indicator at one place: all that its page shows, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.monitoring.charts import ControlChart
from groundswell.domain.monitoring.periods import Period, period_range
from groundswell.domain.monitoring.rollup import RolledUp
from groundswell.domain.monitoring.trends import Trend
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.selectors.areas import Area, Tree, tree_of
from groundswell.during.monitoring.selectors.columns import columns_from, values_in
from groundswell.during.monitoring.selectors.series import Reading, reading_of
from groundswell.during.monitoring.selectors.sheets import Sheeted, sheeted
from groundswell.during.monitoring.selectors.spans import Span, span_of
from groundswell.during.monitoring.selectors.targets import target_at
from groundswell.during.monitoring.selectors.trends import Moment, chart_of, trend_in
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

BASELINE = 8


@dataclass(frozen=True)
class ByPlace:
    """One place right below, with its number over the chosen periods."""

    area: Area
    total: RolledUp


@dataclass(frozen=True, eq=False)
class Study:
    """An indicator at a place.

    Args:
        sheet: The indicator.
        tree: The place and its children.
        span: Periods looked at; None where nothing was ever reported.
        total: The number over the chosen periods.
        moments: The series, from the first value to the last chosen period.
        course: Trend and change point; None under eight values.
        chart: Limits and signals; None under two values.
        children: Each place right below that reported, worst first.
        target: What it is to reach here; None where unset.
    """

    sheet: Sheeted
    tree: Tree
    span: Span | None
    total: RolledUp
    moments: tuple[Moment, ...] = ()
    course: Trend | None = None
    chart: ControlChart | None = None
    children: tuple[ByPlace, ...] = ()
    target: float | None = None


def study_of(permit: Permit, program: Program, indicator: Indicator, place: Place, asked: str = "") -> Study:
    """An indicator at a place.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        program: Which program.
        indicator: Which indicator.
        place: Where.
        asked: The periods asked for, ``2025-10:2026-09``; the last twelve otherwise.
    """
    sheet, tree = sheeted(indicator), tree_of(permit, program, place, deep=True)
    span = span_of(indicator.pk, asked)
    if span is None:
        return Study(sheet, tree, None, RolledUp(None, why="Nothing was reported yet."))
    history = span.history()
    reading = reading_of(sheet, tree, columns_from(values_in(indicator.pk, history[0], history[-1])))
    chosen = list(period_range(span.first, span.last))
    moments = reading.series(history)
    return Study(
        sheet,
        tree,
        span,
        reading.total(chosen),
        tuple(moments),
        trend_in(moments),
        chart_of(sheet, moments, baseline=BASELINE),
        _by_place(reading, chosen),
        target_at(permit, indicator, place, span.last),
    )


def _by_place(reading: Reading, periods: list[Period]) -> tuple[ByPlace, ...]:
    """The children that reported, worst first; those whose number is not known last."""
    lower = reading.sheet.sheet.direction == "lower"
    found = [
        ByPlace(area, total)
        for area, total in zip(reading.tree.children, reading.total_by_child(periods), strict=True)
        if total.reports or total.left_out
    ]

    def order(row: ByPlace) -> tuple[bool, float, str]:
        value = row.total.value
        if value is None:
            return True, 0.0, row.area.name
        return False, -value if lower else value, row.area.name

    return tuple(sorted(found, key=order))
