"""Outlines of the places beneath a place, simplified once and kept until one of them changes."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import get_language

from groundswell.ground.places.models import Place
from groundswell.kit.charts.outlines import Area, Outlines, outlines
from groundswell.kit.languages import said

FEWEST, MOST = 3, 150


def outlines_below(place: Place) -> Outlines | None:
    """Outlines of the open places right beneath; None where fewer than three have a boundary.

    Args:
        place: The place above.

    Returns:
        The outlines by the places' keys; one query, two the first time.
    """
    seen = _bounded(place.path, place.depth + 1).aggregate(count=Count("pk"), versions=Sum("version"), last=Max("pk"))
    if seen["count"] < FEWEST:
        return None
    return _drawn(place.path, place.depth + 1, (seen["count"], seen["versions"], seen["last"]), get_language())


def outlines_within(place: Place) -> tuple[int, Outlines | None]:
    """Outlines of the highest level beneath a place at which there are boundaries to draw.

    Args:
        place: The place above.

    Returns:
        The depth of that level, and its outlines by the places' keys; the depth right beneath and None where no level
        has from three to 150 boundaries. One query, two the first time.
    """
    rows = Place.objects.filter(path__gt=place.path, path__lt=place.end, closed_on=None, geometry__isnull=False)
    levels = rows.values("depth").annotate(count=Count("pk"), versions=Sum("version"), last=Max("pk"))
    for seen in sorted(levels.order_by(), key=lambda level: int(level["depth"])):
        if FEWEST <= seen["count"] <= MOST:
            stamp = (seen["count"], seen["versions"], seen["last"])
            return seen["depth"], _drawn(place.path, seen["depth"], stamp, get_language())
    return place.depth + 1, None


def _bounded(path: str, depth: int) -> QuerySet[Place]:
    rows = Place.objects.filter(depth=depth, closed_on=None, geometry__isnull=False)
    return rows.filter(path__gt=path, path__lt=f"{path[:-1]}0")


@lru_cache(maxsize=32)
def _drawn(path: str, depth: int, _stamp: tuple[int, int, int], _language: str | None) -> Outlines:
    columns = _bounded(path, depth).order_by("path").values_list("key", "name", "names", "drawing", "geometry")
    return outlines(
        [Area(str(key), said(names) or name, drawing or given) for key, name, names, drawing, given in columns]
    )
