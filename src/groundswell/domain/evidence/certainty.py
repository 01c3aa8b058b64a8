"""How sure we are of the pooled effect: proposed by rule, confirmed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.evidence.grading import (
    CertaintyFacts,
    Grade,
    Step,
    few_clusters_cap,
    imprecision,
    inconsistency,
    indirectness,
    publication_bias,
    raised,
    risk_of_bias,
    starting_point,
)
from groundswell.domain.evidence.importance import Benefit
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import summarise
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.said import said as _

__all__ = ["Certainty", "CertaintyFacts", "Grade", "Step", "propose_certainty"]


@dataclass(frozen=True)
class Certainty:
    """The grade with the steps that lead to it.

    Args:
        grade: The grade, after rounding down to very low and up to high.
        start: Where the designs start, 1 to 4.
        steps: Each question, its change and reason, in the order asked.
        confirmed_by: Person who confirmed or changed it; empty while only proposed.
        comment: That person's words.
    """

    grade: Grade
    start: int = 4
    steps: tuple[Step, ...] = ()
    confirmed_by: str = ""
    comment: str = ""

    @property
    def recorded_grade(self) -> Grade:
        """The grade as far as it rests on what is recorded: a veto never fires on what is missing."""
        if self.confirmed_by:
            return self.grade
        return max(self.grade, _grade(self.start, [step for step in self.steps if step.recorded]))


NO_FACTS = CertaintyFacts()


def propose_certainty(
    studies: tuple[Study, ...],
    facts: CertaintyFacts = NO_FACTS,
    thresholds: Thresholds = DEFAULTS,
    *,
    benefit: Benefit = "low",
    mid: float | None = None,
) -> Certainty:
    """Propose the certainty of the pooled effect of comparative studies of one measure.

    Args:
        studies: The studies of one context.
        facts: What else bears on it.
        thresholds: The numbers of the rule.
        benefit: ``low`` when lower is better, ``high`` when higher is.
        mid: Minimum important difference on the natural scale; the threshold's when None.

    Returns:
        The proposed certainty; what is not recorded about bias counts as high risk and is marked so.

    Raises:
        CannotJudge: The studies mix measures that cannot be pooled.

    Source:
        After GRADE (Guyatt and others 2008 and following); the numbers are those of method 3.3.
    """
    summary = summarise(studies, benefit, mid, thresholds)
    if summary is None:
        step = Step("Designs", 0, _("No study with a comparison group has an effect."), recorded=bool(studies))
        return Certainty(Grade.VERY_LOW, 1, (step,))
    start, because, may_rise = starting_point(summary, thresholds)
    steps = [Step("Designs", 0, because), risk_of_bias(summary, thresholds)]
    inconsistent = inconsistency(summary, facts, thresholds)
    steps += [inconsistent, indirectness(summary, facts, thresholds)]
    steps.append(imprecision(summary, thresholds, lowered_already=inconsistent.change < 0))
    steps.append(publication_bias(summary, thresholds))
    if may_rise:
        steps += raised(summary, facts, thresholds)
    cap = few_clusters_cap(summary, start + sum(step.change for step in steps), thresholds)
    if cap is not None:
        steps.append(cap)
    return Certainty(_grade(start, steps), start, tuple(steps))


def _grade(start: int, steps: Sequence[Step]) -> Grade:
    return Grade(min(Grade.HIGH, max(Grade.VERY_LOW, start + sum(step.change for step in steps))))
