"""Reading what a text names: ISO labels and every DHIS2 form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods.calendar import month_start, week_one, weeks_in
from groundswell.domain.monitoring.periods.kinds import MONTHS, WEEKS, PeriodKind
from groundswell.domain.monitoring.periods.period import Period, period_of
from groundswell.domain.said import Said
from groundswell.domain.said import said as _

_REMEDY = _(
    "Write for example 2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024-S1, 2024, or the DHIS2 form (202401, 2024W5)."
)


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
    length, start = MONTHS[kind]

    def read(year: str, number: str) -> Period:
        index = _numbered(int(number), 12 // length, what) - 1
        return period_of(kind, month_start(int(year) * 12 + start - 1 + index * length))

    return read


def _read_year(kind: PeriodKind) -> Callable[[str], Period]:
    return lambda year: period_of(kind, date(int(year), MONTHS[kind][1], 1))


def _read_week(kind: PeriodKind) -> Callable[[str, str], Period]:
    monday = WEEKS[kind][0]

    def read(year: str, number: str) -> Period:
        week = _numbered(int(number), weeks_in(int(year), monday), _("the weeks of %(year)s", year=year))
        return period_of(kind, week_one(int(year), monday) + timedelta(weeks=week - 1))

    return read


def _read_biweek(year: str, number: str) -> Period:
    pair = _numbered(int(number), (weeks_in(int(year)) + 1) // 2, _("the fortnights of %(year)s", year=year))
    return period_of(PeriodKind.BIWEEK, week_one(int(year), 0) + timedelta(weeks=2 * (pair - 1)))


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
    "P7D": tuple(WEEKS),
    "P1W": tuple(WEEKS),
    "P6M": (PeriodKind.HALF_YEAR, PeriodKind.HALF_YEAR_APRIL),
    "P1Y": tuple(kind for kind, (length, _start) in MONTHS.items() if length == 12),
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
        for kind, (_day, mark) in WEEKS.items()
    ),
    (
        re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})/({'|'.join(_DURATIONS)})", re.ASCII),
        _read_interval,
    ),
)
