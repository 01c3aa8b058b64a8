"""The nine items of "ready to scale", a to i; what is not recorded is unmet."""

from __future__ import annotations

from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.effects import ignores_clusters
from groundswell.domain.evidence.statement import Reason, VerdictInputs
from groundswell.domain.evidence.study import Allocation, Study
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.vetoes import NOT_RECORDED

NO_EFFECT = "No comparative study has an effect that can be pooled."
NO_MID = "No minimum important difference is set."


def readiness(inputs: VerdictInputs, summary: EvidenceSummary | None, thresholds: Thresholds) -> tuple[Reason, ...]:
    """Ask each item of "ready to scale".

    Args:
        inputs: What the verdict stands on.
        summary: The pooled effect; None when there is none.
        thresholds: The numbers of the rule.

    Returns:
        Nine reasons, READY-a to READY-i.

    Source:
        Method 3.4, READY TO SCALE.
    """
    return (
        _evaluations(inputs, thresholds),
        _excludes_no_effect(summary),
        _in_a_new_place(summary, thresholds),
        _certain(inputs, thresholds),
        _survives_scale(summary, thresholds),
        _cadre_and_version(inputs),
        _no_harm(inputs, summary),
        _fidelity_and_dose(inputs, thresholds),
        _can_be_scaled(inputs, thresholds),
    )


def distinct(studies: tuple[Study, ...]) -> list[Study]:
    """Give the comparative studies that stand by themselves and respect the unit of allocation.

    Args:
        studies: The studies of a context.

    Returns:
        One study per registration, without those whose interval is not known to allow for its clusters.
    """
    found: dict[str, Study] = {}
    for study in studies:
        if study.design.is_comparative and _unit_respected(study):
            found.setdefault(study.registration.strip().casefold() or f"id {study.id}", study)
    return list(found.values())


def doubled_or_too_narrow(studies: tuple[Study, ...]) -> list[str]:
    """Name the pooled studies that make the pooled interval look surer than it is.

    Args:
        studies: The comparative studies that are pooled.

    Returns:
        Ids of studies whose interval is not known to allow for its clusters, or whose trial is pooled already.

    Source:
        Method 3.1, the trap; section 1 step 2: a cluster design analysed as individuals blocks.
    """
    kept = {id(study) for study in distinct(studies)}
    return [study.id for study in studies if id(study) not in kept]


def _unit_respected(study: Study) -> bool:
    if study.allocation is Allocation.INDIVIDUAL:
        return True
    if ignores_clusters(study):
        return False
    return study.reported is None or study.clusters_respected is not None


