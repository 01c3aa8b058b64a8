"""The compiled kernels give the numbers of the plain versions, whatever the series: gaps, ties, constants."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.stats.batch import seasonal_trends_of, trends_of
from groundswell.domain.stats.batch_charts import charts_of
from groundswell.domain.stats.control_charts import ChartType, chart_limits
from groundswell.domain.stats.mann_kendall import (
    LAG1_LIMIT,
    hamed_rao,
    lag1_autocorrelation,
    mann_kendall,
    seasonal_mann_kendall,
)
from groundswell.domain.stats.pettitt import pettitt
from groundswell.domain.stats.run_rules import RuleFamily, flag_points
from groundswell.domain.stats.sen import seasonal_sen_slope, sen_slope
from groundswell.domain.stats.series import Series, batch_of, batch_of_series, series_of

CLOSE = {"rel": 1e-12, "abs": 1e-12, "nan_ok": True}

values = st.one_of(
    st.none(),
    st.integers(-3, 3).map(float),  # many ties
    st.integers(2**33, 2**33 + 50).map(float),  # counts beyond 32 bits
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
)


@st.composite
def some_series(draw: st.DrawFn) -> list[Series]:
    found = []
    for _ in range(draw(st.integers(1, 5))):
        column = draw(st.lists(values, max_size=40))
        steps = np.cumsum(draw(st.lists(st.integers(1, 3), min_size=len(column), max_size=len(column))))
        found.append(series_of([math.nan if one is None else one for one in column], steps))
    return found


@settings(max_examples=150, deadline=None)
@given(some_series())
def test_trends_agree(series: list[Series]) -> None:
    columns = trends_of(batch_of_series(series))
    for i, one in enumerate(series):
        test = mann_kendall(one)
        slope = sen_slope(one, test.var_s)
        shift = pettitt(one)
        assert (columns.n[i], columns.s[i], columns.var_s[i]) == (test.n, test.s, test.var_s)
        assert (columns.shift_k[i], columns.shift_index[i], columns.shift_falls[i]) == (
            shift.k,
            shift.index,
            shift.falls,
        )
        plain = [test.z, test.p, test.tau, slope.slope, slope.lower, slope.upper, slope.intercept, shift.p]
        compiled = [
            *(columns.z[i], columns.p[i], columns.tau[i], columns.slope[i]),
            *(columns.lower[i], columns.upper[i], columns.intercept[i], columns.shift_p[i]),
        ]
        assert compiled == pytest.approx(plain, **CLOSE)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-100, 100).map(lambda x: round(x, 6)), min_size=3, max_size=60, unique=True))
def test_the_correction_for_autocorrelation_agrees(column: list[float]) -> None:
    walk = series_of(np.cumsum(column))
    columns = trends_of(batch_of_series([walk]))
    lag1 = lag1_autocorrelation(walk)
    assert columns.lag1[0] == pytest.approx(lag1, rel=1e-9, abs=1e-9)
    expected = hamed_rao(walk).p if lag1 > LAG1_LIMIT else math.nan
    assert columns.p_adjusted[0] == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)


@settings(max_examples=100, deadline=None)
@given(some_series(), st.sampled_from([2, 4, 12]))
def test_seasonal_trends_agree(series: list[Series], season: int) -> None:
    columns = seasonal_trends_of(batch_of_series(series), season)
    for i, one in enumerate(series):
        test = seasonal_mann_kendall(one, season)
        assert columns.s[i] == test.s
        plain = [test.var_s, test.z, test.p, test.tau, seasonal_sen_slope(one, season)]
        compiled = [columns.var_s[i], columns.z[i], columns.p[i], columns.tau[i], columns.slope_per_cycle[i]]
        assert compiled == pytest.approx(plain, **CLOSE)


def test_long_series_with_many_pairs_agree() -> None:
    # More than 150 slopes are thrown into bins; ties, outliers and constant stretches must not disturb the ranks.
    random = np.random.default_rng(20260101)
    series = [
        series_of(column)
        for column in (
            random.normal(size=200),
            random.integers(0, 3, 200),
            random.standard_cauchy(200) * 1e6,
            np.r_[np.zeros(150), random.normal(size=50)],
            np.ones(200),
            np.arange(200.0),
        )
    ]
    columns = trends_of(batch_of_series(series))
    for i, one in enumerate(series):
        test = mann_kendall(one)
        slope = sen_slope(one, test.var_s)
        assert (columns.slope[i], columns.lower[i], columns.upper[i]) == (slope.slope, slope.lower, slope.upper)


points = st.tuples(
    st.one_of(st.none(), st.integers(-2, 60).map(float), st.integers(2**33, 2**33 + 5).map(float)),
    st.sampled_from([0.0, 1.0, 20.0, 55.5, 600.0]),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(points, max_size=35), min_size=1, max_size=4),
    st.sampled_from(list(ChartType)),
    st.sampled_from(list(RuleFamily)),
    st.one_of(st.none(), st.integers(2, 12)),
)
def test_charts_and_their_signals_agree(
    columns: list[list[tuple[float | None, float]]], chart: ChartType, rules: RuleFamily, baseline: int | None
) -> None:
    if chart is ChartType.RUN and rules is RuleFamily.WESTERN_ELECTRIC:
        rules = RuleFamily.ANHOEJ
    start = np.r_[0, np.cumsum([len(column) for column in columns])]
    top = np.array([math.nan if one is None else one for column in columns for one, _ in column])
    bottom = np.array([n for column in columns for _, n in column])
    batch = charts_of(start, top, bottom, chart, rules=rules, baseline=baseline)
    for k, column in enumerate(columns):
        part = slice(start[k], start[k + 1])
        base = np.arange(len(column)) < (baseline or len(column))
        limits = chart_limits(chart, top[part], bottom[part], base)
        known = base & ~np.isnan(limits.value)
        for compiled, plain in (
            (batch.limits.value, limits.value),
            (batch.limits.centre, limits.centre),
            (batch.limits.lower, limits.lower),
            (batch.limits.upper, limits.upper),
        ):
            if known.any():
                assert compiled[part] == pytest.approx(plain, **CLOSE)
        if known.any():
            flags = flag_points(limits, np.ones(len(column), dtype=bool), rules, chart)
            assert batch.flags[part].tolist() == flags.tolist()


def test_a_batch_out_of_three_columns_keeps_series_without_any_value() -> None:
    batch = batch_of([0, 0, 1, 2, 2], [0, 1, 0, 3, 4], [1.0, math.nan, math.nan, 5.0, 7.0])
    assert batch.start.tolist() == [0, 1, 1, 3]
    assert trends_of(batch).n.tolist() == [1, 0, 2]
