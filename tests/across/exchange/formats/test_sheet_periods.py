"""Periods are read in the forms people write, and not read where they are not sure."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.across.exchange.formats.sheet_periods import (
    day_order,
    pairs_of_years,
    period_in_name,
    read_period,
)
from groundswell.domain.monitoring.periods import parse_period


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("2014-08-12", "2014-08-12"),
        ("2014/8/2", "2014-08-02"),
        ("2020-01-31T00:00:00", "2020-01-31"),
        ("2020-01-31 00:00:00", "2020-01-31"),
        ("31/01/2020", "2020-01-31"),
        ("1/31/2020", "2020-01-31"),
        ("31.01.2020", "2020-01-31"),
        ("5/5/2020", "2020-05-05"),
        ("3/4/2020", None),
        ("25/4/14", "2014-04-25"),
        ("31 January 2020", "2020-01-31"),
        ("31-Jan-2020", "2020-01-31"),
        ("March 5, 2020", "2020-03-05"),
        ("31 janvier 2020", "2020-01-31"),
        ("août 2021", "2021-08"),
        ("Fevereiro 2021", "2021-02"),
        ("enero 2021", "2021-01"),
        ("Jan-20", "2020-01"),
        ("2020 Jan", "2020-01"),
        ("01/2020", "2020-01"),
        ("202401", "2024-01"),
        (202401, "2024-01"),
        ("2024", "2024"),
        (2024, "2024"),
        ("2024Q1", "2024-Q1"),
        ("Q1 2024", "2024-Q1"),
        ("Q42010", "2010-Q4"),
        ("T2 2024", "2024-Q2"),
        ("2024W5", "2024-W05"),
        ("Week 5, 2024", "2024-W05"),
        ("2024S1", "2024-S1"),
        ("2024April", "2024April"),
        (date(2024, 1, 31), "2024-01-31"),
        (datetime(2024, 1, 31, 12), "2024-01-31"),
        ("YYYY-MM-DD", None),
        ("2024-13", None),
        ("31/02/2024", None),
        ("2019-20", None),
        ("2019/20", None),
        ("Total", None),
        ("May", None),
        ("12", None),
        ("AIDS 2020", None),
        ("0001", None),
        (12.5, None),
        (True, None),
        (None, None),
        ("", None),
    ],
)
def test_a_cell_names_a_period_or_none(cell: object, label: str | None) -> None:
    assert read_period(cell) == label


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_every_order_of_day_month_and_year_is_read_when_it_is_known(day: date, day_first: bool) -> None:
    written = f"{day.day}/{day.month}/{day.year}" if day_first else f"{day.month}/{day.day}/{day.year}"
    assert read_period(written, day_first=day_first) == day.isoformat()
    assert read_period(day.strftime("%d %B %Y")) == day.isoformat()


@given(st.text(max_size=12))
def test_whatever_is_read_is_a_period_that_the_domain_knows(text: str) -> None:
    label = read_period(text)
    assert label is None or parse_period(label).label == label


def test_dates_may_stand_for_longer_periods() -> None:
    assert read_period(date(2017, 3, 1), dates_are="month") == "2017-03"
    assert read_period("2017-03-01", dates_are="quarter") == "2017-Q1"
    assert read_period("2017-03-01", dates_are="week") == "2017-W09"
    assert read_period("2017-03", dates_are="year") == "2017-03", "only full dates stand for something longer"


def test_the_order_of_day_and_month_is_told_by_any_date_that_fits_one_order_only() -> None:
    assert day_order(["1/2/2020", "13/2/2020"]) is True
    assert day_order(["1/2/2020", "2/13/2020"]) is False
    assert day_order(["1/2/2020", date(2020, 1, 1)]) is None


def test_pairs_of_years_are_not_taken_for_months() -> None:
    assert pairs_of_years(["2010-11", "2011-12"]) == ("2010-11", "2011-12")
    assert pairs_of_years(["2014", "2008-09"]) == ("2008-09",)
    assert pairs_of_years(["2010-11", "2010-12"]) == ()
    assert pairs_of_years(["2010-11"]) == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2014-08-12-v77.csv", "2014-08-12"),
        ("report_20140812.csv", "2014-08-12"),
        ("anc_2024Q1.xlsx", "2024-Q1"),
        ("Report Jan 2020.xlsx", "2020-01"),
        ("population_2020.csv", "2020"),
        ("Ebola-Situation-Report_Vol-188.csv", None),
        ("sl_case_data_-_Dec_13.csv", None),
        ("data.csv", None),
    ],
)
def test_a_file_name_carries_a_period_or_none(name: str, label: str | None) -> None:
    assert period_in_name(name) == label
