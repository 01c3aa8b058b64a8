"""Roll-up by the indicator's kind: never an average of percentages, and the division comes last."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.indicators import (
    DEFAULT_INDICATORS,
    Aggregation,
    Family,
    Indicator,
    OverTime,
    default_indicator,
)
from groundswell.domain.monitoring.periods import Period, parse_period, period_range
from groundswell.domain.monitoring.rollup import Observation, roll_up, roll_up_by_period, roll_up_by_place

JANUARY, FEBRUARY = parse_period("2024-01"), parse_period("2024-02")
HELD_WELL = default_indicator("P9")
MONTHS = list(period_range(JANUARY, parse_period("2024-12")))


def test_a_ratio_divides_the_sums() -> None:
    result = roll_up([Observation("A", JANUARY, 1, 10), Observation("B", JANUARY, 45, 50)], HELD_WELL)
    assert (result.value, result.numerator, result.denominator) == (46 / 60, 46, 60)
    assert result.spread is not None
    assert (result.spread.lowest, result.spread.highest) == (0.1, 0.9)


def test_coverage_of_a_year_is_people_reached_once_over_the_last_target_group() -> None:
    # method.md 3.0, "Over time"
    reached = default_indicator("P3")
    reports = [
        Observation("A", JANUARY, 30, 100),
        Observation("A", FEBRUARY, 50, 110),
        Observation("B", JANUARY, 10, 90),
    ]
    result = roll_up(reports, reached)
    assert (result.numerator, result.denominator) == (60, 200)


def test_groups_meeting_are_the_mean_over_time_and_groups_formed_the_last() -> None:
    meeting = default_indicator("P2")
    result = roll_up([Observation("A", JANUARY, 8, 10), Observation("A", FEBRUARY, 12, 16)], meeting)
    assert (result.numerator, result.denominator) == (10, 16)


def test_a_mean_is_weighted_by_its_n_and_says_why_when_n_is_missing() -> None:
    fidelity = default_indicator("P8")
    both = [Observation("A", JANUARY, None, 10, 0.9), Observation("B", JANUARY, None, 30, 0.7)]
    assert roll_up(both, fidelity).value == pytest.approx(0.75)
    without = roll_up([Observation("A", JANUARY, value=0.9), Observation("B", JANUARY, value=0.7)], fidelity)
    assert without.value is None
    assert "without n cannot be combined" in without.why
    assert without.spread is not None
    assert without.spread.median == pytest.approx(0.8)


def test_percentages_without_counts_and_medians_show_their_spread_and_no_mean() -> None:
    ready = [Observation(place, JANUARY, value=value) for place, value in (("A", 0.2), ("B", 0.9))]
    assert roll_up(ready, HELD_WELL).value is None
    median = default_indicator("P7")
    result = roll_up([Observation("A", JANUARY, 12), Observation("B", JANUARY, 20)], median)
    assert result.value is None
    assert result.spread is not None
    assert (result.spread.n, result.spread.median) == (2, 16)
    assert roll_up([Observation("A", JANUARY, 12)], median).value == 12


def test_a_zero_denominator_gives_no_value_and_a_missing_side_is_left_out() -> None:
    none = roll_up([Observation("A", JANUARY, 0, 0)], HELD_WELL)
    assert (none.value, none.why) == (None, "The denominator is zero.")
    half = roll_up([Observation("A", JANUARY, 5, None), Observation("B", JANUARY, 6, 10)], HELD_WELL)
    assert (half.value, half.reports, half.left_out) == (0.6, 1, 1)
    assert roll_up([], HELD_WELL).value is None


def test_a_small_denominator_is_marked() -> None:
    assert roll_up([Observation("A", JANUARY, 5, 19)], HELD_WELL).small
    assert not roll_up([Observation("A", JANUARY, 5, 20)], HELD_WELL).small


def test_series_and_areas_are_rolled_up_by_their_own() -> None:
    reports = [
        Observation("A", FEBRUARY, 1, 2),
        Observation("A", JANUARY, 1, 4),
        Observation("B", JANUARY, 3, 4),
    ]
    assert [result.value for result in roll_up_by_period(reports, HELD_WELL).values()] == [0.5, 0.5]
    areas = roll_up_by_place(reports, HELD_WELL, {"A": "North", "B": "North"})
    assert {area: result.denominator for area, result in areas.items()} == {"North": 10}


def test_a_ratio_without_denominator_is_refused() -> None:
    with pytest.raises(BadInput, match="has no denominator"):
        Indicator(code="X", name="X", numerator="x", unit="", family=Family.REACH)


def test_the_default_set_is_complete_and_its_codes_are_unique() -> None:
    codes = [indicator.code for indicator in DEFAULT_INDICATORS]
    assert {f"P{i}" for i in range(1, 23)} | {f"O{i}" for i in range(1, 9)} <= set(codes)
    assert len(codes) == len(set(codes))
    with pytest.raises(BadInput, match="no indicator “P99”"):
        default_indicator("P99")


counts = st.integers(0, 2**40)
reports = st.lists(
    st.builds(
        Observation,
        st.sampled_from("ABCDE"),
        st.sampled_from(MONTHS),
        st.one_of(st.none(), counts),
        st.one_of(st.none(), counts),
    ),
    max_size=30,
    unique_by=lambda row: (row.place, row.period),
)
indicators = st.sampled_from([one for one in DEFAULT_INDICATORS if one.aggregation is not Aggregation.NONE])


@given(reports, indicators, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rows: list[Observation], indicator: Indicator, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert roll_up(shuffled, indicator) == roll_up(rows, indicator)


@given(reports)
def test_a_ratio_lies_between_its_lowest_and_highest_share(rows: list[Observation]) -> None:
    rows = [row for row in rows if row.denominator]
    result = roll_up(rows, HELD_WELL)
    if result.value is not None and result.spread is not None:
        assert result.spread.lowest <= result.value * (1 + 1e-12)
        assert result.value <= result.spread.highest * (1 + 1e-12)


@given(reports, indicators)
def test_places_added_up_step_by_step_give_the_same_sums(rows: list[Observation], indicator: Indicator) -> None:
    whole = roll_up(rows, indicator)
    parts = [roll_up([row for row in rows if row.place == place], indicator) for place in "ABCDE"]
    for side in ("numerator", "denominator"):
        known = [value for part in parts if (value := getattr(part, side)) is not None]
        if getattr(whole, side) is not None:
            assert getattr(whole, side) == pytest.approx(math.fsum(known), rel=1e-12)


@given(reports, st.integers(2, 1000))
def test_a_change_of_unit_of_both_sides_leaves_a_ratio_as_it_is(rows: list[Observation], factor: int) -> None:
    scaled = [
        replace(
            row,
            numerator=None if row.numerator is None else row.numerator * factor,
            denominator=None if row.denominator is None else row.denominator * factor,
        )
        for row in rows
    ]
    before, after = roll_up(rows, HELD_WELL).value, roll_up(scaled, HELD_WELL).value
    assert after == (None if before is None else pytest.approx(before, rel=1e-12))


@given(st.lists(counts, min_size=1, max_size=12), st.sampled_from(list(OverTime)))
def test_over_time_sums_events_averages_levels_and_keeps_the_last_stock(column: list[int], how: OverTime) -> None:
    indicator = replace(HELD_WELL, numerator_over_time=how)
    rows = [Observation("A", month, value, 1) for month, value in zip(MONTHS, column, strict=False)]
    expected = {OverTime.SUM: sum(column), OverTime.LAST: column[-1], OverTime.MEAN: sum(column) / len(column)}[how]
    assert roll_up(rows, indicator).numerator == pytest.approx(expected)


def test_period_is_ordered_by_time() -> None:
    assert isinstance(JANUARY, Period)
    assert sorted([FEBRUARY, JANUARY]) == [JANUARY, FEBRUARY]
