"""Permutation tests, exact and drawn."""

from __future__ import annotations

import pytest

from groundswell.domain.errors import CannotJudge
from groundswell.domain.stats.permutation import permutation_test


def test_the_most_extreme_of_all_allocations_has_the_smallest_p() -> None:
    test = permutation_test([1, 2, 3, 10, 11, 12], [0, 0, 0, 1, 1, 1])
    assert test.exact
    assert test.arrangements == 20
    assert test.p == pytest.approx(2 / 20)


def test_pairs_are_only_swapped_within() -> None:
    test = permutation_test([1, 3, 2, 5, 4, 9], [0, 1, 0, 1, 0, 1], ["a", "a", "b", "b", "c", "c"])
    assert test.arrangements == 8
    assert test.p == pytest.approx(2 / 8)


def test_many_clusters_are_drawn_from_a_seed() -> None:
    scores, arms = [float(i % 7) + i / 40 for i in range(40)], [i % 2 for i in range(40)]
    first, second = permutation_test(scores, arms, seed=1), permutation_test(scores, arms, seed=1)
    assert not first.exact
    assert first == second
    assert first.p == pytest.approx(permutation_test(scores, arms, seed=2).p, abs=0.02)


def test_drawn_and_exact_agree() -> None:
    scores = [3.1, 2.2, 5.9, 4.4, 1.0, 6.1, 7.3, 2.8, 5.0, 8.2, 3.3, 4.1, 6.6, 2.0, 7.7, 5.5, 1.5, 9.0, 3.9, 4.9]
    arms = [0] * 10 + [1] * 10
    drawn = permutation_test(scores, arms)  # 184,756 allocations: drawn
    swapped = permutation_test(scores[::-1], arms[::-1])
    assert not drawn.exact
    assert drawn.p == pytest.approx(swapped.p, abs=0.02)


def test_nothing_to_permute_cannot_be_tested() -> None:
    with pytest.raises(CannotJudge):
        permutation_test([1.0, 2.0], [0, 1], ["a", "b"])
