"""How often a light is wrong: simulated units whose truth is known (docs/method/dilution.md prints the shares)."""

from __future__ import annotations

import numpy as np
import pytest

from groundswell.domain.monitoring.dilution import DilutionParameters, Light, Row, UnitKind, judge_dilution
from groundswell.domain.monitoring.periods import parse_period, period_range

MONTHS = list(period_range(parse_period("2023-01"), parse_period("2024-12")))
SIMULATED = 40


def units(random: np.random.Generator, later: float, places: int, n: int) -> list[Row]:
    """Districts of one wave: share .88 for a year, then another; places differ a little."""
    rows = []
    for district in range(SIMULATED):
        for place in range(places):
            own = random.normal(0, 0.02)
            for i, month in enumerate(MONTHS):
                share = float(np.clip((0.88 if i < 12 else later) + own, 0, 1))
                held = float(random.binomial(n, share))
                rows.append(Row(f"{district}/{place}", 1, 1, month, "P9", held, n))
    return rows


def pilot(random: np.random.Generator) -> list[Row]:
    return [Row(f"pilot/{k}", 0, 0, m, "P9", float(random.binomial(5, 0.9)), 5) for k in range(10) for m in MONTHS]


def lights(later: float, places: int, n: int) -> list[Light]:
    random = np.random.default_rng(20260101)
    rows = [*pilot(random), *units(random, later, places, n)]
    areas = {row.place: row.place.split("/")[0] for row in rows}
    parameters = DilutionParameters(floor_amber=0.6, floor_red=0.5)
    judged = judge_dilution(rows, parameters, kinds=[UnitKind.PLACE], area_of=areas)
    return [unit.light for unit in judged if unit.unit != "pilot"]


@pytest.mark.parametrize(("places", "n"), [(1, 5), (1, 20), (5, 5)])
def test_where_quality_holds_few_units_are_flagged_and_hardly_one_is_red(places: int, n: int) -> None:
    found = lights(0.88, places, n)
    assert sum(light is Light.RED for light in found) <= 0.05 * SIMULATED
    assert sum(light is not Light.GREEN for light in found) <= 0.25 * SIMULATED


@pytest.mark.parametrize(("later", "seen"), [(0.68, 0.95), (0.75, 0.75)])
def test_where_quality_falls_after_a_year_most_units_are_flagged(later: float, seen: float) -> None:
    found = lights(later, 5, 5)
    assert sum(light in (Light.AMBER, Light.RED) for light in found) >= seen * SIMULATED
