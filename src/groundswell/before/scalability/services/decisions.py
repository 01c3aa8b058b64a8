"""Minuting what was decided on the assessment."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.scalability.models import Resolution
from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Decided:
    """What was decided.

    Args:
        choice: ``go``, ``redesign`` or ``stop``.
        decided_on: The day.
        who: Who decided.
        why: Why.
        dropped: Elements that are dropped.
        excluded: Contexts that are excluded.
        to_test: What must be tested before expansion.
    """

    choice: str
    decided_on: date
    who: str
    why: str
    dropped: str = ""
    excluded: str = ""
    to_test: str = ""


@transaction.atomic
def minute_decision(permit: Permit, program: Program, facts: Decided, *, seen: int) -> Resolution:
    """Minute a decision; earlier ones stay on record.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What was decided.
        seen: Number of the decision that the person saw standing, 0 for none.

    Returns:
        The decision, which stands now.

    Raises:
        BadInput: It is not said who or why, or the day lies ahead.
        EditedMeanwhile: Somebody else minuted one since.
    """
    permit = permit.demand("scalability.decision.record", program)
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    if not facts.who.strip() or not facts.why.strip():
        raise BadInput(_("It is not said who decided, or why."), _("Write both."), code="resolution_has_who_and_why")
    if facts.decided_on > timezone.localdate():
        raise BadInput(_("The day of the decision lies ahead."), _("Correct the day."), code="scalability.day")
    last = Resolution.objects.filter(program=program).first()
    number = last.number if last else 0
    if number != seen:
        words = {"name": last.by_name if last else "", "choice": str(last)}
        raise EditedMeanwhile(
            _("%(name)s minuted a decision meanwhile: %(choice)s.") % words,
            _("Read it, then minute yours: it will stand after theirs."),
            code="scalability.decision_edited",
        )
    columns = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(facts).items()}
    made = Resolution.objects.create(program=program, number=number + 1, by_name=permit.name, **columns)
    note(permit, made, before={"choice": last.choice} if last else {}, after=columns, reason=made.why)
    return made
