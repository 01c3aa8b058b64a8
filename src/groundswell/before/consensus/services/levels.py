"""Answers to the ten questions of a level; the earlier ones stay on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import LevelAnswer
from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.domain.instruments.house import house_instrument
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Given:
    """An answer with what it rests on."""

    value: int
    evidence: str


def seen_answers(program: Program, depth: int) -> int:
    """The number of the last answer of a level, by which a second editor is noticed; 0 for none."""
    last = LevelAnswer.objects.filter(program=program, depth=depth).order_by("-id").values_list("id", flat=True)
    return last[0] if last else 0


@transaction.atomic
def answer_level(permit: Permit, program: Program, depth: int, given: Mapping[str, Given], *, seen: int) -> int:
    """Answer questions on consensus for one level.

    Args:
        permit: A permit of the person, whose name is kept.
        program: The program.
        depth: The level.
        given: Answers by code of the question; those that say the same as before are left as they are.
        seen: What :func:`seen_answers` said when the person looked.

    Returns:
        How many answers are new.

    Raises:
        EditedMeanwhile: Somebody answered since.
        BadInput: There is no such question or answer, or a partly or yes rests on nothing.
    """
    permit = permit.demand("consensus.readiness.record", program)
    known = {item.code for item in house_instrument("consensus").items}
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    if seen_answers(program, depth) != seen:
        raise EditedMeanwhile(
            _("Somebody else answered while you had it open."),
            _("Look again, then save: yours will replace theirs."),
            code="consensus.answered",
        )
    before = {row.item: row for row in LevelAnswer.objects.filter(program=program, depth=depth).order_by("id")}
    made = []
    for item, answer in given.items():
        if item not in known or answer.value not in (0, 1, 2):
            raise BadInput(_("An answer is no, partly or yes."), _("Choose one of the three."), code="consensus.answer")
        evidence, was = answer.evidence.strip(), before.get(item)
        if answer.value and not evidence:
            raise BadInput(
                _("“Partly” or “yes” needs evidence: question %(number)s.") % {"number": item},
                _("Write what it rests on."), code="level_answer_has_evidence",
            )  # fmt: skip
        if was is None or (was.value, was.evidence) != (answer.value, evidence):
            made.append(LevelAnswer(
                program=program, depth=depth, item=item, value=answer.value, evidence=evidence, by_name=permit.name,
                answered_on=timezone.localdate(),
            ))  # fmt: skip
    LevelAnswer.objects.bulk_create(made)
    if made:
        was_said = {f"question {row.item}": before[row.item].value for row in made if row.item in before}
        note(permit, program, before={"level": depth} | was_said,
             after={"level": depth} | {f"question {row.item}": row.value for row in made})  # fmt: skip
    return len(made)
