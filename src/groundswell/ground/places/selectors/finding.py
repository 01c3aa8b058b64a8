"""Finding one place."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Place


def place_by_key(key: str | UUID) -> Place:
    """The place with a key, for the door.

    Raises:
        NotFound: There is none, or the key is none.
    """
    try:
        wanted = UUID(str(key))
    except ValueError:
        wanted = UUID(int=0)
    place = Place.objects.select_related("parent").filter(key=wanted).first()
    if place is None:
        raise NotFound(
            _("This place does not exist, or not for you."),
            _("Look for it in the list of places."),
            code="door.not_found",
        )
    return place
