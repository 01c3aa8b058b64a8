"""Plan ≤ optimum ≤ bound: tiny countries by brute force, invariants, and a closed form."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.planner.by_hand import by_hand
from groundswell.domain.planner.country import Country, District, Fund, Package, Place, Region, Rules, Tranche
from groundswell.domain.planner.exhaustive import best_by_trial
from groundswell.domain.planner.generate import TINY, Size, made_up
from groundswell.domain.planner.grid import Grid
from groundswell.domain.planner.load import value_of as choice_value
from groundswell.domain.planner.prices import Prices, bound_at
from groundswell.domain.planner.rounding import Clock
from groundswell.domain.planner.solving import INFEASIBLE, OPTIMAL, Outcome, solve, solve_grid
from groundswell.domain.planner.verify import value_of, verify

IN_CI = 24


def soon(seconds: float = 20) -> Clock:
    return Clock(time.monotonic, time.monotonic() + seconds)


def relaxed_bound(country: Country) -> float:
    """The bound at the prices of the program, without any branching."""
    return solve_grid(Grid(country), soon()).priced.value


@pytest.mark.parametrize("block", range(4))
def test_the_plan_is_the_best_of_all_plans_of_a_tiny_country(block: int) -> None:
    for seed in range(block * IN_CI // 4, (block + 1) * IN_CI // 4):
        country = made_up(seed, TINY)
        grid = Grid(country)
        best, _choice = best_by_trial(grid)
        outcome = solve_grid(grid, soon())
        assert outcome.plan is not None
        assert verify(country, outcome.plan) == (), seed
        assert value_of(country, outcome.plan.starts) == pytest.approx(outcome.value), seed
        assert outcome.value <= best + 1e-6 <= outcome.bound + 2e-6, seed
        assert best <= outcome.priced.value, seed
        assert outcome.status == OPTIMAL
        assert outcome.value == pytest.approx(best, rel=1e-6), seed


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 500), scale=st.floats(0, 3), kind=st.integers(0, 2**32 - 1))
def test_the_bound_holds_at_any_prices_whatever(seed: int, scale: float, kind: int) -> None:
    country = made_up(seed, TINY)
    grid = Grid(country)
    rng, quarters = np.random.default_rng(kind), grid.quarters
    sizes = (len(country.teams), len(country.hosts), len(country.regions), len(country.funds))
    team, host, trainer, money = (rng.exponential(20 * scale, (size, quarters)) for size in sizes)
    falling = np.maximum.accumulate(money[:, ::-1], axis=1)[:, ::-1] / 100
    bound = bound_at(grid, Prices(team, host, trainer, falling, np.zeros(len(country.regions))))
    assert solve_grid(grid, soon()).value <= bound.value


def outcome_of(country: Country) -> Outcome:
    return solve(country, soon())


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 500), more=st.floats(1, 3))
def test_more_money_teams_or_hosts_never_reach_fewer(seed: int, more: float) -> None:
    country = made_up(seed, TINY)
    poorer = outcome_of(country)
    richer = (
        replace(country, tranches=tuple(replace(each, amount=each.amount * more) for each in country.tranches)),
        replace(country, teams=tuple(replace(each, days=each.days * more) for each in country.teams)),
        replace(country, hosts=tuple(replace(each, visits=each.visits + 1) for each in country.hosts)),
    )
    for each in richer:
        outcome = outcome_of(each)
        assert outcome.value >= poorer.value * (1 - 1e-6)
        assert outcome.priced.value >= poorer.priced.value * (1 - 1e-6)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 500), data=st.data())
def test_names_order_and_units_change_nothing(seed: int, data: st.DataObject) -> None:
    country = made_up(seed, TINY)
    plain = outcome_of(country)
    order = data.draw(st.permutations(country.places))
    assert_same(plain, outcome_of(replace(country, places=tuple(order))), 1)
    renamed = tuple(replace(each, code=f"{len(order) - n}-{each.code}") for n, each in enumerate(country.places))
    assert_same(plain, outcome_of(replace(country, places=renamed)), 1)
    people = data.draw(st.floats(0.001, 1000))
    crowded = tuple(replace(each, people=each.people * people) for each in country.places)
    assert_same(plain, outcome_of(replace(country, places=crowded)), people)
    assert_same(plain, outcome_of(in_currency(country, data.draw(st.floats(0.01, 10_000)))), 1)


def assert_same(one: Outcome, other: Outcome, factor: float) -> None:
    assert other.value == pytest.approx(one.value * factor, rel=1e-5)
    assert other.priced.value == pytest.approx(one.priced.value * factor, rel=1e-4)


def in_currency(country: Country, rate: float) -> Country:
    """The same country with all money in another currency."""

    def priced(each: Package) -> Package:
        return replace(each, start_up_cost=each.start_up_cost * rate, visit_cost=each.visit_cost * rate,
                       running_cost=each.running_cost * rate)  # fmt: skip

    return replace(
        country,
        packages=tuple(priced(each) for each in country.packages),
        districts=tuple(
            replace(each, opening_cost=each.opening_cost * rate, office_cost=each.office_cost * rate)
            for each in country.districts
        ),
        tranches=tuple(replace(each, amount=each.amount * rate) for each in country.tranches),
        rules=replace(country.rules, training_cost=country.rules.training_cost * rate),
    )


def one_budget(people: list[int], money: float) -> Country:
    """One district that costs nothing to open, one package that costs 10 once, one fund."""
    return Country(
        places=tuple(Place(f"P{n}", "D", "odia", each, 0.8) for n, each in enumerate(people)),
        districts=(District("D", "R"),),
        regions=(Region("R"),),
        packages=(Package("direct", 1, 1, start_up_cost=10),),
        funds=(Fund("F"),),
        tranches=(Tranche("F", 0, money),),
        rules=Rules(quarters=6, least_exposure=2),
    )


@given(people=st.lists(st.integers(1, 5000), min_size=1, max_size=12), places=st.integers(0, 12))
@settings(max_examples=25, deadline=None)
def test_with_one_budget_the_largest_places_start_at_once(people: list[int], places: int) -> None:
    outcome = outcome_of(one_budget(people, 10 * places))
    each = outcome_of(one_budget([1], 10)).value
    assert outcome.value == pytest.approx(each * sum(sorted(people, reverse=True)[:places]), rel=1e-6)


def test_a_broken_promise_is_called_infeasible() -> None:
    country = one_budget([100, 200], 10)
    promised = tuple(replace(place, promised_by=1) for place in country.places)
    assert outcome_of(replace(country, places=promised)).status == INFEASIBLE
    kept = replace(country, places=(promised[0], country.places[1]))
    outcome = outcome_of(kept)
    assert outcome.plan is not None
    assert [each.place for each in outcome.plan.starts] == ["P0"], "the smaller place, since it was promised"
    assert best_by_trial(Grid(kept))[0] == pytest.approx(outcome.value)


def test_time_that_ends_without_a_plan_is_no_proof_that_there_is_none() -> None:
    country = made_up(2, Size(300, per_district=30, quarters=8))
    kept = replace(country, places=(replace(country.places[0], promised_by=7), *country.places[1:]))
    with pytest.raises(CannotJudge, match="does not mean that there is none"):
        solve(kept, Clock(lambda: 1.0, 0.0))
    assert solve(country, Clock(lambda: 1.0, 0.0)).plan is not None, "without promises the hand rule's plan stands"


def test_shares_of_the_hardest_and_of_regions_bind_and_cost() -> None:
    country = one_budget([100, 200, 300], 20)
    hard = tuple(replace(place, hard_to_reach=place.people == 100) for place in country.places)
    fair = replace(country, places=hard, rules=replace(country.rules, hardest_share=0.2))
    outcome = outcome_of(fair)
    assert outcome.plan is not None
    assert "P0" in [each.place for each in outcome.plan.starts]
    assert outcome.value < outcome_of(country).value
    assert best_by_trial(Grid(fair))[0] == pytest.approx(outcome.value)
    least = replace(country, regions=(replace(country.regions[0], at_least=3),))
    assert outcome_of(least).status == INFEASIBLE


def test_an_empty_country_has_an_empty_plan() -> None:
    outcome = outcome_of(replace(one_budget([1], 10), places=()))
    assert (outcome.value, outcome.bound, outcome.gap) == (0, 0, 0)
    assert outcome.plan is not None
    assert outcome.plan.starts == ()


def test_a_country_of_many_districts_is_planned_between_the_hand_rule_and_the_bound() -> None:
    country = made_up(2, Size(300, per_district=30, quarters=8))
    outcome = solve(country, soon(5))
    assert outcome.plan is not None
    assert verify(country, outcome.plan) == ()
    grid = Grid(country)
    assert choice_value(grid, by_hand(grid, "value per cost")) <= outcome.value + 1e-6 <= outcome.bound + 2e-6


def test_too_many_plans_are_not_tried() -> None:
    with pytest.raises(BadInput, match="too many"):
        best_by_trial(Grid(made_up(1, Size(30, quarters=8))))
