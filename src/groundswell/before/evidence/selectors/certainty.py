"""How sure we are: the rule's proposal with what persons confirmed laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from groundswell.before.evidence.models import CertaintyStep
from groundswell.before.evidence.selectors.studies import READ
from groundswell.domain.evidence.certainty import Certainty, Grade, Step
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class StepView:
    """One question of the certainty as the page shows it.

    Args:
        question: The question.
        proposed: Change that the rule proposes.
        because: Why the rule proposes it.
        change: Change that counts: the confirmed one, or the proposed.
        text: The person's words, where the change was altered or explained.
        by: Who confirmed it; empty while only proposed.
        at: When.
        stale: The rule's proposal has changed since somebody confirmed it, so the confirmation no longer counts.
    """

    question: str
    proposed: int
    because: str
    change: int
    text: str = ""
    by: str = ""
    at: datetime | None = None
    stale: bool = False

    @property
    def altered(self) -> bool:
        """Whether a person counts it otherwise than the rule."""
        return bool(self.by) and self.change != self.proposed


def steps_confirmed(permit: Permit, program: Program, context: str) -> tuple[CertaintyStep, ...]:
    """What persons confirmed in one context.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The rows; one query.
    """
    return tuple(permit.scope(CertaintyStep.objects.filter(program=program, context=context), READ))


def laid_over(proposed: Certainty, confirmed: Sequence[CertaintyStep]) -> tuple[Certainty, tuple[StepView, ...]]:
    """Lay the confirmations over the rule's proposal.

    A confirmation counts only while the rule still proposes what the person saw; otherwise it is stale and the
    proposal counts until somebody looks again.

    Args:
        proposed: The rule's proposal.
        confirmed: The stored confirmations.

    Returns:
        The certainty that counts, and its steps for the page.
    """
    by_question = {row.question: row for row in confirmed}
    views = tuple(seen(step, by_question.get(step.question)) for step in proposed.steps)
    changes = sum(view.change for view in views)
    altered = any(view.altered for view in views)
    everybody = sorted({view.by for view in views if view.by})
    settled = bool(views) and all(view.by for view in views)
    counted = replace(
        proposed,
        grade=Grade(min(4, max(1, proposed.start + changes))) if altered else proposed.grade,
        steps=tuple(
            replace(step, change=view.change, because=view.text or step.because)
            for step, view in zip(proposed.steps, views, strict=True)
        ),
        confirmed_by=", ".join(everybody) if settled else "",
        comment=" ".join(view.text for view in views if view.text),
    )
    return counted, views


def seen(step: Step, row: CertaintyStep | None) -> StepView:
    """One step with its confirmation."""
    if row is None:
        return StepView(step.question, step.change, step.because, step.change)
    if row.proposed != step.change:
        return StepView(step.question, step.change, step.because, step.change, stale=True)
    return StepView(step.question, step.change, step.because, row.confirmed, row.text, row.by_name, row.at)
