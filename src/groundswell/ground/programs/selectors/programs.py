"""Finding programs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.door import Permit
from groundswell.kit.finders import offer


def program_by_code(code: str) -> Program:
    """The program with a short name, for the door.

    Raises:
        NotFound: There is none.
    """
    return _found(Program.objects.filter(code=code))


def program_by_key(key: str) -> Program:
    """The program with a key, as roles and the journal name it.

    Raises:
        NotFound: There is none.
    """
    return _found(Program.objects.filter(key=key))


def programs_of(permit: Permit, *, closed: bool = False) -> QuerySet[Program]:
    """The programs that the person may see, by name.

    Args:
        permit: Any permit of the person.
        closed: Whether closed programs are among them.
    """
    rows = permit.scope(Program.objects.select_related("root", "owner"), "programs.program.read")
    return rows if closed else rows.filter(closed_on__isnull=True)


@dataclass(frozen=True)
class Spread:
    """How far a program has come: places where it works today, and all places on record."""

    active: int
    known: int


def spread_of(program: Program) -> Spread:
    """Places where a program works today and all on record; everybody who sees the program may know."""
    today = timezone.localdate()
    working = Q(started_on__lte=today) & (Q(stopped_on=None) | Q(stopped_on__gt=today))
    return Spread(
        **Site.objects.filter(program=program).aggregate(known=Count("id"), active=Count("id", filter=working))
    )


def _found(rows: QuerySet[Program]) -> Program:
    program = rows.select_related("root", "owner").first()
    if program is None:
        raise NotFound(
            _("This page does not exist, or not for you."), _("Check the address, or sign in."), code="door.not_found"
        )
    return program


offer("program", program_by_code)
offer("program_by_key", program_by_key)
