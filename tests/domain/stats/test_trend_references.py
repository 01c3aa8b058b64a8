"""Trend tests give the published and computed numbers; scipy, statsmodels and pymannkendall are the oracles.

Sources: method.md 3.6 (reference series) and ../shared/data/README.md, section 8.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.monitoring.trends import trend_of
from groundswell.domain.stats.cusum import cusum
from groundswell.domain.stats.discovery import benjamini_hochberg, discoveries
from groundswell.domain.stats.mann_kendall import hamed_rao, mann_kendall, seasonal_mann_kendall
from groundswell.domain.stats.ordered_trend import cochran_armitage, weighted_slope
from groundswell.domain.stats.pettitt import pettitt
from groundswell.domain.stats.sen import LONGEST, seasonal_sen_slope, sen_slope
from groundswell.domain.stats.series import batch_of, series_of

REFERENCE = series_of([92, 90, 93, 91, 89, 92, 90, 91, 88, 86, 87, 84, 85, 83, 82, 80])


def test_the_reference_series_gives_mann_kendall_and_sen_to_the_digits_printed() -> None:
    test = mann_kendall(REFERENCE)
    assert test.s == -93
    assert test.var_s == pytest.approx(490.3333, abs=5e-5)
    assert test.z == pytest.approx(-4.15472, abs=5e-6)
    assert test.p == pytest.approx(3.2568e-05, abs=5e-10)
    assert test.tau == pytest.approx(-0.775)
    slope = sen_slope(REFERENCE, test.var_s)
    assert slope.slope == pytest.approx(-0.8)
    assert (slope.lower, slope.upper) == (-1.0, pytest.approx(-0.5833, abs=5e-5))
    assert slope.intercept == pytest.approx(94.5)


def test_the_reference_series_shifts_after_its_eighth_value() -> None:
    shift = pettitt(REFERENCE)
    assert (shift.k, shift.index + 1, shift.falls) == (64, 8, True)
    assert shift.p == pytest.approx(0.007056, abs=5e-7)


def test_the_reference_series_drifts_below_five_sd_at_its_tenth_value() -> None:
    sums = cusum(REFERENCE, 8)
    assert (sums.mean, sums.sd) == (91, pytest.approx(1.309307, abs=5e-7))
    expected = [-1.791, -5.110, -7.665, -12.511, -16.594, -22.204, -28.578, -36.479]
    assert sums.lower == pytest.approx(expected, abs=5e-4)
    assert sums.first_lower + 1 == 10


def test_cochran_armitage_of_the_reference_depths() -> None:
    # method.md 3.6 rule 2: successes of 200 at depth 0 to 3
    trend = cochran_armitage([0, 1, 2, 3], [188, 174, 150, 122], [200] * 4)
    assert trend.z == pytest.approx(-8.6559, abs=5e-5)
    assert trend.p == pytest.approx(2 * stats.norm.sf(8.65594110467407))


def column(path: Path, name: str) -> list[float]:
    with path.open(encoding="utf-8") as file:
        return [float(row[name]) if row[name] not in ("", "NA") else math.nan for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("name", "field", "s", "var_s", "z", "slope"),
    [
        ("AirPassengers.csv", "#Passengers", 8327, 335164.33, 14.3816, 2.451216),
        ("shampoo.csv", "Sales", 440, 5390, 5.9796, 11.509375),
        ("daily-total-female-births.csv", "Births", 12336, 5412244, 5.3021, 0.019231),
        ("guelph_phosphorus_monthly.csv", "value", -1025, 35665, -5.4222, -0.004091),
    ],
)
def test_the_real_series_give_the_printed_trends(
    shared_data: Path, name: str, field: str, s: int, var_s: float, z: float, slope: float
) -> None:
    series = series_of(column(shared_data / "trends" / name, field))
    test = mann_kendall(series)
    assert test.s == s
    assert test.var_s == pytest.approx(var_s, abs=5e-3)
    assert test.z == pytest.approx(z, abs=5e-5)
    assert sen_slope(series).slope == pytest.approx(slope, abs=5e-7)


@pytest.mark.parametrize(
    ("name", "field", "p"),
    [
        ("shampoo.csv", "Sales", 2.237e-09),
        ("daily-total-female-births.csv", "Births", 1.145e-07),
        ("guelph_phosphorus_monthly.csv", "value", 5.886e-08),
    ],
)
def test_the_real_series_give_the_printed_p(shared_data: Path, name: str, field: str, p: float) -> None:
    test = mann_kendall(series_of(column(shared_data / "trends" / name, field)))
    assert test.p == pytest.approx(p, rel=5e-4)


@pytest.mark.parametrize(
    ("name", "field", "s", "z", "slope"),
    [
        ("AirPassengers.csv", "#Passengers", 784, 15.5057, 30.236),
        ("shampoo.csv", "Sales", 30, 4.3719, 139.925),
        ("guelph_phosphorus_monthly.csv", "value", -89, -5.1646, -0.0563),
    ],
)
def test_the_real_monthly_series_give_the_printed_seasonal_trends(
    shared_data: Path, name: str, field: str, s: int, z: float, slope: float
) -> None:
    series = series_of(column(shared_data / "trends" / name, field))
    test = seasonal_mann_kendall(series)
    assert test.s == s
    assert test.z == pytest.approx(z, abs=5e-5)
    assert seasonal_sen_slope(series) == pytest.approx(slope, abs=5e-4)


numbers = st.lists(st.integers(-40, 40).map(lambda x: x / 4), min_size=4, max_size=40)


@settings(max_examples=50, deadline=None)
@given(numbers)
def test_pymannkendall_finds_the_same(values: list[float]) -> None:
    mk = pytest.importorskip("pymannkendall")
    series = series_of(values)
    ours, theirs = mann_kendall(series), mk.original_test(values) if len(set(values)) > 1 else None
    if theirs is None:
        assert (ours.s, ours.z, ours.p) == (0, 0.0, 1.0)
        return
    assert (ours.s, ours.var_s) == (theirs.s, pytest.approx(theirs.var_s))
    assert (ours.z, ours.p, ours.tau) == pytest.approx((theirs.z, theirs.p, theirs.Tau))
    slope = sen_slope(series)
    assert (slope.slope, slope.intercept) == pytest.approx((theirs.slope, theirs.intercept))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-5, 5).map(lambda x: round(x, 5)), min_size=8, max_size=40, unique=True))
def test_pymannkendall_corrects_for_autocorrelation_the_same(steps: list[float]) -> None:
    mk = pytest.importorskip("pymannkendall")
    walk = np.cumsum(steps)
    with np.errstate(invalid="ignore"):
        theirs = mk.hamed_rao_modification_test(walk)
    ours = hamed_rao(series_of(walk))
    assert ours.var_s == pytest.approx(theirs.var_s, rel=1e-9)
    if theirs.var_s > 0:
        assert (ours.z, ours.p) == pytest.approx((theirs.z, theirs.p), rel=1e-9, abs=1e-12)
    else:
        assert math.isnan(ours.p)


@settings(max_examples=50, deadline=None)
@given(numbers)
def test_scipy_finds_the_same_slope_and_limits(values: list[float]) -> None:
    series = series_of(values)
    ours, theirs = sen_slope(series, mann_kendall(series).var_s), stats.theilslopes(values)
    assert (ours.slope, ours.lower, ours.upper) == pytest.approx(
        (theirs.slope, theirs.low_slope, theirs.high_slope), abs=1e-12
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_scipy_controls_false_discoveries_the_same(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p), abs=1e-15)


def test_absent_p_values_neither_count_nor_stand() -> None:
    assert discoveries([0.04, math.nan, 0.5], 0.10).tolist() == [True, False, False]
    with pytest.raises(BadInput, match="below 0 or above 1"):
        benjamini_hochberg([1.2])


# Invariants ----------------------------------------------------------------------------------------------------------


@given(numbers, st.integers(1, 50), st.integers(-100, 100))
def test_a_change_of_unit_moves_the_slope_and_not_the_test(values: list[float], scale: int, shift: int) -> None:
    before, after = series_of(values), series_of([value * scale + shift for value in values])
    assert mann_kendall(after) == mann_kendall(before)
    assert pettitt(after) == pettitt(before)
    assert sen_slope(after).slope == pytest.approx(sen_slope(before).slope * scale, abs=1e-9)


@given(numbers)
def test_turning_the_series_over_turns_the_trend_over(values: list[float]) -> None:
    forward, backward = mann_kendall(series_of(values)), mann_kendall(series_of(values[::-1]))
    assert (backward.s, backward.p) == (-forward.s, forward.p)


@given(numbers)
def test_all_figures_keep_their_bounds(values: list[float]) -> None:
    series = series_of(values)
    test, shift = mann_kendall(series), pettitt(series)
    slope = sen_slope(series, test.var_s)
    assert 0 <= test.p <= 1
    assert -1 <= test.tau <= 1
    assert 0 < shift.p <= 1
    assert slope.lower <= slope.slope <= slope.upper
    assert bool((cusum(series, 3).lower <= 0).all())


@given(numbers, st.floats(0.01, 5))
def test_a_steeper_fall_never_looks_less_certain(values: list[float], step: float) -> None:
    plain = mann_kendall(series_of(values))
    steeper = mann_kendall(series_of([value - step * i for i, value in enumerate(values)]))
    assert steeper.s <= plain.s


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 50), st.integers(0, 50)), min_size=2, max_size=12))
def test_a_design_effect_only_weakens_a_trend_over_depth(rows: list[tuple[int, int, int]]) -> None:
    level, n, successes = zip(*((depth, n, min(y, n)) for depth, n, y in rows), strict=True)
    plain = cochran_armitage(level, successes, n)
    wide = cochran_armitage(level, successes, n, design_effect=2.0)
    if not math.isnan(plain.p):
        assert wide.p >= plain.p
        assert wide.slope == plain.slope


def test_a_weighted_slope_of_scores_falls_where_scores_fall() -> None:
    trend = weighted_slope([0, 0, 1, 1, 2, 2], [0.9, 0.92, 0.8, 0.82, 0.7, 0.72], [10] * 6)
    assert trend.slope == pytest.approx(-0.1)
    assert trend.p < 0.001


def test_short_constant_and_very_long_series_have_an_answer_or_a_reason() -> None:
    assert math.isnan(mann_kendall(series_of([])).p)
    assert math.isnan(mann_kendall(series_of([3])).p)
    assert mann_kendall(series_of([5, 5, 5])).p == 1
    assert pettitt(series_of([5, 5, 5])).index == -1
    assert cusum(series_of([5] * 10), 8).first_lower == -1
    with pytest.raises(CannotJudge, match="too long"):
        sen_slope(series_of(np.zeros(LONGEST + 1)))


def test_series_out_of_order_and_infinite_values_are_refused() -> None:
    with pytest.raises(BadInput, match="two values for one period"):
        series_of([1, 2], [3, 3])
    with pytest.raises(BadInput, match="infinite"):
        series_of([math.inf])
    with pytest.raises(BadInput, match="not sorted"):
        batch_of([1, 0], [0, 0], [1, 1])


def test_labels_out_of_order_are_put_in_the_order_of_time() -> None:
    assert trend_of(["2024-03", "2024-01", "2024-02"], [3, 1, 2]).test.s == 3
    assert trend_of(["2024-02-01", "2024-01-01"], [2, 1]).per_year == pytest.approx(12)
