"""Periods: ISO labels and every DHIS2 form, each a first and a last day.

A period of any kind is fixed by one day that lies in it (:func:`period_of`); next, previous and ranges
follow from that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

from groundswell.domain.errors import BadInput
from groundswell.domain.said import Said
from groundswell.domain.said import said as _


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
_WEEKS: dict[PeriodKind, tuple[int, str]] = {
    PeriodKind.WEEK: (0, "W"),
    PeriodKind.WEEK_WEDNESDAY: (2, "WedW"),
    PeriodKind.WEEK_THURSDAY: (3, "ThuW"),
    PeriodKind.WEEK_SATURDAY: (5, "SatW"),
    PeriodKind.WEEK_SUNDAY: (6, "SunW"),
}
_MONTHS: dict[PeriodKind, tuple[int, int]] = {
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
_NAMES: dict[PeriodKind, tuple[str, str]] = {
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
    **{kind: (f"{{y:04d}}-{mark}{{n:02d}}", f"{{y:04d}}{mark}{{n}}") for kind, (_day, mark) in _WEEKS.items()},
}
_DAYS_A_YEAR = 365.2425
_REMEDY = _(
    "Write for example 2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024-S1, 2024, or the DHIS2 form (202401, 2024W5)."
)


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
            >>> [parse_period(text).label for text in ("202401", "2024W5", "2024BiW3", "202402B", "2024April")]
            ['2024-01', '2024-W05', '2024-BiW03', '2024-B02', '2024April']
        """
        return self._written(0)

    @property
    def dhis2(self) -> str:
        """The form DHIS2 writes and reads.

        Example:
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
        if self.kind in _MONTHS:
            return 12 / _MONTHS[self.kind][0]
        if self.kind is PeriodKind.DAY:
            return _DAYS_A_YEAR
        return _DAYS_A_YEAR / (14 if self.kind is PeriodKind.BIWEEK else 7)

    def _written(self, form: int) -> str:
        year, number = _number(self)
        return _NAMES[self.kind][form].format(y=year, n=number, d=self.first)

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
    if kind in _MONTHS:
        length, start = _MONTHS[kind]
        month = day.year * 12 + day.month - start
        first = month - month % length + start - 1
        return Period(_month_start(first), _month_start(first + length) - timedelta(days=1), kind)
    if kind is PeriodKind.BIWEEK:
        return _biweek_of(day)
    monday = _WEEKS[kind][0]
    first_day = day - timedelta(days=(day.weekday() - monday) % 7)
    return Period(first_day, first_day + timedelta(days=6), kind)


@lru_cache(maxsize=8192)
def parse_period(text: str) -> Period:
    """The period that a text names, in ISO form or in any form of DHIS2.

    Args:
        text: Such as ``2024-01``, ``2024-W05``, ``2024-Q1``, ``2024``, ``2024-01-31``, ``20240131``, ``2024W5``,
            ``2024WedW5``, ``2024BiW3``, ``202401``, ``202401B``, ``2024Q1``, ``2024S1``, ``2024AprilS1``,
            ``2024April``, or an ADX interval ``2024-01-01/P1M``.

    Raises:
        BadInput: When no such period exists; the sentence names the text and what is wrong with it.

    Source:
        ISO 8601; DHIS2 developer manual, "Date and period format"; ADX (IHE QRPH) for the interval form.

    Example:
        >>> parse_period("2004AprilS2").first, parse_period("2004AprilS2").last
        (datetime.date(2004, 10, 1), datetime.date(2005, 3, 31))
    """
    stripped = text.strip()
    for pattern, read in _FORMS:
        match = pattern.fullmatch(stripped)
        if match is None:
            continue
        try:
            period = read(*match.groups())
        except (ValueError, OverflowError) as error:
            reason = error.args[0] if isinstance(error.args[0], Said) else _("the calendar does not have it")
            text = _("“%(text)s” is not a period: %(reason)s.", text=stripped, reason=reason)
            raise BadInput(text, _REMEDY, code="period.unknown") from None
        return period
    raise BadInput(_("“%(text)s” is not a period.", text=stripped), _REMEDY, code="period.unknown")


def period_range(first: Period, last: Period) -> Iterator[Period]:
    """All periods from one to another of the same kind, both included; none when the first is later.

    Raises:
        BadInput: When the two are of different kinds.

    Example:
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
        >>> [period.label for period in as_months([parse_period("2024-01-01"), parse_period("2024-02-01")])]
        ['2024-01', '2024-02']
    """
    firsts = all(period.kind is PeriodKind.DAY and period.first.day == 1 for period in periods)
    return [period_of(PeriodKind.MONTH, period.first) for period in periods] if firsts else list(periods)


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _week_one(year: int, monday: int) -> date:
    """First day of week 1: the week, beginning on that weekday, that holds 4 January."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - monday) % 7)


