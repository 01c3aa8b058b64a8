"""One simulated programme, judged quarter by quarter as the pages judge it: the same rows, the same call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from groundswell.domain.monitoring.dilution import DilutionParameters, Row, UnitKind, UnitLight, judge_grains
from groundswell.domain.monitoring.periods import parse_period, period_range
from groundswell.domain.monitoring.simulated import (
    District,
    Drawn,
    How,
    Programme,
    began,
    draw,
    lost,
    lost_share,
)

LOOKED_AT = 12
"""Months that a page chooses: coverage, load and supervision are read from these."""
NAMES = {"district": 0, "cell": 1}
Place = tuple[District, int]


@dataclass(frozen=True, eq=False)
class Unit:
    """What truly happened to a unit, and the lights it showed.

    Args:
        name: District, or wave and depth.
        what: ``district`` or ``cell``.
        how: In which way it declines; empty where it holds, ``little`` where less than five points are lost.
        onset: First month of a loss; None where it holds.
        lights: Light by the month at whose end it was looked at.
    """

    name: str
    what: str
    how: str
    onset: int | None
    lights: dict[int, UnitLight] = field(default_factory=dict)


def watch(
    programme: Programme,
    parameters: DilutionParameters | None = None,
    *,
    whole: bool = False,
) -> list[Unit]:
    """All units of a programme with their lights at the end of each quarter.

    Args:
        programme: The programme with its key.
        parameters: Numbers of the rules; the defaults without.
        whole: Let rules 1 and 2 read all months instead of the last twelve.
    """
    reports = {district.name: draw(programme, district) for district in programme.districts}
    units = {unit.name: unit for unit in [*districts_of(programme), *cells_of(programme)]}
    for last in range(5, programme.months, 3):
        running = [district for district in programme.districts if district.start <= last]
        by_place = levels(running, reports, last, whole=whole)
        for what, at in NAMES.items():
            by_period, area_of = courses(running, reports, at, last), areas(running, at)
            for light in judge_grains(by_place, by_period, parameters, kinds=(UnitKind.PLACE,), area_of=area_of):
                if light.unit in units and units[light.unit].what == what:
                    units[light.unit].lights[last] = light
    return list(units.values())


def districts_of(programme: Programme) -> Iterator[Unit]:
    """Districts after the pilot, with the truth."""
    for district in programme.districts:
        if district.wave == 0:
            continue
        course = lost(programme, district).mean(axis=0)
        beside = {how: began(lost_share(programme, district, how)) for how in (How.POOREST, How.OUTCOME)}
        concerned = [
            one for one in programme.declines if one.wave == district.wave and one.district in ("", district.name)
        ]
        onset = began(course)
        if onset is not None:
            yield Unit(district.name, "district", next(str(one.how) for one in concerned if one.points), onset)
        elif any(at is not None for at in beside.values()):
            how, at = next((how, at) for how, at in beside.items() if at is not None)
            yield Unit(district.name, "district", str(how), at)
        else:
            yield Unit(district.name, "district", "little" if course.any() else "", began(course, 1e-9))


def cells_of(programme: Programme) -> Iterator[Unit]:
    """Wave and depth together, as in the table of the overview, with the truth."""
    members: dict[str, list[np.ndarray]] = {}
    touched: dict[str, list[int]] = {}
    for district in programme.districts:
        gone, depths = lost(programme, district), np.array(district.depths)
        for depth in np.unique(depths):
            name = cell(district, int(depth))
            members.setdefault(name, []).append(gone[depths == depth])
            touched.setdefault(name, []).extend(
                one.month for one in programme.declines
                if one.district == district.name and one.how in (How.POOREST, How.OUTCOME)
            )  # fmt: skip
    for name, parts in members.items():
        if name.startswith("0|"):
            continue
        course = np.concatenate(parts).mean(axis=0)
        onset = began(course)
        if onset is not None:
            yield Unit(name, "cell", "wave and depth", onset)
        else:
            first = [at for at in (began(course, 1e-9), *touched[name]) if at is not None]
            yield Unit(name, "cell", "little" if first else "", min(first, default=None))


def cell(district: District, depth: int) -> str:
    """Name of a cell."""
    return f"{district.wave}|{depth}"


def levels(running: Sequence[District], reports: Mapping[str, Drawn], last: int, *, whole: bool) -> list[Row]:
    """One row per place and indicator, as ``during/monitoring/selectors/grains.py`` reads them from the database."""
    rows = []
    recent = slice(max(0, last - LOOKED_AT + 1), last + 1)
    for district in running:
        drawn = reports[district.name]
        for number, depth in enumerate(district.depths):
            place = f"{district.name}/{number}"
            rows += [
                row_of(place, district, depth, last if whole else month, code, *counts)
                for code, month, counts in place_counts(drawn, number, recent)
                if counts[1] > 0
            ]
            rows += outcome_rows(place, district, depth, drawn, last)
    return rows


def areas(running: Sequence[District], at: int) -> dict[str, str]:
    """Unit of each place."""
    return {
        f"{district.name}/{number}": (district.name, cell(district, depth))[at]
        for district in running
        for number, depth in enumerate(district.depths)
    }


def place_counts(drawn: Drawn, number: int, recent: slice) -> Iterator[tuple[str, int, tuple[int, int, str]]]:
    """Month, numerator and denominator of each indicator, with the part of the people."""
    last = recent.stop - 1
    for months, at in ((recent, last), (slice(0, recent.start), recent.start - 1)):
        yield "P9", at, (int(drawn.held[number, months].sum()), int(drawn.watched[number, months].sum()), "")
    yield "P13", last, (int(drawn.visits[number, recent].sum()), int(drawn.due[number, recent].sum()), "")
    for layer, part in enumerate(("poorest", "others")):
        came = np.flatnonzero(drawn.target[layer, number, recent])
        if len(came):
            at = recent.start + int(came[-1])
            yield "P3", last, (int(drawn.reached[layer, number, at]), int(drawn.target[layer, number, at]), part)
    told = np.flatnonzero(drawn.facilitators[number, recent])
    if len(told):
        yield "P14", last, (int(drawn.groups[number, recent.start + int(told[-1])]), 1, "")


def outcome_rows(place: str, district: District, depth: int, drawn: Drawn, last: int) -> Iterator[Row]:
    """Outcome before the start and after a year: rule 7 adds the months of each anyhow."""
    number = int(place.split("/")[1])
    for exposure, months in ((-1, slice(0, district.start)), (12, slice(district.start + 12, last + 1))):
        births = int(drawn.births[number, months].sum())
        if births:
            deaths = int(drawn.deaths[number, months].sum())
            yield row_of(place, district, depth, last, "O1", deaths, births, exposure=exposure)


def courses(running: Sequence[District], reports: Mapping[str, Drawn], at: int, last: int) -> list[Row]:
    """Quality by unit and month."""
    totals: dict[tuple[str, int, int, int], np.ndarray] = {}
    for district in running:
        drawn, depths = reports[district.name], np.array(district.depths)
        for depth in np.unique(depths):
            rows = depths == depth
            name = (district.name, cell(district, int(depth)))[at]
            counts = np.array([drawn.held[rows].sum(axis=0), drawn.watched[rows].sum(axis=0)])
            for month in range(district.start, last + 1):
                key = name, district.wave, int(depth), month
                totals[key] = totals.get(key, np.zeros(2)) + counts[:, month]
    return [
        Row(name, wave, depth, MONTHS[month], "P9", float(held), float(watched))
        for (name, wave, depth, month), (held, watched) in totals.items()
        if watched
    ]


def row_of(
    place: str, district: District, depth: int, last: int, code: str, above: int, below: int,
    part: str = "", exposure: float | None = None,
) -> Row:  # fmt: skip
    """A row of a place, dated by the last month."""
    return Row(place, district.wave, depth, MONTHS[last], code, float(above), float(below), part, exposure)


MONTHS = list(period_range(parse_period("2021-01"), parse_period("2026-12")))
