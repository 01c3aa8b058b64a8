"""Forms for objections, commitments and contacts of a stakeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.before.consensus.forms import CommitmentForm, ContactForm, ObjectionForm, PartForm
from groundswell.before.consensus.selectors import (
    commitment_by_key,
    contact_by_key,
    objection_by_key,
    stakeholder_by_key,
)
from groundswell.before.consensus.services import add_part, change_part, finish_step
from groundswell.domain.errors import EditedMeanwhile
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again

if TYPE_CHECKING:
    from groundswell.before.consensus.models import Commitment, Contact, Objection, Part, Stakeholder
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
RECORD = "consensus.stakeholder.record"


def adding(
    request: HttpRequest, permit: Permit, stakeholder: Stakeholder, form_of: type[PartForm], heading: str
) -> HttpResponse:
    """A form for something new."""
    form = form_of(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_part(permit, stakeholder, form._meta.model, form.facts())
        return go("consensus:stakeholder", stakeholder.program.code, stakeholder.key)
    return shown(request, stakeholder, form, heading)


def changing(request: HttpRequest, permit: Permit, part: Part, form_of: type[PartForm], heading: str) -> HttpResponse:
    """A form for something on record; who saves second is told what the first one did."""
    stakeholder = part.stakeholder
    form = form_of(request.POST or None, instance=part)
    if request.method == "POST" and form.is_valid():
        try:
            change_part(permit, part, form.facts(), version=form.cleaned_data["version"] or 0)
            return go("consensus:stakeholder", stakeholder.program.code, stakeholder.key)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=part.version)
    return shown(request, stakeholder, form, heading)


def shown(request: HttpRequest, stakeholder: Stakeholder, form: PartForm, heading: str) -> HttpResponse:
    """The page of a form."""
    content: dict[str, Any] = {
        "program": stakeholder.program, "stakeholder": stakeholder, "form": form, "heading": heading,
    }  # fmt: skip
    return page(request, "consensus/part.html", content, status=422 if form.errors else 200)


@CHANGES
@door(RECORD, program=program_by_code, stakeholder=stakeholder_by_key)
def add_objection(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Record an objection."""
    return adding(request, permit, stakeholder, ObjectionForm, _("What do they object?"))


@CHANGES
@door(RECORD, program=program_by_code, objection=objection_by_key)
def change_objection(request: HttpRequest, permit: Permit, program: Program, objection: Objection) -> HttpResponse:
    """Reply to an objection, or correct it."""
    return changing(request, permit, objection, ObjectionForm, _("What was replied?"))


@CHANGES
@door(RECORD, program=program_by_code, stakeholder=stakeholder_by_key)
def add_commitment(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Record a commitment."""
    return adding(request, permit, stakeholder, CommitmentForm, _("What do they promise, by when?"))


@CHANGES
@door(RECORD, program=program_by_code, commitment=commitment_by_key)
def change_commitment(request: HttpRequest, permit: Permit, program: Program, commitment: Commitment) -> HttpResponse:
    """Say whether a commitment was kept."""
    return changing(request, permit, commitment, CommitmentForm, _("Was it kept?"))


@CHANGES
@door(RECORD, program=program_by_code, stakeholder=stakeholder_by_key)
def add_contact(request: HttpRequest, permit: Permit, program: Program, stakeholder: Stakeholder) -> HttpResponse:
    """Record a contact and the next step."""
    return adding(request, permit, stakeholder, ContactForm, _("Who talked with them, and what comes next?"))


@CHANGES
@door(RECORD, program=program_by_code, contact=contact_by_key)
def change_contact(request: HttpRequest, permit: Permit, program: Program, contact: Contact) -> HttpResponse:
    """Correct a contact."""
    return changing(request, permit, contact, ContactForm, _("What has changed about this contact?"))


@require_POST
@door(RECORD, program=program_by_code, contact=contact_by_key)
def done(request: HttpRequest, permit: Permit, program: Program, contact: Contact) -> HttpResponse:
    """Say that the next step was done today."""
    finish_step(permit, contact, timezone.localdate())
    return go("consensus:next", program.code)
