"""t-tests on one score per cluster: two arms, matched pairs, strata."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import two_sided_p, wald
from groundswell.domain.values import Interval


@dataclass(frozen=True)
class Finding:
    """What one method found, arm 1 minus arm 0.

    Args:
        scale: Scale of the estimate in words.
        estimate: The estimate.
        se: Standard error; None for a permutation test.
        df: Degrees of freedom; None for the normal quantile.
        ci: Interval; None for a permutation test.
        p: Two-sided p.
        ratio: Estimate as a ratio, for log scales.
        ratio_ci: Its interval.
        why: A caution that belongs to the method.
    """

    scale: str
    estimate: float
    se: float | None
    df: float | None
    ci: Interval | None
    p: float
    ratio: float | None = None
    ratio_ci: Interval | None = None
    why: str = ""


@dataclass(frozen=True)
class NotComputed:
    """A method that applies but could not be computed, and why."""

    why: str


def _finding(scale: str, estimate: float, se: float, df: float | None, level: float, why: str = "") -> Finding:
    if not se > 0:
        raise CannotJudge(_("The clusters do not vary, so a t-test has no standard error."), code="clusters.no_spread")
    ci = wald(estimate, se, level, df)
    is_log = scale.startswith("log ")
    return Finding(
        scale=scale,
        estimate=estimate,
        se=se,
        df=df,
        ci=ci,
        p=two_sided_p(estimate / se, df),
        ratio=math.exp(estimate) if is_log else None,
        ratio_ci=ci.exp() if is_log else None,
        why=why,
    )


def two_arms(scores: Sequence[float], arms: Sequence[int], scale: str, level: float = 0.95) -> Finding:
    """Compare the mean cluster score of two arms by Student's t-test with a pooled variance.

    Args:
        scores: One score per cluster.
        arms: 1 or 0 per cluster.
        scale: Scale of the scores in words; on a log scale the ratio is given too.
        level: Level of the interval.

    Returns:
        The finding, df = clusters - 2.

    Raises:
        CannotJudge: An arm is empty, or fewer than three clusters, or no spread between them.

    Source:
        Hayes and Moulton 2017, Cluster Randomised Trials, chapter 10; Leyrat and others 2018 (S44, S45 of the method).
    """
    one, zero = _split(scores, arms)
    df = len(one) + len(zero) - 2
    if df < 1:
        raise CannotJudge(_("A t-test needs at least three clusters."), _("Add clusters."), code="clusters.few")
    spread = (_squares(one) + _squares(zero)) / df
    return _finding(scale, _mean(one) - _mean(zero), math.sqrt(spread * (1 / len(one) + 1 / len(zero))), df, level)


def unequal_spread(scores: Sequence[float], arms: Sequence[int], scale: str, level: float = 0.95) -> Finding:
    """Compare two arms with a variance of its own in each (Welch).

    On change scores this is the difference-in-differences model with CR2 standard errors and Satterthwaite's degrees of
    freedom, because arm and period are the whole model.

    Args:
        scores: One score per cluster.
        arms: 1 or 0 per cluster.
        scale: Scale in words.
        level: Level of the interval.

    Returns:
        The finding.

    Raises:
        CannotJudge: An arm has fewer than two clusters, or there is no spread.

    Source:
        Bell and McCaffrey 2002; Pustejovsky and Tipton 2018 (CR2); Welch 1947.
    """
    one, zero = _split(scores, arms)
    if min(len(one), len(zero)) < 2:
        raise CannotJudge(_("Needs two clusters in each arm."), code="clusters.few")
    parts = [_squares(arm) / (len(arm) - 1) / len(arm) for arm in (one, zero)]
    total = sum(parts)
    if not total > 0:
        raise CannotJudge(_("The clusters do not vary, so a t-test has no standard error."), code="clusters.no_spread")
    df = total**2 / sum(part**2 / (len(arm) - 1) for part, arm in zip(parts, (one, zero), strict=True))
    return _finding(scale, _mean(one) - _mean(zero), math.sqrt(total), df, level)


def pairs(
    scores: Sequence[float], arms: Sequence[int], pair: Sequence[str], scale: str, level: float = 0.95
) -> Finding:
    """Compare the arms within matched pairs: t-test of the differences, df = pairs - 1.

    Args:
        scores: One score per cluster.
        arms: 1 or 0 per cluster.
        pair: Pair of each cluster.
        scale: Scale in words.
        level: Level of the interval.

    Returns:
        The finding.

    Raises:
        CannotJudge: A pair is not one cluster of each arm, or there are fewer than two pairs, or no spread.
    """
    found: dict[str, dict[int, float]] = {}
    for score, arm, name in zip(scores, arms, pair, strict=True):
        if arm in found.setdefault(name, {}):
            raise CannotJudge(
                _("Pair %(name)s has two clusters in one arm.", name=name),
                _("Use stratum instead of pair."),
                code="pair",
            )
        found[name][arm] = score
    for name, both in found.items():
        if len(both) < 2:
            raise CannotJudge(
                _("Pair %(name)s has one cluster only.", name=name or "(empty)"), _("Each pair has two."), code="pair"
            )
    differences = [both[1] - both[0] for both in found.values()]
    df = len(differences) - 1
    if df < 1:
        raise CannotJudge(_("A paired t-test needs at least two pairs."), code="pairs.few")
    se = math.sqrt(_squares(differences) / df / len(differences))
    return _finding(scale, _mean(differences), se, df, level)


def strata(
    scores: Sequence[float], arms: Sequence[int], stratum: Sequence[str], scale: str, level: float = 0.95
) -> Finding:
    """Compare the arms after subtracting the strata: least squares on arm and stratum.

    Args:
        scores: One score per cluster.
        arms: 1 or 0 per cluster.
        stratum: Stratum of each cluster.
        scale: Scale in words.
        level: Level of the interval.

    Returns:
        The finding, df = clusters - strata - 1.

    Raises:
        CannotJudge: No stratum holds both arms, too few clusters, or no spread.

    Source:
        Hayes and Moulton 2017, section 10.3.3.
    """
    names = list(dict.fromkeys(stratum))
    y = np.asarray(scores, dtype=np.float64)
    design = np.column_stack(
        [np.asarray(arms, dtype=np.float64), *[[float(s == name) for s in stratum] for name in names]]
    )
    df = len(y) - len(names) - 1
    if df < 1 or np.linalg.matrix_rank(design) < design.shape[1]:
        raise CannotJudge(
            _("The strata leave too little to compare."), _("Both arms are needed within a stratum."), code="strata"
        )
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ y
    rest = y - design @ beta
    return _finding(scale, float(beta[0]), math.sqrt(float(rest @ rest) / df * float(inverse[0, 0])), df, level)


def _split(scores: Sequence[float], arms: Sequence[int]) -> tuple[list[float], list[float]]:
    by_arm: Mapping[int, list[float]] = {1: [], 0: []}
    for score, arm in zip(scores, arms, strict=True):
        by_arm[arm].append(score)
    if not (by_arm[1] and by_arm[0]):
        raise CannotJudge(_("One arm has no cluster."), _("A comparison needs both."), code="clusters.one_arm")
    return by_arm[1], by_arm[0]


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    mean = _mean(values)
    return math.fsum((value - mean) ** 2 for value in values)
