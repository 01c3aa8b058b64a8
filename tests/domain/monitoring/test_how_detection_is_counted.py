"""Delays and false alarms counted by hand, and the study itself on two programmes."""

from __future__ import annotations

import pytest

from bench.detection import results
from bench.detection.quarters import Unit
from bench.detection.study import count, median, only, quiet_years, turned
from groundswell.domain.monitoring.dilution import Light, RuleResult, UnitKind, UnitLight

G, A, R = Light.GREEN, Light.AMBER, Light.RED


def unit(lights: list[Light], how: str = "", onset: int | None = None) -> Unit:
    """A unit looked at in the months 2, 5, 8, …"""
    looks = {2 + 3 * at: UnitLight("D", light, (), (), "", UnitKind.PLACE) for at, light in enumerate(lights)}
    return Unit("D", "district", how, onset, looks)


def test_the_delay_counts_from_the_first_month_of_the_loss_to_the_end_of_the_month_of_the_light() -> None:
    found = count("", [unit([G, G, A, R], "slow", onset=4)])
    assert (found.months, found.red_months) == (5, 8)  # months 4 to 8, and 4 to 11


def test_a_light_that_burned_before_finds_nothing() -> None:
    found = count("", [unit([G, A, A, R], "slow", onset=7)])
    assert (found.declined, found.lit_before, found.red_found) == (0, 1, 1.0)


def test_what_was_never_found_counts_as_later_than_all_found() -> None:
    assert median([3.0, None, 5.0]) == 5
    assert median([3.0, None, None]) is None
    assert median([]) is None


def test_a_year_is_wrong_once_however_often_the_light_turns() -> None:
    quiet = unit([G, R, G, R, R, R, R, R, G, G, G, A])
    assert len(quiet_years(quiet, {month: light.light for month, light in quiet.lights.items()})) == 3
    found = count("", [quiet])
    assert (found.quiet_years, found.red_a_year, found.lit_a_year) == (3, pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_a_light_that_goes_on_burning_did_not_turn() -> None:
    course = dict(zip((2, 5, 8, 11, 14), (R, R, R, R, R), strict=True))
    assert not turned(course, [2, 5, 8, 11, 14], (R,))
    assert turned(course, [2, 5, 8, 11], (R,))  # the unit's first year


def test_units_that_lose_less_than_five_points_are_neither_found_nor_wrong() -> None:
    found = count("", [unit([G, G, G, G, A, A, A, A], "little", onset=12)])
    assert (found.declined, found.quiet_years, found.lit_a_year) == (0, 1, 0.0)


def test_one_rule_alone_gives_its_own_light() -> None:
    rules = (RuleResult(1, Light.AMBER), RuleResult(4, Light.RED), RuleResult(6, Light.GREEN))
    light = UnitLight("D", Light.RED, rules, (), "", UnitKind.PLACE)
    assert [only({rule})(light) for rule in (1, 4, 6)] == [Light.AMBER, Light.RED, Light.NOT_JUDGED]
    assert only({1, 6})(light) is Light.AMBER


def test_the_study_runs_and_says_the_same_each_time() -> None:
    one, other = list(results(programmes=1)), list(results(programmes=1))
    assert one == other
    assert one[0].declined + one[2].declined > 0
    assert all(line.words.endswith(".") for line in one)
