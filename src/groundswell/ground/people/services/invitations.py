"""Invitations by link: they hold 14 days, are used once, and offer nothing beyond the inviter's own role."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Grant, may_give
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Invitation, Person, Role
from groundswell.ground.people.selectors import invitation_by_secret, secret_hash
from groundswell.ground.people.services.persons import desk_person
from groundswell.ground.people.services.roles import demand_to_give, told
from groundswell.ground.people.services.signing_in import hashing
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import leave
from groundswell.kit.door import Permit, refuse_unless

DAYS = 14


@transaction.atomic
def invite(
    permit: Permit, name: str, role: str, *, email: str = "", place: Place | None = None
) -> tuple[Invitation, str]:
    """Invite somebody into the permit's program.

    Args:
        permit: A permit of the person who invites.
        name: Who is invited.
        role: The role offered.
        email: Where the link is sent, if anywhere.
        place: Top of the subtree; the whole program without one.

    Returns:
        The invitation, and the secret of its link, which is kept nowhere.

    Raises:
        NotAllowed: The role, or the place, is beyond the own.
    """
    if place is not None:
        leave(permit, "places.place.read", place)
    program = permit.target.program or ""
    permit = demand_to_give(permit, "people.person.invite", Grant(role, program or None, place.path if place else ""))
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token=secret_hash(secret),
        name=name,
        email=email,
        role=role,
        program=program,
        place=place,
        invited_by=Person.objects.get(key=permit.person),
        lapses_at=timezone.now() + timedelta(days=DAYS),
    )
    note(permit, invitation, after={"name": name, "role": role, "place": str(place) if place else None})
    return invitation, secret


@transaction.atomic
def accept(secret: str, *, person: Person | None = None, login: str = "", name: str = "", password: str = "") -> Person:
    """Accept an invitation, with an account that exists or a new one.

    Args:
        secret: From the link.
        person: Who is signed in and accepts; a new person without one.
        login: Sign-in name of the new person.
        name: Their name.
        password: Their password, checked already.

    Raises:
        NotFound: The link is used up.
        NotAllowed: The inviter may not give the role any more.
    """
    invitation = invitation_by_secret(secret)
    used = Invitation.objects.select_for_update().filter(pk=invitation.pk, accepted_by=None)
    place = invitation.place
    wanted = Grant(invitation.role, invitation.program or None, place.path if place else "")
    refuse_unless(may_give(invitation.invited_by.grants(), wanted, today=timezone.localdate()))
    if person is None:
        with hashing():
            person = Person.objects.create_user(login, password, name=name, email=invitation.email)
    if not used.update(accepted_by=person):
        invitation_by_secret(secret)
    given, fresh = Role.objects.get_or_create(
        person=person, role=invitation.role, program=invitation.program, place=place, ended_at=None
    )
    permit = desk_person(person, "people.invitation.accept", given.target())
    note(permit, invitation, after=told(given) | {"already": not fresh})
    return person


@transaction.atomic
def withdraw_invitation(permit: Permit, invitation: Invitation) -> None:
    """Withdraw an invitation that nobody has accepted; its link opens nothing any more."""
    place = invitation.place
    wanted = Grant(invitation.role, invitation.program or None, place.path if place else "")
    permit = demand_to_give(permit, "people.person.invite", wanted)
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_by=None, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        note(permit, invitation, before={"name": invitation.name}, after={"withdrawn": True})


def mail_invitation(invitation: Invitation, link: str) -> int:
    """Mail the link of an invitation, where mail can be sent.

    Not in the background: the link is a secret that no table holds.

    Returns:
        How many mails were sent.
    """
    if not invitation.email or not settings.MAIL_HOST:
        return 0
    words = _("%(name)s, you are invited to take part. With this link you join; it holds 14 days and can be used once.")
    text = f"{words % {'name': invitation.name}}\n\n{link}"
    return send_mail(_("An invitation to Groundswell"), text, None, [invitation.email])
