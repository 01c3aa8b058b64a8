"""The person behind a permit, where there is one."""

from __future__ import annotations

from groundswell.ground.people.models import Person
from groundswell.kit.door import Permit


def person_of(permit: Permit) -> Person | None:
    """The person who holds a permit; None for commands and jobs, which the journal names by their words.

    Args:
        permit: The permit.

    Returns:
        The person.
    """
    return Person.objects.filter(key=permit.person).first() if permit.via in {"page", "api"} else None
