"""Moving and merging places: a whole subtree gets new paths in a few statements, and the past stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from groundswell.domain.access import within
from groundswell.domain.errors import Conflict
from groundswell.domain.places import tree_on
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import country_of, leave
from groundswell.ground.places.selectors.past import pasts_after, standings
from groundswell.ground.places.selectors.tree import subtree
from groundswell.ground.places.services.keeping import keep_past, keep_pasts
from groundswell.ground.places.services.opening import locked
from groundswell.kit.door import Permit


@transaction.atomic
def move_place(permit: Permit, place: Place, new_parent: Place, on: date, reason: str) -> Place:
    """Move a place with all beneath it; until the day before, it counts where it was.

    Args:
        permit: A permit of the person.
        place: The place.
        new_parent: The place above from now on.
        on: First day on which it stands there.
        reason: Why.

    Raises:
        Conflict: The new place above lies inside the place, or is closed, or the move changes nothing.
    """
    permit, place, new_parent = _may(permit, place, new_parent, reason)
    if place.parent_id == new_parent.pk:
        raise Conflict(_("%(place)s stands beneath %(parent)s already.") % {"place": place, "parent": new_parent})
    _no_circle(place, new_parent, on, [place.pk])
    keep_past(permit, place, "moved", on, parent=new_parent)
    before = {"parent": str(place.parent or "")}
    _rekey(Place.objects.filter(subtree(place)), place, new_parent)
    Place.objects.filter(pk=place.pk).update(parent=new_parent, version=F("version") + 1)
    note(permit, place, before=before, after={"parent": str(new_parent), "on": on})
    return Place.objects.get(pk=place.pk)


@transaction.atomic
def merge_places(permit: Permit, place: Place, into: Place, on: date, reason: str) -> Place:
    """Merge a place into another: it is closed and stands beneath the other, what stood beneath it moves there too.

    Its own rows stay its own, so that a roll-up of an earlier day shows both places apart and one of today shows
    them together.

    Args:
        permit: A permit of the person.
        place: The place that ends.
        into: The place that goes on.
        on: First day on which they are one.
        reason: Why.

    Raises:
        Conflict: The other lies inside the place, or one of them is closed.
    """
    permit, place, into = _may(permit, place, into, reason)
    children = list(Place.objects.filter(parent=place).only("pk", "parent_id", "name", "code", "path"))
    _no_circle(place, into, on, [place.pk, *(child.pk for child in children)])
    keep_past(permit, place, "merged", on, parent=into)
    keep_pasts(permit, children, "moved", on, parent=into)
    below = Place.objects.filter(subtree(place)).exclude(pk=place.pk)
    _rekey(below, place, into, drop=place)
    _rekey(Place.objects.filter(pk=place.pk), place, into)
    Place.objects.filter(pk__in=[child.pk for child in children]).update(parent=into)
    Place.objects.filter(pk=place.pk).update(parent=into, merged_into=into, closed_on=on, version=F("version") + 1)
    note(permit, place, before={"closed_on": None}, after={"merged_into": str(into), "on": on, "moved": len(children)})
    return Place.objects.get(pk=place.pk)


def _may(permit: Permit, place: Place, other: Place, reason: str) -> tuple[Permit, Place, Place]:
    """Permit for both ends, and both places as they stand, locked; refuses circles and closed places."""
    leave(permit, "places.place.move", other)
    permit = leave(permit, "places.place.move", place).because(reason)
    for country in sorted({place.country_id or place.pk, other.country_id or other.pk}):
        locked(Place(pk=country))
    place, other = locked(place), locked(other)
    if within(other.path, place.path):
        raise Conflict(
            _("%(place)s cannot go beneath %(other)s, which lies inside it.") % {"place": place, "other": other}
            if place.pk != other.pk
            else _("%(place)s cannot go beneath itself.") % {"place": place},
            _("Choose a place outside it."),
            code="places.circle",
        )
    for each in (place, other):
        if each.closed_on is not None:
            raise Conflict(
                _("%(place)s is closed since %(day)s.") % {"place": each, "day": each.closed_on},
                _("Choose a place that is open."),
                code="places.closed",
            )
    return permit, place, other


def _rekey(rows: QuerySet[Place], place: Place, parent: Place, drop: Place | None = None) -> None:
    """Give rows of a place's subtree the paths, depths and country they have beneath a new parent; one statement.

    Args:
        rows: Which rows.
        place: Top of the subtree.
        parent: The new place above.
        drop: The place itself where its level falls out of the paths, because its children move up.
    """
    above = place.path if drop else place.path[: -len(f"{place.pk}/")]
    rows.update(
        path=Concat(Value(parent.path), Substr("path", len(above) + 1)),
        depth=F("depth") + parent.depth - (place.depth if drop else place.depth - 1),
        country=country_of(parent),
    )


def _no_circle(place: Place, parent: Place, on: date, moving: Iterable[int]) -> None:
    """Refuse a day so early that, among later changes already recorded, a place would have stood inside itself."""
    past = pasts_after(on)
    if not past:
        return
    today, gone = standings(), set(moving)
    for day in sorted({on, *(state.until for state in past)}):
        if gone & set(tree_on(day, today, past).way(parent.pk)):
            raise Conflict(
                _("On %(day)s %(other)s still lay inside %(place)s.") % {"day": day, "other": parent, "place": place},
                _("Give a later day."),
                code="places.circle",
            )
