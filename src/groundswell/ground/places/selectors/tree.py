"""Walking the tree: subtrees as ranges of paths, children with what they hold, the way up in one query."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target, applies, within
from groundswell.ground.places.models import Level, Place, Population
from groundswell.ground.places.selectors.reach import narrowed, root_of
from groundswell.kit.door import SITE, Permit, action_named


def subtree(place: Place) -> Q:
    """The place and all beneath it, as a half-open range of paths."""
    return Q(path__gte=place.path, path__lt=place.end)


def places_within(permit: Permit, root: Place | None = None) -> QuerySet[Place]:
    """Places from a root down that the person may see, in the order of the tree.

    Args:
        permit: A permit; its program's root bounds what is seen.
        root: Only from this place down.
    """
    rows = narrowed(permit).scope(Place.objects.all(), "places.place.read")
    for bound in (root_of(permit), root):
        if bound is not None:
            rows = rows.filter(subtree(bound))
    return rows


def ancestors_of(place: Place) -> list[Place]:
    """The places above, from the top down; one query, since the path holds their numbers."""
    numbers = [int(number) for number in place.path.split("/")[:-2]]
    found = Place.objects.in_bulk(numbers) if numbers else {}
    return [found[number] for number in numbers]


def country_of(place: Place) -> Place:
    """The top of the place's tree."""
    return place.country or place


def countries(permit: Permit) -> list[Place]:
    """All countries here, for whoever may start a program in one."""
    permit.demand("places.country.open", SITE)
    return list(Place.objects.filter(parent=None, closed_on=None).order_by("name").defer("geometry", "drawing"))


def levels_of(place: Place) -> dict[int, str]:
    """What the levels of the place's country are called, by depth."""
    return {level.depth: str(level) for level in Level.objects.filter(country=country_of(place))}


def level_counts(permit: Permit, place: Place) -> list[tuple[str, int]]:
    """How many open places stand at each level beneath a place: the level's name and the count.

    Levels without a name are counted under their number from the country down.
    """
    rows = places_within(permit, place).filter(closed_on=None, depth__gt=place.depth)
    counts = dict(rows.order_by().values_list("depth").annotate(n=Count("pk")).order_by("depth"))
    words = levels_of(place)
    return [(words.get(depth) or _("level %(number)s") % {"number": depth}, n) for depth, n in counts.items()]


def tops(permit: Permit) -> list[Place]:
    """The highest places that the person may see within the program: the root, or each own subtree."""
    root, action = root_of(permit), action_named("places.place.read")
    paths: set[str] = set()
    for grant in narrowed(permit).grants:
        if grant.holds_on(timezone.localdate()) and applies(
            grant, action, Target(permit.target.program, grant.path or None), permit.person
        ):
            paths.add(max(grant.path, root.path if root else "", key=len))
    if "" in paths:
        return list(Place.objects.filter(parent=None).order_by("name"))
    highest = [path for path in paths if not any(path != other and within(path, other) for other in paths)]
    return list(Place.objects.filter(path__in=highest).order_by("path"))


@dataclass(frozen=True)
class Counted:
    """People counted beneath a place.

    Args:
        persons: How many.
        year: In which year.
        places: Summed from so many places, all of one level.
        depth: Which level.
    """

    persons: int
    year: int
    places: int
    depth: int


def persons_beneath(permit: Permit, place: Place) -> Counted | None:
    """People of a place: the sum of the highest level beneath that was counted, in its latest year; two queries."""
    inside = places_within(permit, place).filter(depth__gt=place.depth, closed_on=None)
    rows = Population.objects.filter(place__in=inside)
    depth = rows.order_by("place__depth").values_list("place__depth", flat=True).first()
    if depth is None:
        return None
    years = rows.filter(place__depth=depth).order_by().values("year").annotate(sum=Sum("persons"), places=Count("pk"))
    latest = years.order_by("-year")[0]
    return Counted(latest["sum"], latest["year"], latest["places"], depth)


def counted(rows: QuerySet[Place]) -> QuerySet[Place]:
    """Places with ``n_children`` (open ones) and the latest population (``persons``, ``year``); one query."""
    latest = Population.objects.filter(place=OuterRef("pk")).order_by("-year")
    beneath = (
        Place.objects.filter(parent=OuterRef("pk"), closed_on=None)
        .order_by()
        .values("parent")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return rows.annotate(
        n_children=Coalesce(Subquery(beneath, output_field=BigIntegerField()), 0),
        persons=Subquery(latest.values("persons")[:1]),
        year=Subquery(latest.values("year")[:1]),
    ).defer("geometry", "drawing")


def children_of(permit: Permit, place: Place) -> QuerySet[Place]:
    """Places directly beneath, open ones first, by name, each with its counts (see :func:`counted`)."""
    rows = counted(narrowed(permit).scope(Place.objects.filter(parent=place), "places.place.read"))
    return rows.order_by(F("closed_on").asc(nulls_first=True), "name", "id")


def trail_of(permit: Permit, place: Place) -> list[Place]:
    """The way down to a place, from the highest one that the person may see, the place last."""
    way = [*ancestors_of(place), place]
    highest = {top.path for top in tops(permit)}
    return [each for each in way if any(within(each.path, top) for top in highest)]
