"""Roll-ups over arrays say the same as the domain's, one group at a time."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.monitoring.indicators import Aggregation, Indicator, OverTime, default_indicator
from groundswell.domain.monitoring.periods import parse_period
from groundswell.domain.monitoring.rollup import Observation, roll_up
from groundswell.during.monitoring.selectors.areas import Area, Tree
from groundswell.during.monitoring.selectors.columns import Columns, combine
from groundswell.during.monitoring.selectors.series import reading_of
from groundswell.during.monitoring.selectors.sheets import Sheeted

FIRST = parse_period("2025-01")
PERIODS = [FIRST, FIRST.next, FIRST.next.next]
number = st.one_of(st.none(), st.integers(0, 50).map(float))
reports = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 1), number, number, number),
    max_size=20,
    unique_by=lambda row: row[:2],
)


def sheet(kind: Aggregation, top: OverTime = OverTime.SUM, bottom: OverTime = OverTime.SUM) -> Indicator:
    return replace(default_indicator("P9"), aggregation=kind, numerator_over_time=top, denominator_over_time=bottom)


def columns(rows: list[tuple[int, int, int, float | None, float | None, float | None]]) -> tuple[Columns, np.ndarray]:
    table = np.array([(p, FIRST.step + t, n, d, v) for p, t, _g, n, d, v in rows], dtype=float).reshape(-1, 5)
    found = Columns(table[:, 0].astype(int), table[:, 1].astype(int), table[:, 2], table[:, 3], table[:, 4])
    return found, np.array([row[2] for row in rows], dtype=np.int64)


@settings(max_examples=60, deadline=None)
@given(rows=reports, kind=st.sampled_from(Aggregation), over=st.tuples(*[st.sampled_from(OverTime)] * 2))
def test_arrays_roll_up_as_the_domain_does(
    rows: list[tuple[int, int, int, float | None, float | None, float | None]],
    kind: Aggregation,
    over: tuple[OverTime, OverTime],
) -> None:
    indicator = sheet(kind, *over)
    if kind is Aggregation.SUM:
        indicator = replace(indicator, numerator_over_time=OverTime.SUM)
    if kind is Aggregation.LAST:
        indicator = replace(indicator, numerator_over_time=OverTime.LAST)
    table, group = columns(rows)
    sums = combine(indicator, table, group, 2)
    for at in (0, 1):
        wanted = roll_up([Observation(str(p), PERIODS[t], n, d, v) for p, t, g, n, d, v in rows if g == at], indicator)
        got = float(sums.value[at])
        assert math.isnan(got) if wanted.value is None else math.isclose(got, wanted.value, abs_tol=1e-12)


def tree() -> Tree:
    areas = (Area(2, "a", "North", 1), Area(3, "b", "South", 1))
    paths = {1: "1/", 2: "1/2/", 3: "1/3/", 4: "1/2/4/", 5: "1/2/5/"}
    return Tree(Area(1, "c", "Country", 0), areas, {2: 0, 3: 1, 4: 0, 5: 0}, paths)


def sheeted(indicator: Indicator) -> Sheeted:
    return Sheeted(1, "key", indicator.name, indicator, "month", True)


def table(*rows: tuple[int, int, float, float]) -> Columns:
    found = np.array(rows, dtype=float)
    empty = np.full(len(rows), np.nan)
    return Columns(found[:, 0].astype(int), found[:, 1].astype(int) + FIRST.step, found[:, 2], found[:, 3], empty)


def test_a_small_and_a_large_place_are_never_averaged_as_percentages() -> None:
    reading = reading_of(sheeted(default_indicator("P9")), tree(), table((4, 0, 1, 10), (5, 0, 45, 50)))
    assert reading.total(PERIODS).value == pytest.approx(46 / 60)


def test_a_districts_own_total_is_not_added_to_its_communities() -> None:
    indicator = sheeted(sheet(Aggregation.SUM))
    reading = reading_of(
        indicator, tree(), table((2, 0, 30, 1), (4, 0, 10, 1), (5, 0, 20, 1), (2, 1, 40, 1), (3, 0, 7, 1))
    )
    assert [moment.value for moment in reading.series(PERIODS)] == [37, 40, None]


def test_a_month_without_reports_stays_a_gap() -> None:
    reading = reading_of(sheeted(default_indicator("P9")), tree(), table((4, 0, 8, 10), (4, 2, 9, 10)))
    north, south = reading.series_by_child(PERIODS)
    assert [moment.value for moment in north] == [0.8, None, 0.9]
    assert {moment.value for moment in south} == {None}


def test_what_cannot_be_combined_shows_its_spread() -> None:
    total = reading_of(sheeted(sheet(Aggregation.NONE)), tree(), table((4, 0, 8, 10), (5, 0, 20, 10))).total(PERIODS)
    assert total.value is None
    assert total.spread is not None
    assert (total.spread.lowest, total.spread.highest) == (8, 20)
