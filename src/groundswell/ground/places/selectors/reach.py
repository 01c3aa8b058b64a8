"""Which places a permit reaches: those of the program from which it was given, within the person's own reach.

Places are shared by programs. A grant in one program says nothing about places outside that program's root; only
a grant over all programs reaches every place.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from groundswell.domain.access import Target, within
from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Place
from groundswell.kit.door import Permit
from groundswell.kit.finders import finder

program_by_key = finder("program_by_key")


def root_of(permit: Permit) -> Place | None:
    """The place that is the root of the permit's program; None for a permit over the whole installation."""
    if not permit.target.program:
        return None
    root: Place = program_by_key(permit.target.program).root
    return root


def narrowed(permit: Permit) -> Permit:
    """The permit with only those grants that count where it was given: of its program, or over all programs."""
    held = tuple(grant for grant in permit.grants if grant.program in (None, permit.target.program))
    return replace(permit, grants=held)


def leave(permit: Permit, code: str, place: Place) -> Permit:
    """The same person's permit for an action on a place.

    Args:
        permit: Any permit; its program is the one from which the place is reached.
        code: The action.
        place: The place, with today's path.

    Raises:
        NotFound: The place lies outside the program or the person's reach.
        NotAllowed: It is visible, but the action is not allowed.
    """
    root = root_of(permit)
    if root is not None and not within(place.path, root.path):
        raise NotFound(
            _("This place does not exist, or not for you."),
            _("Look for it in the list of places."),
            code="door.not_found",
        )
    return narrowed(permit).demand(code, Target(permit.target.program, place.path))
