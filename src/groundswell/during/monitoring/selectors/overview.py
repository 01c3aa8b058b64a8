"""All that the overview of a place shows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from groundswell.domain.monitoring.dilution import DilutionParameters, RuleResult, UnitLight
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.selectors.areas import Tree, paths_in, tree_of
from groundswell.during.monitoring.selectors.completeness import Reports, Working, reports_in, working_in
from groundswell.during.monitoring.selectors.grains import Field, quality_of, sites_by_place
from groundswell.during.monitoring.selectors.lights import NOTHING, Judged, judge, parameters_of
from groundswell.during.monitoring.selectors.series import Reading
from groundswell.during.monitoring.selectors.sheets import Sheeted, indicators_of, sheeted
from groundswell.during.monitoring.selectors.spans import Span, span_of
from groundswell.during.monitoring.selectors.trends import Course, chart_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

CHART_RULE = 3


@dataclass(frozen=True, eq=False)
class Overview:
    """A place looked at as a whole.

    Args:
        tree: The place and its children.
        sheets: The program's indicators by code.
        lead: The indicator of quality, or the first one that has values; None where nothing was reported.
        span: The periods looked at; None where nothing was reported.
        numbers: The program's numbers of the lights.
        judged: Lights of the children and of waves and depths.
        reports: Completeness by child and period, from the first period on.
        courses: Series and chart by number of the child; only children that reported.
        here: Series, chart and number of the place itself.
        sites: Where the program works here.
    """

    tree: Tree
    sheets: Mapping[str, Sheeted]
    numbers: DilutionParameters
    lead: Sheeted | None = None
    span: Span | None = None
    judged: Judged = NOTHING
    reports: Reports | None = None
    courses: Mapping[int, Course] | None = None
    here: Course | None = None
    sites: tuple[Working, ...] = ()

    @property
    def chosen(self) -> int:
        """How many periods are looked at."""
        return self.span.last.step - self.span.first.step + 1 if self.span else 0

    @property
    def judges_quality(self) -> bool:
        """Whether the lead is the indicator that the lights are judged from."""
        return self.lead is not None and self.lead.code in (self.numbers.fidelity, "P8")


def overview_of(
    permit: Permit,
    program: Program,
    place: Place,
    asked: str = "",
    *,
    wanted: Collection[str] = ("child", "cell"),
    deep: bool = True,
) -> Overview:
    """A place looked at as a whole.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        program: Which program.
        place: Which place.
        asked: The periods asked for, ``2025-10:2026-09``; the last twelve otherwise.
        deep: Tell apart districts of a country rather than its regions.
        wanted: Which lights: of each ``child``, each ``cell`` of wave and depth, each ``depth``, and of ``here``.
    """
    tree, numbers = tree_of(permit, program, place, deep=deep), parameters_of(program)
    sheets, lead = leading(permit, program, numbers)
    span = span_of(lead.pk, asked) if lead else None
    if lead is None or span is None:
        return Overview(tree, sheets, numbers)
    history = span.history()
    chosen = min(span.last.step - span.first.step + 1, len(history))
    sites = working_in(program, program.root)
    where = sites_by_place(sites, paths_in(program.root))
    field = Field(program, tree, where, history, chosen, sheets, numbers)
    quality = quality_of(lead, field)
    here = [site for site in sites if site.place in tree.paths]
    reports = reports_in(program, place, tree, here, history)
    judges = lead.code in (numbers.fidelity, "P8")
    judged = judge(field, quality, recent(reports, chosen), wanted) if judges else NOTHING
    return Overview(
        tree, sheets, numbers, lead, span, judged, reports, *_courses(field, quality.reading, judged), tuple(here)
    )


def _courses(field: Field, reading: Reading, judged: Judged) -> tuple[dict[int, Course], Course]:
    """Series, chart and number of each child that reported, and of the place itself."""
    lead, baseline = reading.sheet, field.numbers.baseline_periods
    totals = reading.total_by_child(field.recent)
    children = {
        area.pk: Course(
            tuple(moments), chart_of(lead, moments, baseline=baseline, kind=kind_of(judged.places.get(area.pk))), total
        )
        for area, moments, total in zip(
            field.tree.children, reading.series_by_child(field.history), totals, strict=True
        )
        if any(moment.value is not None for moment in moments)
    }
    own = reading.series(field.history)
    return children, Course(
        tuple(own), chart_of(lead, own, baseline=baseline, kind=kind_of(judged.here)), reading.total(field.recent)
    )


def rule_three(light: UnitLight | None) -> RuleResult | None:
    """What the chart rule said of a unit; None where it was not judged."""
    return next((rule for rule in light.rules if rule.rule == CHART_RULE), None) if light else None


def kind_of(light: UnitLight | None) -> str:
    """The type of chart that the chart rule chose; empty where it was not judged."""
    rule = rule_three(light)
    return str(rule.detail.get("chart", "")) if rule else ""


def leading(permit: Permit, program: Program, numbers: DilutionParameters) -> tuple[dict[str, Sheeted], Sheeted | None]:
    """The program's sheets, and the one that leads: quality if it has values, else the first that has; one query."""
    rows = list(
        indicators_of(permit, program).annotate(reported=Exists(Value.objects.filter(indicator=OuterRef("pk"))))
    )
    sheets = {row.code: sheeted(row) for row in rows}
    reported = [row.code for row in rows if row.reported]
    for code in (numbers.fidelity, "P8", *reported):
        if code in reported:
            return sheets, sheets[code]
    return sheets, None


def recent(reports: Reports, chosen: int) -> Reports:
    """The last periods of the counts."""
    return Reports(
        reports.periods[-chosen:],
        reports.expected[:, -chosen:],
        reports.received[:, -chosen:],
        reports.on_time[:, -chosen:],
        reports.dated[:, -chosen:],
    )
