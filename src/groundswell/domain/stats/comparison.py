"""One evaluation from its cluster data: every fitting method side by side, and which one to read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.cluster_tests import (
    Finding,
    NotComputed,
    pairs,
    strata,
    two_arms,
    unequal_spread,
)
from groundswell.domain.stats.clusters import ClusterRow, design_effect, intra_cluster_correlation, merged
from groundswell.domain.stats.did import before_and_after, cluster_robust, ordered_periods, pre_trend
from groundswell.domain.stats.intervals import two_sided_p, wald
from groundswell.domain.stats.permutation import SEED, permutation_test, rank_sum_test
from groundswell.domain.stats.two_by_two import effect_of_counts
from groundswell.domain.values import Interval

FEW_PER_ARM = 4
NEVER = _("ignores the clusters; never recommended")

type Outcome = Finding | NotComputed | None


@dataclass(frozen=True)
class Comparison:
    """What the methods found, and which one to read.

    Args:
        clusters: Clusters by arm.
        people: People by arm.
        icc: Intra-cluster correlation pooled within arms; None when it cannot be computed.
        icc_by_arm: The same in each arm alone.
        design_effect: Factor by which clustering inflates the variance; None without a correlation.
        recommended: Name of the method to read.
        methods: By name: the finding, why it could not be computed, or None when it does not apply.
        warnings: Sentences for the reader.
    """

    clusters: Mapping[int, int]
    people: Mapping[int, float]
    icc: float | None
    icc_by_arm: Mapping[int, float | None]
    design_effect: float | None
    recommended: str
    methods: Mapping[str, Outcome]
    warnings: tuple[str, ...]

    @property
    def finding(self) -> Finding | None:
        """What the recommended method found."""
        found = self.methods[self.recommended]
        return found if isinstance(found, Finding) else None


def compare(rows: Sequence[ClusterRow], *, post: str = "", level: float = 0.95, seed: int = SEED) -> Comparison:
    """Compare two arms from one row per cluster (and period).

    Args:
        rows: The clusters; rows of one cluster and period are added up.
        post: First period after the start, when there are periods; with two periods it is the second.
        level: Level of the intervals.
        seed: Seed of the permutation test, used when there are too many allocations to look at all.

    Returns:
        The comparison.

    Raises:
        BadInput: A row cannot be used, or ``post`` names no period.
        CannotJudge: There is no cluster in one of the arms.

    Source:
        Method 3.1; Hayes and Moulton 2017, chapters 10 to 12.
    """
    before, after = before_and_after(rows, post)
    now = merged(after)
    if {row.arm for row in now} != {0, 1}:
        raise CannotJudge(_("One arm has no cluster."), _("A comparison needs clusters with arm 1 and with arm 0."))
    if len({row.events is None for row in now}) > 1:
        raise BadInput(_("Some clusters have events and others a value."), _("Give the same for every cluster."))
    change = _Change.of(before, now)
    methods = _cross_section(now, level) | _over_time(rows, change, post, level)
    methods["permutation"] = _permutation(now, change, seed)
    methods["rank_sum"] = _attempt(partial(_rank_sum, now))
    methods["individual"] = _individual(now, level)
    icc = intra_cluster_correlation(now)
    return Comparison(
        clusters={arm: sum(row.arm == arm for row in now) for arm in (0, 1)},
        people={arm: math.fsum(row.n for row in now if row.arm == arm) for arm in (0, 1)},
        icc=icc,
        icc_by_arm={arm: intra_cluster_correlation([row for row in now if row.arm == arm]) for arm in (0, 1)},
        design_effect=None if icc is None else design_effect([row.n for row in now], icc),
        recommended=_recommended(methods),
        methods=methods,
        warnings=tuple(_warnings(now, methods, icc, many_periods=not post and len(ordered_periods(rows)) > 2)),
    )


@dataclass(frozen=True)
class _Change:
    """Change scores of the clusters seen both before and after."""

    rows: tuple[ClusterRow, ...]
    scores: tuple[float, ...]

    @classmethod
    def of(cls, before: Sequence[ClusterRow], now: Sequence[ClusterRow]) -> _Change | None:
        then = {row.cluster: row for row in merged(before)}
        both = tuple(row for row in now if row.cluster in then)
        if {row.arm for row in both} != {0, 1}:
            return None
        return cls(both, tuple(row.summary - then[row.cluster].summary for row in both))

    @property
    def arms(self) -> list[int]:
        return [row.arm for row in self.rows]


def _attempt(method: Callable[[], Finding]) -> Finding | NotComputed:
    try:
        return method()
    except CannotJudge as missing:
        return NotComputed(_("not computed: %(why)s", why=missing.text))


def _scales(rows: Sequence[ClusterRow]) -> tuple[str, str]:
    if rows[0].events is not None:
        return _("risk difference"), _("log risk ratio")
    return _("mean difference"), _("log ratio of means")


def _change_scale(rows: Sequence[ClusterRow]) -> str:
    return _("difference in change of risk") if rows[0].events is not None else _("difference in change of mean")


def _cross_section(rows: Sequence[ClusterRow], level: float) -> dict[str, Outcome]:
    plain, log = _scales(rows)
    scores = [row.summary for row in rows]
    logs = [math.log(score) for score in scores] if min(scores) > 0 else None
    no_log = NotComputed(
        _("not computed: a cluster has no events, or a value that is not above 0, and so no logarithm")
    )
    found: dict[str, Outcome] = {}
    applies = {"cluster_t": True, "paired_t": any(r.pair for r in rows), "stratified_t": any(r.stratum for r in rows)}
    for suffix, values, scale in (("", scores, plain), ("_log", logs, log)):
        for name, wanted in applies.items():
            if not wanted:
                found[name + suffix] = None
            elif values is None:
                found[name + suffix] = no_log
            else:
                found[name + suffix] = _attempt(partial(_T_TESTS[name], rows, values, scale, level))
    return found


def _paired(rows: Sequence[ClusterRow], scores: Sequence[float], scale: str, level: float) -> Finding:
    return pairs(scores, [row.arm for row in rows], [row.pair for row in rows], scale, level)


def _stratified(rows: Sequence[ClusterRow], scores: Sequence[float], scale: str, level: float) -> Finding:
    return strata(scores, [row.arm for row in rows], [row.stratum for row in rows], scale, level)


def _unmatched(rows: Sequence[ClusterRow], scores: Sequence[float], scale: str, level: float) -> Finding:
    return two_arms(scores, [row.arm for row in rows], scale, level)


_T_TESTS = {"cluster_t": _unmatched, "paired_t": _paired, "stratified_t": _stratified}


def _over_time(rows: Sequence[ClusterRow], change: _Change | None, post: str, level: float) -> dict[str, Outcome]:
    if change is None:
        return dict.fromkeys(("did_t", "did_cr2", "did_cluster_robust", "pre_trend"))
    scale = _change_scale(change.rows)
    return {
        "did_t": _attempt(lambda: two_arms(change.scores, change.arms, scale, level)),
        "did_cr2": _attempt(lambda: unequal_spread(change.scores, change.arms, scale, level)),
        "did_cluster_robust": _attempt(lambda: cluster_robust(rows, post, scale, level)),
        "pre_trend": pre_trend(rows, post, level),
    }


def _permutation(rows: Sequence[ClusterRow], change: _Change | None, seed: int) -> Outcome:
    used = change.rows if change else rows
    scores = change.scores if change else [row.summary for row in rows]
    blocks = [row.pair or row.stratum for row in used]

    def test() -> Finding:
        found = permutation_test(scores, [row.arm for row in used], blocks, seed=seed)
        how = _("%(n)s allocations, seed %(seed)s", n=found.arrangements, seed=str(seed))
        if found.exact:
            how = _("all %(n)s allocations", n=found.arrangements)
        scale = _change_scale(rows) if change else _scales(rows)[0]
        return Finding(scale, found.difference, None, None, None, found.p, why=how)

    return _attempt(test)


def _rank_sum(rows: Sequence[ClusterRow]) -> Finding:
    arms, scores = [row.arm for row in rows], [row.summary for row in rows]
    u, p = rank_sum_test(scores, arms)
    estimate = u / (arms.count(1) * arms.count(0))
    why = _("with few clusters the permutation test is exact where this is approximate")
    return Finding(_("chance that a cluster of arm 1 lies above one of arm 0"), estimate, None, None, None, p, why=why)


def _individual(rows: Sequence[ClusterRow], level: float) -> Outcome:
    """Analyse people as if there were no clusters, to show how much surer that would wrongly look."""
    estimate, variance = 0.0, 0.0
    for arm, sign in ((1, 1.0), (0, -1.0)):
        own = [row for row in rows if row.arm == arm]
        people = math.fsum(row.n for row in own)
        mean = math.fsum(row.n * row.summary for row in own) / people
        estimate += sign * mean
        if own[0].events is not None:
            variance += mean * (1 - mean) / people
        elif people > 1 and all(row.sd is not None for row in own):
            squares = math.fsum((row.n - 1) * (row.sd or 0) ** 2 + row.n * (row.summary - mean) ** 2 for row in own)
            variance += squares / (people - 1) / people
        else:
            return NotComputed(_("not computed: needs the standard deviation between people in every cluster"))
    if variance <= 0:
        return NotComputed(_("not computed: nobody, or everybody, had the event"))
    se = math.sqrt(variance)
    ci, p = wald(estimate, se, level), two_sided_p(estimate / se)
    ratio, ratio_ci = _crude_ratio(rows, level)
    return Finding(_scales(rows)[0], estimate, se, None, ci, p, ratio, ratio_ci, why=NEVER)


def _crude_ratio(rows: Sequence[ClusterRow], level: float) -> tuple[float | None, Interval | None]:
    if rows[0].events is None:
        return None, None
    a, n1, c, n0 = (
        math.fsum(found)
        for arm in (1, 0)
        for found in zip(*((r.events or 0.0, r.n) for r in rows if r.arm == arm), strict=True)
    )
    effect = effect_of_counts((a, n1, c, n0), "RR")
    if effect is None:
        return None, None
    return math.exp(effect.yi), wald(effect.yi, math.sqrt(effect.vi), level).exp()


def _recommended(methods: Mapping[str, Outcome]) -> str:
    """Take the analysis that follows the design; fall back where it could not be computed."""
    for name in ("did_t", "paired_t", "stratified_t", "cluster_t", "permutation"):
        if isinstance(methods[name], Finding):
            return name
    return "cluster_t"


def _warnings(
    rows: Sequence[ClusterRow], methods: Mapping[str, Outcome], icc: float | None, *, many_periods: bool
) -> list[str]:
    found: list[str] = []
    fewest = min(sum(row.arm == arm for row in rows) for arm in (0, 1))
    if fewest < FEW_PER_ARM:
        found.append(
            _(
                "Fewest clusters in an arm: %(fewest)s. Below %(few_per_arm)s the certainty is at most low.",
                fewest=fewest,
                few_per_arm=FEW_PER_ARM,
            )
        )
    if icc is not None and icc < 0:
        found.append(_("The intra-cluster correlation came out below 0; it counts as 0 for planning."))
    alone, main = methods["individual"], methods[_recommended(methods)]
    if isinstance(alone, Finding) and isinstance(main, Finding) and alone.p < 0.05 <= main.p:
        found.append(
            _(
                "Ignoring the clusters would give p = %(p)s; with them it is %(p2)s. This is not proven.",
                p=Figure(alone.p, ".2g"),
                p2=Figure(main.p, ".2g"),
            )
        )
    trend = methods["pre_trend"]
    if isinstance(trend, Finding) and trend.p < 0.05:
        found.append(
            _(
                "The arms already moved apart before the start (p = %(p)s); something else may be the cause.",
                p=Figure(trend.p, ".2g"),
            )
        )
    if many_periods:
        found.append(
            _("There are more than two periods; name the first one after the start (--post) to compare over time.")
        )
    return found
