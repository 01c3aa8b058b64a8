"""The quality of the data: what is late or missing, what is more than its whole, what lies far off."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.during.monitoring.selectors import Program
from groundswell.during.monitoring.selectors.areas import place_for, tree_of
from groundswell.during.monitoring.selectors.completeness import reports_in, working_in
from groundswell.during.monitoring.selectors.quality import outliers, too_large
from groundswell.during.monitoring.selectors.sheets import sheets_of
from groundswell.during.monitoring.selectors.spans import span_of
from groundswell.during.monitoring.step import quality as told
from groundswell.during.monitoring.views.pickers import picked
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page

A_PAGE = 50


@require_safe
@door("monitoring.value.read", program=program_by_code)
def quality(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What to look at before the numbers are believed."""
    place, sheets = place_for(permit, program, request.GET.get("place", "")), sheets_of(permit, program)
    tree = tree_of(permit, program, place, deep=True)
    chosen = next(
        (one for one in sheets.values() if one.key == request.GET.get("indicator")), next(iter(sheets.values()), None)
    )
    span = span_of(chosen.pk, request.GET.get("period", "")) if chosen else None
    if chosen is None or span is None:
        return page(request, "monitoring/quality.html", {"program": program, "answer": told.nothing()})
    periods = span.history()
    sites = working_in(program, place)
    reports = reports_in(program, place, tree, sites, periods)
    large = Paginator(too_large(permit, program, place, list(sheets.values())), A_PAGE).get_page(
        request.GET.get("page")
    )
    far = outliers(permit, place, chosen, periods)
    content = {
        **picked(permit, program, place, tree, span),
        "choices": [{"value": one.key, "title": one.name, "chosen": one is chosen} for one in sheets.values()],
        "large": large,
        **told.quality_page(program, tree, reports, large, (chosen, far)),
    }
    return page(request, "monitoring/quality.html", content)
