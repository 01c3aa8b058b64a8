"""One stakeholder: the page, and the forms for who they are and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.consensus.forms import PositionForm, StakeholderForm
from groundswell.before.consensus.selectors import engaged_of, first_place, stakeholder_by_key
from groundswell.before.consensus.services import change_stakeholder, record_position, record_stakeholder
from groundswell.before.consensus.step.words import course_of, position_word
from groundswell.domain.errors import BadInput, EditedMeanwhile, NotFound
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.before.consensus.models import Stakeholder
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("consensus.stakeholder.read", program=program_by_code, stakeholder=stakeholder_by_key)
def stakeholder(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Where somebody stands over time, what they object and promise, and who talked with them."""
    engaged = engaged_of(permit, stakeholder)
    now = engaged.latest
    content = {
        "program": program,
        "stakeholder": stakeholder,
        "now": now,
        "answer": position_word(now.value if now else None),
        "course": course_of(engaged.positions),
        "engaged": engaged,
        "today": timezone.localdate(),
        "may_record": permit.allows("consensus.stakeholder.record", stakeholder),
    }
    return page(request, "consensus/stakeholder.html", content)


@CHANGES
@door("consensus.stakeholder.record", program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record somebody whose agreement matters, with where they stand."""
    form = StakeholderForm(request.POST or None, permit=permit, first=first_place(permit, program))
    if request.method == "POST" and form.is_valid():
        try:
            made = record_stakeholder(permit, program, form.facts())
            return go("consensus:position", program.code, made.key)
        except (BadInput, NotFound) as refused:
            form.add_error("at", error_told(refused))
    content = {"program": program, "form": form}
    return page(request, "consensus/stakeholder_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("consensus.stakeholder.record", program=program_by_code, stakeholder=stakeholder_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Change who they are; who saves second is told what the first one did."""
    form = StakeholderForm(request.POST or None, instance=stakeholder, permit=permit)
    if request.method == "POST" and form.is_valid():
        try:
            change_stakeholder(permit, stakeholder, form.facts(), version=form.cleaned_data["version"] or 0)
            return go("consensus:stakeholder", program.code, stakeholder.key)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=stakeholder.version)
        except (BadInput, NotFound) as refused:
            form.add_error("at", error_told(refused))
    content = {"program": program, "form": form, "stakeholder": stakeholder}
    return page(request, "consensus/stakeholder_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("consensus.stakeholder.record", program=program_by_code, stakeholder=stakeholder_by_key)
def position(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Record where somebody stands now; the earlier positions stay."""
    form = PositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_position(permit, stakeholder, **form.cleaned_data)
        return go("consensus:stakeholder", program.code, stakeholder.key)
    content = {"program": program, "form": form, "stakeholder": stakeholder}
    return page(request, "consensus/position.html", content, status=422 if form.errors else 200)
