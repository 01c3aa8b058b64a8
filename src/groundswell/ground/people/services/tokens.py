"""Tokens by which a person's own programs come in: made with a day on which they lapse, shown once, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import BadInput
from groundswell.ground.journal.services import note
from groundswell.ground.people.access import secret_hash
from groundswell.ground.people.models import Person, Token
from groundswell.kit.door import Permit

BEGINNING = "gsw_"
MOST_DAYS = 365


@transaction.atomic
def make_token(permit: Permit, name: str, days: int, *, writes: bool = False) -> tuple[Token, str]:
    """Make a token of one's own.

    Args:
        permit: A permit of the person.
        name: What it is for.
        days: In how many days it lapses, at most a year.
        writes: Whether it may also write what the person may write.

    Returns:
        The token, and its secret, which is kept nowhere.

    Raises:
        BadInput: It has no name, or holds for no day or more than a year.
    """
    permit = permit.demand("people.token.keep", Target(owner=permit.person))
    if not name.strip() or not 1 <= days <= MOST_DAYS:
        raise BadInput(
            _("A token needs a name and holds from one to %(most)s days.") % {"most": MOST_DAYS},
            _("Say what it is for and how long."),
            code="people.token",
        )
    secret = BEGINNING + secrets.token_urlsafe(32)
    lapses = timezone.now() + timedelta(days=days)
    token = Token.objects.create(
        person=Person.objects.get(key=permit.person), name=name.strip(), secret=secret_hash(secret), writes=writes,
        lapses_at=lapses,
    )  # fmt: skip
    note(permit, token, after={"name": token.name, "writes": writes, "until": lapses.date().isoformat()})
    return token, secret


def seal(permit: Permit, person: Person) -> None:
    """Close all that was given out in a person's name: tokens, sessions, addresses of calendars.

    Called in the transaction of what made it needed: a new password, or the end of a role.

    Args:
        permit: The permit of that change; the journal names its action.
        person: Whose.
    """
    now = timezone.now()
    Person.objects.filter(pk=person.pk).update(sealed_at=now)
    person.sealed_at = now
    for token in Token.objects.select_for_update().filter(person=person, revoked_at=None, lapses_at__gt=now):
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        note(permit, token, before={"name": token.name, "writes": token.writes}, after={"revoked": True})


@transaction.atomic
def revoke_token(permit: Permit, token: Token) -> None:
    """Revoke a token of one's own: from the next call on it opens nothing.

    Args:
        permit: A permit of the person.
        token: The token.
    """
    permit = permit.demand("people.token.keep", token)
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        note(permit, token, before={"name": token.name, "writes": token.writes}, after={"revoked": True})
