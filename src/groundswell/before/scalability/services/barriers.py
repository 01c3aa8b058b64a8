"""Barriers and excluded contexts, each change with its entry in the journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.scalability.models import Barrier, Exclusion
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.instruments.models import Round
from groundswell.ground.journal.services import amend, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held


@dataclass(frozen=True)
class BarrierFacts:
    """What is said of a barrier.

    Args:
        words: What stands in the way.
        action: What will be done.
        owner: Who sees to it.
        due_on: Until when.
        item: The question of the instrument it comes from; empty where somebody thought of it.
    """

    words: str
    action: str
    owner: str
    due_on: date
    item: str = ""

    def columns(self) -> dict[str, str | date]:
        """As stored."""
        return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(self).items()}


@transaction.atomic
def record_barrier(permit: Permit, program: Program, facts: BarrierFacts, round_: Round | None = None) -> Barrier:
    """Record something that stands in the way.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What is said of it.
        round_: The round in which it was seen.

    Returns:
        The barrier.

    Raises:
        BadInput: The round belongs to another program.
    """
    permit = permit.demand("scalability.barrier.record", program)
    if round_ and round_.program_id != program.pk:
        raise BadInput(_("This round belongs to another program."), _("Choose another."), code="scalability.round")
    barrier = Barrier.objects.create(program=program, round=round_, **facts.columns())
    note(permit, barrier, after=facts.columns())
    return barrier


@transaction.atomic
def change_barrier(permit: Permit, barrier: Barrier, facts: BarrierFacts, *, version: int) -> Barrier:
    """Change a barrier, unless somebody else changed it first.

    Args:
        permit: A permit of the person, with the reason if one was given.
        barrier: The barrier.
        facts: As it shall be.
        version: The version that the person saw.

    Returns:
        The barrier.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        Conflict: It is closed.
    """
    permit = permit.demand("scalability.barrier.record", barrier)
    return amend(permit, still_open(barrier, version), facts.columns())


@transaction.atomic
def close_barrier(permit: Permit, barrier: Barrier, how: str, *, version: int) -> Barrier:
    """Close a barrier: it stands in the way no longer.

    Args:
        permit: A permit of the person.
        barrier: The barrier.
        how: How it was removed.
        version: The version that the person saw.

    Returns:
        The barrier.

    Raises:
        BadInput: It is not said how.
        EditedMeanwhile: Somebody saved it since.
        Conflict: It is closed already.
    """
    permit = permit.demand("scalability.barrier.record", barrier)
    if not how.strip():
        raise BadInput(_("It is not said how."), _("Write how it was removed."), code="barrier_closed_with_words")
    stored = still_open(barrier, version)
    stored.closed_at, stored.closed_how, stored.version = timezone.now(), how.strip(), stored.version + 1
    stored.save()
    note(permit, stored, before={"closed": False}, after={"closed": True}, reason=how.strip())
    return stored


def still_open(barrier: Barrier, version: int) -> Barrier:
    """The barrier as it is now, held until the transaction ends.

    Raises:
        EditedMeanwhile: It is not the version that the person saw.
        Conflict: It is closed.
    """
    stored = held(barrier, version, code="scalability.barrier_edited")
    if stored.closed_at:
        raise Conflict(_("This barrier is closed."), _("Record it again if it stands."), code="scalability.closed")
    return stored


@transaction.atomic
def exclude_context(permit: Permit, program: Program, context: str, reason: str) -> Exclusion:
    """Exclude a context: the approach is not to be taken there.

    Args:
        permit: A permit of the person.
        program: The program.
        context: Which, such as “cities”.
        reason: Why.

    Returns:
        The exclusion.

    Raises:
        BadInput: It is not said which, or why.
    """
    permit = permit.demand("scalability.context.exclude", program)
    if not context.strip() or not reason.strip():
        raise BadInput(_("It is not said which context, or why."), _("Write both."), code="exclusion_has_reason")
    made = Exclusion.objects.create(
        program=program, context=context.strip(), reason=reason.strip(), by_name=permit.name
    )
    note(permit, made, after={"context": made.context}, reason=made.reason)
    return made


@transaction.atomic
def end_exclusion(permit: Permit, exclusion: Exclusion) -> None:
    """Take an exclusion back; it stays on record.

    Args:
        permit: A permit of the person.
        exclusion: The exclusion.
    """
    permit = permit.demand("scalability.context.exclude", exclusion)
    if Exclusion.objects.filter(pk=exclusion.pk, ended_at=None).update(ended_at=timezone.now()):
        note(permit, exclusion, before={"excluded": True}, after={"excluded": False})
