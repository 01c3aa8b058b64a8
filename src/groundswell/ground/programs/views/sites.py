"""Waves, and the places where a program works."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.ground.people.selectors import organisations
from groundswell.ground.places.selectors import place_by_key
from groundswell.ground.programs.forms import SiteForm, WaveForm
from groundswell.ground.programs.selectors import program_by_code, site_of, sites_of, spread_of, waves_of
from groundswell.ground.programs.services import SiteFacts, set_sites, set_wave
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@CHANGES
@door("programs.program.read", program=program_by_code)
def waves(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """The waves; a form below adds one or changes it."""
    form = WaveForm(request.POST if request.method == "POST" else None)
    known = list(waves_of(permit, program))
    if form.is_valid():
        given = form.cleaned_data
        set_wave(permit, program, given["number"], starts_on=given["starts_on"], planned_sites=given["planned_sites"])
        return go("programs:waves", program.code)
    if request.method != "POST":
        form.initial["number"] = known[-1].number + 1 if known else 0
    context = {
        "program": program,
        "waves": known,
        "known": sum(wave.n_sites for wave in known),  # type: ignore[attr-defined]
        "planned": sum(wave.planned_sites or 0 for wave in known),
        "form": form,
        "can_change": permit.allows("programs.program.change", program),
    }
    return page(request, "programs/waves.html", context, status=422 if form.errors else 200)


@require_safe
@door("programs.program.read", program=program_by_code)
def sites(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Where the program works."""
    wave = request.GET.get("wave", "")
    rows = sites_of(permit, program, wave=int(wave) if wave.isdigit() else None)
    context = {
        "program": program,
        "rows": paged(request, rows),
        "spread": spread_of(program),
        "waves": waves_of(permit, program),
        "wave": wave,
        "can_change": permit.allows("programs.site.change", program),
    }
    return page(request, "programs/sites.html", context, part="rows")


@CHANGES
@door("programs.site.change", program=program_by_code, place=place_by_key)
def site(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """How the program works at one place."""
    now = site_of(program, place)
    form = SiteForm(
        request.POST if request.method == "POST" else None, instance=now, waves=list(waves_of(permit, program))
    )
    if form.is_valid():
        try:
            set_sites(permit, program, [SiteFacts(place.pk, **form.cleaned_data)], clear=True)
        except GroundswellError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("%(place)s is saved.") % {"place": place})
            return go("programs:sites", program.code)
    context = {"program": program, "place": place, "site": now, "form": form, "partners": organisations()}
    return page(request, "programs/site.html", context, status=422 if form.errors else 200)
