"""Odd reports are flagged with a sentence; a flag never removes a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.monitoring.cascade import cascade_retention, left_after
from groundswell.domain.monitoring.completeness import Completeness, Report, completeness_of
from groundswell.domain.monitoring.data_quality import FlagKind, quality_flags, verification_flag
from groundswell.domain.monitoring.indicators import default_indicator
from groundswell.domain.monitoring.periods import parse_period, period_range
from groundswell.domain.monitoring.rollup import Observation

MONTHS = list(period_range(parse_period("2024-01"), parse_period("2024-12")))
MEETINGS = default_indicator("P5")


def flags(rows: list[Observation], code: str = "P5") -> list[tuple[str, FlagKind]]:
    return [(flag.period.label, flag.kind) for flag in quality_flags(rows, default_indicator(code))]


def test_a_numerator_above_its_denominator_is_flagged_unless_it_may_be() -> None:
    row = [Observation("A", MONTHS[0], 12, 10)]
    assert flags(row) == [("2024-01", FlagKind.ABOVE_DENOMINATOR)]
    assert flags(row, "P21") == []  # spend may exceed plan


def test_negative_counts_and_counts_of_nothing_are_flagged() -> None:
    assert flags([Observation("A", MONTHS[0], -1, 10)]) == [("2024-01", FlagKind.NEGATIVE)]
    assert flags([Observation("A", MONTHS[0], 3, 0)]) == [("2024-01", FlagKind.NO_DENOMINATOR)]


def test_an_outlier_is_found_although_it_widens_the_spread() -> None:
    shares = [80, 82, 79, 81, 80, 78, 20, 81]
    rows = [Observation("A", month, share, 100) for month, share in zip(MONTHS, shares, strict=False)]
    found = quality_flags(rows, MEETINGS)
    assert [(flag.period.label, flag.kind) for flag in found if flag.kind is FlagKind.OUTLIER] == [
        ("2024-07", FlagKind.OUTLIER)
    ]
    assert [flag.period.label for flag in found if flag.kind is FlagKind.JUMP] == ["2024-07", "2024-08"]


def test_a_change_across_a_gap_is_no_jump() -> None:
    assert flags([Observation("A", MONTHS[0], 80, 100), Observation("A", MONTHS[2], 20, 100)]) == []


@pytest.mark.parametrize(
    ("reported", "recounted", "flagged"), [(100, 90, False), (100, 89, True), (0, 0, False), (0, 5, True)]
)
def test_a_recount_outside_nine_to_eleven_tenths_is_flagged(reported: int, recounted: int, flagged: bool) -> None:
    assert (verification_flag("A", MONTHS[0], reported, recounted) is not None) == flagged


@given(st.lists(st.integers(0, 100), max_size=12), st.integers(2, 9))
def test_a_change_of_unit_changes_no_flag(column: list[int], factor: int) -> None:
    def kinds(scale: int) -> list[tuple[str, FlagKind]]:
        return flags([Observation("A", m, y * scale, 100 * scale) for m, y in zip(MONTHS, column, strict=False)])

    assert kinds(factor) == kinds(1)


def test_completeness_counts_expected_received_and_timely_reports() -> None:
    reports = [Report("A", "2024-01", True, True), Report("B", "2024-01", True), Report("C", "2024-01", False)]
    found = completeness_of(reports)
    assert (found.expected, found.received, found.on_time) == (3, 2, 1)
    assert found.complete_share == pytest.approx(2 / 3)
    assert not found.complete_enough
    assert Completeness(10, 8, 0).complete_enough
    assert Completeness(0, 0, 0).complete_share is None
    with pytest.raises(BadInput, match="do not fit"):
        Completeness(1, 2, 0)


def test_three_hand_overs_of_three_quarters_leave_42_per_cent() -> None:
    # method.md 3.5 [S52]
    assert left_after(0.75, 3) == pytest.approx(0.42, abs=0.005)


@pytest.mark.parametrize(
    ("ratio", "depth", "alert"), [(0.95, 2, False), (0.89, 1, True), (0.92, 3, True), (0.90, 2, False)]
)
def test_a_cascade_that_leaves_too_little_alerts(ratio: float, depth: int, alert: bool) -> None:
    assert cascade_retention([(80, 80 * ratio), (60, 60 * ratio)], depth).alert == alert


def test_a_cascade_without_scores_cannot_be_judged() -> None:
    with pytest.raises(CannotJudge, match="No pair"):
        cascade_retention([], 1)
    with pytest.raises(BadInput, match="not above 0"):
        cascade_retention([(0, 1)], 1)


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=1, max_size=10), st.floats(0.1, 10))
def test_the_scale_of_the_scores_does_not_matter(pairs: list[tuple[float, float]], factor: float) -> None:
    plain = cascade_retention(pairs, 2)
    scaled = cascade_retention([(trainer * factor, trainee * factor) for trainer, trainee in pairs], 2)
    assert scaled.per_level == pytest.approx(plain.per_level)
