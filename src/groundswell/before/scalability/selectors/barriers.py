"""Reading step 3: the assessment that stands, what stands in the way, where the approach is not to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.scalability.models import Barrier, Exclusion
from groundswell.domain.errors import NotFound
from groundswell.ground.instruments.models import Round
from groundswell.ground.instruments.selectors import Result, offer_home, results_of, rounds_of
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

INSTRUMENT = "scalability"
READ = "scalability.assessment.read"
REASSESS_DAYS = 548
"""18 months: after that the assessment is made again."""
FEWEST_SIDES = 3


@dataclass(frozen=True)
class Assessment:
    """Where step 3 stands in one context.

    Args:
        round: The closed round that stands, None where there is none.
        result: What it says, None where too few answered.
        before: The closed round before it with a result.
        before_result: What that one said.
    """

    round: Round | None = None
    result: Result | None = None
    before: Round | None = None
    before_result: Result | None = None

    @property
    def closed_on(self) -> date | None:
        """The day it was closed."""
        return timezone.localdate(self.round.closed_at) if self.round and self.round.closed_at else None

    @property
    def is_old(self) -> bool:
        """Whether it is older than 18 months, so that it is to be made again."""
        return bool(self.closed_on and (timezone.localdate() - self.closed_on).days > REASSESS_DAYS)

    @property
    def is_of_another_version(self) -> bool:
        """Whether the package has another version now than when it was rated."""
        rated = self.round.package_version if self.round else ""
        return bool(self.round and rated and rated != self.round.program.package_version)

    @property
    def is_short_of_sides(self) -> bool:
        """Whether fewer than three sides answered."""
        return bool(self.result and len(self.result.sides_heard) < FEWEST_SIDES)


def assessment_of(permit: Permit, program: Program, context: str = "") -> Assessment:
    """The assessment of one context: the last closed round for it, else the last closed one for all contexts.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The assessment; at most two queries.
    """
    rows = rounds_of(permit, program, INSTRUMENT).filter(closed_at__isnull=False, context__in={context, ""})
    closed = sorted(rows, key=lambda row: (row.context == context, row.closed_at), reverse=True)
    results = results_of(closed)
    standing = [(row, results[row.pk]) for row in closed if results[row.pk]]
    if not standing:
        return Assessment(closed[0]) if closed else Assessment()
    now, *earlier = standing
    same = [pair for pair in earlier if pair[0].context == now[0].context]
    return Assessment(*now, *(same[0] if same else ()))


def barriers_of(permit: Permit, program: Program, *, closed: bool = False) -> QuerySet[Barrier]:
    """What stands in the way, by due day; or what was removed, the latest first.

    Args:
        permit: A permit of the person.
        program: The program.
        closed: Whether those removed are asked for.
    """
    rows = permit.scope(Barrier.objects.filter(program=program, closed_at__isnull=not closed), READ)
    return rows.select_related("program", "round").order_by(*(("-closed_at",) if closed else ("due_on", "id")))


def exclusions_of(permit: Permit, program: Program) -> QuerySet[Exclusion]:
    """Contexts to which the approach is not to be taken."""
    return permit.scope(Exclusion.objects.filter(program=program, ended_at=None), READ).select_related("program")


def barrier_by_key(key: str) -> Barrier:
    """The barrier with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Barrier.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(_("This barrier does not exist."), _("Look at the list."), code="door.not_found")
    return found


def exclusion_by_key(key: str) -> Exclusion:
    """The excluded context with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Exclusion.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(_("This context is not excluded."), _("Look at the list."), code="door.not_found")
    return found


offer_home(INSTRUMENT, "scalability:scalability", gettext_lazy("3 Can it grow?"))
