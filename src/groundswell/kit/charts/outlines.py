"""From GeoJSON geometries to outlines that stand on a page once and are coloured by many maps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.kit.charts.simplify import Borders, Ring, area

GRID = 1000
LEAST_TOLERANCE = 0.7
MOST_BYTES = 60_000


@dataclass(frozen=True)
class Area:
    """A place with a boundary.

    Args:
        key: What lights and shares are keyed by.
        name: Its name.
        geometry: GeoJSON geometry or feature; None where no boundary is known.
    """

    key: str
    name: str
    geometry: Mapping[str, Any] | None


@dataclass(frozen=True)
class Seat:
    """Where an area's name may stand, in grid units.

    Args:
        x: Middle of the widest free stretch.
        y: Its height.
        room: Its length.
        size: Area in square grid units.
    """

    x: float
    y: float
    room: float
    size: float


@dataclass(frozen=True)
class Outlines:
    """Outlines drawn once per page, and what maps need to know of them.

    Args:
        svg: A hidden drawing that holds one path per area, and the hatch of “not known”.
        prefix: Stem of the ids.
        names: Name by key, in the order given.
        ids: Id of the path by key; areas without a usable boundary have none.
        seats: Where names may stand, by key.
        height: Height of the map when it is ``GRID`` wide.
    """

    svg: str
    prefix: str
    names: Mapping[str, str]
    ids: Mapping[str, str]
    seats: Mapping[str, Seat]
    height: float


def outlines(areas: Sequence[Area], prefix: str = "area", *, most_bytes: int = MOST_BYTES) -> Outlines:
    """Project, simplify and draw outlines; keep the result, for large maps take seconds.

    Args:
        areas: Places with their boundaries. Rings that cannot be drawn are left out.
        prefix: Stem of the ids, unique on the page.
        most_bytes: How long all outlines together may be; they are simplified until they are.
    """
    raw = [polygons(one.geometry) for one in areas]
    rings, height = projected(raw)
    borders = Borders(rings)
    tolerance = LEAST_TOLERANCE
    while True:
        simple = borders.simplified(tolerance)
        paths = ["".join(path_of(ring) for ring in shape) for shape in simple]
        if sum(map(len, paths)) <= most_bytes or tolerance > GRID / 10:
            break
        tolerance *= 1.5
    ids = {one.key: f"{prefix}-{at}" for at, one in enumerate(areas) if paths[at]}
    seats = {one.key: seat(shape) for one, shape in zip(areas, simple, strict=True) if shape}
    body = "".join(
        f'<path id="{ids[one.key]}" fill-rule="evenodd" d="{data}"/>'
        for one, data in zip(areas, paths, strict=True)
        if data
    )
    hidden = f'<svg class="vh" width="0" height="0" aria-hidden="true"><defs>{hatch(prefix)}{body}</defs></svg>'
    return Outlines(hidden, prefix, {one.key: one.name for one in areas}, ids, seats, height)


def hatch(prefix: str) -> str:
    """The pattern of “not known”."""
    return (
        f'<pattern id="{prefix}-hatch" width="14" height="14" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0V14" class="ax" stroke="#77726a" stroke-width="4"/></pattern>'
    )


def path_of(ring: Ring) -> str:
    """Path data in whole relative steps, which are shortest."""
    (x, y), steps = ring[0], []
    for next_x, next_y in ring[1:]:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def polygons(geometry: Mapping[str, Any] | None) -> list[list[tuple[float, float]]]:
    """All rings of a geometry that can be drawn; points, lines and broken rings are left out."""
    if not isinstance(geometry, Mapping):
        return []
    kind = geometry.get("type")
    if kind == "Feature":
        return polygons(geometry.get("geometry"))
    if kind == "GeometryCollection":
        return [ring for part in geometry.get("geometries") or () for ring in polygons(part)]
    coordinates = geometry.get("coordinates") or ()
    shapes = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else ()
    rings = [sound(ring) for shape in shapes if isinstance(shape, Sequence) for ring in shape]
    return [ring for ring in rings if ring]


def sound(ring: object) -> list[tuple[float, float]]:
    """A ring's points, without repeats; nothing where fewer than three are left."""
    points: list[tuple[float, float]] = []
    for point in ring if isinstance(ring, Sequence) and not isinstance(ring, str) else ():
        spot = position(point)
        if spot and (not points or points[-1] != spot):
            points.append(spot)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points if len(set(points)) > 2 else []