def _week_number(first: date, monday: int) -> tuple[int, int]:
    year = (first + timedelta(days=3)).year
    return year, (first - _week_one(year, monday)).days // 7 + 1


def _weeks_in(year: int, monday: int = 0) -> int:
    return (_week_one(year + 1, monday) - _week_one(year, monday)).days // 7


def _biweek_of(day: date) -> Period:
    year, week = _week_number(day - timedelta(days=day.weekday()), 0)
    pair = (week - 1) // 2
    first = _week_one(year, 0) + timedelta(weeks=2 * pair)
    # Week 53 stands alone: a pair would reach into the next year's first fortnight.
    weeks = 1 if 2 * pair + 1 == _weeks_in(year) else 2
    return Period(first, first + timedelta(days=7 * weeks - 1), PeriodKind.BIWEEK)


def _number(period: Period) -> tuple[int, int]:
    """Year of the label and number of the period in that year."""
    kind, first = period.kind, period.first
    if kind in _MONTHS:
        length, start = _MONTHS[kind]
        return first.year, (first.month - start) % 12 // length + 1
    if kind is PeriodKind.DAY:
        return first.year, 1
    year, week = _week_number(first, _WEEKS.get(kind, _WEEKS[PeriodKind.WEEK])[0])
    return year, (week + 1) // 2 if kind is PeriodKind.BIWEEK else week


def _step(period: Period) -> int:
    kind, first = period.kind, period.first
    if kind is PeriodKind.DAY:
        return first.toordinal()
    if kind in _MONTHS:
        length, start = _MONTHS[kind]
        return (first.year * 12 + first.month - start) // length
    if kind is PeriodKind.BIWEEK:
        year, number = _number(period)
        long_years = sum(1 for earlier in range(MINYEAR, year) if _weeks_in(earlier) == 53)
        return (year - MINYEAR) * 26 + long_years + number
    return first.toordinal() // 7


def _numbered(number: int, limit: int, what: Said) -> int:
    if not 1 <= number <= limit:
        sentence = _("%(what)s go from 1 to %(limit)s, and this says %(number)s", what=what, limit=limit, number=number)
        raise ValueError(sentence)
    return number


def _read_day(year: str, month: str, day: str) -> Period:
    _numbered(int(month), 12, _("months"))
    try:
        return period_of(PeriodKind.DAY, date(int(year), int(month), int(day)))
    except ValueError:
        sentence = _("the month %(month)s has no day %(day)s", month=f"{year}-{month}", day=int(day))
        raise ValueError(sentence) from None


