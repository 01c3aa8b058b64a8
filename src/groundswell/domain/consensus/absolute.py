"""What a pooled effect means in people: of 1,000, how many fewer or more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundswell.domain.evidence.study import Measure, Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.values import Interval


@dataclass(frozen=True)
class Baseline:
    """How often the outcome occurs without the approach.

    Args:
        events: Events in the comparison groups.
        people: People in them.
        studies: From how many studies.
    """

    events: float
    people: int
    studies: int

    @property
    def risk(self) -> float:
        """Share of people with the event."""
        return self.events / self.people


@dataclass(frozen=True)
class Absolute:
    """An effect in counts.

    Args:
        without: Events per so many people without the approach.
        with_it: Events with it.
        change: With minus without; below 0 means fewer.
        interval: The interval of the change.
        of: Per how many people.
    """

    without: float
    with_it: float
    change: float
    interval: Interval
    of: int


def baseline_of(studies: Iterable[Study]) -> Baseline | None:
    """The risk in the comparison groups of those studies that print counts, added up.

    Args:
        studies: The comparative studies.

    Returns:
        The baseline; None where no study prints counts, or nobody had the event.

    Example:
        >>> from groundswell.domain.evidence.study import Arm
        >>> one = Study("Makwanpur", control=Arm(people=3226, events=119))
        >>> round(baseline_of([one]).risk, 4)
        0.0369
    """
    known = [
        (study.control.events, study.control.people)
        for study in studies
        if study.control.events is not None and study.control.people
    ]
    events, people = sum(event for event, _people in known), sum(count for _event, count in known)
    return Baseline(events, people, len(known)) if events else None


RISKS: dict[Measure, Callable[[float, float], float]] = {
    Measure.RR: lambda risk, effect: risk * effect,
    Measure.OR: lambda risk, effect: effect * risk / (1 - risk + effect * risk),
    Measure.HR: lambda risk, effect: 1 - (1 - risk) ** effect,
    Measure.RD: lambda risk, effect: risk + effect,
}


def risk_with(measure: Measure, risk: float, effect: float) -> float | None:
    """The risk with the approach, from the risk without it and the effect on its natural scale.

    Args:
        measure: Measure of the effect.
        risk: Risk without, 0 to 1.
        effect: Ratio or difference.

    Returns:
        The risk, 0 to 1; None for a measure that says nothing of risks.

    Source:
        Cochrane Handbook for Systematic Reviews, chapter on interpreting results: absolute effects from ratios.

    Example:
        >>> round(1000 * (0.3 - risk_with(Measure.RR, 0.3, 0.92)))
        24
        >>> round(1000 * (0.3 - risk_with(Measure.OR, 0.3, 0.73)), 1)
        61.7
    """
    rule = RISKS.get(measure)
    return None if rule is None else min(max(rule(risk, effect), 0.0), 1.0)


def absolute_of(summary: EvidenceSummary, baseline: Baseline | None, of: int = 1000) -> Absolute | None:
    """The pooled effect in counts of people.

    Args:
        summary: The pooled studies.
        baseline: The risk without; None where it is not known.
        of: Per how many people.

    Returns:
        The counts with the interval of the effect; None without a baseline, or where the effect is no risk.
    """
    if baseline is None:
        return None
    without = baseline.risk
    effects = (summary.pooled.estimate, summary.ci.lower, summary.ci.upper)
    risks = [risk_with(summary.measure, without, summary.natural(effect)) for effect in effects]
    if None in risks:
        return None
    with_it, lower, upper = (of * risk for risk in risks if risk is not None)
    base = of * without
    return Absolute(base, with_it, with_it - base, Interval(lower - base, upper - base, summary.ci.level), of)
