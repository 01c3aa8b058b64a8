"""Months and ISO weeks as numbers."""

from __future__ import annotations

from datetime import date, timedelta


def month_start(months: int) -> date:
    """First day of a month counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


def week_one(year: int, monday: int) -> date:
    """First day of week 1: the week, beginning on that weekday, that holds 4 January."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - monday) % 7)


def week_number(first: date, monday: int) -> tuple[int, int]:
    """Year and number of the week that begins on a day."""
    year = (first + timedelta(days=3)).year
    return year, (first - week_one(year, monday)).days // 7 + 1


def weeks_in(year: int, monday: int = 0) -> int:
    """How many weeks a year has: 52 or 53."""
    return (week_one(year + 1, monday) - week_one(year, monday)).days // 7
