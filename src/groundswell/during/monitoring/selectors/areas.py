"""A place with the places right below it, and to which of these every place further down belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Level, Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import said

MOST_UNITS = 80


@dataclass(frozen=True)
class Area:
    """A place as pages and charts need it: number for joins, key for addresses, name."""

    pk: int
    key: str
    name: str
    depth: int


@dataclass(frozen=True, eq=False)
class Tree:
    """A place, its children, and what lies below each.

    Args:
        here: The place itself.
        children: The places that are told apart: those right below, or further down; by name.
        child_of: Position in ``children`` by number of place, for every place below; the place itself is not in it.
        paths: Path by number of place, the place itself included.
        level: What the children are called, such as “district”; empty where the country names no levels.
    """

    here: Area
    children: tuple[Area, ...]
    child_of: Mapping[int, int]
    paths: Mapping[int, str]
    level: str = ""


def tree_of(permit: Permit, program: Program, place: Place, *, deep: bool = False) -> Tree:
    """The place with the places below it that are told apart, and all that lies below; three or four queries.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        program: Which program is looked at.
        place: A place within the program's area.
        deep: Tell apart the deepest level above the communities that has at most :data:`MOST_UNITS` places, say the
            districts of a country, instead of the level right below.

    Raises:
        NotFound: The place lies outside the program's area or the person's reach.
    """
    permit.demand("monitoring.value.read", Target(str(program.key), place.path))
    return tree_below(place, deep=deep)


def tree_below(place: Place, *, deep: bool = False) -> Tree:
    """The same for who asks of a whole program and is shown nothing but counts.

    Args:
        place: A place.
        deep: As in :func:`tree_of`.
    """
    below = Place.objects.filter(path__gt=place.path, path__lt=place.end)
    open_ones = below.filter(Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()))
    depth = unit_depth(open_ones, place) if deep else place.depth + 1
    near = open_ones.filter(depth=depth)
    children = tuple(
        Area(pk, str(key), said(names) or name, depth)
        for pk, key, name, names in near.order_by("name").values_list("pk", "key", "name", "names")
    )
    position = {child.pk: at for at, child in enumerate(children)}
    child_of = {}
    paths = dict(below.values_list("pk", "path"))
    for pk, path in paths.items():
        at = position.get(int((path.split("/", depth + 1) + ["-1"] * depth)[depth] or -1))
        if at is not None:
            child_of[pk] = at
    here = Area(place.pk, str(place.key), str(place), place.depth)
    return Tree(here, children, child_of, paths | {place.pk: place.path}, level_name(place, depth))


def unit_depth(below: QuerySet[Place], place: Place) -> int:
    """The deepest level above the communities that has few enough places to be shown side by side; one query."""
    counts = dict(below.order_by().values_list("depth").annotate(count=Count("id")))
    lowest = max(counts, default=place.depth + 1)
    fitting = [depth for depth, count in counts.items() if 1 < count <= MOST_UNITS and depth < lowest]
    return max(fitting, default=place.depth + 1)


def paths_in(root: Place) -> dict[int, str]:
    """Path of every place of a country, by number; one query."""
    return dict(Place.objects.filter(path__gte=root.path, path__lt=root.end).values_list("pk", "path"))


def level_name(place: Place, depth: int) -> str:
    """What places at a depth below the country are called."""
    country = int(place.path.split("/", 1)[0])
    level = Level.objects.filter(country_id=country, depth=depth).first()
    words = str(level) if level else ""
    return words[:1].upper() + words[1:]


def place_for(permit: Permit, program: Program, key: str = "") -> Place:
    """The place that the person asks for, or the highest one that is theirs to see.

    Args:
        permit: A permit in the program.
        program: Which program.
        key: Key of the place asked for; empty for none.

    Raises:
        NotFound: No such place within the person's reach.
    """
    root = program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end)
    if key:
        found = inside.filter(key=key).first() if _is_key(key) else None
    else:
        found = root if permit.allows("monitoring.value.read", Target(str(program.key), root.path)) else (
            permit.scope(inside, "monitoring.value.read").order_by("depth", "path").first()
        )  # fmt: skip
    if found is None:
        text = _("This page does not exist, or not for you.")
        raise NotFound(text, _("Check the address."), code="door.not_found")
    permit.demand("monitoring.value.read", Target(str(program.key), found.path))
    return found


def trail_of(permit: Permit, program: Program, place: Place) -> list[Area]:
    """The way from the program's country down to the place, as far as the person may see it; one query."""
    numbers = [int(part) for part in place.path.split("/")[:-1]]
    rows = Place.objects.filter(pk__in=numbers, path__gte=program.root.path).order_by("path")
    return [
        Area(row.pk, str(row.key), str(row), row.depth)
        for row in rows
        if permit.allows("monitoring.value.read", Target(str(program.key), row.path))
    ]


def _is_key(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
