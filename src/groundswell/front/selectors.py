"""What the frame around every page reads: how far the program has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils import timezone

from groundswell.front.access import HOME
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.kit.door import keeper


def programs_of(person: Person) -> list[Program]:
    """The open programs in which a person holds any role, by name."""
    rows = keeper().reachable(Program.objects.filter(closed_on=None), person.grants(), HOME, str(person.key))
    return list(rows)


@dataclass(frozen=True)
class Spread:
    """Communities where the program works today, of those planned or known."""

    active: int
    planned: int

    @property
    def share(self) -> float | None:
        """Share of the way from pilot to the whole, None where nothing is planned yet."""
        return min(1.0, self.active / self.planned) if self.planned else None


def spread_of(program: Program) -> Spread:
    """How far a program has come, in two counts.

    Planned is the sum over the waves where they say a number, and never less than the sites on record. The
    header shows it to everybody who may see any page of the program, so it takes no permit.
    """
    today = timezone.localdate()
    working = Q(started_on__lte=today) & (Q(stopped_on__isnull=True) | Q(stopped_on__gt=today))
    sites = Site.objects.filter(program=program).aggregate(known=Count("id"), active=Count("id", filter=working))
    planned = Wave.objects.filter(program=program).aggregate(sites=Sum("planned_sites"))["sites"] or 0
    return Spread(sites["active"], max(planned, sites["known"]))
