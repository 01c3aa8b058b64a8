"""Invitations: the open ones of a program, and the one that a link means."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.people.access import secret_hash
from groundswell.ground.people.models import Invitation
from groundswell.kit.door import Permit


def invitation_by_secret(secret: str) -> Invitation:
    """The invitation that a link means, while it can still be accepted.

    Raises:
        NotFound: It was used, withdrawn, has lapsed, or never was; the answer is the same.
    """
    rows = Invitation.objects.select_related("place", "invited_by")
    found = rows.filter(
        token=secret_hash(secret), accepted_by=None, withdrawn_at=None, lapses_at__gt=timezone.now()
    ).first()
    if found is None:
        raise NotFound(
            _("This invitation was used already, has lapsed, or was withdrawn."),
            _("Ask the person who invited you for a new link, or sign in."),
            code="people.invitation",
        )
    return found


def invitation_by_key(key: str) -> Invitation:
    """The invitation with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Invitation.objects.select_related("place").filter(key=key).first()
    if found is None:
        raise NotFound(_("This invitation does not exist."), _("Look at the list of people."), code="door.not_found")
    return found


def open_invitations(permit: Permit) -> QuerySet[Invitation]:
    """Invitations to the permit's program that wait, the latest first."""
    rows = permit.scope(Invitation.objects.select_related("place", "invited_by"), "people.person.invite")
    return rows.filter(
        program=permit.target.program or "", accepted_by=None, withdrawn_at=None, lapses_at__gt=timezone.now()
    )
