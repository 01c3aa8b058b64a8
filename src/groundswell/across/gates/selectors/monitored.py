"""What monitoring hands over: how complete its data are, and the frozen clusters of a pilot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.evidence.verdict import Recorded
from groundswell.domain.monitoring.periods import Period, PeriodKind, period_of
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.during.monitoring.models import Indicator, Report, Value
from groundswell.during.monitoring.selectors.areas import Area, Tree
from groundswell.during.monitoring.selectors.completeness import reports_in, working_in
from groundswell.during.monitoring.selectors.spans import words_of
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written

LATEST_PERIODS = 12


def completeness_recorded(program: Program) -> Recorded[float] | None:
    """Reports that came in over those due, in the twelve periods up to the last whose reports are due by today.

    A program that stopped reporting is not complete for ever: its silence counts as soon as a report is overdue.

    Args:
        program: The program.

    Returns:
        The share with its counts as source; None where nothing was ever reported or is due yet; one query then, three
        otherwise.
    """
    sent = Report.objects.filter(program=program, state="sent").order_by("-first_day")
    last = sent.values_list("kind", "first_day").first()
    if last is None:
        return None
    today = timezone.localdate()
    periods = latest(last_due(PeriodKind(last[0]), today, program.report_due_days))
    root = program.root
    whole = Tree(Area(root.pk, str(root.key), str(root), root.depth), (), {}, {})
    found = reports_in(program, root, whole, working_in(program, root), periods).of()
    if found.complete_share is None:
        return None
    source = _("monitoring: %(received)s of %(expected)s reports due by %(day)s, %(span)s") % {
        "day": day_written(today),
        "received": written(found.received),
        "expected": written(found.expected),
        "span": words_of(periods[0], periods[-1]),
    }
    return Recorded(found.complete_share, source)


def last_due(kind: PeriodKind, today: date, due_days: int) -> Period:
    """The last period whose reports had to be in before today.

    Args:
        kind: Kind of period.
        today: Today.
        due_days: Days after a period within which its report is due.

    Example:
        >>> [last_due(PeriodKind.MONTH, date(2026, 11, day), 15).label for day in (15, 16)]
        ['2026-09', '2026-10']
    """
    day = today - timedelta(days=due_days + 1)
    period = period_of(kind, day)
    return period if period.last <= day else period.previous


def latest(last: Period) -> list[Period]:
    """The twelve periods up to this one."""
    periods = [last]
    for _number in range(LATEST_PERIODS - 1):
        periods.append(periods[-1].previous)
    return periods[::-1]


@dataclass(frozen=True)
class Stretch:
    """From one day to another, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class PilotClusters:
    """The communities of a pilot as clusters.

    Args:
        rows: One row per community, and per stretch where there are two.
        left_out: Communities that began the approach within the stretch: they belong to neither arm.
    """

    rows: tuple[ClusterRow, ...]
    left_out: int


def outcomes_of(permit: Permit, program: Program) -> QuerySet[Indicator]:
    """Indicators that count people with an event among people: those a comparison can be made of.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The rows.
    """
    rows = permit.scope(Indicator.objects.filter(program=program), "monitoring.indicator.read")
    return rows.filter(aggregation="ratio", may_exceed_one=False)


def pilot_clusters(
    permit: Permit, program: Program, indicator: Indicator, after: Stretch, before: Stretch | None = None
) -> PilotClusters:
    """Freeze monitoring values as clusters: arm 1 where the approach was at work throughout, arm 0 where it was not.

    Args:
        permit: A permit of the person; values of the whole program are read.
        program: The program.
        indicator: A share with counts above and below the line.
        after: The stretch that is compared.
        before: A stretch before the approach began anywhere, for a difference in differences.

    Returns:
        The clusters; three queries, four with a stretch before.

    Raises:
        BadInput: The indicator is not a share of counted people, or the stretches overlap.
        CannotJudge: One arm has no community with values.
    """
    permit = permit.demand("monitoring.value.read", program)
    if indicator.aggregation != "ratio" or indicator.may_exceed_one:
        raise BadInput(
            _("“%(name)s” is not a share of counted people.") % {"name": indicator},
            _("Choose an indicator with a numerator among its denominator."),
            code="gates.pilot_indicator",
        )
    if before and before.last >= after.first:
        raise BadInput(_("The stretch before overlaps the one after."), _("End it earlier."), code="gates.pilot_spans")
    arms, left_out = arms_of(program, after)
    rows = [*cluster_rows(permit, indicator, before, arms, "1 before")] if before else []
    rows += cluster_rows(permit, indicator, after, arms, "2 after" if before else "")
    if {row.arm for row in rows} != {0, 1}:
        raise CannotJudge(
            _("One arm has no community with values of “%(name)s”.") % {"name": indicator},
            _("A comparison needs communities with the approach and communities without, both counted."),
            code="gates.pilot_arms",
        )
    return PilotClusters(tuple(rows), left_out)


def arms_of(program: Program, after: Stretch) -> tuple[dict[int, int], int]:
    """Arm by number of place, where the program works or will; and how many began or stopped in between."""
    arms: dict[int, int] = {}
    between = 0
    for place, started, stopped in Site.objects.filter(program=program).values_list(
        "place_id", "started_on", "stopped_on"
    ):
        if started is not None and started <= after.first and (stopped is None or stopped > after.last):
            arms[place] = 1
        elif started is not None and started <= after.last:
            arms[place] = -1
            between += 1
    return arms, between


def cluster_rows(
    permit: Permit, indicator: Indicator, stretch: Stretch, arms: dict[int, int], period: str
) -> Iterable[ClusterRow]:
    """One row per place with both counts in the stretch; places not named in ``arms`` are without the approach."""
    values = permit.scope(Value.objects.filter(indicator=indicator, disaggregation=""), "monitoring.value.read")
    counted = (
        values.filter(first_day__gte=stretch.first, last_day__lte=stretch.last)
        .filter(numerator__isnull=False, denominator__gt=0)
        .order_by("place__path")
        .values_list("place_id", "place__name", "place__path")
        .annotate(events=Sum("numerator"), people=Sum("denominator"))
    )
    for place, name, path, events, people in counted:
        arm = arms.get(place, 0)
        if arm >= 0:
            yield ClusterRow(
                arm, f"{name} ({path.rstrip('/').rpartition('/')[2]})", people, events=events, period=period
            )
