"""What a verdict stands on and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from groundswell.domain.evidence.certainty import Certainty
from groundswell.domain.evidence.importance import Benefit
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.values import Interval

type VerdictWord = Literal["ready", "with research", "not yet"]


@dataclass(frozen=True)
class Recorded[T]:
    """A value that another step supplied or a person typed in, with where it comes from."""

    value: T
    source: str = ""


@dataclass(frozen=True)
class VerdictInputs:
    """Everything a verdict stands on; None means "not recorded" and counts as unmet.

    Args:
        context: The context the verdict is for.
        package_version: Version of the package to be scaled.
        on: Date of the verdict.
        studies: The studies of that context.
        benefit: ``low`` when a lower outcome is better, ``high`` when a higher one is.
        critical_outcome: Whether the outcome is critical, so that harm is a veto.
        mid: Minimum important difference on the natural scale; the threshold's when None.
        certainty: Certainty of the effect, as confirmed or proposed.
        package_score: Score of the package, 0 to 100.
        package_core_defined: Whether its core elements are written down.
        data_completeness: Complete reports over due reports, a fraction.
        scalability_score: Score of the scalability assessment, 0 to 100.
        scalability_critical_gaps: Critical items below their mark.
        unit_cost: Cost per person or community reached.
        payer_months: Months for which a payer is named.
        scale_cadre: Who will facilitate at scale.
        serious_harm: Whether a serious harm stands unresolved.
        poorest_interaction: Interval of the effect among the poorest minus the effect among others, analysis scale.
        fidelity: Share of observed sessions at the standard.
        active_dose: Share of the target group that must take part for the effect.
    """

    context: str
    package_version: str
    on: date
    studies: tuple[Study, ...]
    benefit: Benefit = "low"
    critical_outcome: bool = True
    mid: float | None = None
    certainty: Certainty | None = None
    package_score: Recorded[float] | None = None
    package_core_defined: Recorded[bool] | None = None
    data_completeness: Recorded[float] | None = None
    scalability_score: Recorded[float] | None = None
    scalability_critical_gaps: Recorded[int] | None = None
    unit_cost: Recorded[float] | None = None
    payer_months: Recorded[float] | None = None
    scale_cadre: Recorded[str] | None = None
    serious_harm: Recorded[bool] | None = None
    poorest_interaction: Recorded[Interval] | None = None
    fidelity: Recorded[float] | None = None
    active_dose: Recorded[float] | None = None


@dataclass(frozen=True)
class Reason:
    """One item of the rule, met or unmet.

    Args:
        code: Stable name, such as ``READY-b``, ``RESEARCH-d`` or ``VETO-harm``; a veto is met when it does not fire.
        text: The item in words, with what was found.
        met: Whether it is met; what is not recorded is unmet.
        value: What was found; None when not recorded or not computed.
        needed: What is needed, in words or as a number.
    """

    code: str
    text: str
    met: bool
    value: float | str | None = None
    needed: float | str | None = None


@dataclass(frozen=True)
class Condition:
    """A question that scaling must answer, or a rule it must follow."""

    code: str
    question: str


@dataclass(frozen=True)
class Verdict:
    """The verdict with all its reasons.

    Args:
        word: ``ready``, ``with research`` or ``not yet``.
        context: The context it is for.
        package_version: The version it is for.
        on: Its date.
        lapses: The day it lapses.
        reasons: Every item of the rule, in order.
        vetoes: Those vetoes that fired.
        conditions: What must be answered or followed; empty only for ``ready`` with nothing open.
        warnings: Sentences for the reader.
        evidence: The pooled effect judged; None when no comparative study has an effect.
        certainty: The certainty judged.
    """

    word: VerdictWord
    context: str
    package_version: str
    on: date
    lapses: date
    reasons: tuple[Reason, ...]
    vetoes: tuple[Reason, ...] = ()
    conditions: tuple[Condition, ...] = ()
    warnings: tuple[str, ...] = ()
    evidence: EvidenceSummary | None = None
    certainty: Certainty | None = None