def _read_months(kind: PeriodKind, what: Said) -> Callable[[str, str], Period]:
    length, start = _MONTHS[kind]

    def read(year: str, number: str) -> Period:
        index = _numbered(int(number), 12 // length, what) - 1
        return period_of(kind, _month_start(int(year) * 12 + start - 1 + index * length))

    return read


def _read_year(kind: PeriodKind) -> Callable[[str], Period]:
    return lambda year: period_of(kind, date(int(year), _MONTHS[kind][1], 1))


def _read_week(kind: PeriodKind) -> Callable[[str, str], Period]:
    monday = _WEEKS[kind][0]

    def read(year: str, number: str) -> Period:
        week = _numbered(int(number), _weeks_in(int(year), monday), _("the weeks of %(year)s", year=year))
        return period_of(kind, _week_one(int(year), monday) + timedelta(weeks=week - 1))

    return read


def _read_biweek(year: str, number: str) -> Period:
    pair = _numbered(int(number), (_weeks_in(int(year)) + 1) // 2, _("the fortnights of %(year)s", year=year))
    return period_of(PeriodKind.BIWEEK, _week_one(int(year), 0) + timedelta(weeks=2 * (pair - 1)))


_DURATIONS: dict[str, PeriodKind] = {
    "P1D": PeriodKind.DAY,
    "P7D": PeriodKind.WEEK,
    "P1W": PeriodKind.WEEK,
    "P14D": PeriodKind.BIWEEK,
    "P2W": PeriodKind.BIWEEK,
    "P1M": PeriodKind.MONTH,
    "P2M": PeriodKind.BIMONTH,
    "P3M": PeriodKind.QUARTER,
    "P6M": PeriodKind.HALF_YEAR,
    "P1Y": PeriodKind.YEAR,
}
_SHIFTED: dict[str, tuple[PeriodKind, ...]] = {
    "P7D": tuple(_WEEKS),
    "P1W": tuple(_WEEKS),
    "P6M": (PeriodKind.HALF_YEAR, PeriodKind.HALF_YEAR_APRIL),
    "P1Y": tuple(kind for kind, (length, _start) in _MONTHS.items() if length == 12),
}


def _read_interval(start: str, duration: str) -> Period:
    first = date.fromisoformat(start)
    for kind in _SHIFTED.get(duration, (_DURATIONS[duration],)):
        period = period_of(kind, first)
        if period.first == first:
            return period
    raise ValueError(_("no period of length %(length)s begins on %(day)s", length=duration, day=start))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII), _read_day),
    (re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII), _read_day),
    (
        re.compile(r"(\d{4})-?(\d{2})", re.ASCII),
        _read_months(PeriodKind.MONTH, _("months")),
    ),
    (re.compile(r"(\d{4})", re.ASCII), _read_year(PeriodKind.YEAR)),
    (
        re.compile(r"(\d{4})(\d{2})B", re.ASCII),
        _read_months(PeriodKind.BIMONTH, _("two-month periods")),
    ),
    (
        re.compile(r"(\d{4})-B(\d{1,2})", re.ASCII),
        _read_months(PeriodKind.BIMONTH, _("two-month periods")),
    ),
    (
        re.compile(r"(\d{4})-?Q(\d)", re.ASCII),
        _read_months(PeriodKind.QUARTER, _("quarters")),
    ),
    (
        re.compile(r"(\d{4})-?S(\d)", re.ASCII),
        _read_months(PeriodKind.HALF_YEAR, _("half-years")),
    ),
    (
        re.compile(r"(\d{4})-?AprilS(\d)", re.ASCII),
        _read_months(PeriodKind.HALF_YEAR_APRIL, _("half-years")),
    ),
    (
        re.compile(r"(\d{4})-?April", re.ASCII),
        _read_year(PeriodKind.FINANCIAL_YEAR_APRIL),
    ),
    (
        re.compile(r"(\d{4})-?July", re.ASCII),
        _read_year(PeriodKind.FINANCIAL_YEAR_JULY),
    ),
    (
        re.compile(r"(\d{4})-?Oct", re.ASCII),
        _read_year(PeriodKind.FINANCIAL_YEAR_OCTOBER),
    ),
    (re.compile(r"(\d{4})-?BiW(\d{1,2})", re.ASCII), _read_biweek),
    *(
        (re.compile(rf"(\d{{4}})-?{mark}(\d{{1,2}})", re.ASCII), _read_week(kind))
        for kind, (_day, mark) in _WEEKS.items()
    ),
    (
        re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})/({'|'.join(_DURATIONS)})", re.ASCII),
        _read_interval,
    ),
)
