"""Numbers we judge by, and qualities that may never fall."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.forms import FloorForm, NumberForm
from groundswell.ground.programs.selectors import SETS, floors_of, number_named, numbers_of, program_by_code
from groundswell.ground.programs.services import change_number, set_floor
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("programs.program.read", program=program_by_code)
def numbers(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Every number, its default, its value, who changed it when and why."""
    sets = [(chosen, numbers_of(program, name)) for name, chosen in SETS.items()]
    context = {
        "program": program,
        "sets": sets,
        "changed": sum(stated.own for _chosen, rows in sets for stated in rows),
        "floors": floors_of(permit, program),
        "can_change": permit.allows("programs.rules.change", program),
    }
    return page(request, "programs/numbers.html", context)


@CHANGES
@door("programs.rules.change", program=program_by_code)
def number(request: HttpRequest, permit: Permit, program: Any, which: str, name: str) -> HttpResponse:
    """Change one number, with the reason."""
    chosen, known = number_named(which, name)
    stated = next(each for each in numbers_of(program, which) if each.number.name == name)
    form = NumberForm(request.POST if request.method == "POST" else None, number=known)
    form.initial.update(value=form.typed(stated.value), seen=stated.value)
    if form.is_valid():
        given = form.cleaned_data
        try:
            change_number(permit, program, f"{which}.{name}", form.value(), reason=given["reason"], seen=given["seen"])
        except GroundswellError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The number is changed; the journal keeps your reason."))
            return go("programs:numbers", program.code)
    context = {"program": program, "set": chosen, "stated": stated, "form": form}
    return page(request, "programs/number.html", context, status=422 if form.errors else 200)


@CHANGES
@door("programs.rules.change", program=program_by_code)
def floor(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Say below which value a quality may never fall."""
    first = {"indicator": request.GET.get("indicator", "")}
    form = FloorForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        set_floor(permit, program, given["indicator"], given["floor"], given["reason"])
        return go("programs:numbers", program.code)
    return page(request, "programs/floor.html", {"program": program, "form": form}, status=422 if form.errors else 200)
