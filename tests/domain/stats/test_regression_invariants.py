"""Regressions, differences of differences and retention: order, sign and unit do not change what is concluded."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundswell.domain.monitoring.dilution.retention import outcome_retention
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.domain.stats.did import cluster_robust
from groundswell.domain.stats.funnel import egger
from groundswell.domain.stats.metaregression import Coefficient, meta_regression
from tests.strategies import effects

CLOSE = {"rel": 1e-6, "abs": 1e-8}
MANY = effects(min_size=10, max_size=14).filter(lambda pairs: len({vi for _yi, vi in pairs}) > 5)
CHANCE = st.integers(0, 10_000).map(random.Random)


@given(MANY, CHANCE)
def test_egger_sees_neither_the_order_nor_the_side_of_the_effects(
    studies: list[tuple[float, float]], chance: random.Random
) -> None:
    turned = [(-yi, vi) for yi, vi in chance.sample(studies, len(studies))]
    one, other = egger(*zip(*studies, strict=True)), egger(*zip(*turned, strict=True))
    assert 0 <= one.p <= 1
    assert (one.bias, one.se, one.p, one.limit) == pytest.approx(
        (-other.bias, other.se, other.p, -other.limit), **CLOSE
    )


def slope(studies: list[tuple[float, float]], moderator: list[float]) -> Coefficient:
    yi, vi = zip(*studies, strict=True)
    return meta_regression(yi, vi, [("dose", moderator)], "DL").coefficients[1]


@given(MANY, CHANCE, st.sampled_from([0.01, 2.0, 100.0]), st.floats(-1, 1))
def test_a_slope_follows_the_unit_of_its_moderator_and_no_shift_of_all_effects(
    studies: list[tuple[float, float]], chance: random.Random, unit: float, shift: float
) -> None:
    doses = [chance.uniform(0, 10) for _study in studies]
    one = slope(studies, doses)
    other = slope([(yi + shift, vi) for yi, vi in studies], [dose * unit for dose in doses])
    assert (one.estimate, one.se_hk, one.p_hk) == pytest.approx(
        (other.estimate * unit, other.se_hk * unit, other.p_hk), **CLOSE
    )
    assert one.se_hk >= one.se
    assert one.ci_hk.lower <= one.estimate <= one.ci_hk.upper


LOGS = st.floats(-2, 2).filter(lambda value: abs(value) > 0.05)
ERRORS = st.floats(0.01, 1)


@given(LOGS, ERRORS, LOGS, ERRORS, st.sampled_from([-1.0, 0.5, 3.0]))
def test_retention_is_a_ratio_whatever_the_base_of_the_logarithm(
    scale: float, se_scale: float, trial: float, se_trial: float, base: float
) -> None:
    one = outcome_retention(scale, se_scale, trial, se_trial)
    other = outcome_retention(scale * base, se_scale * abs(base), trial * base, se_trial * abs(base))
    assert one.interval is not None
    assert other.interval is not None
    assert (one.value, one.interval.lower) == pytest.approx((other.value, other.interval.lower), **CLOSE)
    assert one.interval.lower < one.value < one.interval.upper
    surer = outcome_retention(scale, se_scale / 2, trial, se_trial)
    assert surer.interval is not None
    assert surer.interval.upper - surer.interval.lower < one.interval.upper - one.interval.lower
    assert outcome_retention(trial, se_scale, trial, se_trial).value == pytest.approx(1)


MEANS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=10, max_size=16).filter(
    lambda pairs: len(pairs) % 2 == 0
)


def two_periods(means: list[tuple[float, float]], *, first_arm: int = 0, later: float = 0.0) -> list[ClusterRow]:
    return [
        ClusterRow((i + first_arm) % 2, f"c{i}", 20, value=value + period * later, period=str(period))
        for i, pair in enumerate(means)
        for period, value in enumerate(pair)
    ]


@given(MEANS, st.floats(-50, 50))
def test_what_changes_everywhere_is_no_effect_and_exchanged_arms_turn_it(
    means: list[tuple[float, float]], later: float
) -> None:
    changes = [after - before for before, after in means]
    assume(max(changes[::2]) - min(changes[::2]) > 1)
    assume(max(changes[1::2]) - min(changes[1::2]) > 1)
    plain = cluster_robust(two_periods(means), "", "points")
    lifted = cluster_robust(two_periods(means, later=later), "", "points")
    turned = cluster_robust(two_periods(means, first_arm=1), "", "points")
    mine = sum(changes[1::2]) / len(changes[1::2]) - sum(changes[::2]) / len(changes[::2])
    assert plain.estimate == pytest.approx(mine, rel=1e-6, abs=1e-6)
    assert (plain.estimate, plain.se) == pytest.approx((lifted.estimate, lifted.se), rel=1e-6, abs=1e-6)
    assert (plain.estimate, plain.p) == pytest.approx((-turned.estimate, turned.p), rel=1e-6, abs=1e-6)
