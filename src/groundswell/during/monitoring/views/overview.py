"""Is it still working as it spreads? The overview of a country, a region, a district."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.during.monitoring.selectors import Program
from groundswell.during.monitoring.selectors.areas import place_for
from groundswell.during.monitoring.selectors.maps import outlines_of
from groundswell.during.monitoring.selectors.overview import overview_of
from groundswell.during.monitoring.step import courses as drawn
from groundswell.during.monitoring.step import overview as told
from groundswell.during.monitoring.views.pickers import picked
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page


@require_safe
@door("monitoring.value.read", program=program_by_code)
def overview(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Verdict, lights, waves and hand-overs, charts, map, reports."""
    place = place_for(permit, program, request.GET.get("place", ""))
    found = overview_of(permit, program, place, request.GET.get("period", ""))
    outlines = outlines_of(found.tree)
    content = {
        **picked(permit, program, place, found.tree, found.span),
        "overview": found,
        "place": place,
        "outlines": outlines,
        "legend": told.legend(found),
        "matrix": told.matrix(program, found),
        "cells": told.cell_items(found),
        "lights": told.light_items(program, found),
        "charts": drawn.charts(program, found),
        "map": drawn.map_of(found, outlines),
        "reports": drawn.completeness(program, found),
        "may_change": permit.allows("monitoring.indicator.change", program),
        **told.verdict(found, program),
    }
    return page(request, "monitoring/overview.html", content)
