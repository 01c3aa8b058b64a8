"""The people of a program: who, with which role, where; inviting, giving and ending roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.ground.people.forms import InvitationForm, ReachForm, ReasonForm, RoleForm
from groundswell.ground.people.selectors import (
    givable_roles,
    invitation_by_key,
    open_invitations,
    person_by_key,
    person_in,
    persons_of,
    reach_choices,
    role_by_key,
    role_word,
    words_of,
)
from groundswell.ground.people.services import (
    Offer,
    end_role,
    give_role,
    invite,
    mail_invitation,
    make_link,
    withdraw_invitation,
)
from groundswell.kit.door import Permit, door
from groundswell.kit.finders import finder
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged

program_by_code = finder("program")
CHANGES = require_http_methods(["GET", "HEAD", "POST"])


def reach_form(request: HttpRequest, permit: Permit, kind: type[ReachForm]) -> Any:
    """A form with the roles and places that the person may give; ``?place=`` names a deeper one."""
    places, whole, chosen = reach_choices(permit, request.GET.get("place", ""))
    first = {"place": str(chosen.key)} if chosen else {}
    data = request.POST if request.method == "POST" else None
    return kind(data, initial=first, roles=givable_roles(permit), places=places, whole=whole)


@require_safe
@door("people.person.read", program=program_by_code)
def people(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Who works in the program."""
    can_invite = permit.allows("people.person.invite", program)
    context = {
        "program": program,
        "rows": paged(request, persons_of(permit)),
        "can_invite": can_invite,
        "invitations": open_invitations(permit) if can_invite else [],
    }
    return page(request, "people/people.html", context, part="rows")


@require_safe
@door("people.person.read", program=program_by_code, person=person_by_key)
def person_page(request: HttpRequest, permit: Permit, program: Any, person: Any) -> HttpResponse:
    """One person with all roles, ended ones too."""
    roles = person_in(permit, person)
    context = {
        "program": program,
        "shown": person,
        "roles": roles,
        "current": words_of(roles),
        "can_change": permit.allows("people.role.change", program),
        "can_link": permit.allows("people.link.make", program),
    }
    return page(request, "people/person.html", context)


@never_cache
@CHANGES
@door("people.person.invite", program=program_by_code)
def invite_somebody(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Invite somebody; the link is shown once."""
    form = reach_form(request, permit, InvitationForm)
    if not form.is_valid():
        return page(
            request, "people/invite.html", {"program": program, "form": form}, status=422 if form.errors else 200
        )
    given, place = form.cleaned_data, form.chosen_place()
    invitation, secret = invite(permit, given["name"], given["role"], email=given["email"], place=place)
    link = request.build_absolute_uri(reverse("people:join", args=[secret]))
    sent = mail_invitation(invitation, link)
    context = {
        "program": program,
        "link": link,
        "shown": invitation,
        "sent": sent,
        "days": 14,
    }
    return page(request, "people/link.html", context)


@require_POST
@door("people.person.invite", program=program_by_code, invitation=invitation_by_key)
def withdraw(request: HttpRequest, permit: Permit, program: Any, invitation: Any) -> HttpResponse:
    """Withdraw an invitation."""
    withdraw_invitation(permit, invitation)
    messages.success(request, _("The link for %(name)s opens nothing any more.") % {"name": invitation.name})
    return go("people:people", program.code)


@CHANGES
@door("people.role.change", program=program_by_code, person=person_by_key)
def give(request: HttpRequest, permit: Permit, program: Any, person: Any) -> HttpResponse:
    """Give a person another role."""
    person_in(permit, person)
    form = reach_form(request, permit, RoleForm)
    if form.is_valid():
        given = form.cleaned_data
        offer = Offer(
            given["role"], form.chosen_place(), valid_from=given["valid_from"], valid_until=given["valid_until"]
        )
        try:
            give_role(permit, person, offer, given["reason"])
        except GroundswellError as problem:
            form.add_error(None, str(problem))
        else:
            return go("people:person", program.code, person.key)
    context = {"program": program, "shown": person, "form": form}
    return page(request, "people/give_role.html", context, status=422 if form.errors else 200)


@CHANGES
@door("people.role.change", program=program_by_code, role=role_by_key)
def end(request: HttpRequest, permit: Permit, program: Any, role: Any) -> HttpResponse:
    """End a role, with the reason."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_role(permit, role, form.cleaned_data["reason"])
        except GroundswellError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The role of %(name)s has ended.") % {"name": role.person})
            return go("people:people", program.code)
    context = {"program": program, "role": role, "word": role_word(role), "form": form}
    return page(request, "people/end_role.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@door("people.link.make", program=program_by_code, person=person_by_key)
def sign_in_link(request: HttpRequest, permit: Permit, program: Any, person: Any) -> HttpResponse:
    """Make a sign-in link for somebody who forgot the password; it is shown once."""
    link = request.build_absolute_uri(make_link(permit, person))
    return page(request, "people/link.html", {"program": program, "link": link, "shown": person, "days": 3})
