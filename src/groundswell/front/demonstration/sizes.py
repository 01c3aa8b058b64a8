"""How large a demonstration is: the story's land, and beside it land out of the seed with a dilution hidden in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from groundswell.domain.monitoring.simulated import Programme, invent
from groundswell.front.demonstration.country import SEEDS, Corner, District, Point, settled, village_name
from groundswell.front.demonstration.story import ACTIVE

SEED = 7
STORY, MONTHS = 2_000, 48
ROWS, COLUMNS = 6, 3
DISTRICTS = ROWS * COLUMNS
NATIONS = (
    ("TA", "Tarawe"), ("BL", "Belonga"), ("KU", "Kusari"), ("MD", "Mandera Sul"), ("OR", "Orovia"), ("SE", "Selembe"),
    ("NA", "Nakuru Bay"), ("FE", "Fendalé"), ("WA", "Wassoula"), ("ZI", "Zimara"),
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many nations of how many squares.

    Args:
        nations: How many; with more than one, a place above them is the program's root.
        squares: Squares of land in each; the first one of the first nation is the story's.
        communities: Communities of a nation.
    """

    nations: int
    squares: int
    communities: int


SIZES = {
    "small": Size(1, 1, STORY),
    "national": Size(1, 4, 20_000),
    "multinational": Size(len(NATIONS), 4, 20_000),
}


@dataclass(frozen=True)
class Nation:
    """A nation of a demonstration beside the story.

    Args:
        code: Its code.
        name: Its name.
        districts: Its districts with their communities, the story's left out.
        programme: What happens in half of them, with the dilution that is hidden; None where there are none.
    """

    code: str
    name: str
    districts: tuple[District, ...]
    programme: Programme | None


def reporting(size: str) -> int:
    """How many districts report."""
    squares = SIZES[size].nations * SIZES[size].squares - 1
    return len(ACTIVE) + squares * DISTRICTS // 2


@lru_cache(maxsize=len(NATIONS))
def nation(size: str, number: int, seed: int = SEED) -> Nation:
    """One nation of a demonstration; any of them can be made without the others.

    Args:
        size: Name of the size.
        number: Position of the nation; the first one holds the story, too.
        seed: Same seed, same land and the same programme.
    """
    code, name = NATIONS[number]
    rng = np.random.default_rng([seed, 5, number])
    taken = {told for told in SEEDS}
    districts = [
        district
        for at, count in enumerate(shares(SIZES[size], number))
        if (number, at) != (0, 0)
        for district in settled(rng, *land(f"{code} {at + 1}", taken, rng), count, corner(code, number, at))
    ]
    working = sorted(rng.permutation(len(districts))[: len(districts) // 2].tolist())
    people = {titled(districts[at]): [one.persons for one in districts[at].communities] for at in working}
    programme = invent(int(rng.integers(2**31)), people, months=MONTHS) if people else None
    return Nation(code, name, tuple(districts), programme)


def titled(district: District) -> str:
    """Code and name of a district, as the programme calls it: names may stand twice in a nation."""
    return f"{district.code} {district.name}"


def shares(size: Size, number: int) -> list[int]:
    """Communities of each square of a nation."""
    if number:
        return [size.communities // size.squares] * size.squares
    others = size.squares - 1
    return [STORY, *[(size.communities - STORY) // others] * others] if others else [STORY]


def corner(code: str, number: int, at: int) -> Corner:
    """Where a square lies: four to a nation, four nations abreast."""
    east, north = number % 4 * 2 + at % 2, number // 4 * 2 + at // 2
    return Corner(code, at * DISTRICTS + 1, (east, north))


def land(region: str, taken: set[str], rng: np.random.Generator) -> tuple[dict[str, Point], dict[str, str]]:
    """Middles of the districts of a square, a shaken grid of three by six, and the region of each.

    Args:
        region: How the names of its regions begin.
        taken: Names of districts that the nation has already; grows.
        rng: Seeded generator.
    """
    middles, region_of = {}, {}
    for row in range(ROWS):
        for column in range(COLUMNS):
            name = village_name(rng, taken)
            shaken = rng.uniform(-0.3, 0.3, 2)
            middles[name] = (float((column + 0.5 + shaken[0]) / COLUMNS), float((row + 0.5 + shaken[1]) / ROWS))
            region_of[name] = f"{region}{'CBA'[row * 3 // ROWS]}"
    return middles, region_of
