"""The questions that lower or raise certainty, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from groundswell.domain.errors import CannotJudge
from groundswell.domain.evidence.study import Allocation, Design, Risk, Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.said import Figure, together
from groundswell.domain.said import said as _
from groundswell.domain.stats.funnel import egger
from groundswell.domain.values import Interval


class Grade(IntEnum):
    """The four grades of certainty."""

    VERY_LOW = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def words(self) -> str:
        """The grade in words."""
        return GRADE_WORDS[self]


GRADE_WORDS = {
    Grade.VERY_LOW: _("very low"),
    Grade.LOW: _("low"),
    Grade.MODERATE: _("moderate"),
    Grade.HIGH: _("high"),
}


@dataclass(frozen=True)
class Step:
    """One question asked of the evidence, how far it moves the grade and why.

    Args:
        question: The question.
        change: Grades up or down.
        because: Why.
        recorded: Whether the change rests on what is recorded, not on what is missing.
    """

    question: str
    change: int
    because: str
    recorded: bool = True


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
        core_changed: Studies after which a core element of the package became another.
        core_elements: Which elements, in words.
        dose_response: A dose-response was shown.
        confounding_against: Remaining confounding would work against the effect.
    """

    population_differs: str = ""
    cadre: str = ""
    package_version: str = ""
    dose_coverage: float | None = None
    subgroup_explains: str = ""
    residual_i2: float | None = None
    core_changed: tuple[str, ...] = ()
    core_elements: str = ""
    dose_response: bool = False
    confounding_against: bool = False


def starting_point(summary: EvidenceSummary, thresholds: Thresholds) -> tuple[int, str, bool]:
    """Give the grade where the designs start, why, and whether it may be raised.

    Args:
        summary: The pooled studies.
        thresholds: The numbers of the rule.

    Returns:
        High for designs that randomise, low for others, by the design that carries most weight.
    """
    randomised = _weight(summary, lambda study: study.design.is_randomised)
    if randomised >= 0.5:
        share = Figure(randomised, ".0%")
        return 4, _("Randomised studies carry %(share)s of the weight: start at high.", share=share), False
    share = Figure(1 - randomised, ".0%")
    because = _("Studies that are not randomised carry %(share)s of the weight: start at low.", share=share)
    rises = all(study.design.is_randomised or _may_rise(study, thresholds) for study in summary.studies)
    if not rises:
        bound = _(
            "They cannot be raised: a controlled before-after study needs %(periods)s periods before the start"
            " and %(clusters)s clusters per arm.",
            periods=thresholds.start_pre_periods,
            clusters=thresholds.start_clusters_per_arm,
        )
        because = together((because, bound))
    return 2, because, rises


def _may_rise(study: Study, thresholds: Thresholds) -> bool:
    if study.design is not Design.CONTROLLED_BEFORE_AFTER:
        return True
    fewest = min(study.treated.clusters or 0, study.control.clusters or 0)
    return (study.pre_periods or 0) >= thresholds.start_pre_periods and fewest >= thresholds.start_clusters_per_arm


def risk_of_bias(summary: EvidenceSummary, thresholds: Thresholds) -> Step:
    """Lower by the weight of studies at high risk of bias; not recorded counts as high.

    Args:
        summary: The pooled studies.
        thresholds: The numbers of the rule.

    Returns:
        The step.
    """
    question = "Risk of bias"
    high = _weight(summary, lambda study: study.overall_risk is Risk.HIGH)
    unknown = _weight(summary, lambda study: study.overall_risk in (None, Risk.UNCLEAR))
    change = _by_share(high + unknown, thresholds)
    carried = Figure(high, ".0%")
    because = _("Studies at high risk carry %(high)s of the weight.", high=carried)
    if unknown > 0:
        because = _(
            "Studies at high risk carry %(high)s of the weight, studies without a judgement %(unknown)s.",
            high=carried,
            unknown=Figure(unknown, ".0%"),
        )
    return Step(question, change, because, recorded=change == _by_share(high, thresholds))


def _by_share(share: float, thresholds: Thresholds) -> int:
    if share > thresholds.bias_share_two:
        return -2
    return -1 if share > thresholds.bias_share_one else 0


