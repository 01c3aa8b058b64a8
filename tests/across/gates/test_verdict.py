"""The verdict from stored studies and typed inputs: cases W1–W4 of method 3.4."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from groundswell.across.gates.selectors import judged
from groundswell.across.gates.step.words import condition_view
from groundswell.domain.evidence.thresholds import DEFAULTS
from groundswell.domain.evidence.verdict import Verdict
from groundswell.domain.values import Interval
from tests import make
from tests.across.gates.inputs import type_in
from tests.before.evidence.trials import BOLIVIA, SIX
from tests.cast import Cast, permit


def verdict_of(cast: Cast, context: str = "") -> Verdict:
    found = judged(permit(cast.erik, "gates.verdict.read", cast.program), cast.program, context).verdict
    assert found is not None
    return found


def unmet(verdict: Verdict, prefix: str) -> set[str]:
    return {reason.code for reason in verdict.reasons if reason.code.startswith(prefix) and not reason.met}


@pytest.fixture
def six(cast: Cast) -> Cast:
    for value in SIX:
        make.study(cast.program, value)
    return cast


def test_w1_six_trials_are_to_be_scaled_with_research(six: Cast) -> None:
    type_in(six.program)
    verdict = verdict_of(six)
    assert verdict.word == "with research"
    assert unmet(verdict, "READY") == {"READY-b", "READY-c", "READY-d"}
    assert verdict.conditions


def test_w2_the_rural_trials_are_ready(six: Cast) -> None:
    type_in(six.program, "rural")
    assert verdict_of(six, "rural").word == "ready"


def test_w3_mumbai_alone_is_vetoed_for_harm(six: Cast) -> None:
    type_in(six.program, "urban slum")
    verdict = verdict_of(six, "urban slum")
    assert verdict.word == "not yet"
    assert "VETO-harm" in {veto.code for veto in verdict.vetoes}


def test_w4_a_pilot_without_comparison_is_not_yet(cast: Cast) -> None:
    make.study(cast.program, BOLIVIA)
    type_in(cast.program, "Andes")
    verdict = verdict_of(cast, "Andes")
    assert verdict.word == "not yet"
    assert "VETO-comparison" in {veto.code for veto in verdict.vetoes}
    assert any("comparison" in condition.question for condition in verdict.conditions)


@pytest.mark.parametrize("context", ["", "rural"])
def test_without_the_other_inputs_w1_and_w2_become_not_yet_and_say_why(six: Cast, context: str) -> None:
    verdict = verdict_of(six, context)
    assert verdict.word == "not yet"
    assert not verdict.vetoes
    assert unmet(verdict, "RESEARCH") == {"RESEARCH-e"}
    assert next(r.text for r in verdict.reasons if r.code == "RESEARCH-e") == "Scalability is not recorded."


def test_what_is_typed_for_one_context_does_not_count_in_another(six: Cast) -> None:
    type_in(six.program, "rural")
    assert verdict_of(six).word == "not yet"


def test_each_input_says_where_it_comes_from(six: Cast) -> None:
    type_in(six.program, without=("unit_cost",))
    found = judged(permit(six.amina, "gates.verdict.read", six.program), six.program).assembled
    views = {view.kind.name: view for view in found.views}
    assert (views["fidelity"].value, views["fidelity"].source) == (0.92, "case of the method")
    assert views["poorest_interaction"].value == Interval(-0.3, 0.05)
    assert views["unit_cost"].value is None


def test_a_verdict_lapses_after_the_programs_months(six: Cast) -> None:
    found = judged(permit(six.amina, "gates.verdict.read", six.program), six.program)
    assert found.verdict is not None
    on: date = found.assembled.inputs.on
    months = (found.verdict.lapses.year - on.year) * 12 + found.verdict.lapses.month - on.month
    assert months == DEFAULTS.lapse_months


@pytest.mark.parametrize("count", [3, 30])
def test_a_verdict_takes_a_fixed_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        make.study(cast.program)
    reader = permit(cast.amina, "gates.verdict.read", cast.program)
    with django_assert_num_queries(19):
        judged(reader, cast.program)


def test_the_page_names_the_study_that_makes_the_average_look_surer_than_it_is(cast: Cast) -> None:
    for value in SIX[:2]:
        make.study(cast.program, value)
    make.study(cast.program, replace(SIX[3], clusters_respected=False))
    now = judged(permit(cast.erik, "gates.verdict.read", cast.program), cast.program)
    assert now.verdict is not None
    reason = next(reason for reason in now.verdict.reasons if reason.code == "READY-b")
    told = condition_view(reason, now.verdict, now.assembled, cast.program.code).value
    assert told.endswith(f"analysed by their clusters: {SIX[3].id}.")
    assert str(SIX[0].id) not in told
