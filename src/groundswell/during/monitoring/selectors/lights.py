"""Lights of places, waves and depths: the program's reports, judged by the dilution rules of the domain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.monitoring.completeness import Completeness
from groundswell.domain.monitoring.dilution import DilutionParameters, Light, UnitKind, UnitLight
from groundswell.during.monitoring.selectors.completeness import Reports
from groundswell.during.monitoring.selectors.grains import Field, Quality, grains_of, quality_counts, totals_by
from groundswell.ground.programs.models import Program, QualityFloor
from groundswell.ground.programs.selectors import quality_rules

Cell = tuple[int, int | None]


@dataclass(frozen=True, eq=False)
class Judged:
    """What the rules say of the places right below a place, of waves and depths within it, and of the place itself.

    Args:
        places: Light by number of the place right below; places that never reported are not in it.
        cells: Light by wave and depth.
        depths: Light by depth; empty unless asked for.
        here: Light of the place itself; None unless asked for.
        shares: Numerators and denominators of quality by wave and depth, over the chosen periods: one pair per place.
    """

    places: Mapping[int, UnitLight]
    cells: Mapping[Cell, UnitLight]
    depths: Mapping[int, UnitLight]
    here: UnitLight | None
    shares: Mapping[Cell, tuple[np.ndarray, np.ndarray]]


NOTHING = Judged({}, {}, {}, None, {})


def parameters_of(program: Program) -> DilutionParameters:
    """The program's numbers of the lights: its own row or the defaults, and its quality floor; two queries."""
    numbers = quality_rules(program)
    floors = dict(QualityFloor.objects.filter(program=program).values_list("indicator", "floor"))
    floor = floors.get(numbers.fidelity)
    if floor is None:
        return numbers
    return replace(numbers, floor_red=floor, floor_amber=max(floor, numbers.floor_amber))


def judge(field: Field, quality: Quality, reports: Reports, wanted: Collection[str] = ("child", "cell")) -> Judged:
    """Judge the places right below, the cells of wave and depth, the depths, or the place itself.

    Args:
        field: What is judged.
        quality: The reports of quality (P9, or P8 where only scores exist).
        reports: Completeness of the same places; where too few came, a place that is not paused is not known.
        wanted: Which of ``child``, ``cell``, ``depth`` and ``here``.
    """
    grains, tree = grains_of(field, quality), field.tree
    if not grains.by_place:
        return NOTHING

    def units(way: str, kind: UnitKind = UnitKind.PLACE) -> list[UnitLight]:
        return grains.judged(way, field.numbers, kinds=(kind,))

    known = {str(area.pk): at for at, area in enumerate(tree.children)}
    children = units("child") if "child" in wanted else []
    own = next((one for one in units("here") if one.unit == "here"), None) if "here" in wanted else None
    return Judged(
        {int(one.unit): complete(one, reports.of(known[one.unit])) for one in children if one.unit in known},
        {_cell(one.unit): one for one in units("cell") if "|" in one.unit} if "cell" in wanted else {},
        {int(one.unit.split()[1]): one for one in units("cell", UnitKind.DEPTH)} if "depth" in wanted else {},
        complete(own, reports.of()) if own else None,
        _shares(field, quality),
    )


def complete(light: UnitLight, counts: Completeness) -> UnitLight:
    """The light, or “not known” where too few reports came to say that quality holds."""
    if light.light is Light.RED or not counts.expected or counts.complete_enough:
        return light
    return replace(light, light=Light.NOT_JUDGED)


def _shares(field: Field, quality: Quality) -> dict[Cell, tuple[np.ndarray, np.ndarray]]:
    """Quality of the chosen periods by wave and depth: totals of each place, the clusters of its interval."""
    rows = quality_counts(quality, field.recent[0], field.recent[-1])
    places, above, below = totals_by(rows.place, rows)
    found: dict[Cell, list[int]] = {}
    for position, number in enumerate(places.tolist()):
        site = field.where.get(number)
        if site is not None and site.wave is not None and number in field.tree.paths:
            found.setdefault((site.wave, site.depth), []).append(position)
    return {cell: (above[positions], below[positions]) for cell, positions in found.items()}


def _cell(unit: str) -> Cell:
    wave, depth = unit.split("|")
    return int(wave), int(depth) if depth else None
