"""Which periods a page looks at: one kind, from one period to another."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import Period, PeriodKind, parse_period, period_of, period_range
from groundswell.during.monitoring.models import Value
from groundswell.kit.style import day_written

USUAL = 12
MOST = 120


@dataclass(frozen=True)
class Span:
    """The periods a page looks at, and all that there are.

    Args:
        first: First period chosen.
        last: Last period chosen.
        earliest: First period that has a value of the indicator; the charts begin there.
        latest: Last period that has one.
    """

    first: Period
    last: Period
    earliest: Period
    latest: Period

    @property
    def text(self) -> str:
        """As it stands in an address."""
        return f"{self.first.label}:{self.last.label}"

    @property
    def words(self) -> str:
        """As people read it."""
        return words_of(self.first, self.last)

    def history(self) -> list[Period]:
        """All periods up to the last one chosen, at most :data:`MOST`, for charts and lights."""
        periods = list(period_range(min(self.earliest, self.first), self.last))
        return periods[-MOST:]

    def choices(self) -> list[tuple[str, str]]:
        """What the picker offers: the latest 12, 6, 3 and 1 periods, each year, and everything."""
        every = list(period_range(self.earliest, self.latest))
        spans = [every[-count:] for count in (12, 6, 3, 1)]
        years = sorted({period.first.year for period in every}, reverse=True)[:6]
        spans += [[period for period in every if period.first.year == year] for year in years]
        spans.append(every)
        offered = {f"{part[0].label}:{part[-1].label}": words_of(part[0], part[-1]) for part in spans if part}
        return list(({self.text: self.words} | offered).items()) if self.text not in offered else list(offered.items())


def span_of(indicator: int, asked: str = "") -> Span | None:
    """The span asked for, or the last twelve periods that have values; None where the indicator has none; one query.

    Args:
        indicator: Number of the indicator; its most frequent kind of period is taken.
        asked: ``2025-10:2026-09`` or one period; what cannot be read is as if nothing was asked.
    """
    kinds = Value.objects.filter(indicator_id=indicator).order_by().values_list("kind").annotate(
        count=Count("id"), first=Min("first_day"), last=Max("first_day")
    )  # fmt: skip
    found = sorted(kinds, key=lambda row: -row[1])
    if not found:
        return None
    kind, _count, first_day, last_day = found[0]
    earliest, latest = period_of(PeriodKind(kind), first_day), period_of(PeriodKind(kind), last_day)
    wanted = asked_span(asked)
    if wanted and wanted[0].kind == kind:
        return Span(*wanted, earliest, latest)
    recent = [*period_range(earliest, latest)][-USUAL:]
    return Span(recent[0], recent[-1], earliest, latest)


def current(kind: PeriodKind) -> Period:
    """The last period of a kind that is over."""
    return period_of(kind, timezone.localdate()).previous


def period_words(period: Period) -> str:
    """A period as people write it: “Sep 2026”, “Q3 2026”; other kinds by their label."""
    if period.kind is PeriodKind.MONTH:
        return day_written(period.first, "M Y")
    if period.kind is PeriodKind.DAY:
        return day_written(period.first, "j M Y")
    if period.kind is PeriodKind.QUARTER:
        return _("Q{number} {year}").format(number=(period.first.month + 2) // 3, year=period.first.year)
    return period.label


def short_words(period: Period) -> str:
    """A period in few letters, for axes: “Sep 26”."""
    return day_written(period.first, "M y") if period.kind is PeriodKind.MONTH else period_words(period)


def words_of(first: Period, last: Period) -> str:
    """A span as people write it: “Oct 2025 to Sep 2026”."""
    if first == last:
        return period_words(first)
    return _("{first} to {last}").format(first=period_words(first), last=period_words(last))


def asked_span(text: str) -> tuple[Period, Period] | None:
    """The periods that an address names, ``2025-10:2026-09`` or one; None where they cannot be read."""
    first, _colon, last = text.partition(":")
    try:
        begin, end = parse_period(first), parse_period(last or first)
    except BadInput:
        return None
    return (begin, end) if begin.kind is end.kind and begin <= end else None
