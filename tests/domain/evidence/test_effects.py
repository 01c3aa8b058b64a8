"""Effects from what a study records, and the checks on it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.evidence.checks import check_study, implied_design_effect, symmetric_on_natural_scale
from groundswell.domain.evidence.effects import effect_of, effect_of_means, effect_of_table
from groundswell.domain.evidence.importance import important_difference
from groundswell.domain.evidence.planning import clusters_needed, power_of
from groundswell.domain.evidence.study import Allocation, Arm, Design, Measure, Reported, Study, Subgroup
from groundswell.domain.evidence.summary import summarise
from groundswell.domain.stats.intervals import se_from_interval
from tests.domain.evidence.womens_groups import RURAL, trial

MANANDHAR = trial(
    "Manandhar 2004",
    (0.70, 0.53, 0.94),
    12,
    "Nepal",
    treated=Arm(clusters=12, people=2899, events=76),
    control=Arm(clusters=12, people=3226, events=119),
)


def codes(study: Study) -> list[str]:
    return [flag.code for flag in check_study(study)]


def test_a_printed_interval_wins_over_the_counts_and_keeps_the_table() -> None:
    effect = effect_of(MANANDHAR)
    assert effect.yi == pytest.approx(math.log(0.70))
    assert math.sqrt(effect.vi) == pytest.approx(0.14618, abs=5e-6)
    assert effect.table == (76, 2899, 119, 3226)


def test_counts_alone_are_widened_by_the_design_effect() -> None:
    counts = replace(MANANDHAR, reported=None, design_effect=4.0)
    crude = effect_of(replace(counts, allocation=Allocation.INDIVIDUAL))
    assert math.exp(crude.yi) == pytest.approx(0.7029, abs=5e-5)
    assert math.sqrt(crude.vi) == pytest.approx(0.14912, abs=5e-6)
    assert effect_of(counts).vi == pytest.approx(4 * crude.vi)
    by_icc = replace(counts, design_effect=None, icc=0.01)
    assert effect_of(by_icc).vi == pytest.approx((1 + (6125 / 24 - 1) * 0.01) * crude.vi)


def test_the_published_interval_of_manandhar_implies_a_design_effect_below_one() -> None:
    assert implied_design_effect(MANANDHAR) == pytest.approx(0.961, abs=5e-4)


def test_the_published_interval_of_nair_implies_the_design_effect_of_the_method() -> None:
    """Method 4.2. Nair's counts are not published: only the crude error that the method states, .057259.

    The upper limit of Nair's interval was cut off in the source; .98 is what the lower one implies.
    """
    implied = se_from_interval(math.log(0.59), math.log(0.76**2 / 0.59))
    assert implied == pytest.approx(0.129184, abs=2e-6)
    assert (implied / 0.057259) ** 2 == pytest.approx(5.09, abs=5e-3)
    # Arms of one size with Nair's rates (29.1 and 39.2 per 1,000) that have this crude error.
    odds = (0.0291 / 0.9709, 0.0392 / 0.9608)
    size = round(sum((1 + ratio) ** 2 / ratio for ratio in odds) / 0.057259**2)
    arms = [Arm(clusters=50, people=size, events=round(size * rate)) for rate in (0.0291, 0.0392)]
    nair = trial("Nair 2021", (0.76, 0.59, 0.76**2 / 0.59), 100, "Jharkhand", treated=arms[0], control=arms[1])
    assert implied_design_effect(nair) == pytest.approx(5.09, abs=0.02)


def test_hedges_g_matches_metafor() -> None:
    effect = effect_of_means("Edinburgh", Measure.SMD, (55, 47, 155), (75, 64, 156))
    assert (effect.yi, effect.vi) == pytest.approx((-0.3552, 0.0131), abs=5e-5)


@pytest.mark.parametrize(
    ("measure", "expected"), [(Measure.OR, (-2.1776, 2.2614)), (Measure.RR, (-2.1037, 2.1848))], ids=["OR", "RR"]
)
def test_a_half_is_added_to_all_four_cells_and_said(measure: Measure, expected: tuple[float, float]) -> None:
    effect = effect_of_table("x", measure, (0, 50, 4, 55))
    assert effect is not None
    assert (effect.yi, effect.vi) == pytest.approx(expected, abs=5e-5)
    assert "0.5 was added" in effect.notes[0]


def test_a_risk_difference_takes_no_half() -> None:
    effect = effect_of_table("x", Measure.RD, (0, 50, 4, 55))
    assert effect is not None
    assert effect.yi == pytest.approx(-4 / 55)
    assert not effect.notes


def test_a_study_without_events_is_left_out_and_said() -> None:
    empty = Study(
        id="empty",
        design=Design.RANDOMISED,
        allocation=Allocation.INDIVIDUAL,
        treated=Arm(people=50, events=0),
        control=Arm(people=50, events=0),
    )
    with pytest.raises(CannotJudge, match="no events"):
        effect_of(empty)
    evidence = summarise((*RURAL, empty))
    assert evidence is not None
    assert evidence.pooled.k == 5
    assert any("no events" in warning for warning in evidence.warnings)


def test_nothing_recorded_cannot_become_an_effect() -> None:
    with pytest.raises(CannotJudge, match="no effect"):
        effect_of(Study(id="x"))


@pytest.mark.parametrize("reported", [Reported(0.7, 0.9, 0.5), Reported(0.4, 0.5, 0.9), Reported(0.7, -0.1, 0.9)])
def test_an_impossible_interval_is_refused(reported: Reported) -> None:
    with pytest.raises(BadInput):
        effect_of(replace(RURAL[0], reported=reported))


@pytest.mark.parametrize("values", [(0.63, 0.32, 0.94), (0.45, 0.17, 0.73)])
def test_intervals_of_the_first_pooled_version_are_on_the_wrong_scale(values: tuple[float, float, float]) -> None:
    """Prost 2013 as first printed (method 4.2)."""
    assert symmetric_on_natural_scale(Reported(*values))
    assert "study.wrong_scale" in codes(trial("Prost 2013", values, 20, "many"))


@pytest.mark.parametrize("values", [(0.77, 0.48, 1.23), (0.80, 0.67, 0.96), (0.93, 0.82, 1.05)])
def test_intervals_of_the_corrected_version_are_on_the_log_scale(values: tuple[float, float, float]) -> None:
    assert not symmetric_on_natural_scale(Reported(*values))


@pytest.mark.parametrize("study", RURAL, ids=lambda study: study.id)
def test_published_trials_raise_no_flag(study: Study) -> None:
    assert codes(study) == []


def test_a_recomputed_estimate_far_from_the_reported_one_asks_about_adjustment() -> None:
    far = replace(MANANDHAR, reported=Reported(0.50, 0.38, 0.66))
    assert codes(far) == ["study.recomputed"]
    assert codes(replace(far, adjusted_for=("baseline",))) == []
    assert codes(MANANDHAR) == []


def test_clusters_analysed_as_people_block() -> None:
    assert codes(replace(MANANDHAR, clusters_respected=False)) == ["study.individuals"]
    assert check_study(replace(MANANDHAR, reported=None))[0].weight == "blocks"
    assert codes(replace(MANANDHAR, reported=None, icc=0.002)) == []


def test_few_clusters_and_no_comparison_limit_the_verdict() -> None:
    assert codes(replace(RURAL[0], treated=Arm(clusters=3))) == ["study.few_clusters"]
    assert "study.no_comparison" in codes(replace(RURAL[0], design=Design.BEFORE_AFTER))


def test_subgroups_that_do_not_add_up_are_asked_about() -> None:
    def group(name: str, events: float) -> Subgroup:
        return Subgroup("wealth", name, Arm(people=1000, events=events), Arm(people=1000, events=30))

    study = replace(
        MANANDHAR,
        treated=Arm(clusters=12, people=2000, events=76),
        control=Arm(clusters=12, people=2000, events=60),
        reported=None,
        icc=0.001,
        subgroups=(group("poor", 40), group("others", 30)),
    )
    flags = check_study(study)
    assert [flag.code for flag in flags] == ["study.subgroup_totals"]
    assert "add up to 70; the total is 76 (+6)" in flags[0].text


def test_the_minimum_important_difference_is_the_same_size_in_both_directions() -> None:
    assert important_difference(Measure.OR, "high") == pytest.approx(math.log(1 / 0.9))
    assert important_difference(Measure.OR, "high", 0.8) == pytest.approx(math.log(1.25))
    assert important_difference(Measure.OR, "high", 1.25) == pytest.approx(math.log(1.25))
    assert important_difference(Measure.SMD) == -0.2
    assert important_difference(Measure.MD) is None
    with pytest.raises(BadInput):
        important_difference(Measure.RR, mid=1.0)


def test_ratios_may_be_pooled_together_but_not_with_differences() -> None:
    evidence = summarise(RURAL)
    assert evidence is not None
    assert any("one kind of ratio" in warning for warning in evidence.warnings)
    difference = replace(RURAL[0], id="d", measure=Measure.RD, reported=Reported(-0.01, -0.02, 0.0))
    with pytest.raises(CannotJudge, match="different things"):
        summarise((*RURAL, difference))


def test_the_reference_plan_needs_22_clusters_per_arm() -> None:
    plan = clusters_needed(0.04, 0.028, 300, 0.25, 0.8)
    assert plan.exact == pytest.approx(21.04, abs=5e-3)
    assert plan.clusters_per_arm == 22


def test_the_planned_clusters_reach_the_planned_power() -> None:
    assert power_of(0.04, 0.028, 300, 0.25, 22) >= 0.8 > power_of(0.04, 0.028, 300, 0.25, 21)


@pytest.mark.parametrize(
    "wrong", [(0.04, 0.04, 300, 0.25), (0, 0.1, 300, 0.25), (0.04, 0.02, 0, 0.25), (0.04, 0.02, 9, -1)]
)
def test_an_impossible_plan_is_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(BadInput):
        clusters_needed(*wrong)
