"""Stakeholders and their positions, each change with its entry in the journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Position, Stakeholder
from groundswell.domain.access import Target
from groundswell.domain.errors import BadInput
from groundswell.ground.journal.services import amend, note, plain
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

RECORD = "consensus.stakeholder.record"
FACTS = ("place", "name", "office", "organisation", "side", "power", "interest", "champion", "person", "left_on")


def trimmed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as stored: texts without blanks around them."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


@transaction.atomic
def record_stakeholder(permit: Permit, program: Program, facts: dict[str, Any]) -> Stakeholder:
    """Record somebody whose agreement matters.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: Columns named in ``FACTS``; the place says at which level.

    Returns:
        The stakeholder, without a position yet.

    Raises:
        BadInput: The place lies outside the program.
        NotFound: The place lies outside the person's reach.
    """
    place = facts["place"]
    permit = permit.demand(RECORD, Target(str(program.key), place.path))
    if not place.path.startswith(program.root.path):
        raise BadInput(_("This place lies outside the program."), _("Choose another."), code="consensus.place")
    made = Stakeholder.objects.create(program=program, **trimmed(facts))
    note(permit, made, after=plain(facts))
    return made


@transaction.atomic
def change_stakeholder(permit: Permit, stakeholder: Stakeholder, facts: dict[str, Any], *, version: int) -> Stakeholder:
    """Change a stakeholder, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        stakeholder: The stakeholder.
        facts: Columns named in ``FACTS``, as they shall be.
        version: The version that the person saw.

    Returns:
        The stakeholder.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        BadInput: The new place lies outside the program.
        NotFound: The new place lies outside the person's reach.
    """
    permit = permit.demand(RECORD, stakeholder)
    place = facts.get("place", stakeholder.place)
    permit.demand(RECORD, Target(str(stakeholder.program.key), place.path))
    if not place.path.startswith(stakeholder.program.root.path):
        raise BadInput(_("This place lies outside the program."), _("Choose another."), code="consensus.place")
    return amend(permit, held(stakeholder, version), trimmed(facts))


@transaction.atomic
def record_position(permit: Permit, stakeholder: Stakeholder, value: int, held_on: date, evidence: str) -> Position:
    """Record where a stakeholder stands; what was recorded before stays.

    Args:
        permit: A permit of the person, whose name is kept.
        stakeholder: The stakeholder.
        value: -2 opposes to 2 champions.
        held_on: The day on which they stood there.
        evidence: How that is known.

    Returns:
        The new row of the history.

    Raises:
        BadInput: The value is no position, it lies ahead, or it is not said how it is known.
    """
    permit = permit.demand(RECORD, stakeholder)
    if value not in range(-2, 3):
        raise BadInput(_("A position goes from −2 to +2."), _("Choose one of the five."), code="position_minus_2_to_2")
    if not evidence.strip():
        raise BadInput(_("A position needs evidence."), _("Write how you know it."), code="position_has_evidence")
    if held_on > timezone.localdate():
        raise BadInput(_("This day lies ahead."), _("Write the day on which they said it."), code="consensus.day")
    made = Position.objects.create(
        stakeholder=stakeholder, value=value, held_on=held_on, evidence=evidence.strip(), by_name=permit.name
    )
    note(permit, stakeholder, after={"position": value, "held_on": str(held_on)}, reason=made.evidence)
    return made
