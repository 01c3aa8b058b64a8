"""Outlines of the places right beneath a place, simplified once and kept until one of them changes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Count, Max, Sum

from groundswell.ground.places.models import Place
from groundswell.kit.charts.outlines import Area, Outlines, outlines
from groundswell.kit.languages import said

FEWEST = 3


def outlines_below(place: Place) -> Outlines | None:
    """Outlines of the open places right beneath; None where fewer than three have a boundary.

    Args:
        place: The place above.

    Returns:
        The outlines by the places' keys; one query, two the first time.
    """
    rows = Place.objects.filter(parent=place, closed_on=None, geometry__isnull=False)
    seen = rows.aggregate(count=Count("pk"), versions=Sum("version"), last=Max("pk"))
    if seen["count"] < FEWEST:
        return None
    return _drawn(place.pk, seen["count"], seen["versions"], seen["last"])


@lru_cache(maxsize=32)
def _drawn(place: int, _count: int, _versions: int, _last: int) -> Outlines:
    rows = Place.objects.filter(parent_id=place, closed_on=None, geometry__isnull=False).order_by("path")
    columns = rows.values_list("key", "name", "names", "drawing", "geometry")
    return outlines(
        [Area(str(key), said(names) or name, drawing or given) for key, name, names, drawing, given in columns]
    )
