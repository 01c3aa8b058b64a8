"""A period, the one in which a day lies, and ranges of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods.calendar import month_start, week_number, week_one, weeks_in
from groundswell.domain.monitoring.periods.kinds import DAYS_A_YEAR, MONTHS, NAMES, WEEKS, PeriodKind
from groundswell.domain.said import said as _


@dataclass(frozen=True, order=True)
class Period:
    """A span of days of one kind; ordered by its first day.

    Args:
        first: First day.
        last: Last day, included.
        kind: Which kind of period it is.
    """

    first: date
    last: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """The label people see and :func:`parse_period` reads: ISO where ISO has one, else DHIS2's with a hyphen.

        Example:
            >>> from groundswell.domain.monitoring.periods import parse_period
            >>> [parse_period(text).label for text in ("202401", "2024W5", "2024BiW3", "202402B", "2024April")]
            ['2024-01', '2024-W05', '2024-BiW03', '2024-B02', '2024April']
        """
        return self._written(0)

    @property
    def dhis2(self) -> str:
        """The form DHIS2 writes and reads.

        Example:
            >>> from groundswell.domain.monitoring.periods import parse_period
            >>> [parse_period(text).dhis2 for text in ("2024-01-31", "2024-01", "2024-W05", "2024-Q1", "2024-B02")]
            ['20240131', '202401', '2024W5', '2024Q1', '202402B']
        """
        return self._written(1)

    @property
    def next(self) -> Period:
        """The period of the same kind that begins the day after this one ends."""
        return period_of(self.kind, self.last + timedelta(days=1))

    @property
    def previous(self) -> Period:
        """The period of the same kind that ends the day before this one begins."""
        return period_of(self.kind, self.first - timedelta(days=1))

    @property
    def step(self) -> int:
        """Its place on the line of periods of its kind: neighbours differ by 1, so a gap counts its missing periods."""
        return _step(self)

    @property
    def per_year(self) -> float:
        """How many periods of this kind make a year: turns a slope per step into a slope per year."""
        if self.kind in MONTHS:
            return 12 / MONTHS[self.kind][0]
        if self.kind is PeriodKind.DAY:
            return DAYS_A_YEAR
        return DAYS_A_YEAR / (14 if self.kind is PeriodKind.BIWEEK else 7)

    def _written(self, form: int) -> str:
        year, number = _number(self)
        return NAMES[self.kind][form].format(y=year, n=number, d=self.first)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.label


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of a kind in which a day lies.

    Args:
        kind: Kind of period.
        day: Any day of it.

    Example:
        >>> period_of(PeriodKind.QUARTER, date(2024, 5, 17)).label
        '2024-Q2'
    """
    if kind is PeriodKind.DAY:
        return Period(day, day, kind)
    if kind in MONTHS:
        length, start = MONTHS[kind]
        month = day.year * 12 + day.month - start
        first = month - month % length + start - 1
        return Period(month_start(first), month_start(first + length) - timedelta(days=1), kind)
    if kind is PeriodKind.BIWEEK:
        return _biweek_of(day)
    monday = WEEKS[kind][0]
    first_day = day - timedelta(days=(day.weekday() - monday) % 7)
    return Period(first_day, first_day + timedelta(days=6), kind)


def period_range(first: Period, last: Period) -> Iterator[Period]:
    """All periods from one to another of the same kind, both included; none when the first is later.

    Raises:
        BadInput: When the two are of different kinds.

    Example:
        >>> from groundswell.domain.monitoring.periods import parse_period
        >>> [period.label for period in period_range(parse_period("2024-11"), parse_period("2025-01"))]
        ['2024-11', '2024-12', '2025-01']
    """
    if first.kind is not last.kind:
        raise BadInput(
            _("%(first)s and %(last)s are periods of two kinds; a series has one.", first=first.label, last=last.label),
            _("Give both ends in the same kind."),
            code="period.mixed",
        )
    period = first
    while period <= last:
        yield period
        period = period.next


def as_months(periods: Sequence[Period]) -> list[Period]:
    """Days that are all the first of a month are what spreadsheets make of months: read them as months.

    Example:
        >>> from groundswell.domain.monitoring.periods import parse_period
        >>> [period.label for period in as_months([parse_period("2024-01-01"), parse_period("2024-02-01")])]
        ['2024-01', '2024-02']
    """
    firsts = all(period.kind is PeriodKind.DAY and period.first.day == 1 for period in periods)
    return [period_of(PeriodKind.MONTH, period.first) for period in periods] if firsts else list(periods)


def _biweek_of(day: date) -> Period:
    year, week = week_number(day - timedelta(days=day.weekday()), 0)
    pair = (week - 1) // 2
    first = week_one(year, 0) + timedelta(weeks=2 * pair)
    # Week 53 stands alone: a pair would reach into the next year's first fortnight.
    weeks = 1 if 2 * pair + 1 == weeks_in(year) else 2
    return Period(first, first + timedelta(days=7 * weeks - 1), PeriodKind.BIWEEK)


def _number(period: Period) -> tuple[int, int]:
    """Year of the label and number of the period in that year."""
    kind, first = period.kind, period.first
    if kind in MONTHS:
        length, start = MONTHS[kind]
        return first.year, (first.month - start) % 12 // length + 1
    if kind is PeriodKind.DAY:
        return first.year, 1
    year, week = week_number(first, WEEKS.get(kind, WEEKS[PeriodKind.WEEK])[0])
    return year, (week + 1) // 2 if kind is PeriodKind.BIWEEK else week


def _step(period: Period) -> int:
    kind, first = period.kind, period.first
    if kind is PeriodKind.DAY:
        return first.toordinal()
    if kind in MONTHS:
        length, start = MONTHS[kind]
        return (first.year * 12 + first.month - start) // length
    if kind is PeriodKind.BIWEEK:
        year, number = _number(period)
        long_years = sum(1 for earlier in range(MINYEAR, year) if weeks_in(earlier) == 53)
        return (year - MINYEAR) * 26 + long_years + number
    return first.toordinal() // 7
