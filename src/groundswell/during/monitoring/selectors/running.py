"""How the places at work hold, in counts of the whole program: what a next wave waits for."""

from __future__ import annotations

from groundswell.domain.gates.standing import Running
from groundswell.domain.monitoring.dilution import Light
from groundswell.during.monitoring.selectors.areas import paths_in, tree_below
from groundswell.during.monitoring.selectors.completeness import reports_in, working_in
from groundswell.during.monitoring.selectors.grains import Field, quality_of, sites_by_place
from groundswell.during.monitoring.selectors.lights import judge, parameters_of
from groundswell.during.monitoring.selectors.overview import leading, recent
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
        return Running(received=total.received, expected=total.expected)
    lights = judge(field, quality_of(lead, field), reports, wanted=("child",)).places
    judged = [number for number, light in lights.items() if light.light is not Light.NOT_JUDGED]
    red = {number for number in judged if lights[number].light is Light.RED}
    where = tuple(area.name for area in tree.children if area.pk in red)
    return Running(len(red), len(judged), total.received, total.expected, where)
