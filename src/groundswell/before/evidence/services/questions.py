"""Setting what is asked of the studies, noting known ones, confirming how sure we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import CertaintyStep, KnownStudy, Question
from groundswell.before.evidence.models.questions import WORDED
from groundswell.before.evidence.selectors.findings import findings_of
from groundswell.before.evidence.services.who import person_of
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile, NotFound
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

ASKED = (
    "outcome",
    "benefit",
    "better_words",
    "worse_words",
    *WORDED.values(),
    "critical_outcome",
    "mid",
    "prespecified",
    "population_differs",
    "cadre",
    "dose_coverage",
    "subgroup_explains",
    "residual_i2",
    "dose_response",
    "confounding_against",
)


@dataclass(frozen=True)
class Known:
    """A study known but not entered, as a person notes it."""

    name: str
    context: str = ""
    said: str = ""
    missing: str = ""
    source: str = ""


@transaction.atomic
def set_question(
    permit: Permit, program: Program, context: str, answers: Mapping[str, Any], *, version: int | None = None
) -> Question:
    """Set what is asked of the studies of one context.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all studies.
        answers: Columns named in ``ASKED`` and their values; those left out stay.
        version: The version that the person saw, 0 where there was none; None where nobody looked.

    Returns:
        The stored question.

    Raises:
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand("evidence.question.set", program)
    row, _is_new = Question.objects.select_for_update().get_or_create(
        program=program, context=context, defaults={"version": 0}
    )
    before = {name: getattr(row, name) for name in ASKED}
    wanted = {name: answers[name] for name in ASKED if name in answers}
    was, now = changes(before, wanted)
    if version is not None and row.version != version:
        raise EditedMeanwhile(
            _("Somebody else changed this question while you had it open."),
            "; ".join(f"{name}: {was[name]} / {now[name]}" for name in now),
            code="evidence.question_edited",
        )
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    if now:
        note(permit, row, before=was, after=now)
    return row


@transaction.atomic
def note_known(permit: Permit, program: Program, known: Known) -> KnownStudy:
    """Note a study that is known but whose numbers are not entered.

    Args:
        permit: A permit of the person.
        program: The program.
        known: What is known of it.

    Returns:
        The stored note.

    Raises:
        Conflict: One of that name is noted already.
    """
    permit = permit.demand("evidence.known.note", program)
    if KnownStudy.objects.filter(program=program, name=known.name).exists():
        raise Conflict(
            _("“%(name)s” is noted already.") % {"name": known.name},
            _("Give it another name."),
            code="known_study_once_per_program",
        )
    row = KnownStudy.objects.create(
        program=program,
        name=known.name,
        context=known.context,
        said=known.said,
        missing=known.missing,
        source=known.source,
    )
    note(permit, row, after={"known": known.name, "said": known.said, "missing": known.missing})
    return row


@transaction.atomic
def confirm_certainty(
    permit: Permit, program: Program, context: str, question: str, *, change: int | None = None, text: str = ""
) -> CertaintyStep:
    """Confirm one question of the certainty, or count it otherwise with a reason.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        question: The question, as the rule asks it.
        change: The change that shall count; None for the proposed one.
        text: The person's words; needed where the change differs from the proposal.

    Returns:
        The stored confirmation.

    Raises:
        NotFound: The rule asks no such question of these studies.
        BadInput: The change differs from the proposal and there are no words.
    """
    permit = permit.demand("evidence.certainty.confirm", program)
    step = next((step for step in findings_of(permit, program, context).steps if step.question == question), None)
    if step is None:
        raise NotFound(
            _("The rule does not ask this now."), _("Open the page of certainty again."), code="evidence.step"
        )
    counted = step.proposed if change is None else change
    if counted != step.proposed and not text.strip():
        raise BadInput(
            _("You count “%(question)s” otherwise than the rule, without words.") % {"question": question},
            _("Write why."),
            code="certainty_altered_with_reason",
        )
    row, _is_new = CertaintyStep.objects.update_or_create(
        program=program,
        context=context,
        question=question,
        defaults={
            "proposed": step.proposed,
            "proposed_because": step.because,
            "confirmed": counted,
            "text": text.strip(),
            "by": person_of(permit),
            "by_name": permit.name,
        },
    )
    seen = {"context": context, "question": question, "change": step.proposed}
    note(permit, row, before=seen, after=seen | {"change": counted}, reason=text.strip())
    return row
