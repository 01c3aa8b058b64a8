"""Objections, commitments and contacts of a stakeholder."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from groundswell.before.consensus.models import Contact, Part, Stakeholder
from groundswell.before.consensus.services.stakeholders import RECORD, trimmed
from groundswell.ground.journal.services import amend, note, plain
from groundswell.kit.door import Permit
from groundswell.kit.saving import held


@transaction.atomic
def add_part[T: Part](permit: Permit, stakeholder: Stakeholder, table: type[T], facts: dict[str, Any]) -> T:
    """Record an objection, a commitment or a contact.

    Args:
        permit: A permit of the person.
        stakeholder: Whose.
        table: Which of the three.
        facts: Its columns.

    Returns:
        What was recorded.
    """
    permit = permit.demand(RECORD, stakeholder)
    made: T = table._default_manager.create(stakeholder=stakeholder, **trimmed(facts))
    note(permit, made, after={"stakeholder": str(stakeholder)} | plain(facts))
    return made


@transaction.atomic
def change_part[T: Part](permit: Permit, part: T, facts: dict[str, Any], *, version: int) -> T:
    """Change one of them, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        part: The objection, commitment or contact.
        facts: Its columns as they shall be.
        version: The version that the person saw.

    Returns:
        The row.

    Raises:
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, part)
    return amend(permit, held(part, version), trimmed(facts))


def finish_step(permit: Permit, contact: Contact, day: date) -> Contact:
    """Say that the next step after a contact was done; saying it twice changes nothing.

    Args:
        permit: A permit of the person.
        contact: The contact with the next step.
        day: The day on which it was done.

    Returns:
        The contact.
    """
    if contact.next_done_on:
        return contact
    return change_part(permit, contact, {"next_done_on": day}, version=contact.version)
