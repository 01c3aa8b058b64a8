"""Giving and ending roles, never beyond the own role, place or time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Grant, Target, may_give
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person, Role
from groundswell.ground.people.selectors import grant_of, in_force
from groundswell.ground.people.services.tokens import seal
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import leave
from groundswell.kit.door import Permit, refuse_unless


def demand_to_give(permit: Permit, code: str, wanted: Grant, owner: str | None = None) -> Permit:
    """A permit for giving or ending a grant.

    Raises:
        NotAllowed: It goes beyond the person's own role, place or time; the text says which.
    """
    permit = permit.demand(code, Target(wanted.program, wanted.path or None, owner))
    refuse_unless(may_give(permit.grants, wanted, today=timezone.localdate()))
    return permit


@dataclass(frozen=True)
class Offer:
    """A role that is to be given.

    Args:
        role: One of ``domain.access.ROLES``.
        place: Top of the subtree it reaches; the whole program without one.
        everywhere: In all programs; only the keeper of the installation gives that.
        valid_from: First day.
        valid_until: Last day.
    """

    role: str
    place: Place | None = None
    everywhere: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def give_role(permit: Permit, person: Person, offer: Offer, reason: str) -> Role:
    """Give a person a role in the permit's program.

    Args:
        permit: A permit of the person who gives.
        person: Who gets it.
        offer: The role and its reach.
        reason: Why.

    Raises:
        NotAllowed: It goes beyond the own role, place or time.
        BadInput: No reason was given.
    """
    asked_for(reason)
    program, place = "" if offer.everywhere else permit.target.program or "", offer.place
    if place is not None:
        leave(permit, "places.place.read", place)
    wanted = Grant(offer.role, program or None, place.path if place else "", offer.valid_from, offer.valid_until)
    permit = demand_to_give(permit, "people.role.change", wanted, str(person.key)).because(reason)
    given = Role.objects.create(
        person=person,
        role=offer.role,
        program=program,
        place=place,
        valid_from=offer.valid_from,
        valid_until=offer.valid_until,
    )
    note(permit, given, after=told(given))
    return given


@transaction.atomic
def end_role(permit: Permit, role: Role, reason: str) -> Role:
    """End a role; it opens nothing from the person's next click on, and the person has to sign in anew.

    Args:
        permit: A permit of the person who ends it.
        role: The role.
        reason: Why.

    Raises:
        NotAllowed: The role goes beyond the own.
        Conflict: It is the last role of a coordinator of the program, or of a keeper of the installation.
    """
    asked_for(reason)
    held = replace(grant_of(role), valid_until=timezone.localdate())  # how long it would hold matters only for giving
    permit = demand_to_give(permit, "people.role.change", held, str(role.person.key)).because(reason)
    if role.role in ("coordinator", "owner") and role.place_id is None:
        keep_the_last(role)
    before = told(role)
    changed = Role.objects.filter(pk=role.pk, ended_at=None).update(ended_at=timezone.now())
    if changed:
        note(permit, role, before=before, after={"ended": True})
        seal(permit, role.person)
    role.refresh_from_db()
    return role


def keep_the_last(role: Role) -> None:
    """Refuse to leave a program without coordinator, or the installation without keeper.

    Raises:
        Conflict: It is the last one.
    """
    same = Role.objects.select_for_update().filter(in_force(), role=role.role, program=role.program, place=None)
    others = [other for other in same.select_related("person") if other.pk != role.pk and other.person.is_active]
    if not any(other.valid_until is None for other in others):
        raise Conflict(
            _("%(person)s is the last coordinator here.") % {"person": role.person}
            if role.role == "coordinator"
            else _("%(person)s is the last keeper of this installation.") % {"person": role.person},
            _("Give the role to somebody else first."),
            code="people.last_one",
        )


def told(role: Role) -> dict[str, str | None]:
    """A role as the journal keeps it."""
    return {
        "role": role.role,
        "place": str(role.place) if role.place else None,
        "from": str(role.valid_from) if role.valid_from else None,
        "until": str(role.valid_until) if role.valid_until else None,
    }


def asked_for(reason: str) -> None:
    """Insist on a reason.

    Raises:
        BadInput: There is none.
    """
    if not reason.strip():
        raise BadInput(
            _("The reason is missing."), _("Write one sentence; the journal keeps it."), code="reason.missing"
        )
