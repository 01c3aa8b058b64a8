"""The rules of certainty (method 3.3), one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from groundswell.domain.evidence.certainty import Certainty, CertaintyFacts, Grade, propose_certainty
from groundswell.domain.evidence.study import Arm, BiasDomain, Design, Reported, Risk, RiskOfBias, Study
from groundswell.domain.evidence.thresholds import Thresholds
from tests.domain.evidence.womens_groups import BOLIVIA, MUMBAI, RURAL, SIX, trial


def change(certainty: Certainty, question: str) -> int:
    return sum(step.change for step in certainty.steps if step.question == question)


def each(studies: tuple[Study, ...], **over: Any) -> tuple[Study, ...]:
    return tuple(replace(study, **over) for study in studies)


def biased(studies: tuple[Study, ...], high: int) -> tuple[Study, ...]:
    entry = RiskOfBias(BiasDomain.MISSING, Risk.HIGH)
    return tuple(
        replace(study, risk_of_bias=(*study.risk_of_bias, entry)) if i < high else study
        for i, study in enumerate(studies)
    )


def test_sound_randomised_trials_that_agree_are_high() -> None:
    assert propose_certainty(RURAL).grade is Grade.HIGH


def test_studies_that_are_not_randomised_start_at_low() -> None:
    certainty = propose_certainty(each(RURAL, design=Design.NON_RANDOMISED))
    assert (certainty.start, certainty.grade) == (2, Grade.LOW)


def test_without_comparison_certainty_is_very_low() -> None:
    assert propose_certainty((BOLIVIA,)).grade is Grade.VERY_LOW


@pytest.mark.parametrize(("high", "expected"), [(0, 0), (1, 0), (2, -2), (5, -2)])
def test_the_weight_of_studies_at_high_risk_lowers(high: int, expected: int) -> None:
    """Tripathy 2010 alone carries 55 % of the weight, Manandhar 2004 13 %."""
    assert change(propose_certainty(biased(RURAL, high)), "Risk of bias") == expected


def test_more_than_thirty_per_cent_at_high_risk_lowers_once() -> None:
    assert change(propose_certainty(biased(RURAL[1:], 1)), "Risk of bias") == -2
    assert (
        change(propose_certainty(biased(RURAL[1:], 1), thresholds=Thresholds(bias_share_two=0.7)), "Risk of bias") == -1
    )


def test_a_pre_stated_subgroup_restores_consistency() -> None:
    explained = CertaintyFacts(subgroup_explains="rural or urban", residual_i2=0.0)
    assert change(propose_certainty(SIX), "Inconsistency") == -2
    assert change(propose_certainty(SIX, explained), "Inconsistency") == 0
    assert change(propose_certainty(SIX, replace(explained, residual_i2=30.0)), "Inconsistency") == -2


def test_inconsistency_is_not_punished_twice() -> None:
    """W1's own interval crosses no effect, but the equal-effects interval does not cross even the MID."""
    assert change(propose_certainty(SIX), "Imprecision") == 0


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (CertaintyFacts(), 0),
        (CertaintyFacts(population_differs="towns"), -1),
        (CertaintyFacts(population_differs="towns", cadre="nurse"), -2),
        (CertaintyFacts(population_differs="towns", cadre="nurse", package_version="2.0"), -2),
        (CertaintyFacts(cadre="Local Facilitator "), 0),
    ],
)
def test_each_major_difference_from_the_target_lowers_twice_at_most(facts: CertaintyFacts, expected: int) -> None:
    assert change(propose_certainty(RURAL, facts), "Indirectness") == expected


@pytest.mark.parametrize(("clusters", "expected"), [(10, 0), (9, -1), (5, -1), (4, -2)])
def test_few_clusters_are_imprecise(clusters: int, expected: int) -> None:
    sure = trial("one", (0.6, 0.5, 0.72), clusters, "Nepal")
    assert change(propose_certainty((sure,)), "Imprecision") == expected


def test_fewer_than_four_clusters_per_arm_are_at_most_low() -> None:
    uneven = replace(trial("one", (0.6, 0.5, 0.72), 20, "Nepal"), control=Arm(clusters=3))
    certainty = propose_certainty((uneven,))
    assert certainty.grade is Grade.LOW
    assert any(step.question == "Few clusters per arm" for step in certainty.steps)


def test_studies_known_not_to_be_registered_suggest_publication_bias() -> None:
    assert change(propose_certainty(each(RURAL, registered=False)), "Publication bias") == -1
    assert change(propose_certainty(each(RURAL, registered=None)), "Publication bias") == 0


def test_small_studies_with_larger_effects_suggest_publication_bias() -> None:
    half_widths = [0.05 + 0.05 * i for i in range(12)]
    lopsided = tuple(
        trial(f"t{i}", (e := 0.9 - 1.2 * w, e * 2.7182818**-w, e * 2.7182818**w), 20, "Nepal")
        for i, w in enumerate(half_widths)
    )
    assert change(propose_certainty(lopsided), "Publication bias") == -1


def test_a_large_effect_raises_only_what_is_not_randomised() -> None:
    large = trial("one", (0.4, 0.33, 0.48), 20, "Nepal")
    assert change(propose_certainty((large,)), "Large effect") == 0
    assert change(propose_certainty((replace(large, design=Design.NON_RANDOMISED),)), "Large effect") == 1


def test_a_controlled_before_after_study_is_raised_only_when_well_done() -> None:
    large = trial("one", (0.4, 0.33, 0.48), 20, "Nepal", design=Design.CONTROLLED_BEFORE_AFTER)
    assert propose_certainty((large,)).grade is Grade.LOW
    assert propose_certainty((replace(large, pre_periods=2),)).grade is Grade.MODERATE


def test_an_effect_of_no_importance_that_is_sure_is_not_imprecise() -> None:
    assert change(propose_certainty((replace(MUMBAI, reported=Reported(0.97, 0.95, 0.99)),)), "Imprecision") == 0


def test_a_persons_grade_stands_beside_the_proposal() -> None:
    proposed = propose_certainty(SIX)
    confirmed = replace(proposed, grade=Grade.VERY_LOW, confirmed_by="Amina")
    assert confirmed.recorded_grade is Grade.VERY_LOW
    assert confirmed.steps == proposed.steps
