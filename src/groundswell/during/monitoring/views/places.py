"""One place: its light with the reason, its numbers, who is responsible."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.during.monitoring.selectors import Place, Program
from groundswell.during.monitoring.selectors.overview import overview_of
from groundswell.during.monitoring.selectors.places import own_numbers, responsible_for
from groundswell.during.monitoring.step.places import place_page
from groundswell.during.monitoring.views.pickers import picked
from groundswell.ground.places.selectors import place_by_key
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page


@require_safe
@door("monitoring.value.read", program=program_by_code, place=place_by_key)
def place(request: HttpRequest, permit: Permit, program: Program, place: Place) -> HttpResponse:
    """What is known of one place."""
    found = overview_of(permit, program, place, request.GET.get("period", ""), wanted=("child", "here"), deep=False)
    content = {
        **picked(permit, program, place, found.tree, found.span),
        "overview": found,
        "place": place,
        **place_page(program, found, own_numbers(found), responsible_for(permit, program, place)),
    }
    return page(request, "monitoring/place.html", content)
