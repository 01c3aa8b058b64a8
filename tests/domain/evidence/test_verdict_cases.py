"""Cases W1 to W6 of method 3.4: tests of the arithmetic, not findings."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from groundswell.domain.evidence.certainty import CertaintyFacts, Grade, propose_certainty
from groundswell.domain.evidence.study import Reported
from groundswell.domain.evidence.summary import EvidenceSummary, summarise
from groundswell.domain.evidence.verdict import Recorded, Thresholds, Verdict, judge, months_later
from groundswell.domain.values import Interval
from tests.domain.evidence.womens_groups import BOLIVIA, MUMBAI, ON, RURAL, SASA, SIX, adequate, bare


def unmet(verdict: Verdict, prefix: str) -> list[str]:
    return [reason.code for reason in verdict.reasons if not reason.met and reason.code.startswith(prefix)]


def pooled(verdict: Verdict) -> EvidenceSummary:
    assert verdict.evidence is not None
    return verdict.evidence


def test_w1_six_trials_of_womens_groups_are_to_be_scaled_with_research() -> None:
    verdict = judge(adequate(SIX, context="all"))
    evidence = pooled(verdict)
    assert math.exp(evidence.pooled.estimate) == pytest.approx(0.7877, abs=5e-5)
    ci = evidence.ci.exp()
    assert (ci.lower, ci.upper) == pytest.approx((0.5682, 1.0920), abs=5e-5)
    assert evidence.pooled.tau2 == pytest.approx(0.06958, abs=5e-6)
    assert evidence.pooled.i2 == pytest.approx(79.2, abs=0.05)
    assert evidence.pooled.prediction is not None
    prediction = evidence.pooled.prediction.exp()
    assert (prediction.lower, prediction.upper) == pytest.approx((0.349, 1.776), abs=5e-4)
    assert (evidence.p_benefit, evidence.p_mid) == pytest.approx((0.770, 0.664), abs=5e-4)
    assert verdict.certainty is not None
    assert verdict.certainty.grade is Grade.LOW
    assert [(step.question, step.change) for step in verdict.certainty.steps if step.change] == [("Inconsistency", -2)]
    assert verdict.word == "with research"
    assert unmet(verdict, "READY") == ["READY-b", "READY-c", "READY-d"]


def test_w1_turns_each_unmet_item_into_a_question_and_sets_the_rules_of_a_staged_start() -> None:
    verdict = judge(adequate(SIX, context="all"))
    codes = [condition.code for condition in verdict.conditions]
    assert codes == ["READY-b", "READY-c", "READY-d", "WAVES", "STOP", "NEXT"]
    assert "2028-11-30" in verdict.conditions[-1].question


def test_w2_the_rural_five_are_ready_in_the_rural_context() -> None:
    verdict = judge(adequate(RURAL))
    evidence = pooled(verdict)
    ci, classical = evidence.ci.exp(), evidence.pooled.ci.exp()
    assert math.exp(evidence.pooled.estimate) == pytest.approx(0.6915, abs=5e-5)
    assert (ci.lower, ci.upper) == pytest.approx((0.5972, 0.8005), abs=5e-5)
    assert (classical.lower, classical.upper) == pytest.approx((0.6235, 0.7668), abs=5e-5)
    assert evidence.pooled.tau2 == 0
    assert evidence.pooled.prediction is not None
    prediction = evidence.pooled.prediction.exp()
    assert (prediction.lower, prediction.upper) == pytest.approx((0.585, 0.818), abs=5e-4)
    assert (evidence.p_benefit, evidence.p_mid) == pytest.approx((0.997, 0.992), abs=5e-4)
    retained = next(reason for reason in verdict.reasons if reason.code == "READY-e")
    assert retained.value == pytest.approx(0.801, abs=5e-4)
    assert (verdict.word, verdict.context) == ("ready", "rural")
    assert all(reason.met for reason in verdict.reasons)
    assert verdict.conditions == ()


@pytest.mark.parametrize("studies", [SIX, RURAL], ids=["W1", "W2"])
def test_with_other_inputs_not_recorded_the_verdict_is_not_yet_and_says_why(studies: tuple[object, ...]) -> None:
    verdict = judge(bare(adequate(studies)))  # type: ignore[arg-type]
    assert verdict.word == "not yet"
    assert verdict.vetoes == ()
    missing = {reason.code: reason.text for reason in verdict.reasons if not reason.met}
    assert "Scalability is not recorded." in missing["RESEARCH-e"]
    for code in ("READY-f", "READY-g", "READY-h", "READY-i"):
        assert "not recorded" in missing[code]
    assert [condition.code for condition in verdict.conditions] == ["RESEARCH-e"]


def test_w3_mumbai_alone_is_vetoed_in_the_urban_context() -> None:
    verdict = judge(adequate((MUMBAI,), context="urban slum"))
    assert verdict.word == "not yet"
    assert [veto.code for veto in verdict.vetoes] == ["VETO-harm"]
    assert "1.06 to 2.08" in verdict.vetoes[0].text


def test_w4_the_bolivian_pilot_needs_a_test_with_comparison() -> None:
    verdict = judge(adequate((BOLIVIA,)))
    assert verdict.word == "not yet"
    assert "VETO-comparison" in [veto.code for veto in verdict.vetoes]
    assert "Test with comparison" in verdict.conditions[0].question


def test_w5_one_trial_with_four_clusters_per_arm_is_to_be_scaled_with_research() -> None:
    verdict = judge(adequate((SASA,)))
    evidence = pooled(verdict)
    assert evidence.pooled.se == pytest.approx(0.5515, abs=5e-5)
    assert evidence.one_sided_p == pytest.approx(0.0916, abs=5e-5)
    assert verdict.certainty is not None
    assert verdict.certainty.grade is Grade.LOW
    assert [(step.question, step.change) for step in verdict.certainty.steps if step.change] == [("Imprecision", -2)]
    assert verdict.word == "with research"


def test_w5_uses_one_quantile_throughout_when_the_df_are_known() -> None:
    reported = Reported(0.48, 0.16, 1.39, df=3)
    evidence = summarise((replace(SASA, reported=reported),))
    assert evidence is not None
    assert evidence.pooled.se == pytest.approx(0.3397, abs=5e-5)
    assert evidence.one_sided_p == pytest.approx(0.0597, abs=5e-5)
    ci = evidence.ci.exp()
    assert (ci.lower, ci.upper) == pytest.approx((0.16, 1.39))


def test_w6_a_dose_below_every_evaluated_one_lowers_certainty() -> None:
    high_dose = tuple(replace(study, dose_coverage=0.33) for study in RURAL)
    planned_low = propose_certainty(high_dose, CertaintyFacts(dose_coverage=0.03))
    planned_high = propose_certainty(high_dose, CertaintyFacts(dose_coverage=0.33))
    assert planned_low.grade == planned_high.grade - 1
    assert any("3% planned" in step.because for step in planned_low.steps)


def test_a_verdict_lapses_after_24_months() -> None:
    assert judge(adequate(RURAL)).lapses == date(2028, 11, 30)
    assert judge(adequate(RURAL), Thresholds(lapse_months=12)).lapses == date(2027, 11, 30)
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("package_score", 69.0, "VETO-package"),
        ("package_core_defined", False, "VETO-package"),
        ("data_completeness", 0.79, "VETO-data"),
    ],
)
def test_a_recorded_failure_is_a_veto(field: str, value: object, code: str) -> None:
    verdict = judge(adequate(RURAL, **{field: Recorded(value)}))
    assert verdict.word == "not yet"
    assert [veto.code for veto in verdict.vetoes] == [code]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("scalability_score", 74.0, "READY-i"),
        ("scalability_critical_gaps", 1, "READY-i"),
        ("payer_months", 11.0, "READY-i"),
        ("scale_cadre", "nurse", "READY-f"),
        ("serious_harm", True, "READY-g"),
        ("poorest_interaction", Interval(0.2, 0.5), "READY-g"),
        ("fidelity", 0.79, "READY-h"),
    ],
)
def test_one_unmet_item_turns_ready_into_with_research(field: str, value: object, code: str) -> None:
    verdict = judge(adequate(RURAL, **{field: Recorded(value)}))
    assert verdict.word == "with research"
    assert unmet(verdict, "READY") == [code]
    assert verdict.conditions[0].code == code


@pytest.mark.parametrize(
    "field",
    [
        "certainty",
        "scalability_score",
        "scalability_critical_gaps",
        "unit_cost",
        "payer_months",
        "scale_cadre",
        "serious_harm",
        "poorest_interaction",
        "fidelity",
        "active_dose",
    ],
)
def test_what_is_not_recorded_is_never_ready(field: str) -> None:
    assert judge(adequate(RURAL, **{field: None})).word != "ready"


def test_a_deficit_of_the_poorest_that_is_not_excluded_stays_a_question() -> None:
    verdict = judge(adequate(RURAL, poorest_interaction=Recorded(Interval(-0.3, 0.3))))
    assert verdict.word == "ready"
    assert verdict.conditions[0].code == "READY-g"


def test_two_studies_are_never_ready_by_pooling_alone() -> None:
    verdict = judge(adequate(RURAL[:2]))
    assert verdict.word == "with research"
    reason = next(reason for reason in verdict.reasons if reason.code == "READY-c")
    assert "three studies" in reason.text


def test_the_same_trial_reported_twice_counts_once() -> None:
    twice = tuple(replace(study, registration="ISRCTN1") for study in RURAL)
    verdict = judge(adequate(twice))
    assert "READY-a" in unmet(verdict, "READY")


def test_people_analysed_as_if_independent_do_not_count() -> None:
    blind = tuple(replace(study, clusters_respected=False) for study in RURAL)
    verdict = judge(adequate(blind))
    assert verdict.word == "not yet"
    assert {"READY-a", "RESEARCH-a"} <= set(unmet(verdict, "RE"))


def test_a_trial_entered_four_times_does_not_make_two_trials_five() -> None:
    two = tuple(replace(study, registration=f"ISRCTN{n}") for n, study in enumerate(RURAL[:2]))
    copies = tuple(replace(two[0], id=f"paper {n}") for n in range(3))
    assert judge(adequate(two)).word == "with research"
    verdict = judge(adequate((*two, *copies)))
    assert pooled(verdict).ci.upper < 0
    assert (verdict.word, unmet(verdict, "READY")) == ("with research", ["READY-b"])
    told = next(reason.text for reason in verdict.reasons if reason.code == "READY-b")
    assert "paper 0, paper 1, paper 2" in told


@pytest.mark.parametrize("respected", [False, None])
def test_sound_trials_without_effect_are_not_made_ready_by_people_analysed_as_if_independent(
    respected: bool | None,
) -> None:
    wide = (
        replace(RURAL[0], reported=Reported(0.95, 0.70, 1.29)),
        replace(RURAL[1], reported=Reported(0.9, 0.66, 1.23)),
    )
    narrow = tuple(
        replace(study, reported=Reported(0.7, 0.63, 0.78), clusters_respected=respected) for study in RURAL[2:]
    )
    assert judge(adequate(wide)).word == "not yet"
    verdict = judge(adequate((*wide, *narrow)))
    assert pooled(verdict).ci.upper < 0
    assert (verdict.word, unmet(verdict, "READY")) == ("with research", ["READY-b"])


def test_a_changed_threshold_changes_the_verdict() -> None:
    assert judge(adequate(SIX), Thresholds(research_p_benefit=0.80)).word == "not yet"


def test_no_study_at_all_is_not_yet_without_a_veto() -> None:
    verdict = judge(adequate(()))
    assert verdict.word == "not yet"
    assert verdict.vetoes == ()
    assert verdict.on == ON


def test_risk_of_bias_that_nobody_judged_is_never_adequate_but_no_veto_either() -> None:
    unjudged = tuple(replace(study, risk_of_bias=()) for study in SIX)
    verdict = judge(adequate(unjudged))
    assert verdict.certainty is not None
    assert verdict.certainty.grade is Grade.VERY_LOW
    assert verdict.certainty.recorded_grade is Grade.LOW
    assert verdict.vetoes == ()
    assert "RESEARCH-d" in unmet(verdict, "RESEARCH")
