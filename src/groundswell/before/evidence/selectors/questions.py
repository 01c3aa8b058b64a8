"""What is asked of the studies in one context; sensible answers stand where nobody has set any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundswell.before.evidence.models import Question
from groundswell.before.evidence.models.questions import ALL
from groundswell.before.evidence.selectors.studies import READ
from groundswell.domain.evidence.certainty import NO_FACTS, CertaintyFacts
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Asked:
    """The question put to the studies of one context.

    Args:
        context: The context; empty for all studies together.
        outcome: The outcome in words; empty where nobody set it.
        benefit: ``low`` when lower is better.
        better: Words for a better outcome, such as “fewer newborn deaths”.
        worse: Words for a worse one.
        critical: Whether harm in this outcome forbids scaling.
        mid: Smallest effect that matters, natural scale; None for the program's number.
        prespecified: Whether the context was chosen before the data were seen.
        facts: What certainty needs to know beside the studies.
        version: Version of the row, 0 where nobody set anything yet.
    """

    context: str = ALL
    outcome: str = ""
    benefit: Literal["low", "high"] = "low"
    better: str = ""
    worse: str = ""
    critical: bool = True
    mid: float | None = None
    prespecified: bool = False
    facts: CertaintyFacts = NO_FACTS
    version: int = 0


def question_row(permit: Permit, program: Program, context: str) -> Question | None:
    """The stored question of a context, None where nobody has set one.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The row; one query.
    """
    return permit.scope(Question.objects.filter(program=program, context=context), READ).first()


def asked_of(permit: Permit, program: Program, context: str = ALL) -> Asked:
    """What is asked of the studies of a context.

    Args:
        permit: A permit of the person.
        program: The program; its package version is the one to be scaled.
        context: The context; empty for all.

    Returns:
        The question; one query.
    """
    row = question_row(permit, program, context)
    if row is None:
        return Asked(context=context, facts=CertaintyFacts(package_version=program.package_version))
    return Asked(
        context=context,
        outcome=row.told("outcome"),
        benefit="high" if row.benefit == "high" else "low",
        better=row.told("better_words"),
        worse=row.told("worse_words"),
        critical=row.critical_outcome,
        mid=row.mid,
        prespecified=row.prespecified,
        facts=CertaintyFacts(
            population_differs=row.population_differs,
            cadre=row.cadre,
            package_version=program.package_version,
            dose_coverage=row.dose_coverage,
            subgroup_explains=row.subgroup_explains,
            residual_i2=row.residual_i2,
            dose_response=row.dose_response,
            confounding_against=row.confounding_against,
        ),
        version=row.version,
    )
