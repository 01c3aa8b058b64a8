"""Are the reports there, and in time? By place and period; expected where the program works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.monitoring.completeness import Completeness
from groundswell.domain.monitoring.periods import Period, PeriodKind, period_of
from groundswell.during.monitoring.models import Report
from groundswell.during.monitoring.selectors.areas import Tree
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site

Grid = NDArray[np.int64]


@dataclass(frozen=True)
class Working:
    """A place where the program works, since when, in which wave and at which depth.

    Args:
        place: Number of the place.
        path: Its path.
        wave: Number of its wave; 0 is the pilot; None where not known.
        depth: Hand-overs of the training; None where not known.
        partner: Name of the organisation in charge; empty where not known.
        started: First day; None where not known.
        stopped: Last day; None where it goes on.
    """

    place: int
    path: str
    wave: int | None
    depth: int | None
    partner: str
    started: date | None
    stopped: date | None


@dataclass(frozen=True, eq=False)
class Reports:
    """Expected and received reports by child of a place and by period.

    Args:
        periods: The periods, in order.
        expected: Count by child (the last row is the place itself) and period.
        received: Of these, how many came.
        on_time: Of these, how many came in time.
        dated: Of those received, of how many the day is known.
    """

    periods: tuple[Period, ...]
    expected: Grid
    received: Grid
    on_time: Grid
    dated: Grid

    def of(self, child: int | None = None, begin: int = 0, end: int | None = None) -> Completeness:
        """Completeness of one child, or of all together, in a slice of the periods."""
        part = slice(begin, end)
        rows = slice(None) if child is None else slice(child, child + 1)
        counts = [int(grid[rows, part].sum()) for grid in (self.expected, self.received, self.on_time)]
        return Completeness(*counts)

    def days_known(self, child: int | None = None) -> bool:
        """Whether of any report the day is known on which it came: without one, nothing is said of being in time."""
        rows = slice(None) if child is None else slice(child, child + 1)
        return bool(self.dated[rows].sum())


def working_in(program: Program, place: Place) -> list[Working]:
    """Where the program works below a place, or at it; one query."""
    rows = Site.objects.filter(program=program, place__path__gte=place.path, place__path__lt=place.end)
    return [
        Working(*row[:4], row[4] or "", *row[5:])
        for row in rows.order_by("place__path").values_list(
            "place_id", "place__path", "wave__number", "depth", "partner__name", "started_on", "stopped_on"
        )
    ]


def reports_in(
    program: Program, place: Place, tree: Tree, sites: Sequence[Working], periods: Sequence[Period]
) -> Reports:
    """Expected and received reports below a place; one query.

    A report is expected of every place where the program works, from the period in which it started to the one in which
    it stopped. Where no such places are recorded, it is expected of every place that ever reported, from its first
    report on.

    Args:
        program: Which program.
        place: The place whose children are told apart.
        tree: The same place with its children.
        sites: Where the program works below it.
        periods: Periods of one kind, in order, without gaps.
    """
    kind, first, last = periods[0].kind, periods[0].step, periods[-1].step
    rows = Report.objects.filter(
        program=program, kind=kind, state="sent", step__lte=last, place__path__gte=place.path, place__path__lt=place.end
    )
    if sites:
        rows = rows.filter(step__gte=first)
    came = np.array(
        [(at, step, late if late is not None else NEVER) for at, step, late in rows.order_by().values_list(
            "place_id", "step", "late_days"
        )], dtype=np.int64,
    ).reshape(-1, 3)  # fmt: skip
    spans = _spans(sites, kind) if sites else _reporting(came)
    row_of = {number: position for position, number in enumerate(spans)}
    from_to = np.array([spans[number] for number in row_of], dtype=np.int64).reshape(-1, 2)
    steps = np.arange(first, last + 1)
    expected = (steps >= from_to[:, :1]) & (steps <= from_to[:, 1:])
    received, on_time, dated = np.zeros_like(expected), np.zeros_like(expected), np.zeros_like(expected)
    position = np.array([row_of.get(int(number), -1) for number in came[:, 0]], dtype=np.int64)
    known = (position >= 0) & (came[:, 1] >= first)
    at, step, late = position[known], came[known, 1] - first, came[known, 2]
    received[at, step] = True
    on_time[at, step] = late <= program.report_due_days
    dated[at, step] = late < NEVER
    child = np.array([tree.child_of.get(number, len(tree.children)) for number in row_of], dtype=np.int64)
    grids = (expected, expected & received, expected & on_time, expected & dated)
    return Reports(tuple(periods), *(_by_child(grid, child, len(tree.children) + 1) for grid in grids))


NEVER = 10**9


def _spans(sites: Sequence[Working], kind: PeriodKind) -> dict[int, tuple[int, int]]:
    """First and last step in which each place owes a report."""
    steps: dict[date, int] = {}

    def step(day: date | None, otherwise: int) -> int:
        if day is None:
            return otherwise
        if day not in steps:
            steps[day] = period_of(kind, day).step
        return steps[day]

    return {site.place: (step(site.started, -NEVER), step(site.stopped, NEVER)) for site in sites}


def _reporting(came: Grid) -> dict[int, tuple[int, int]]:
    """Without recorded places of work: from each place's first report on."""
    first: dict[int, int] = {}
    for number, step, _late in came.tolist():
        first[number] = min(step, first.get(number, step))
    return {number: (step, NEVER) for number, step in first.items()}


def _by_child(grid: NDArray[np.bool_], child: Grid, count: int) -> Grid:
    total = np.zeros((count, grid.shape[1]), dtype=np.int64)
    np.add.at(total, child, grid.astype(np.int64))
    return total
