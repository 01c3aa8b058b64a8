"""How the places at work hold, in counts of the whole program: what a next wave waits for."""

from __future__ import annotations

from collections.abc import Mapping

from groundswell.domain.gates.standing import Running
from groundswell.domain.monitoring.completeness import Completeness
from groundswell.domain.monitoring.dilution import Light, UnitLight
from groundswell.during.monitoring.selectors.areas import Tree, paths_in, tree_below
from groundswell.during.monitoring.selectors.completeness import reports_in, working_in
from groundswell.during.monitoring.selectors.grains import Field, quality_of, sites_by_place
from groundswell.during.monitoring.selectors.lights import judge, parameters_of
from groundswell.during.monitoring.selectors.overview import Overview, leading, recent
from groundswell.during.monitoring.selectors.spans import span_of
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def running_of(permit: Permit, program: Program) -> Running:
    """Places that must pause and reports that came, over the whole program whoever asks: the overview's own numbers.

    Args:
        permit: A permit in the program; everybody who may read its indicators is told the counts.
        program: The program.

    Returns:
        The counts, all nought where nothing was reported; a fixed number of queries.
    """
    permit = permit.demand("monitoring.indicator.read", program)
    numbers = parameters_of(program)
    sheets, lead = leading(permit, program, numbers)
    span = span_of(lead.pk, "") if lead else None
    if lead is None or span is None:
        return Running()
    root, history = program.root, span.history()
    tree, chosen = tree_below(root, deep=True), min(span.last.step - span.first.step + 1, len(history))
    sites = working_in(program, root)
    field = Field(program, tree, sites_by_place(sites, paths_in(root)), history, chosen, sheets, numbers)
    reports = recent(reports_in(program, root, tree, sites, history), chosen)
    total = reports.of()
    if lead.code not in (numbers.fidelity, "P8"):
        return counted({}, tree, total)
    lights = judge(field, quality_of(lead, field), reports, wanted=("child",)).places
    return counted(lights, tree, total)


def running_in(overview: Overview) -> Running:
    """The same out of an overview that was made already, of the whole program.

    Args:
        overview: The overview of the program's root.
    """
    total = overview.reports.of(begin=-overview.chosen) if overview.reports else Completeness(0, 0, 0)
    return counted(overview.judged.places, overview.tree, total)


def counted(lights: Mapping[int, UnitLight], tree: Tree, total: Completeness) -> Running:
    """Lights and reports in counts, with the names of those that must pause."""
    judged = [number for number, light in lights.items() if light.light is not Light.NOT_JUDGED]
    red = {number for number in judged if lights[number].light is Light.RED}
    where = tuple(area.name for area in tree.children if area.pk in red)
    return Running(len(red), len(judged), total.received, total.expected, where)
