"""What this step offers to the rooms above: its facts, its sentences and its drawings."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.before.evidence.models.questions import ALL
from groundswell.before.evidence.selectors import Findings, findings_of, study_rows
from groundswell.before.evidence.step.checks import checks
from groundswell.before.evidence.step.figures import forest_of
from groundswell.before.evidence.step.words import because, finding
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.door import Permit

__all__ = ["Facts", "because", "checks", "facts", "finding", "findings_of", "forest_of"]


@dataclass(frozen=True)
class Facts:
    """How far step 2 has come in one program.

    Args:
        studies: Studies recorded.
        compared: Of these, with a comparison group.
        known: Studies known but not entered.
        sentence: What they say together.
        settled: Whether every question of the certainty was confirmed by a person.
        drawing: The average and a new place; None where nothing can be pooled.
    """

    studies: int
    compared: int
    known: int
    sentence: str
    settled: bool
    drawing: Drawing | None


def facts(permit: Permit, program: Program, context: str = ALL) -> Facts:
    """How far step 2 has come.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The facts; a fixed number of queries.
    """
    found: Findings = findings_of(permit, program, context)
    return Facts(
        studies=study_rows(permit, program).count(),
        compared=sum(study.design.is_comparative for study in found.studies),
        known=len(found.known),
        sentence=finding(found),
        settled=bool(found.certainty.confirmed_by),
        drawing=forest_of(found, summary_only=True),
    )