def _evaluations(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    kept = distinct(inputs.studies)
    settings = len({study.place.strip().casefold() for study in kept if study.place})
    randomised = sum(study.design.is_randomised for study in kept)
    clusters = sum(study.clusters or 0 for study in kept)
    met = (
        len(kept) >= thresholds.ready_evaluations
        and settings >= thresholds.ready_settings
        and randomised >= thresholds.ready_randomised
        and clusters >= thresholds.ready_clusters
    )
    text = (
        f"{len(kept)} independent comparative evaluations known to be analysed by their unit of allocation,"
        f" in {settings} settings, {randomised} randomised, {clusters} clusters."
    )
    needed = (
        f"{thresholds.ready_evaluations} evaluations, {thresholds.ready_settings} settings,"
        f" {thresholds.ready_randomised} randomised, {thresholds.ready_clusters} clusters"
    )
    return Reason("READY-a", text, met, len(kept), needed)


def _excludes_no_effect(summary: EvidenceSummary | None) -> Reason:
    code, needed = "READY-b", "an interval wholly on the side of benefit"
    if summary is None:
        return Reason(code, NO_EFFECT, False, None, needed)
    interval = summary.ci
    worst = interval.upper if summary.benefit == "low" else interval.lower
    lower, upper = summary.natural(interval.lower), summary.natural(interval.upper)
    text = f"The interval of the {summary.measure.words} runs from {lower:.2f} to {upper:.2f}."
    doubted = doubled_or_too_narrow(summary.studies)
    if doubted:
        text += (
            f" It is too narrow: {', '.join(doubted)} repeat a trial that is pooled already, or are not known to be"
            " analysed by their clusters."
        )
    return Reason(code, text, summary.sign * worst > 0 and not doubted, summary.natural(worst), needed)


def _in_a_new_place(summary: EvidenceSummary | None, thresholds: Thresholds) -> Reason:
    code = "READY-c"
    needed = f"{thresholds.ready_p_benefit:g} for a benefit, {thresholds.ready_p_mid:g} for an important one"
    if summary is None or summary.p_benefit is None:
        text = NO_EFFECT if summary is None else "The chance of benefit in a new place needs three studies."
        return Reason(code, text, False, None, needed)
    if summary.p_mid is None:
        return Reason(code, NO_MID, False, summary.p_benefit, needed)
    met = summary.p_benefit >= thresholds.ready_p_benefit and summary.p_mid >= thresholds.ready_p_mid
    text = (
        f"In a new place the chance of a benefit is {summary.p_benefit:.3f}, of an important one {summary.p_mid:.3f}."
    )
    return Reason(code, text, met, summary.p_benefit, needed)


def _certain(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    needed = Grade(thresholds.ready_certainty).words
    if inputs.certainty is None:
        return Reason("READY-d", "Certainty is not recorded.", False, None, needed)
    grade = inputs.certainty.grade
    return Reason("READY-d", f"Certainty is {grade.words}.", grade >= thresholds.ready_certainty, grade.words, needed)


def _survives_scale(summary: EvidenceSummary | None, thresholds: Thresholds) -> Reason:
    code = "READY-e"
    if summary is None or summary.mid is None:
        return Reason(code, NO_EFFECT if summary is None else NO_MID, False, None, "the minimum important difference")
    kept = thresholds.retention * summary.pooled.estimate
    value = summary.natural(kept)
    text = f"If {thresholds.retention:.0%} of the effect remains at scale, the {summary.measure.words} is {value:.3f}."
    return Reason(code, text, summary.reaches(kept, summary.mid), value, round(summary.natural(summary.mid), 6))


def _cadre_and_version(inputs: VerdictInputs) -> Reason:
    code, needed = "READY-f", "an evaluation with the cadre and the package version of scale"
    if inputs.scale_cadre is None or not inputs.package_version:
        missing = "cadre" if inputs.scale_cadre is None else "package version"
        return Reason(code, f"The {missing} of scale is {NOT_RECORDED}.", False, None, needed)
    cadre, version = inputs.scale_cadre.value.strip().casefold(), inputs.package_version.strip().casefold()
    fitting = sum(
        study.design.is_comparative
        and study.cadre.strip().casefold() == cadre
        and study.package_version.strip().casefold() == version
        for study in inputs.studies
    )
    text = f"{fitting} evaluations with {inputs.scale_cadre.value} and package version {inputs.package_version}."
    return Reason(code, text, fitting > 0, fitting, needed)


def deficit_of_the_poorest(inputs: VerdictInputs, summary: EvidenceSummary | None) -> str:
    """Say what the interaction interval shows about the poorest.

    Args:
        inputs: What the verdict stands on.
        summary: The pooled effect, for scale and direction.

    Returns:
        ``shown`` when the whole interval is a deficit beyond the minimum important difference, ``not excluded`` when a
        part is, ``none`` when no part is, empty when not recorded or no difference is set.
    """
    if inputs.poorest_interaction is None or summary is None or summary.mid is None:
        return ""
    interval, size = inputs.poorest_interaction.value, abs(summary.mid)
    low, high = sorted((-summary.sign * interval.lower, -summary.sign * interval.upper))
    if low > size:
        return "shown"
    return "not excluded" if high > size else "none"


DEFICIT_WORDS = {
    "": NOT_RECORDED,
    "shown": "worse than among others by more than the minimum important difference",
    "not excluded": "not shown to be worse, though an important deficit is not excluded",
    "none": "not worse by an important difference",
}


def _no_harm(inputs: VerdictInputs, summary: EvidenceSummary | None) -> Reason:
    code, needed = "READY-g", "no serious harm unresolved and no worse effect among the poorest"
    harm, deficit = inputs.serious_harm, deficit_of_the_poorest(inputs, summary)
    harm_said = NOT_RECORDED if harm is None else "unresolved" if harm.value else "none unresolved"
    met = harm is not None and not harm.value and deficit in ("none", "not excluded")
    text = f"Serious harm: {harm_said}. Effect among the poorest: {DEFICIT_WORDS[deficit]}."
    return Reason(code, text, met, deficit or None, needed)


def _fidelity_and_dose(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    needed = f"{thresholds.ready_fidelity:.0%} of sessions at standard and the active dose written down"
    own = [study.fidelity for study in inputs.studies if study.fidelity is not None]
    fidelity = inputs.fidelity.value if inputs.fidelity is not None else min(own, default=None)
    reached = [study.dose_coverage for study in inputs.studies if study.dose_coverage is not None]
    dose = inputs.active_dose.value if inputs.active_dose is not None else min(reached, default=None)
    text = f"Fidelity: {NOT_RECORDED if fidelity is None else f'{fidelity:.0%}'}."
    text += f" Active dose: {NOT_RECORDED if dose is None else f'{dose:.0%} of the target group'}."
    met = fidelity is not None and fidelity >= thresholds.ready_fidelity and dose is not None
    return Reason("READY-h", text, met, fidelity, needed)


def _can_be_scaled(inputs: VerdictInputs, thresholds: Thresholds) -> Reason:
    score, gaps = inputs.scalability_score, inputs.scalability_critical_gaps
    cost, months = inputs.unit_cost, inputs.payer_months
    scalable = (
        score is not None and score.value >= thresholds.ready_scalability and gaps is not None and gaps.value == 0
    )
    paid = cost is not None and months is not None and months.value >= thresholds.ready_payer_months
    text = (
        f"Scalability: {NOT_RECORDED if score is None else f'{score.value:g} of 100'};"
        f" critical gaps: {NOT_RECORDED if gaps is None else gaps.value};"
        f" unit cost: {NOT_RECORDED if cost is None else f'{cost.value:g}'};"
        f" payer: {NOT_RECORDED if months is None else f'{months.value:g} months'}."
    )
    needed = f"{thresholds.ready_scalability:g}, no critical gap, a unit cost, {thresholds.ready_payer_months:g} months"
    return Reason("READY-i", text, scalable and paid, None if score is None else score.value, needed)
