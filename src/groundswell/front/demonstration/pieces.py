"""The values of the demonstration, one district at a time: what is there is passed over, what is missing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count

import numpy as np
from django.db import transaction

from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.simulated import District as Simulated
from groundswell.domain.monitoring.simulated import Programme
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.services import NewValue, record_values
from groundswell.front.demonstration.desk import last_months, permit
from groundswell.front.demonstration.further import places_of, rows_of
from groundswell.front.demonstration.sizes import SIZES, nation, reporting
from groundswell.front.demonstration.story import ACTIVE
from groundswell.front.demonstration.values import MONTHS as STORY_MONTHS
from groundswell.front.demonstration.values import Member, monthly
from groundswell.ground.programs.models import Program, Site

CHUNK = 20_000


@dataclass(frozen=True)
class Piece:
    """The values of one district.

    Args:
        name: Name of the district, as it is told.
        rows: Makes its rows.
        counted: Which piece it is, and of how many.
    """

    name: str
    rows: Callable[[], list[NewValue]]
    counted: str

    @property
    def source(self) -> str:
        """By which its values are known to be there."""
        return f"demonstration: {self.name}"[:64]

    def write(self, program: Program, tell: Callable[[str], None]) -> None:
        """Record its values with history and journal by the service of imports, all or none; nothing a second time."""
        if Value.objects.filter(source=self.source, indicator__program=program).exists():
            return
        rows = self.rows()
        with transaction.atomic():
            for start in range(0, len(rows), CHUNK):
                part = rows[start : start + CHUNK]
                record_values(permit("monitoring.value.import", program), program, part, source=self.source)
        tell(f"Monthly values, {self.counted}: {self.name}, {len(rows):,}")


def pieces(program: Program, size: str, seed: int, today: date) -> Iterator[Piece]:
    """All districts that report: the story's, then those of each nation.

    Args:
        program: The program.
        size: Name of the size.
        seed: Same seed, same values.
        today: As of which day.
    """
    counted = (f"{number} of {reporting(size)} districts" for number in count(1))
    yield from of_the_story(program, seed, today, counted)
    for number in range(SIZES[size].nations):
        if programme := nation(size, number, seed).programme:
            yield from of_programme(program, programme, today, counted)


def of_the_story(program: Program, seed: int, today: date, counted: Iterator[str]) -> Iterator[Piece]:
    """The story's districts; made even where they are there already, since they draw from one row of chances."""
    rng = np.random.default_rng(seed + 1)
    for story in ACTIVE:
        members = members_of(program, story.name, rng)
        rows = list(monthly(story, members, last_months(STORY_MONTHS, today), rng))
        yield Piece(story.name, partial(list, rows), next(counted))


def of_programme(program: Program, programme: Programme, today: date, counted: Iterator[str]) -> Iterator[Piece]:
    """The districts of a programme out of the seed, each by itself."""
    months = last_months(programme.months, today)
    for district in programme.districts:
        yield Piece(district.name, partial(of_district, program, programme, district, months), next(counted))


def of_district(
    program: Program, programme: Programme, district: Simulated, months: Sequence[Period]
) -> list[NewValue]:
    """The values of a district beside the story."""
    return list(rows_of(programme, district, places_of(program, district), months))


def members_of(program: Program, district: str, rng: np.random.Generator) -> list[Member]:
    """The communities of a district with what the generator needs."""
    found = Site.objects.filter(program=program, place__parent__name=district).values_list(
        "place_id", "place__populations__persons", "depth"
    )
    return [
        Member(place, persons or 500, depth or 0, bool(rng.random() < 0.2))
        for place, persons, depth in found.order_by("place__code")
    ]
