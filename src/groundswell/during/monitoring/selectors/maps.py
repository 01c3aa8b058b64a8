"""Outlines of the places below a place; simplified once and kept until one of them changes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import get_language

from groundswell.during.monitoring.selectors.areas import Tree
from groundswell.ground.places.models import Place
from groundswell.kit.charts.outlines import Area, Outlines, outlines
from groundswell.kit.languages import said

FEWEST = 3


def outlines_of(tree: Tree) -> Outlines | None:
    """Outlines of the places told apart; None where fewer than three have a boundary; one query, two the first time.

    Args:
        tree: The place and the places below it that are drawn.
    """
    depth = tree.children[0].depth if tree.children else tree.here.depth + 1
    path = tree.paths[tree.here.pk]
    rows = below(path, depth)
    seen = rows.aggregate(count=Count("id"), versions=Sum("version"))
    if seen["count"] < FEWEST:
        return None
    return _drawn(path, depth, (seen["count"], seen["versions"]), get_language())


def below(path: str, depth: int) -> QuerySet[Place]:
    """Places with a boundary below a path, at one depth."""
    return Place.objects.filter(path__gt=path, path__lt=f"{path[:-1]}0", depth=depth, geometry__isnull=False)


@lru_cache(maxsize=32)
def _drawn(path: str, depth: int, stamp: tuple[int, int], language: str | None) -> Outlines:
    columns = below(path, depth).order_by("path").values_list("key", "name", "names", "drawing", "geometry")
    areas = [
        Area(str(key), said(names) or name, drawing or geometry) for key, name, names, drawing, geometry in columns
    ]
    return outlines(areas)
