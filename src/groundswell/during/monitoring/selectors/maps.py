"""Outlines of the places right below a place; simplified once and kept until one of them changes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Count, Sum

from groundswell.ground.places.models import Place
from groundswell.kit.charts.outlines import Area, Outlines, outlines
from groundswell.kit.languages import said

FEWEST = 3


def outlines_of(place: Place) -> Outlines | None:
    """Outlines of the places right below; None where fewer than three have a boundary; one query, two the first time.

    Args:
        place: The place whose children are drawn.
    """
    rows = Place.objects.filter(parent=place, geometry__isnull=False)
    seen = rows.aggregate(count=Count("id"), versions=Sum("version"))
    if seen["count"] < FEWEST:
        return None
    return _drawn(place.pk, seen["count"], seen["versions"])


@lru_cache(maxsize=32)
def _drawn(place: int, count: int, versions: int) -> Outlines:
    rows = Place.objects.filter(parent_id=place, geometry__isnull=False).order_by("path")
    columns = rows.values_list("key", "name", "names", "drawing", "geometry")
    areas = [
        Area(str(key), said(names) or name, drawing or geometry) for key, name, names, drawing, geometry in columns
    ]
    return outlines(areas)
