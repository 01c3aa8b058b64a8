"""Looking into the past of places."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from groundswell.domain.places import Before, Standing, Tree, tree_on
from groundswell.ground.places.models import Past, Place
from groundswell.ground.places.selectors.reach import leave
from groundswell.ground.places.selectors.tree import places_within
from groundswell.kit.door import Permit


def standings() -> list[Standing]:
    """How every place stands today."""
    rows = Place.objects.order_by("id").values_list("pk", "parent_id", "name", "code", "opened_on", "closed_on")
    return [Standing(*row) for row in rows]


def pasts_after(day: date) -> list[Before]:
    """How places stood before a change that came after a day, in the order in which it was recorded."""
    rows = (
        Past.objects.filter(until__gt=day).order_by("id").values_list("place_id", "parent_id", "name", "code", "until")
    )
    return [Before(*row) for row in rows]


def tree_of(permit: Permit, day: date) -> Tree:
    """The tree as it stood on a day, of the places that the person may see.

    Places above and outside the reach are left out. Ask ``tree.within(root)`` for what stood beneath a place: with
    today's date a roll-up counts a merged place with the one it went into, with an earlier one by itself.

    Args:
        permit: A permit for reading places.
        day: The day.
    """
    seen = set(places_within(permit).values_list("pk", flat=True))
    return tree_on(day, [place for place in standings() if place.number in seen], pasts_after(day))


def history_of(permit: Permit, place: Place) -> QuerySet[Past]:
    """Earlier names, codes and parents of a place, the latest first."""
    leave(permit, "places.place.read", place)
    return Past.objects.filter(place=place).select_related("parent").order_by("-until", "-id")
