"""How often would chance alone give such a difference? The permutation test, exact where that is possible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import two_sided_p

MOST_EXACT = 50_000
DRAWS = 20_000
SEED = 20_040_911


@dataclass(frozen=True)
class Permutation:
    """A permutation test of the difference in means, arm 1 minus arm 0.

    Args:
        difference: The observed difference.
        p: Two-sided p.
        arrangements: Allocations looked at, the observed one included.
        exact: Whether these are all there are.
    """

    difference: float
    p: float
    arrangements: int
    exact: bool


def permutation_test(
    scores: Sequence[float], arms: Sequence[int], blocks: Sequence[str] | None = None, *, seed: int = SEED
) -> Permutation:
    """Compare the observed difference with those under all, or many, other allocations.

    Args:
        scores: One score per cluster, any unit.
        arms: 1 or 0 per cluster.
        blocks: Pair or stratum per cluster, within which the allocation was made; None for a free allocation.
        seed: Seed of the draws, used only when there are too many allocations to look at all.

    Returns:
        The test. Differences are averaged over blocks as differences of arm means overall.

    Raises:
        BadInput: Lengths differ.
        CannotJudge: No other allocation is possible.

    Source:
        Gail and others 1996, Statistics in Medicine 15:1069-1092. Drawn p = (1 + extreme)/(1 + draws), Phipson and
        Smyth 2010.
    """
    values, arm = np.asarray(scores, dtype=np.float64), np.asarray(arms, dtype=np.int64)
    labels = np.asarray(blocks if blocks is not None else [""] * len(values))
    if not len(values) == len(arm) == len(labels):
        raise BadInput(_("Scores, arms and blocks differ in length."), _("Give one of each per cluster."))
    members = [np.flatnonzero(labels == label) for label in dict.fromkeys(labels.tolist())]
    ways = math.prod(math.comb(len(block), int(arm[block].sum())) for block in members)
    if ways < 2:
        raise CannotJudge(
            _("Every other allocation would be the same one."), _("A permutation test needs clusters in both.")
        )
    treated = int(arm.sum())
    total = float(values.sum())

    def difference(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        return sums / treated - (total - sums) / (len(values) - treated)

    observed = float(difference(np.asarray([values[arm == 1].sum()]))[0])
    exact = ways <= MOST_EXACT
    sums = _all_sums(values, arm, members) if exact else _drawn_sums(values, arm, members, seed)
    tolerance = 1e-9 * (abs(observed) + float(np.abs(values).max()))
    extreme = int((np.abs(difference(sums)) >= abs(observed) - tolerance).sum())
    p = extreme / ways if exact else (1 + extreme) / (1 + DRAWS)
    return Permutation(observed, p, ways if exact else DRAWS + 1, exact)


def _all_sums(
    values: NDArray[np.float64], arm: NDArray[np.int64], members: list[NDArray[np.int64]]
) -> NDArray[np.float64]:
    """Give the treated sum of every allocation: each block's possible sums, in all combinations."""
    per_block = [
        [math.fsum(chosen) for chosen in combinations(values[block].tolist(), int(arm[block].sum()))]
        for block in members
    ]
    return np.asarray([math.fsum(parts) for parts in product(*per_block)])


def _drawn_sums(
    values: NDArray[np.float64], arm: NDArray[np.int64], members: list[NDArray[np.int64]], seed: int
) -> NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    sums = np.zeros(DRAWS)
    for block in members:
        order = chance.permuted(np.tile(values[block], (DRAWS, 1)), axis=1)
        sums += order[:, : int(arm[block].sum())].sum(axis=1)
    return sums


def rank_sum_test(scores: Sequence[float], arms: Sequence[int]) -> tuple[float, float]:
    """Compare the ranks of two arms (Wilcoxon, Mann and Whitney), normal approximation.

    Args:
        scores: One score per cluster, any unit.
        arms: 1 or 0 per cluster.

    Returns:
        U of arm 1, and its two-sided p with the corrections for ties and continuity.

    Raises:
        CannotJudge: An arm is empty, or all scores are the same.

    Source:
        Mann and Whitney 1947, Annals of Mathematical Statistics 18:50-60; as scipy.stats.mannwhitneyu.

    Example:
        >>> u, p = rank_sum_test([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1])
        >>> u, round(p, 4)
        (9.0, 0.0809)
    """
    values, arm = np.asarray(scores, dtype=np.float64), np.asarray(arms, dtype=np.int64)
    one, zero = int((arm == 1).sum()), int((arm == 0).sum())
    _values, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    if not (one and zero) or len(counts) < 2:
        raise CannotJudge(_("Ranks need scores that differ, in both arms."), code="ranks.none")
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    u = float(ranks[arm == 1].sum()) - one * (one + 1) / 2
    n = one + zero
    ties = float((counts**3 - counts).sum()) / (n * (n - 1))
    spread = math.sqrt(one * zero / 12 * (n + 1 - ties))
    z = (abs(u - one * zero / 2) - 0.5) / spread
    return u, two_sided_p(max(z, 0.0))
