"""The programs, and one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.ground.places.selectors import countries, levels_of, place_by_key
from groundswell.ground.places.services import open_place
from groundswell.ground.programs.forms import CloseForm, NewProgramForm, ProgramForm
from groundswell.ground.programs.selectors import (
    SETS,
    floors_of,
    numbers_of,
    program_by_code,
    programs_of,
    spread_of,
    waves_of,
)
from groundswell.ground.programs.services import change_program, close_program, create_program
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("people.self.read")
def programs(request: HttpRequest, permit: Permit) -> HttpResponse:
    """The programs in which the person has a role."""
    rows = list(programs_of(permit, closed=True))
    context = {"rows": rows, "can_create": permit.decision("programs.program.create", permit.target).allowed}
    return page(request, "programs/programs.html", context)


@CHANGES
@door("programs.program.create")
def create(request: HttpRequest, permit: Permit) -> HttpResponse:
    """Start a program."""
    form = NewProgramForm(request.POST if request.method == "POST" else None, roots=countries(permit))
    if form.is_valid():
        root = place_by_key(form.cleaned_data["root"]) if form.cleaned_data["root"] else None
        root = root or open_place(permit, None, name=form.cleaned_data["country"])
        program = create_program(permit, form.cleaned_data["code"], root=root, **form.values())
        return go("programs:program", program.code)
    return page(request, "programs/create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@door("programs.program.read", program=program_by_code)
def program(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """What a program is, and where to change what."""
    context = {
        "program": program,
        "spread": spread_of(program),
        "waves": waves_of(permit, program),
        "floors": floors_of(permit, program),
        "own_numbers": sum(stated.own for which in SETS for stated in numbers_of(program, which)),
        "levels": levels_of(program.root),
        "can_change": permit.allows("programs.program.change", program),
    }
    return page(request, "programs/program.html", context)


@CHANGES
@door("programs.program.change", program=program_by_code)
def change(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Change what is known about a program."""
    first = {"version": program.version}
    form = ProgramForm(request.POST if request.method == "POST" else None, instance=program, initial=first)
    if form.is_valid():
        try:
            change_program(permit, program_by_code(program.code), form.cleaned_data["version"] or 0, **form.values())
        except GroundswellError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The program is saved."))
            return go("programs:program", program.code)
    context = {"program": program_by_code(program.code), "form": form}
    return page(request, "programs/change.html", context, status=422 if form.errors else 200)


@CHANGES
@door("programs.program.change", program=program_by_code)
def close(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Close a program, with the reason."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        close_program(permit, program, form.cleaned_data["on"], form.cleaned_data["reason"])
        return go("programs:program", program.code)
    return page(request, "programs/close.html", {"program": program, "form": form}, status=422 if form.errors else 200)
