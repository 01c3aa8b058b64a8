"""Whether a GeoJSON geometry can be drawn, and a repaired copy where it cannot; what was given is never changed.

Repairs: open rings are closed, repeated points and unusable positions left out, rings without area left out, and an
outline that crosses itself is cut at the crossings into outlines that do not.

Source: RFC 7946, section 3.1; OGC Simple Features 1.2.1, section 6.1.11 (a valid ring is closed and simple).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from groundswell.domain.said import said as _

type Point = tuple[float, float]
type Ring = list[Point]

_LEAST_POINTS = 4  # a closed triangle
_MOST_CUTS = 500
_MOST_POINTS = 50_000  # larger rings are not searched for crossings, so that no file can keep us busy for hours
_NESTING = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def check_geometry(geometry: object) -> tuple[Mapping[str, Any] | None, tuple[str, ...]]:
    """The geometry to draw and what is wrong with the one given.

    Args:
        geometry: A GeoJSON geometry as found in a file; None where the file has none.

    Returns:
        The same object where it is valid; a repaired copy where that is possible; None where nothing can be drawn.
        Beside it the findings, as sentences; none for a valid geometry, nor for one that is missing.
    """
    if geometry is None:
        return None, ()
    if not isinstance(geometry, Mapping):
        return None, (_("The geometry is not a GeoJSON geometry."),)
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        return _check_collection(geometry)
    if kind not in _NESTING:
        return None, (_("“%(kind)s” is not a kind of geometry.", kind=kind),)
    notes: list[str] = []
    repaired = _repair(str(kind), geometry.get("coordinates"), notes)
    if repaired is None:
        return None, (*dict.fromkeys(notes), _("Nothing of the geometry can be drawn."))
    if not notes:
        return geometry, ()
    return repaired, tuple(dict.fromkeys(notes))


def _check_collection(geometry: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, tuple[str, ...]]:
    members = geometry.get("geometries")
    checked = [check_geometry(member) for member in members] if isinstance(members, list) else []
    drawable = [member for member, _notes in checked if member is not None]
    notes = tuple(dict.fromkeys(note for _member, found in checked for note in found))
    if not drawable:
        return None, (*notes, _("Nothing of the geometry can be drawn."))
    return (geometry, ()) if not notes else ({"type": "GeometryCollection", "geometries": drawable}, notes)


def _repair(kind: str, coordinates: object, notes: list[str]) -> dict[str, Any] | None:
    if kind == "Polygon":
        polygons = _polygon(coordinates, notes)
    elif kind == "MultiPolygon":
        polygons = [part for polygon in _sequence(coordinates) for part in _polygon(polygon, notes)]
    else:
        kept = _positions(coordinates, _NESTING[kind], notes)
        return {"type": kind, "coordinates": kept} if kept else None
    if not polygons:
        return None
    if kind == "Polygon" and len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _positions(coordinates: object, nesting: int, notes: list[str]) -> Any:
    if nesting == 0:
        return _point(coordinates, notes)
    kept = [_positions(part, nesting - 1, notes) for part in _sequence(coordinates)]
    return [part for part in kept if part]


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _point(position: object, notes: list[str]) -> Point | None:
    place = _sequence(position)
    numbers = [value for value in place[:2] if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) != 2 or not all(math.isfinite(value) for value in numbers):
        notes.append(_("A position is not a pair of numbers; it is left out."))
        return None
    longitude, latitude = numbers
    if abs(longitude) > 180 or abs(latitude) > 90:
        notes.append(
            _(
                "A position lies outside the globe and is left out; "
                "the file may hold metres, or latitude before longitude."
            )
        )
        return None
    return longitude, latitude


def _polygon(rings: object, notes: list[str]) -> list[list[Ring]]:
    """The polygons (outer ring first) that one polygon becomes; one, unless its outline crosses itself."""
    given = _sequence(rings)
    if not given:
        notes.append(_("A polygon has no outline; it is left out."))
        return []
    outer, *holes = [_simple_rings(ring, notes) for ring in given]
    if not outer:
        return []
    inner = [ring for hole in holes for ring in hole]
    if len(outer) == 1:
        return [[outer[0], *inner]]
    return [[ring, *(hole for hole in inner if contains(ring, hole[0]))] for ring in outer]


def _simple_rings(given: object, notes: list[str]) -> list[Ring]:
    ring = _closed(given, notes)
    if len(ring) < _LEAST_POINTS or (area(ring) == 0 and _crossing(ring) is None):
        notes.append(_("A ring has no area; it is left out."))
        return []
    return _cut(ring, notes)


def _closed(given: object, notes: list[str]) -> Ring:
    ring: Ring = []
    for position in _sequence(given):
        point = _point(position, notes)
        if point is None or (ring and point == ring[-1]):
            continue  # a point said twice in a row is harmless, and no fault by the standard
        ring.append(point)
    if ring and ring[0] != ring[-1]:
        notes.append(_("A ring does not end where it begins; it is closed for drawing."))
        ring.append(ring[0])
    return ring


def area(ring: Ring) -> float:
    """The area inside a closed ring, in square units of its coordinates, by the shoelace formula.

    Example:
        >>> area([(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)])
        2.0
    """
    east, north = ring[0]  # from the first point, so that far from the origin no digits are lost
    twice = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        twice += (x1 - east) * (y2 - north) - (x2 - east) * (y1 - north)
    return abs(twice) / 2


def contains(ring: Ring, point: Point) -> bool:
    """Whether a point lies inside a closed ring, by the even-odd rule."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _cut(ring: Ring, notes: list[str]) -> list[Ring]:
    """Simple rings that together cover what a self-crossing ring covers."""
    waiting, done, cuts = [ring], [], 0
    while waiting:
        current = waiting.pop()
        found = _crossing(current) if cuts < _MOST_CUTS else None
        if found is None:
            done.append(current)
            continue
        cuts += 1
        first, second, at = found
        pieces = (
            [*current[: first + 1], at, *current[second + 1 :]],
            [at, *current[first + 1 : second + 1], at],
        )
        waiting.extend(piece for piece in map(_without_repeats, pieces) if len(piece) >= _LEAST_POINTS and area(piece))
    if cuts:
        notes.append(_("The outline crosses itself; for drawing it is cut at the crossings."))
    return done


