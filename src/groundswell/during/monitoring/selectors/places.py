"""One place: its own numbers beside its light, and who is responsible."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from groundswell.domain.access import ROLES
from groundswell.domain.monitoring.rollup import RolledUp
from groundswell.during.monitoring.selectors.columns import columns_from, values_in
from groundswell.during.monitoring.selectors.overview import Overview
from groundswell.during.monitoring.selectors.series import reading_of
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.ground.people.models import Role
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

LOCAL = ("supervisor", "monitor", "facilitator", "coordinator")


@dataclass(frozen=True)
class Responsible:
    """A person with a role that reaches the place."""

    role: str
    name: str
    phone: str
    email: str
    organisation: str


def own_numbers(overview: Overview) -> list[tuple[Sheeted, RolledUp]]:
    """Dose, load and supervision of the place over the chosen periods; one query for each the program has."""
    if overview.span is None:
        return []
    numbers, found = overview.numbers, []
    for code in (numbers.load, numbers.supervision, numbers.coverage):
        sheet = overview.sheets.get(code)
        if sheet is None or (overview.lead and sheet.code == overview.lead.code):
            continue
        first, last = overview.span.first, overview.span.last
        reading = reading_of(sheet, overview.tree, columns_from(values_in(sheet.pk, first, last)))
        total = reading.total([first, last])
        if total.reports:
            found.append((sheet, total))
    return found


def responsible_for(permit: Permit, program: Program, place: Place) -> list[Responsible]:
    """Who has a role at the place or above it, the nearest first; one query.

    Args:
        permit: A permit in the program.
        program: Which program.
        place: Which place.
    """
    above = [int(part) for part in place.path.split("/")[:-1]]
    today = timezone.localdate()
    rows = Role.objects.filter(
        Q(program=str(program.key)) | Q(program=""), Q(place__in=above) | Q(place=None), role__in=LOCAL
    ).filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_until=None) | Q(valid_until__gte=today))
    rows = permit.scope(rows.select_related("person__organisation", "place"), "people.person.read")
    nearest = sorted(rows, key=lambda row: -(row.place.depth if row.place else -1))
    seen: dict[str, Responsible] = {}
    for row in nearest:
        person = row.person
        organisation = str(person.organisation) if person.organisation else ""
        seen.setdefault(
            row.role, Responsible(gettext(ROLES[row.role]), person.name, person.phone, person.email, organisation)
        )
    return list(seen.values())