def position(point: object) -> tuple[float, float] | None:
    """Longitude and latitude, None where they are no place on earth."""
    if not isinstance(point, Sequence) or isinstance(point, str) or len(point) < 2:
        return None
    east, north = point[0], point[1]
    if not (isinstance(east, int | float) and isinstance(north, int | float)):
        return None
    inside = math.isfinite(east) and math.isfinite(north) and abs(east) <= 360 and abs(north) <= 90
    return (float(east), float(north)) if inside else None


def projected(shapes: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> tuple[list[list[Ring]], float]:
    """Rings on a grid of whole numbers, ``GRID`` wide, true to shape at the middle latitude.

    Returns:
        The rings of each area, and the height of the map.
    """
    spots = [spot for rings in shapes for ring in rings for spot in ring]
    if not spots:
        return [[] for _rings in shapes], GRID
    turned = over_the_date_line([east for east, _north in spots])
    easts = [east % 360 if turned else east for east, _north in spots]
    norths = [north for _east, north in spots]
    west, top = min(easts), max(norths)
    narrowing = max(math.cos(math.radians((top + min(norths)) / 2)), 0.05)
    wide = max((max(easts) - west) * narrowing, 1e-9)
    tall = max(top - min(norths), 1e-9)
    scale = (GRID - 8) / max(wide, tall / 1.5)
    left = (GRID - wide * scale) / 2

    def placed(spot: tuple[float, float]) -> tuple[int, int]:
        east = spot[0] % 360 if turned else spot[0]
        return round(left + (east - west) * narrowing * scale), round(4 + (top - spot[1]) * scale)

    grid = [[gridded(map(placed, ring)) for ring in rings] for rings in shapes]
    kept = [[ring for ring in rings if len(set(ring)) > 2] for rings in grid]
    return [largest_or_all(rings) for rings in kept], tall * scale + 8


def largest_or_all(rings: list[Ring]) -> list[Ring]:
    """The rings that enclose anything."""
    return [ring for ring in rings if area(ring) > 0]


def gridded(spots: Iterable[tuple[int, int]]) -> Ring:
    """The ring without points that fell together, and without spikes that go out and back the same way."""
    ring: Ring = []
    for spot in spots:
        if ring and ring[-1] == spot:
            continue
        if len(ring) > 1 and ring[-2] == spot:
            ring.pop()
        else:
            ring.append(spot)
    while len(ring) > 2 and (ring[0] == ring[-1] or ring[1] == ring[-1] or ring[0] == ring[-2]):
        if ring[0] == ring[-1] or ring[0] == ring[-2]:
            ring.pop()
        else:
            ring.pop(0)
    return ring


def over_the_date_line(easts: Sequence[float]) -> bool:
    """Whether the map is narrower when longitudes are counted from 0 to 360."""
    turned = [east % 360 for east in easts]
    return max(easts) - min(easts) > 180 and max(turned) - min(turned) < max(easts) - min(easts)


def seat(shape: Sequence[Ring]) -> Seat:
    """The widest level stretch inside an area, near its middle."""
    largest = max(shape, key=area)
    low, high = min(y for _x, y in largest), max(y for _x, y in largest)
    middle, tall = (low + high) / 2, max(high - low, 1)
    best = Seat(sum(x for x, _y in largest) / len(largest), middle, 0.0, area(largest))
    for part in range(1, 12):
        y = low + tall * part / 12 + 0.3
        for left, right in level_stretches(shape, y):
            room = right - left
            if room * (1 - abs(y - middle) / tall * 0.8) > best.room:
                best = Seat((left + right) / 2, y, room, best.size)
    return best


def level_stretches(shape: Sequence[Ring], y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside the rings, by the even-odd rule."""
    crossings = []
    for ring in shape:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (ay > y) != (by > y):
                crossings.append(ax + (y - ay) / (by - ay) * (bx - ax))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=False))
