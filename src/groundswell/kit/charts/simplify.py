"""Fewer points along a border, the same for both neighbours, so that no gap opens between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Spot = tuple[int, int]
Ring = list[Spot]


def area(ring: Sequence[Spot]) -> float:
    """Area inside a closed ring (first point repeated or not), in square units; never negative.

    Example:
        >>> area([(0, 0), (4, 0), (4, 3), (0, 3)])
        12.0
    """
    total = 0
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        total += x * next_y - next_x * y
    return abs(total) / 2


def keep_bends(line: Sequence[Spot], tolerance: float) -> list[Spot]:
    """The line without points that lie nearer than the tolerance to the line that remains.

    Args:
        line: At least two points; the ends stay.
        tolerance: Distance in the points' unit.

    Source:
        Douglas and Peucker, 1973, Cartographica 10(2).

    Example:
        >>> keep_bends([(0, 0), (5, 1), (10, 0)], 2)
        [(0, 0), (10, 0)]
    """
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, distance = farthest(line, first, last)
        if distance > tolerance:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [line[at] for at in sorted(kept)]


def farthest(line: Sequence[Spot], first: int, last: int) -> tuple[int, float]:
    """Position and distance of the point farthest from the chord between two others."""
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    length = float(dx * dx + dy * dy) ** 0.5
    best, most = first, 0.0
    for at in range(first + 1, last):
        x, y = line[at]
        away = abs(dx * (ay - y) - dy * (ax - x)) / length if length else float((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        if away > most:
            best, most = at, away
    return best, most


def junctions(rings: Iterable[Sequence[Spot]]) -> set[Spot]:
    """Points where borders part: those with other than two neighbours over all rings."""
    beside: dict[Spot, set[Spot]] = {}
    for ring in rings:
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    return {spot for spot, others in beside.items() if len(others) != 2}


def arcs_of(ring: Ring, parting: set[Spot]) -> list[list[Spot]]:
    """The ring cut where borders part; a ring of its own is cut at two far points, the same from either side."""
    cuts = [at for at, spot in enumerate(ring) if spot in parting]
    if len(cuts) < 2:
        start = cuts[0] if cuts else min(range(len(ring)), key=lambda at: ring[at])
        x, y = ring[start]
        far = max(range(len(ring)), key=lambda at: ((ring[at][0] - x) ** 2 + (ring[at][1] - y) ** 2, ring[at]))
        cuts = sorted({start, far})
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    ends = [at - cuts[0] for at in cuts] + [len(turned) - 1]
    return [turned[one : other + 1] for one, other in pairwise(ends) if other > one]


class Borders:
    """All rings of a map, ready to be simplified as often as needed.

    Args:
        shapes: For each area its rings, open (first point not repeated), on a grid of whole numbers.
    """

    def __init__(self, shapes: Sequence[Sequence[Ring]]) -> None:
        parting = junctions(ring for rings in shapes for ring in rings)
        self.shapes = [[arcs_of(ring, parting) for ring in rings] for rings in shapes]

    def simplified(self, tolerance: float) -> list[list[Ring]]:
        """The rings with fewer points; rings that collapse are left out, but an area keeps its largest.

        Args:
            tolerance: Distance in grid units.
        """
        done: dict[tuple[Spot, ...], list[Spot]] = {}
        return [self.area_rings(rings, tolerance, done) for rings in self.shapes]

    def area_rings(
        self, rings: Sequence[list[list[Spot]]], tolerance: float, done: dict[tuple[Spot, ...], list[Spot]]
    ) -> list[Ring]:
        """One area's rings, each border simplified once and used from both sides."""
        result: list[Ring] = []
        for arcs in rings:
            ring: Ring = []
            for arc in arcs:
                ring += border(arc, tolerance, done)[:-1]
            result.append(ring)
        sizes = [area(ring) if len(ring) > 2 else 0.0 for ring in result]
        largest = max(sizes, default=0.0)
        least = tolerance * tolerance * 2
        return [
            ring for ring, size in zip(result, sizes, strict=True) if size > 0 and (size >= least or size == largest)
        ]


def border(arc: list[Spot], tolerance: float, done: dict[tuple[Spot, ...], list[Spot]]) -> list[Spot]:
    """A border simplified, the same whichever side it is walked from."""
    forward = tuple(arc)
    backward = forward[::-1]
    flip = backward < forward
    key = backward if flip else forward
    if key not in done:
        done[key] = keep_bends(key, tolerance)
    return done[key][::-1] if flip else done[key]
