"""Mantel-Haenszel: the order of studies does not count, arms exchanged turn the effect, the pool lies among studies."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.stats.mantel_haenszel import pool_counts

ARM = st.integers(20, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n)))
TABLES = st.lists(st.tuples(ARM, ARM).map(lambda arms: (*arms[0], *arms[1])), min_size=2, max_size=8)


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_the_studies_does_not_count(tables: list[tuple[int, int, int, int]], chance: object) -> None:
    turned = list(tables)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    one, other = pool_counts(tables, "RR"), pool_counts(turned, "RR")
    assert (one.estimate, one.se) == pytest.approx((other.estimate, other.se), rel=1e-9, abs=1e-12)


@given(TABLES)
def test_arms_exchanged_turn_the_effect_round(tables: list[tuple[int, int, int, int]]) -> None:
    turned = [(c, n0, a, n1) for a, n1, c, n0 in tables]
    one, other = pool_counts(tables, "RR"), pool_counts(turned, "RR")
    assert (one.estimate, one.se) == pytest.approx((-other.estimate, other.se), rel=1e-9, abs=1e-12)


@given(TABLES)
def test_the_pooled_ratio_lies_among_those_of_the_studies(tables: list[tuple[int, int, int, int]]) -> None:
    logs = [math.log((a / n1) / (c / n0)) for a, n1, c, n0 in tables]
    assert min(logs) - 1e-9 <= pool_counts(tables, "RR").estimate <= max(logs) + 1e-9
