"""Periods: every form is read, written back, and refused with a sentence when it cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import Period, PeriodKind, parse_period, period_of, period_range

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
kinds = st.sampled_from(list(PeriodKind))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        # ISO
        ("2024-01-31", "day", (2024, 1, 31), (2024, 1, 31)),
        ("2024-W05", "week", (2024, 1, 29), (2024, 2, 4)),
        ("2024-01", "month", (2024, 1, 1), (2024, 1, 31)),
        ("2024-Q1", "quarter", (2024, 1, 1), (2024, 3, 31)),
        ("2024", "year", (2024, 1, 1), (2024, 12, 31)),
        # DHIS2 developer manual, date and period format; features.md 3.4
        ("20040315", "day", (2004, 3, 15), (2004, 3, 15)),
        ("2004W10", "week", (2004, 3, 1), (2004, 3, 7)),
        ("2004W1", "week", (2003, 12, 29), (2004, 1, 4)),
        ("2004WedW2", "week-wednesday", (2004, 1, 7), (2004, 1, 13)),
        ("2004ThuW2", "week-thursday", (2004, 1, 8), (2004, 1, 14)),
        ("2004SatW2", "week-saturday", (2004, 1, 10), (2004, 1, 16)),
        ("2004SunW2", "week-sunday", (2004, 1, 11), (2004, 1, 17)),
        ("2004BiW1", "biweek", (2003, 12, 29), (2004, 1, 11)),
        ("200403", "month", (2004, 3, 1), (2004, 3, 31)),
        ("200401B", "bimonth", (2004, 1, 1), (2004, 2, 29)),
        ("200406B", "bimonth", (2004, 11, 1), (2004, 12, 31)),
        ("2004Q1", "quarter", (2004, 1, 1), (2004, 3, 31)),
        ("2004S1", "half-year", (2004, 1, 1), (2004, 6, 30)),
        ("2004S2", "half-year", (2004, 7, 1), (2004, 12, 31)),
        ("2004AprilS1", "half-year-april", (2004, 4, 1), (2004, 9, 30)),
        ("2004AprilS2", "half-year-april", (2004, 10, 1), (2005, 3, 31)),
        ("2004April", "financial-year-april", (2004, 4, 1), (2005, 3, 31)),
        ("2004July", "financial-year-july", (2004, 7, 1), (2005, 6, 30)),
        ("2004Oct", "financial-year-october", (2004, 10, 1), (2005, 9, 30)),
        # ADX
        ("2015-06-01/P1M", "month", (2015, 6, 1), (2015, 6, 30)),
        ("2015-04-01/P1Y", "financial-year-april", (2015, 4, 1), (2016, 3, 31)),
    ],
)
def test_every_form_is_read(text: str, kind: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse_period(text) == Period(date(*first), date(*last), PeriodKind(kind))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-13", "months go from 1 to 12, and this says 13"),
        ("202400", "months go from 1 to 12, and this says 0"),
        ("2024-02-30", "month 2024-02 has no day 30"),
        ("2024Q5", "quarters go from 1 to 4, and this says 5"),
        ("2024S3", "half-years go from 1 to 2"),
        ("2023W53", "the weeks of 2023 go from 1 to 52"),
        ("2024BiW28", "the fortnights of 2024 go from 1 to 26"),
        ("202407B", "two-month periods go from 1 to 6"),
        ("2024-01-15/P1M", "begins on 2024-01-15"),
        ("0000-01-01/P1D", "the calendar does not have it"),
        ("January", "is not a period"),
        ("", "is not a period"),
        ("2024-1", "is not a period"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason_and_a_remedy(text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_period(text)
    assert said in refused.value.text
    assert "2024-W05" in refused.value.remedy


@given(kinds, days)
def test_a_period_reads_back_from_its_label_and_from_its_dhis2_form(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert day in period
    assert parse_period(period.label) == period
    assert parse_period(period.dhis2) == period


@given(kinds, days)
def test_periods_of_a_kind_follow_each_other_without_hole_or_overlap(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert period.next.first == period.last + timedelta(days=1)
    assert period.next.previous == period
    assert period.next.step == period.step + 1
    assert period.previous < period < period.next


@given(kinds, days)
def test_every_day_of_a_period_names_it(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert period_of(kind, period.first) == period_of(kind, period.last) == period


@given(days)
def test_iso_weeks_are_those_of_the_calendar(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert period_of(PeriodKind.WEEK, day).label == f"{year:04d}-W{week:02d}"


def test_a_range_counts_every_period_and_refuses_two_kinds() -> None:
    labels = [period.label for period in period_range(parse_period("2024-Q4"), parse_period("2025-Q2"))]
    assert labels == ["2024-Q4", "2025-Q1", "2025-Q2"]
    assert not list(period_range(parse_period("2025"), parse_period("2024")))
    with pytest.raises(BadInput, match="two kinds; a series has one"):
        list(period_range(parse_period("2024-01"), parse_period("2024-Q1")))
