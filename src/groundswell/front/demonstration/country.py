"""An invented country: regions, districts with borders that look like borders, communities with names and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial import Voronoi

Point = tuple[float, float]

REGIONS: dict[str, tuple[str, ...]] = {
    "North": ("Tamba", "Kesso", "Lumeya", "Jorou", "Rokari"),
    "Centre": ("Bonta", "Mabela", "Dorasa", "Wuya", "Sewara", "Ferenke"),
    "South": ("Koyande", "Kandeh", "Yalenga", "Nimara", "Gbela", "Pelewo", "Simbola"),
}
SEEDS: dict[str, Point] = {
    "Tamba": (0.22, 0.86), "Kesso": (0.06, 0.72), "Lumeya": (0.45, 0.80), "Jorou": (0.18, 0.63), "Rokari": (0.64, 0.68),
    "Bonta": (0.40, 0.64), "Mabela": (0.32, 0.52), "Dorasa": (0.42, 0.38), "Wuya": (0.16, 0.44), "Sewara": (0.58, 0.52),
    "Ferenke": (0.77, 0.53), "Koyande": (0.68, 0.38), "Kandeh": (0.27, 0.25), "Yalenga": (0.55, 0.25),
    "Nimara": (0.83, 0.36), "Gbela": (0.95, 0.32), "Pelewo": (0.88, 0.20), "Simbola": (0.72, 0.13),
}  # fmt: skip
WEST, SOUTH, WIDE, HIGH = -13.2, 7.1, 2.9, 2.7
FIRST = ("Ba", "Ko", "Ma", "Sa", "Ti", "Ndo", "Ga", "Fa", "Ke", "Wo", "Yo", "Lu", "Pe", "Ro", "Mo", "Du")
MIDDLE = ("ra", "li", "mba", "no", "ke", "wa", "ndi", "so", "re", "fo", "ya", "lo")
LAST = ("ma", "du", "la", "hun", "ya", "bu", "wo", "ro", "kor", "ni", "tta", "sse")


@dataclass(frozen=True)
class Community:
    """A village of the demonstration."""

    code: str
    name: str
    persons: int
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Corner:
    """Where a square of land lies, and how the codes of its districts begin.

    Args:
        code: Code of the country.
        first: Number of its first district.
        square: How many squares east and north of the first one.
    """

    code: str = "TA"
    first: int = 1
    square: Point = (0, 0)


@dataclass(frozen=True)
class District:
    """A district with its border and communities."""

    code: str
    name: str
    region: str
    border: list[Point]
    communities: list[Community] = field(default_factory=list)


def lie_of_the_land(rng: np.random.Generator, seeds: Mapping[str, Point] = SEEDS) -> dict[str, list[list[Point]]]:
    """Small cells by district: a Voronoi division whose cells go to the nearest district and make its border ragged."""
    names, middles = list(seeds), np.array(list(seeds.values()))
    points = rng.random((2600, 2)) * 1.3 - 0.15
    division = Voronoi(points)
    cells: dict[str, list[list[Point]]] = defaultdict(list)
    for point, region in zip(points, division.point_region, strict=True):
        corners = division.regions[region]
        away = np.hypot(*(middles - point).T)
        nearest = int(away.argmin())
        if not corners or -1 in corners or away[nearest] > 0.16 + 0.012 * np.sin(9 * point[0] + 7 * point[1]):
            continue
        cells[names[nearest]].append([(float(x), float(y)) for x, y in division.vertices[corners]])
    return cells


def outline(cells: Iterable[list[Point]]) -> list[Point]:
    """The longest ring around cells that touch: the sides that belong to one cell only."""
    sides: dict[Point, list[Point]] = defaultdict(list)
    seen: set[tuple[Point, Point]] = set()
    for cell in cells:
        ring = cell if turning(cell) > 0 else cell[::-1]
        for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
            seen.add((start, end))
    for start, end in seen:
        if (end, start) not in seen:
            sides[start].append(end)
    rings: list[list[Point]] = []
    while sides:
        ring = [min(sides)]
        while ring[-1] in sides:
            ends = sides[ring[-1]]
            following = ends.pop()
            if not ends:
                del sides[ring[-1]]
            ring.append(following)
        rings.append(ring)
    return max(rings, key=len)


def turning(ring: list[Point]) -> float:
    """Twice the signed area: positive against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def on_earth(point: Point, square: Point = (0, 0)) -> Point:
    """A point of a unit square as longitude and latitude, to four decimals (some ten metres)."""
    return round(WEST + WIDE * (point[0] + square[0]), 4), round(SOUTH + HIGH * (point[1] + square[1]), 4)


def village_name(rng: np.random.Generator, taken: set[str]) -> str:
    """A name that no other community of the district has."""
    while True:
        name = str(rng.choice(FIRST)) + (str(rng.choice(MIDDLE)) if rng.random() < 0.7 else "") + str(rng.choice(LAST))
        if name not in taken:
            taken.add(name)
            return name


def country(seed: int = 7, communities: int = 2000) -> list[District]:
    """The districts of Tarawe with their communities.

    Args:
        seed: Same seed, same country.
        communities: How many in all; districts get shares by the lot.
    """
    region_of = {district: region for region, members in REGIONS.items() for district in members}
    return settled(np.random.default_rng(seed), SEEDS, region_of, communities)


def settled(
    rng: np.random.Generator,
    seeds: Mapping[str, Point],
    region_of: Mapping[str, str],
    communities: int,
    at: Corner = Corner(),
) -> list[District]:
    """A square of land with its districts and communities.

    Args:
        rng: Seeded generator.
        seeds: Middle of each district in the unit square.
        region_of: Region of each district.
        communities: How many in all.
        at: Where the square lies, and how its codes begin.
    """
    land = lie_of_the_land(rng, seeds)
    names = list(seeds)
    shares = rng.dirichlet(np.full(len(names), 12.0))
    counts = np.maximum(40, np.round(shares * communities)).astype(int)
    counts[0] += communities - int(counts.sum())
    made = []
    for number, (name, count) in enumerate(zip(names, counts, strict=True), start=at.first):
        border = [on_earth(point, at.square) for point in outline(land[name])]
        district = District(f"{at.code}-{number:02}", name, region_of[name], border)
        district.communities.extend(villages(rng, district.code, land[name], int(count), at.square))
        made.append(district)
    return made


def villages(
    rng: np.random.Generator, code: str, cells: list[list[Point]], count: int, square: Point = (0, 0)
) -> list[Community]:
    """Communities scattered over the cells of a district; most are small, a few are towns."""
    taken: set[str] = set()
    found = []
    for number in range(1, count + 1):
        cell = np.array(cells[int(rng.integers(len(cells)))])
        weights = rng.dirichlet(np.ones(len(cell)))
        longitude, latitude = on_earth((float(weights @ cell[:, 0]), float(weights @ cell[:, 1])), square)
        persons = int(np.clip(rng.lognormal(6.6, 0.6), 120, 9000))
        found.append(Community(f"{code}-{number:03}", village_name(rng, taken), persons, longitude, latitude))
    return found
