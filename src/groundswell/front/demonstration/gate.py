"""How wave 1 was let go: before any verdict was signed, with a signed reason; wave 4 waits at the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from groundswell.across.gates.models import GateDecision
from groundswell.across.gates.services import Choice, decide_start, dissent_from_start
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Permit

WHY = "The steering group met in Bonta: the pilot's groups still meet, and two districts asked for them by name."
OVER = (
    "The ministry wanted a start before the rains. No verdict was signed yet; the trials were read aloud and agreed on."
)
DISSENT = "Two districts at once is more than our supervisors can visit. One first, then the other."


def let_go(program: Program, leave: Callable[[str, Program], Permit]) -> None:
    """Decide on wave 1 with what was known then, five weeks before it began.

    Args:
        program: The program.
        leave: Gives the leave for an action.
    """
    wave = Wave.objects.get(program=program, number=1)
    made = decide_start(
        signed_as("amina", leave("gates.start.decide", program)), program, wave,
        Choice("start", WHY, wave.starts_on, over=OVER),
    )  # fmt: skip
    said = dissent_from_start(signed_as("babu", leave("gates.start.dissent", program)), made, DISSENT)
    assert wave.starts_on is not None
    then = timezone.now() - timedelta(days=(timezone.localdate() - wave.starts_on).days + 35)
    GateDecision.objects.filter(pk=made.pk).update(decided_at=then)
    type(said).objects.filter(pk=said.pk).update(at=then + timedelta(days=2))


def signed_as(login: str, leave: Permit) -> Permit:
    """The leave with the name of one of the cast under it."""
    person = Person.objects.get(login=login)
    return replace(leave, person=str(person.key), name=person.name, grants=person.grants(), via="page")
