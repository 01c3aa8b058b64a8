"""Agreement beyond chance: published examples, other programs, and what must always hold."""

from __future__ import annotations

import doctest
import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import BadInput
from groundswell.domain.stats import agreement
from groundswell.domain.stats.agreement import Level, Weights, cohen_kappa, krippendorff_alpha

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units.
OBSERVERS: list[list[float | None]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
ANSWERS = st.one_of(st.none(), st.integers(0, 3).map(float))
TABLES = st.tuples(st.integers(2, 6), st.integers(1, 12)).flatmap(
    lambda size: st.lists(st.lists(ANSWERS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)
PAIRS = st.lists(st.tuples(st.integers(0, 3).map(float), st.integers(0, 3).map(float)), min_size=1, max_size=30)
LEVELS = st.sampled_from(["nominal", "ordinal", "interval"])


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_the_published_example(level: Level, alpha: float) -> None:
    found = krippendorff_alpha(OBSERVERS, level)
    assert found.value == pytest.approx(alpha, abs=5e-4)
    assert found.n == 11


def test_alpha_of_the_published_example_with_two_observers_and_two_values() -> None:
    # Krippendorff 2011, section A: alpha .095
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([meg, owen], "nominal").value == pytest.approx(0.095, abs=5e-4)


def test_kappa_of_a_table_worked_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .70, by chance .50, kappa (.70 - .50)/(1 - .50)
    first, second = [1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert cohen_kappa(first, second).value == pytest.approx(0.4)


def test_weighted_kappa_worked_by_hand() -> None:
    # seen steps apart 0, 1, 2: 2, 1, 1; margins (2,1,1) and (1,2,1) over 4
    first, second = [0, 1, 2, 0], [0, 1, 1, 2]
    assert cohen_kappa(first, second, "linear").value == pytest.approx(
        1 - (1 + 2) / ((2 * 2 + 2 * 1 * 2 + 1 + 1 + 2 + 2) / 4)
    )


@pytest.mark.parametrize("table", [[[1, 1], [1, 1]], [[1, None], [None, 2]], [[1, 2, 3]], [[None, None], [None, None]]])
def test_what_cannot_be_told_is_none_with_a_reason(table: list[list[float | None]]) -> None:
    found = krippendorff_alpha(table)
    assert found.value is None
    assert found.why


def test_kappa_of_raters_who_always_say_the_same_word_is_none_with_a_reason() -> None:
    assert cohen_kappa([2, 2, 2], [2, 2, 2]).value is None
    assert cohen_kappa([1, None], [None, 1]).why == "Nothing was rated by both."
    assert cohen_kappa([2, 2, 2], [2, 2, 2], scale=[1, 2, 3]).why


def test_wrong_input_is_refused() -> None:
    with pytest.raises(BadInput, match="different numbers"):
        krippendorff_alpha([[1, 2], [1]])
    with pytest.raises(BadInput, match="not on the scale"):
        cohen_kappa([1, 2], [1, 9], scale=[1, 2])


@given(TABLES, LEVELS)
def test_alpha_is_that_of_the_krippendorff_package(table: list[list[float | None]], level: Level) -> None:
    package = pytest.importorskip("krippendorff")
    ours = krippendorff_alpha(table, level).value
    if ours is None:
        return
    data = [[math.nan if value is None else value for value in row] for row in table]
    assert ours == pytest.approx(package.alpha(reliability_data=data, level_of_measurement=level), abs=1e-9)


@given(PAIRS, st.sampled_from(["none", "linear", "quadratic"]))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[float, float]], weights: Weights) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    ours = cohen_kappa(first, second, weights, scale=[0, 1, 2, 3]).value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = metrics.cohen_kappa_score(
            [int(a) for a in first], [int(b) for b in second],
            labels=[0, 1, 2, 3], weights=None if weights == "none" else weights,
        )  # fmt: skip
    if ours is None:
        assert math.isnan(theirs) or theirs == 1
    else:
        assert ours == pytest.approx(theirs, abs=1e-9)


@given(TABLES, LEVELS, st.randoms(use_true_random=False))
def test_alpha_does_not_depend_on_the_order_of_raters_and_things(
    table: list[list[float | None]], level: Level, chance: object
) -> None:
    order = list(range(len(table[0])))
    chance.shuffle(order)  # type: ignore[attr-defined]
    other = [[row[place] for place in order] for row in reversed(table)]
    one, two = krippendorff_alpha(table, level).value, krippendorff_alpha(other, level).value
    assert (one is None) == (two is None)
    assert one is None or (one == pytest.approx(two, abs=1e-9) and one <= 1 + 1e-12)


@given(TABLES)
def test_raters_who_agree_throughout_have_alpha_1(table: list[list[float | None]]) -> None:
    found = krippendorff_alpha([table[0]] * 3)
    assert found.value is None or found.value == pytest.approx(1)


@given(PAIRS, st.sampled_from(["none", "linear", "quadratic"]))
def test_kappa_is_the_same_whoever_is_named_first(pairs: list[tuple[float, float]], weights: Weights) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    one, two = cohen_kappa(first, second, weights).value, cohen_kappa(second, first, weights).value
    assert one == pytest.approx(two) if one is not None else two is None


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(agreement).failed == 0