def inconsistency(summary: EvidenceSummary, facts: CertaintyFacts, thresholds: Thresholds) -> Step:
    """Lower when studies disagree about whether, or how much, it helps.

    Args:
        summary: The pooled studies.
        facts: The subgroup that may explain it.
        thresholds: The numbers of the rule.

    Returns:
        The step.
    """
    question, pooled = "Inconsistency", summary.pooled
    if pooled.i2 is None:
        return Step(question, 0, _("One study: whether places differ cannot be judged."))
    opposite = len({effect.yi > 0 for effect in summary.effects}) > 1
    crosses = opposite if pooled.prediction is None else pooled.prediction.covers(0.0)
    change = 0
    if pooled.prediction is not None and pooled.i2 >= thresholds.i2_two and _covers_both(summary, pooled.prediction):
        change = -2
    elif crosses and (pooled.i2 >= thresholds.i2_one or opposite):
        change = -1
    because = [_("I² is %(i2)s %%", i2=Figure(pooled.i2, ".0f"))]
    if pooled.prediction is not None:
        limits = _limits(summary, pooled.prediction)
        because.append(_("in a new place the effect may lie anywhere from %(lower)s to %(upper)s", **limits))
    if opposite:
        because.append(_("studies point in opposite directions"))
    explained = facts.subgroup_explains and facts.residual_i2 is not None
    if change and explained and (facts.residual_i2 or 0.0) < thresholds.i2_explained:
        change = 0
        because.append(_("the pre-stated subgroup %(name)s explains it", name=facts.subgroup_explains))
    return Step(question, change, _("%(findings)s.", findings=together(because, "; ")))


def indirectness(summary: EvidenceSummary, facts: CertaintyFacts, thresholds: Thresholds) -> Step:
    """Lower once for each major difference between what was studied and what is planned, twice at most.

    Args:
        summary: The pooled studies.
        facts: The people, cadre, package version and coverage planned.
        thresholds: The numbers of the rule.

    Returns:
        The step.
    """
    major = [_("population: %(words)s", words=facts.population_differs)] if facts.population_differs else []
    cadre, version = (
        _weight(summary, _differing(field, planned))
        for field, planned in (("cadre", facts.cadre), ("package_version", facts.package_version))
    )
    if cadre > thresholds.indirect_share:
        share = Figure(cadre, ".0%")
        major.append(_("cadre: studies of another one carry %(share)s of the weight", share=share))
    core = _weight(summary, lambda study: study.id in facts.core_changed)
    if core > thresholds.indirect_share:
        words = {"share": Figure(core, ".0%"), "elements": facts.core_elements}
        major.append(_("core: %(elements)s changed after studies that carry %(share)s of the weight", **words))
    elif version > thresholds.indirect_share:  # a changed core is a difference of version: it counts once
        share = Figure(version, ".0%")
        major.append(_("package version: studies of another one carry %(share)s of the weight", share=share))
    reached = [study.dose_coverage for study in summary.studies if study.dose_coverage is not None]
    if facts.dose_coverage is not None and reached and facts.dose_coverage < min(reached):
        shares = {"planned": Figure(facts.dose_coverage, ".0%"), "studied": Figure(min(reached), ".0%")}
        major.append(_("dose: %(planned)s planned, at least %(studied)s studied", **shares))
    if not major:
        return Step("Indirectness", 0, _("No major difference from the target is recorded."))
    because = _("Differs from the target in %(differences)s.", differences=together(major, "; "))
    return Step("Indirectness", -min(2, len(major)), because)


def _differing(field: str, planned: str) -> Callable[[Study], bool]:
    return lambda study: differs_from(getattr(study, field), planned)


def differs_from(studied: str, planned: str) -> bool:
    """Whether both are recorded and are not the same word."""
    return bool(studied and planned) and studied.strip().casefold() != planned.strip().casefold()


def imprecision(summary: EvidenceSummary, thresholds: Thresholds, *, lowered_already: bool) -> Step:
    """Lower when the interval leaves open what matters, or the clusters are few.

    Args:
        summary: The pooled studies.
        thresholds: The numbers of the rule.
        lowered_already: Whether inconsistency was lowered; then the equal-effects interval is read (no double penalty).

    Returns:
        The step.
    """
    interval = summary.equal.ci if lowered_already else summary.ci
    clusters = total_clusters(summary)
    because = _("The interval runs from %(lower)s to %(upper)s", **_limits(summary, interval))
    if lowered_already:
        because = together((because, _("(equal effects, because inconsistency was lowered already)")))
    if clusters is not None:
        because = together((because, _("clusters in all: %(n)s", n=clusters)), "; ")
    because = _("%(findings)s.", findings=because)
    few = float("inf") if clusters is None else clusters
    if few < thresholds.clusters_two or _covers_both(summary, interval):
        return Step("Imprecision", -2, because)
    open_question = interval.covers(0.0) or (summary.mid is not None and interval.covers(summary.mid))
    return Step("Imprecision", -1 if few < thresholds.clusters_one or open_question else 0, because)


