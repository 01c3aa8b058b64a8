"""How sure we are of the pooled effect: proposed by rule, confirmed by a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds


class Grade(IntEnum):
    """The four grades of certainty."""

    VERY_LOW = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def words(self) -> str:
        """The grade in words."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Step:
    """One question asked of the evidence, how far it moves the grade and why."""

    question: str
    change: int
    because: str


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


@dataclass(frozen=True)
class CertaintyFacts:
    """What the certainty needs to know beside the studies.

    Args:
        population_differs: Words for a major difference of the studied people from the target; empty for none.
        cadre: Cadre at scale; empty when not recorded.
        package_version: Version to be scaled; empty when not recorded.
        dose_coverage: Share of the target group to be reached at scale; None when not recorded.
        subgroup_explains: Name of a pre-stated subgroup; empty for none.
        residual_i2: I² (per cent) left within that subgroup; None when there is none.
        dose_response: A dose-response was shown.
        confounding_against: Remaining confounding would work against the effect.
    """

    population_differs: str = ""
    cadre: str = ""
    package_version: str = ""
    dose_coverage: float | None = None
    subgroup_explains: str = ""
    residual_i2: float | None = None
    dose_response: bool = False
    confounding_against: bool = False


NO_FACTS = CertaintyFacts()


def propose_certainty(
    studies: tuple[Study, ...],
    facts: CertaintyFacts = NO_FACTS,
    thresholds: Thresholds = DEFAULTS,
    *,
    benefit: str = "low",
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
        The proposed certainty.
    """
    raise NotImplementedError
