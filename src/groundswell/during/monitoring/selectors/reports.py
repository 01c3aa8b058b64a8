"""Reports: which are due, which are late, who is to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from groundswell.domain.access import Target
from groundswell.domain.monitoring.periods import Period, PeriodKind
from groundswell.during.monitoring.models import Report
from groundswell.during.monitoring.selectors.completeness import Working, working_in
from groundswell.during.monitoring.selectors.spans import current, period_words
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

BACK = 3


@dataclass(frozen=True)
class Due:
    """One report that a place owes, or sent.

    Args:
        place: Number of the place.
        place_key: Its key.
        name: Its name.
        area: Name of the place above it.
        period: The period's label.
        when: The period in words.
        due: The day by which it is due.
        state: ``sent``, ``draft`` or ``missing``.
        days_late: Days past the due day today (missing), or at sending (sent); 0 or less is in time; None not known.
    """

    place: int
    place_key: str
    name: str
    area: str
    period: str
    when: str
    due: date
    state: str
    days_late: int | None

    @property
    def light(self) -> str:
        """The mark that stands before it."""
        if self.state == "sent":
            return "done"
        if (self.days_late or 0) > 0:
            return "late"
        return "soon" if (self.days_late or 0) > -8 else "later"


def periods_due(kind: PeriodKind = PeriodKind.MONTH, back: int = BACK) -> list[Period]:
    """The last period that is over and those before it, newest first."""
    periods = [current(kind)]
    while len(periods) < back:
        periods.append(periods[-1].previous)
    return periods


def due_reports(
    permit: Permit, program: Program, place: Place, periods: Sequence[Period], *, sent: bool = True
) -> list[Due]:
    """Reports of the places where the program works, below a place: late ones first; three queries.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        program: Which program.
        place: The place, with all below it.
        periods: Periods of one kind, that are over.
        sent: Whether those already sent are among them.
    """
    permit.demand("monitoring.value.read", Target(str(program.key), place.path))
    sites = working_in(program, place)
    came = {
        (at, step): (state, late)
        for at, step, state, late in Report.objects.filter(
            program=program, kind=periods[0].kind, step__in=[period.step for period in periods],
            place__path__gte=place.path, place__path__lt=place.end,
        ).order_by().values_list("place_id", "step", "state", "late_days")
    }  # fmt: skip
    owed = [(site, period) for period in periods for site in sites if owes(site, period)]
    open_ones = [pair for pair in owed if sent or came.get((pair[0].place, pair[1].step), ("",))[0] != "sent"]
    inside = Place.objects.filter(path__gte=place.path, path__lt=place.end)
    rows = {row.pk: row for row in inside.only("pk", "key", "name", "names", "parent")} if open_ones else {}
    names = {
        pk: (str(row.key), str(row), str(rows[row.parent_id]) if row.parent_id in rows else "")
        for pk, row in rows.items()
    }  # fmt: skip
    today, wait = timezone.localdate(), program.report_due_days
    found = [
        _due(site, period, names, came.get((site.place, period.step)), (today, wait)) for site, period in open_ones
    ]
    return sorted(found, key=lambda row: (row.state == "sent", -(row.days_late or 0), row.name))


def owes(site: Working, period: Period) -> bool:
    """Whether a place owes a report for a period: it had started and had not stopped."""
    return (site.started is None or site.started <= period.last) and (
        site.stopped is None or site.stopped >= period.first
    )


def report_at(permit: Permit, program: Program, place: Place, period: Period) -> Report | None:
    """The report of a place for a period; None where nothing was saved."""
    permit.demand("monitoring.value.read", Target(str(program.key), place.path))
    return Report.objects.filter(program=program, place=place, kind=period.kind, first_day=period.first).first()


def _due(
    site: Working,
    period: Period,
    names: dict[int, tuple[str, str, str]],
    report: tuple[str, int | None] | None,
    calendar: tuple[date, int],
) -> Due:
    today, wait = calendar
    key, name, area = names[site.place]
    due = period.last + timedelta(days=wait)
    state, sent_after = report or ("missing", None)
    late: int | None = (today - due).days
    if state == "sent":
        late = None if sent_after is None else sent_after - wait
    return Due(site.place, key, name, area, period.label, period_words(period), due, state, late)
