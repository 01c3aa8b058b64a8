"""Roles: which are in force, what they are called, which a person may give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import GIVES, Grant
from groundswell.domain.errors import NotFound
from groundswell.ground.people.models import ROLE_WORDS, Role
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import places_within
from groundswell.kit.door import Permit

MOST_PLACES = 200


def role_word(role: Role) -> str:
    """The role with its place, such as “District supervisor, Dorasa”."""
    return _("%(role)s, %(place)s") % {"role": role.word, "place": role.place} if role.place else role.word


def words_of(roles: Iterable[Role]) -> list[str]:
    """Those roles that hold today, in words."""
    today = timezone.localdate()
    return [role_word(role) for role in roles if role.ended_at is None and grant_of(role).holds_on(today)]


def in_force(day: date | None = None) -> Q:
    """Roles that hold on a day, today without one."""
    today = day or timezone.localdate()
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    return Q(ended_at=None) & begun & (Q(valid_until=None) | Q(valid_until__gte=today))


def role_by_key(key: str) -> Role:
    """The role with a key that has not been ended, for the door.

    Raises:
        NotFound: There is none.
    """
    role = Role.objects.select_related("person", "place").filter(key=key, ended_at=None).first()
    if role is None:
        raise NotFound(
            _("This role does not exist, or has ended."), _("Look at the list of people."), code="door.not_found"
        )
    return role


def grant_of(role: Role) -> Grant:
    """A role as the rule of access reads it."""
    return Grant(
        role.role, role.program or None, role.place.path if role.place else "", role.valid_from, role.valid_until
    )


def givable_roles(permit: Permit) -> list[tuple[str, str]]:
    """Roles that the person may give somewhere in the permit's program, with their words."""
    today, program = timezone.localdate(), permit.target.program
    held = [grant for grant in permit.grants if grant.holds_on(today) and grant.program in (None, program)]
    codes = set().union(*(GIVES.get(grant.role, frozenset()) for grant in held)) if held else set()
    return [(code, str(word)) for code, word in ROLE_WORDS.items() if code in codes and code != "owner"]


def reach_choices(permit: Permit, key: str = "") -> tuple[list[Place], bool, Place | None]:
    """Where the person may give a role: places, whether the whole program too, and the place asked for.

    Args:
        permit: A permit within the program.
        key: Key of a deeper place, which is put first.
    """
    today, program = timezone.localdate(), permit.target.program
    giving = [
        grant
        for grant in permit.grants
        if grant.holds_on(today) and grant.role in GIVES and grant.program in (None, program)
    ]
    whole = any(grant.path == "" for grant in giving)
    seen = places_within(replace(permit, grants=tuple(giving))).filter(closed_on=None).defer("geometry", "drawing")
    highest = seen.order_by("depth").values_list("depth", flat=True).first() or 0
    places = list(seen.filter(depth__lte=highest + 2).order_by("depth", "name")[:MOST_PLACES])
    chosen = seen.filter(key=key).first() if is_key(key) else None
    return ([chosen] if chosen and chosen not in places else []) + places, whole, chosen


def is_key(text: str) -> bool:
    """Whether a text is a key at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
