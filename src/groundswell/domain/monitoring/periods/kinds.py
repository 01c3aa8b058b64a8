"""The kinds of period, and how each is written."""

from __future__ import annotations

from enum import StrEnum


class PeriodKind(StrEnum):
    """The kinds of period; a series never mixes two of them."""

    DAY = "day"
    WEEK = "week"
    WEEK_WEDNESDAY = "week-wednesday"
    WEEK_THURSDAY = "week-thursday"
    WEEK_SATURDAY = "week-saturday"
    WEEK_SUNDAY = "week-sunday"
    BIWEEK = "biweek"
    MONTH = "month"
    BIMONTH = "bimonth"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    HALF_YEAR_APRIL = "half-year-april"
    YEAR = "year"
    FINANCIAL_YEAR_APRIL = "financial-year-april"
    FINANCIAL_YEAR_JULY = "financial-year-july"
    FINANCIAL_YEAR_OCTOBER = "financial-year-october"


# Weeks: weekday of the first day (Monday 0) and the mark in the label; months: length, first month, form of the label.
WEEKS: dict[PeriodKind, tuple[int, str]] = {
    PeriodKind.WEEK: (0, "W"),
    PeriodKind.WEEK_WEDNESDAY: (2, "WedW"),
    PeriodKind.WEEK_THURSDAY: (3, "ThuW"),
    PeriodKind.WEEK_SATURDAY: (5, "SatW"),
    PeriodKind.WEEK_SUNDAY: (6, "SunW"),
}
MONTHS: dict[PeriodKind, tuple[int, int]] = {
    PeriodKind.MONTH: (1, 1),
    PeriodKind.BIMONTH: (2, 1),
    PeriodKind.QUARTER: (3, 1),
    PeriodKind.HALF_YEAR: (6, 1),
    PeriodKind.HALF_YEAR_APRIL: (6, 4),
    PeriodKind.YEAR: (12, 1),
    PeriodKind.FINANCIAL_YEAR_APRIL: (12, 4),
    PeriodKind.FINANCIAL_YEAR_JULY: (12, 7),
    PeriodKind.FINANCIAL_YEAR_OCTOBER: (12, 10),
}
# How a label and a DHIS2 form are written: y year of the label, n number in that year, d the first day.
NAMES: dict[PeriodKind, tuple[str, str]] = {
    PeriodKind.DAY: ("{y:04d}-{d:%m-%d}", "{y:04d}{d:%m%d}"),
    PeriodKind.BIWEEK: ("{y:04d}-BiW{n:02d}", "{y:04d}BiW{n}"),
    PeriodKind.MONTH: ("{y:04d}-{n:02d}", "{y:04d}{n:02d}"),
    PeriodKind.BIMONTH: ("{y:04d}-B{n:02d}", "{y:04d}{n:02d}B"),
    PeriodKind.QUARTER: ("{y:04d}-Q{n}", "{y:04d}Q{n}"),
    PeriodKind.HALF_YEAR: ("{y:04d}-S{n}", "{y:04d}S{n}"),
    PeriodKind.HALF_YEAR_APRIL: ("{y:04d}AprilS{n}", "{y:04d}AprilS{n}"),
    PeriodKind.YEAR: ("{y:04d}", "{y:04d}"),
    PeriodKind.FINANCIAL_YEAR_APRIL: ("{y:04d}April", "{y:04d}April"),
    PeriodKind.FINANCIAL_YEAR_JULY: ("{y:04d}July", "{y:04d}July"),
    PeriodKind.FINANCIAL_YEAR_OCTOBER: ("{y:04d}Oct", "{y:04d}Oct"),
    **{kind: (f"{{y:04d}}-{mark}{{n:02d}}", f"{{y:04d}}{mark}{{n}}") for kind, (_day, mark) in WEEKS.items()},
}
DAYS_A_YEAR = 365.2425
