"""Finding one place, and places by what somebody types."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Alias, Identifier, Place
from groundswell.ground.places.selectors.tree import places_within
from groundswell.kit.door import Permit
from groundswell.kit.folding import EDGE, fold


def place_by_key(key: str | UUID) -> Place:
    """The place with a key, for the door.

    Raises:
        NotFound: There is none, or the key is none.
    """
    try:
        wanted = UUID(str(key))
    except ValueError:
        wanted = UUID(int=0)
    place = Place.objects.select_related("parent", "country", "merged_into").filter(key=wanted).first()
    if place is None:
        raise NotFound(
            _("This place does not exist, or not for you."),
            _("Look for it in the list of places."),
            code="door.not_found",
        )
    return place


def find_places(permit: Permit, text: str, root: Place | None = None) -> QuerySet[Place]:
    """Places by a part of their name, by another spelling, code or identifier; whole names first.

    Args:
        permit: A permit for reading places.
        text: As typed; capitals, accents and spelling variants of letters do not matter.
        root: Only beneath this place; the program's root without one.
    """
    wanted = fold(text)
    rows = places_within(permit, root).select_related("parent").defer("geometry", "drawing")
    if not wanted:
        return rows.none()
    spelt = Alias.objects.filter(folded__contains=wanted).values("place")
    known = Identifier.objects.filter(value__iexact=text.strip()).values("place")
    hit = Q(folded__contains=wanted) | Q(code__iexact=text.strip()) | Q(pk__in=spelt) | Q(pk__in=known)
    whole = When(Q(folded__contains=f"{EDGE}{wanted}{EDGE}") | Q(code__iexact=text.strip()), then=Value(0))
    begins = When(folded__contains=f"{EDGE}{wanted}", then=Value(1))
    rank = Case(whole, begins, default=Value(2), output_field=IntegerField())
    return rows.filter(hit).annotate(rank=rank).order_by("rank", "depth", "name", "id")
