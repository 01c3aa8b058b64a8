"""Of 1,000: the formulas by hand, and what must hold for any risk and effect."""

from __future__ import annotations

import doctest
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.consensus import absolute as module
from groundswell.domain.consensus.absolute import Baseline, absolute_of, baseline_of, risk_with
from groundswell.domain.evidence.study import Arm, Design, Measure, Reported, Study
from groundswell.domain.evidence.summary import EvidenceSummary, summarise


def trial(name: str, measure: Measure, reported: Reported, **control: float) -> Study:
    return Study(
        name, design=Design.CLUSTER_RANDOMISED, measure=measure, reported=reported, clusters_respected=True,
        treated=Arm(clusters=12), control=Arm(clusters=12, **control),
    )  # fmt: skip


def pooled(measure: Measure, estimate: float, lower: float, upper: float) -> EvidenceSummary:
    found = summarise((trial("one", measure, Reported(estimate, lower, upper)),))
    assert found is not None
    return found


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("measure", "effect", "with_it"),
    [(Measure.RR, 0.92, 276.0), (Measure.OR, 0.73, 238.3), (Measure.RD, -0.05, 250.0), (Measure.HR, 0.5, 163.3)],
)
def test_the_worked_table_of_the_page(measure: Measure, effect: float, with_it: float) -> None:
    risk = risk_with(measure, 0.3, effect)
    assert risk is not None
    assert 1000 * risk == pytest.approx(with_it, abs=0.05)


def test_the_interval_goes_with_the_count() -> None:
    found = absolute_of(pooled(Measure.RR, 0.92, 0.72, 1.18), Baseline(300, 1000, 1))
    assert found is not None
    assert (round(found.change), round(found.interval.lower), round(found.interval.upper)) == (-24, -84, 54)


def test_without_a_baseline_or_a_risk_there_is_no_count() -> None:
    assert absolute_of(pooled(Measure.RR, 0.9, 0.8, 1.0), None) is None
    assert absolute_of(pooled(Measure.MD, -2.0, -3.0, -1.0), Baseline(3, 10, 1)) is None
    assert baseline_of([trial("no counts", Measure.RR, Reported(0.9, 0.8, 1.0))]) is None


def test_the_baseline_adds_only_groups_that_print_both() -> None:
    some = [
        trial("a", Measure.RR, Reported(0.9, 0.8, 1.0), events=10, people=100),
        trial("b", Measure.RR, Reported(0.9, 0.8, 1.0), events=50, people=900),
        trial("c", Measure.RR, Reported(0.9, 0.8, 1.0), people=900),
    ]
    found = baseline_of(some)
    assert found is not None
    assert (found.events, found.people, found.studies, found.risk) == (60, 1000, 2, 0.06)


RATIOS = st.floats(0.05, 20)
RISKS = st.floats(0.001, 0.999)


@given(st.sampled_from([Measure.RR, Measure.OR, Measure.HR]), RISKS, RATIOS)
def test_a_ratio_below_one_means_fewer_and_stays_within_everybody(measure: Measure, risk: float, ratio: float) -> None:
    found = risk_with(measure, risk, ratio)
    assert found is not None
    assert 0 <= found <= 1
    assert (found - risk) * (ratio - 1) >= -1e-12


@given(RISKS, RATIOS)
def test_odds_ratios_turn_round(risk: float, ratio: float) -> None:
    there = risk_with(Measure.OR, risk, ratio)
    assert there is not None
    assert risk_with(Measure.OR, there, exp(-log(ratio))) == pytest.approx(risk, rel=1e-6)


@given(st.sampled_from([Measure.RR, Measure.OR, Measure.HR, Measure.RD]), RISKS, st.floats(0.1, 2), st.floats(0.1, 2))
def test_a_larger_effect_means_a_larger_risk(measure: Measure, risk: float, one: float, other: float) -> None:
    low, high = sorted((risk_with(measure, risk, one) or 0, risk_with(measure, risk, other) or 0))
    first, second = risk_with(measure, risk, min(one, other)), risk_with(measure, risk, max(one, other))
    assert (first, second) == (pytest.approx(low), pytest.approx(high))