def _without_repeats(ring: Ring) -> Ring:
    kept = [point for place, point in enumerate(ring) if place == 0 or point != ring[place - 1]]
    if kept and kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept


def _crossing(ring: Ring) -> tuple[int, int, Point] | None:
    """Two sides (by number) that cross properly and where; None if there are none. Sweeps from west to east."""
    if len(ring) > _MOST_POINTS:
        return None
    sides = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1]), number)
        for number, (a, b) in enumerate(pairwise(ring))
    )
    live: list[tuple[float, float, float, int]] = []
    for west, east, south, north, number in sides:
        live = [side for side in live if side[0] >= west]
        for _east, low, high, other in live:
            if low <= north and high >= south:
                at = _meet(ring[number], ring[number + 1], ring[other], ring[other + 1])
                if at is not None:
                    return min(number, other), max(number, other), at
        live.append((east, south, north, number))
    return None


def _meet(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Where two sides cross inside both; None where they only touch, share an end, or run apart."""
    ab, cd = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
    turn = ab[0] * cd[1] - ab[1] * cd[0]
    if turn == 0:
        return None
    ac = (c[0] - a[0], c[1] - a[1])
    along = (ac[0] * cd[1] - ac[1] * cd[0]) / turn
    across = (ac[0] * ab[1] - ac[1] * ab[0]) / turn
    edge = 1e-12
    if not (edge < along < 1 - edge and edge < across < 1 - edge):
        return None
    return a[0] + along * ab[0], a[1] + along * ab[1]
