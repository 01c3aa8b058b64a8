"""The keeper of the door, and what may be done with people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from groundswell.domain.access import Action, Grant, Target, applies, decide
from groundswell.domain.errors import NotAllowed
from groundswell.domain.said import said as _
from groundswell.ground.people.models import Token
from groundswell.kit.door import EVERYBODY, Permit, Reachable, action_named, appoint, refuse_unless, register

M = TypeVar("M", bound=Model)
USE_NOTED_EVERY = timedelta(minutes=1)
NOBODY = Q(pk__in=[])
EVERYTHING = Q(pk__isnull=False)  # an empty Q() would vanish when joined by “or”

READ = register("people.person.read", "See who works in the program", roles=EVERYBODY, reach="place")
INVITE = register(
    "people.person.invite", "Invite a person with a role", roles="owner coordinator", reach="place", writes=True
)
CHANGE_ROLE = register(
    "people.role.change", "Give or end a role", roles="owner coordinator", reach="place", writes=True
)
CHANGE_SELF = register(
    "people.person.change", "Change one's own particulars", roles=EVERYBODY, reach="own", writes=True
)
ME = register("people.self.read", "See one's own page", roles=EVERYBODY, reach="place")
KEEP_TOKENS = register(
    "people.token.keep", "Make and revoke one's own tokens", roles=EVERYBODY, reach="own", writes=True
)
ACCEPT = register("people.invitation.accept", "Accept an invitation", roles=EVERYBODY, reach="own", writes=True)
RESET = register(
    "people.link.make", "Make a sign-in link for a person", roles="owner coordinator", reach="place", writes=True
)


class HouseKeeper:
    """Knows the grants of the person of a request, and applies the one rule in both directions."""

    def recognise(self, request: HttpRequest) -> bool:
        """Whether somebody is known; a token counts below ``/api/`` only, and never makes a session."""
        kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if request.path.startswith("/api/") and kind.lower() == "bearer":
            token = token_in_force(secret.strip())
            if token is None:
                return False
            request.user, request.token = token.person, token  # type: ignore[attr-defined]
        return request.user.is_authenticated

    def permit(self, request: HttpRequest, action: Action, target: Target) -> Permit:
        """A permit for the person of the request.

        Raises:
            NotFound: Nothing of this is visible to the person.
            NotAllowed: Visible, but not allowed; the text is the reason.
        """
        person = request.user
        held = request.__dict__.setdefault("_grants", None)
        if held is None:
            held = request.__dict__["_grants"] = person.grants()  # type: ignore[union-attr]
        key = str(person.key)  # type: ignore[union-attr]
        refuse_unless(decide(held, action, target, person=key, today=timezone.localdate()))
        token = getattr(request, "token", None)
        reads_only = token is not None and not token.writes
        if reads_only and action.writes:
            raise NotAllowed(_("This token only reads."), _("Make one that may also write."), code="door.not_allowed")
        return Permit(key, str(person), action, target, held, via="api" if token else "page", reads_only=reads_only)

    def reachable(self, rows: QuerySet[M], grants: Iterable[Grant], action: Action, person: str) -> QuerySet[M]:
        """The rows of a table that the grants reach, by the lookups that the model names in ``reach``."""
        wanted = NOBODY
        for grant in grants:
            if grant.holds_on(timezone.localdate()) and grant.role in action.roles:
                wanted |= self.rows_of(grant, action, person, rows.model.reach)  # type: ignore[attr-defined]
        return rows.filter(wanted)

    def rows_of(self, grant: Grant, action: Action, person: str, reach: Reachable) -> Q:
        """The rows that one grant reaches; the mirror of :func:`groundswell.domain.access.applies`."""
        probe = Target(grant.program, grant.path or None, person)
        if not applies(grant, action, probe, person):
            return NOBODY
        rows = EVERYTHING
        if reach.program and grant.program is not None:
            rows &= Q(**{reach.program: grant.program}) | empty(reach.program)
        if reach.path and grant.path:
            inside = {f"{reach.path}__gte": grant.path, f"{reach.path}__lt": f"{grant.path[:-1]}0"}
            rows &= Q(**inside) | empty(reach.path)
        if action.reach == "own":
            rows &= Q(**{reach.owner: person}) if reach.owner else NOBODY
        return rows


def empty(lookup: str) -> Q:
    """Rows that name no program or no place: they concern everybody whom the rest reaches.

    A lookup over a relation is missing when it is NULL, a text when it is empty; a program's own key never is.
    """
    if lookup == "key":
        return NOBODY
    return Q(**{f"{lookup}__isnull": True}) if "__" in lookup else Q(**{lookup: ""})


def secret_hash(secret: str) -> str:
    """What the tables keep of the secret of a link or a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_in_force(secret: str) -> Token | None:
    """The token with this secret, and that it was used just now; None where it lapsed, was revoked, or never was."""
    now = timezone.now()
    rows = Token.objects.select_related("person").filter(revoked_at=None, lapses_at__gt=now, person__is_active=True)
    token = rows.filter(secret=secret_hash(secret)).first()
    if token and (token.used_at is None or token.used_at < now - USE_NOTED_EVERY):
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token


def desk_permit(action: str, reason: str, *, program: str | None = None, name: str = "the command line") -> Permit:
    """A permit for a command: whoever has the machine has the installation.

    Args:
        action: The action's name.
        reason: Why the command does it; goes into the journal.
        program: Key of the program, if it concerns one.
        name: Who is named in the journal.
    """
    return Permit(name, name, action_named(action), Target(program), (Grant("owner"),), via="command", reason=reason)


appoint(HouseKeeper())