def total_clusters(summary: EvidenceSummary) -> int | None:
    """Add up the clusters; what is not recorded adds nothing. None when people were allocated in some study."""
    if any(study.allocation is Allocation.INDIVIDUAL for study in summary.studies):
        return None
    return sum(study.clusters or 0 for study in summary.studies)


def publication_bias(summary: EvidenceSummary, thresholds: Thresholds) -> Step:
    """Lower when small studies tell another story, or most were never registered.

    Args:
        summary: The pooled studies.
        thresholds: The numbers of the rule.

    Returns:
        The step.
    """
    unregistered = _weight(summary, lambda study: study.registered is False)
    share = Figure(unregistered, ".0%")
    because = _("Studies known not to be registered carry %(share)s of the weight", share=share)
    if unregistered > 0.5:
        return Step("Publication bias", -1, _("%(findings)s.", findings=because))
    try:
        test = egger([e.yi for e in summary.effects], [e.vi for e in summary.effects], thresholds.egger_studies)
    except CannotJudge as missing:
        return Step("Publication bias", 0, together((_("%(findings)s.", findings=because), missing.text)))
    change = -1 if test.p < thresholds.egger_p else 0
    because = together((because, _("Egger's test p = %(p)s", p=Figure(test.p, ".3f"))), "; ")
    return Step("Publication bias", change, _("%(findings)s.", findings=because))


def raised(summary: EvidenceSummary, facts: CertaintyFacts, thresholds: Thresholds) -> list[Step]:
    """Raise studies that are not randomised for a large effect, a dose-response, or confounding the other way.

    Args:
        summary: The pooled studies.
        facts: What was shown.
        thresholds: The numbers of the rule.

    Returns:
        One step for each that applies.
    """
    found = []
    if summary.measure.is_ratio:
        ratio = summary.natural(summary.pooled.estimate)
        if ratio < thresholds.large_ratio or ratio > 1 / thresholds.large_ratio:
            found.append(Step("Large effect", 1, _("The pooled ratio is %(ratio)s.", ratio=Figure(ratio, ".2f"))))
    if facts.dose_response:
        found.append(Step("Dose-response", 1, _("A larger dose went with a larger effect.")))
    if facts.confounding_against:
        found.append(Step("Confounding", 1, _("Remaining confounding would hide an effect, not make one.")))
    return found


def few_clusters_cap(summary: EvidenceSummary, grade: int, thresholds: Thresholds) -> Step | None:
    """Cap certainty at low when no study has enough clusters in each arm.

    Args:
        summary: The pooled studies.
        grade: The grade so far.
        thresholds: The numbers of the rule.

    Returns:
        The step that brings it down to low; None when none is needed.
    """
    recorded = [study for study in summary.studies if study.clusters is not None]
    enough = any(
        study.allocation is Allocation.INDIVIDUAL
        or min(study.treated.clusters or 0, study.control.clusters or 0) >= thresholds.clusters_per_arm
        for study in summary.studies
    )
    if enough or not recorded or grade <= Grade.LOW:
        return None
    text = _("No study has %(n)s clusters in each arm: at most low.", n=thresholds.clusters_per_arm)
    return Step("Few clusters per arm", int(Grade.LOW) - grade, text)


def _weight(summary: EvidenceSummary, condition: Callable[[Study], bool]) -> float:
    return sum(w for study, w in zip(summary.studies, summary.pooled.weights, strict=True) if condition(study))


def _covers_both(summary: EvidenceSummary, interval: Interval) -> bool:
    """Whether an interval holds both a benefit and a harm of important size."""
    return summary.mid is not None and interval.covers(summary.mid) and interval.covers(-summary.mid)


def _limits(summary: EvidenceSummary, interval: Interval) -> dict[str, Figure]:
    lower, upper = summary.natural(interval.lower), summary.natural(interval.upper)
    return {"lower": Figure(lower, ".2f"), "upper": Figure(upper, ".2f")}
