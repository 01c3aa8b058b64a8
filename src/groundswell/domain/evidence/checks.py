"""What a machine can see is wrong with a study as recorded."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from groundswell.domain.errors import GroundswellError
from groundswell.domain.evidence.effects import effect_of, ignores_clusters
from groundswell.domain.evidence.study import Allocation, Arm, Reported, Study, Subgroup
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import se_from_interval

type Weight = Literal["blocks", "caps", "asks"]

RECOMPUTED_WITHIN = 0.20


@dataclass(frozen=True)
class Flag:
    """One thing that does not fit.

    Args:
        code: Stable name.
        weight: ``blocks`` (an item of the verdict is unmet), ``caps`` (certainty or verdict is limited) or ``asks``.
        text: What was found.
        remedy: What to do.
    """

    code: str
    weight: Weight
    text: str
    remedy: str


def check_study(study: Study, thresholds: Thresholds = DEFAULTS) -> tuple[Flag, ...]:
    """Look for what does not fit in a study.

    Args:
        study: The study as recorded.
        thresholds: The numbers of the rule.

    Returns:
        Flags, the heaviest first.

    Source:
        Method 1, step 2, Machine.
    """
    found = [
        _individuals(study),
        _no_comparison(study),
        _few_clusters(study, thresholds),
        _no_effect(study),
        *((_wrong_scale(study, study.reported), _outside(study), _recomputed(study)) if study.reported else ()),
        *_subgroup_totals(study),
    ]
    order = ("blocks", "caps", "asks")
    return tuple(sorted((flag for flag in found if flag), key=lambda flag: order.index(flag.weight)))


def _individuals(study: Study) -> Flag | None:
    if not ignores_clusters(study):
        return None
    return Flag(
        "study.individuals",
        "blocks",
        _(
            "%(study)s: clusters were allocated, but people were analysed as if independent; the "
            "interval is too narrow.",
            study=study.id,
        ),
        _("Enter an interval that allows for the clusters, or the intra-cluster correlation or design effect."),
    )


def _no_comparison(study: Study) -> Flag | None:
    if study.design.is_comparative:
        return None
    return Flag(
        "study.no_comparison",
        "caps",
        _(
            "%(study)s has no comparison group (%(value)s); by itself it cannot lead beyond “not yet”.",
            study=study.id,
            value=study.design.value,
        ),
        _("Plan an evaluation with comparison."),
    )


def _few_clusters(study: Study, thresholds: Thresholds) -> Flag | None:
    counts = [arm.clusters for arm in (study.treated, study.control) if arm.clusters is not None]
    if study.allocation is not Allocation.CLUSTER or not counts or min(counts) >= thresholds.clusters_per_arm:
        return None
    return Flag(
        "study.few_clusters",
        "caps",
        _(
            "%(study)s has %(counts)s clusters in one arm; with fewer than %(clusters_per_arm)s "
            "certainty is at most low.",
            study=study.id,
            counts=min(counts),
            clusters_per_arm=thresholds.clusters_per_arm,
        ),
        _("Plan more clusters next time."),
    )


def _no_effect(study: Study) -> Flag | None:
    try:
        effect_of(study)
    except GroundswellError as missing:
        return Flag("study.no_effect", "asks", missing.text, missing.remedy)
    return None


def symmetric_on_natural_scale(reported: Reported) -> bool:
    """Whether a ratio's interval is symmetric on the natural and not on the log scale, rounding allowed for.

    Args:
        reported: Estimate and limits of a ratio, as printed.

    Returns:
        True when the interval was probably made on the wrong scale.

    Example:
        >>> symmetric_on_natural_scale(Reported(0.63, 0.32, 0.94))
        True
        >>> symmetric_on_natural_scale(Reported(0.77, 0.48, 1.23))
        False
    """
    values = (reported.estimate, reported.lower, reported.upper)
    if min(values) <= 0:
        return True
    half_unit = 0.5 * 10.0 ** -max(_decimals(value) for value in values)
    off_natural = abs(values[0] - (values[1] + values[2]) / 2)
    off_log = abs(math.log(values[0]) - (math.log(values[1]) + math.log(values[2])) / 2)
    slack_log = half_unit / values[0] + (half_unit / values[1] + half_unit / values[2]) / 2
    return off_natural <= 2 * half_unit * (1 + 1e-9) and off_log > slack_log


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def _wrong_scale(study: Study, reported: Reported) -> Flag | None:
    if not study.measure.is_ratio or not symmetric_on_natural_scale(reported):
        return None
    return Flag(
        "study.wrong_scale",
        "asks",
        _(
            "%(study)s: %(estimate)s (%(lower)s to %(upper)s) is symmetric as printed, but the "
            "interval of a %(words)s should be symmetric on the log scale. Wrong scale?",
            study=study.id,
            estimate=Figure(reported.estimate, "g"),
            lower=Figure(reported.lower, "g"),
            upper=Figure(reported.upper, "g"),
            words=study.measure.words,
        ),
        _("Look for a correction of the paper, or recompute it from the counts."),
    )


def _outside(study: Study) -> Flag | None:
    reported = study.reported
    if reported is None or reported.lower <= reported.estimate <= reported.upper:
        return None
    return Flag(
        "study.outside",
        "asks",
        _(
            "%(study)s: the estimate %(estimate)s is outside its interval.",
            study=study.id,
            estimate=Figure(reported.estimate, "g"),
        ),
        _("Check the estimate and its limits."),
    )


def _recomputed(study: Study) -> Flag | None:
    """Ask about adjustment when counts or means give another estimate than the printed one."""
    reported = study.reported
    crude = crude_estimate(study)
    if reported is None or crude is None or study.adjusted_for or reported.estimate == 0:
        return None
    if abs(crude / reported.estimate - 1) <= RECOMPUTED_WITHIN:
        return None
    return Flag(
        "study.recomputed",
        "asks",
        _(
            "%(study)s: recomputed from the counts or means, the %(words)s is %(crude)s; reported is "
            "%(estimate)s. Is it adjusted?",
            study=study.id,
            words=study.measure.words,
            crude=Figure(crude, ".3f"),
            estimate=Figure(reported.estimate, "g"),
        ),
        _("Say what it is adjusted for, or check the numbers and the analysis population."),
    )


def crude_estimate(study: Study) -> float | None:
    """Recompute the estimate from counts or means, on the natural scale; None where there are none."""
    try:
        effect = effect_of(replace(study, reported=None, yi=None, vi=None))
    except GroundswellError:
        return None
    return math.exp(effect.yi) if study.measure.is_ratio else effect.yi


def implied_design_effect(study: Study) -> float | None:
    """Give the variance of the printed interval over that of the raw counts.

    Args:
        study: The study.

    Returns:
        The factor; below 1 where pairing or adjustment gained more than the clusters cost. None without both.

    Source:
        Method 4.2: Manandhar .961, Nair 5.09.
    """
    if study.reported is None or not study.measure.is_ratio:
        return None
    try:
        crude = effect_of(
            replace(
                study, reported=None, yi=None, vi=None, icc=None, design_effect=None, allocation=Allocation.INDIVIDUAL
            )
        )
    except GroundswellError:
        return None
    printed = study.reported
    se = se_from_interval(math.log(printed.lower), math.log(printed.upper), printed.level, printed.df)
    return se * se / crude.vi


def _subgroup_totals(study: Study) -> list[Flag]:
    """Compare each subgroup variable's totals with the study's."""
    by_variable: dict[str, list[Subgroup]] = defaultdict(list)
    for subgroup in study.subgroups:
        by_variable[subgroup.variable].append(subgroup)
    found = []
    for variable, groups in by_variable.items():
        arms: tuple[tuple[int, Arm, list[Arm]], ...] = (
            (1, study.treated, [group.treated for group in groups]),
            (0, study.control, [group.control for group in groups]),
        )
        for arm, whole, parts in arms:
            found += [
                _total(study, variable, what, total, values)
                for what, total, values in (
                    (_("people in arm %(arm)s", arm=arm), whole.people, [part.people for part in parts]),
                    (_("events in arm %(arm)s", arm=arm), whole.events, [part.events for part in parts]),
                )
            ]
    return [flag for flag in found if flag]


def _total(
    study: Study, variable: str, what: str, total: float | None, values: list[int | None] | list[float | None]
) -> Flag | None:
    known = [value for value in values if value is not None]
    if total is None or len(known) < len(values) or math.fsum(known) == total:
        return None
    missing = total - math.fsum(known)
    return Flag(
        "study.subgroup_totals",
        "asks",
        _(
            "%(study)s: by %(variable)s, %(what)s add up to %(known)s; the total is %(total)s (%(missing)s).",
            study=study.id,
            variable=variable,
            what=what,
            known=Figure(math.fsum(known), "g"),
            total=Figure(total, "g"),
            missing=Figure(missing, "+g"),
        ),
        _("Explain who is missing, or correct the numbers."),
    )
