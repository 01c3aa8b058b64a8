"""Opening places."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.kit.door import Permit


@transaction.atomic
def open_place(permit: Permit, parent: Place | None, **values: Any) -> Place:
    """Add a place beneath a parent, or a country when there is none.

    Args:
        permit: A permit of the person.
        parent: The place above; None for a country.
        **values: Columns of :class:`Place`: ``name``, ``names``, ``code``, ``languages``, ``geometry`` …

    Returns:
        The place, with its path.
    """
    permit = permit.demand("places.place.open", parent or permit.target)
    place = Place(parent=parent, depth=parent.depth + 1 if parent else 0, **values)
    place.path = f"+{place.key}/"
    place.save()
    place.path = f"{parent.path if parent else ''}{place.pk}/"
    place.save(update_fields=["path"])
    note(permit, place, after=values)
    return place
