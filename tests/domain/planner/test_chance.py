"""How sure a plan is, by hand rule and beyond: bands that respond to what is uncertain, reasons that name it."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from groundswell.domain.planner.by_hand import by_hand
from groundswell.domain.planner.chance import chance_of
from groundswell.domain.planner.country import Country
from groundswell.domain.planner.generate import Size, made_up
from groundswell.domain.planner.grid import Grid
from groundswell.domain.planner.load import Choice, value_of
from groundswell.domain.planner.reasons import shadow_of
from groundswell.domain.planner.rounding import Clock
from groundswell.domain.planner.settle import settled
from groundswell.domain.planner.solving import solve_grid
from groundswell.domain.planner.verify import verify


@pytest.fixture(scope="module")
def country() -> Country:
    return made_up(5, Size(60, per_district=15, quarters=8))


def test_a_hand_rule_keeps_every_rule_and_the_planner_is_never_behind_it(country: Country) -> None:
    grid = Grid(country)
    ours = solve_grid(grid, Clock(time.monotonic, time.monotonic() + 3)).value
    for rule in ("value per cost", "readiness per cost", "district by district", "value", "people per cost"):
        choice = by_hand(grid, rule)
        plan = settled(grid, choice)
        assert plan is not None, rule
        assert verify(country, plan) == (), rule
        assert value_of(grid, choice) > 0
        if rule == "value per cost":
            assert value_of(grid, choice) <= ours


def test_the_same_seed_gives_the_same_chance_and_a_nearer_target_a_better_one(country: Country) -> None:
    grid = Grid(country)
    choice = by_hand(grid, "value per cost")
    one, same = (chance_of(grid, choice, seed=3) for _ in range(2))
    assert one == same
    assert one.probability is None
    chances = []
    for target in (one.p05 * 0.5, one.p50, one.p95 * 2):
        aimed = replace(country, rules=replace(country.rules, target_people=target))
        chances.append(chance_of(Grid(aimed), choice, seed=3).probability)
    assert chances == [pytest.approx(1, abs=0.1), pytest.approx(0.5, abs=0.01), 0]


def test_the_band_does_not_shrink_with_many_places_since_errors_are_shared(country: Country) -> None:
    grid = Grid(country)
    choice = by_hand(grid, "value per cost")
    twice = replace(
        country,
        places=country.places + tuple(replace(each, code=f"{each.code}-b") for each in country.places),
        tranches=tuple(replace(each, amount=each.amount * 2) for each in country.tranches),
    )
    doubled = Choice(np.tile(choice.quarter, 2), np.tile(choice.package, 2), choice.opened)
    one, other = chance_of(grid, choice), chance_of(Grid(twice), doubled)
    assert (other.p95 - other.p05) / other.p50 > 0.85 * (one.p95 - one.p05) / one.p50


def test_nobody_started_reaches_nobody(country: Country) -> None:
    grid = Grid(country)
    found = chance_of(grid, Choice.nothing(grid))
    assert (found.p05, found.p95, found.matter) == (0, 0, ())


def test_a_price_tells_what_more_money_brings(country: Country) -> None:
    grid = Grid(country)
    outcome = solve_grid(grid, Clock(time.monotonic, time.monotonic() + 3))
    rows = shadow_of(grid, outcome.prices)
    best = max((row for row in rows if row["resource"] == "money"), key=lambda row: float(str(row["value"])))
    at = next(t for t in range(grid.quarters) if country.rules.named(t) == best["quarter"])
    richer = tuple(
        replace(each, amount=each.amount + 1) if (each.fund, each.quarter) == (best["code"], at) else each
        for each in country.tranches
    )
    if richer != country.tranches:
        more = solve_grid(Grid(replace(country, tranches=richer)), Clock(time.monotonic, time.monotonic() + 3))
        gained = more.priced.value - outcome.priced.value
        assert gained <= float(str(best["value"])) / 1000 * (1 + 1e-3) + 1e-3
