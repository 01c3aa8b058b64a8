"""What must hold for any evidence: order, units, bounds, and that better never reads as worse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundswell.domain.errors import CannotJudge
from groundswell.domain.evidence.certainty import Certainty, Grade, propose_certainty
from groundswell.domain.evidence.planning import clusters_needed
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.verdict import Recorded, judge
from groundswell.domain.stats.cluster_tests import Finding
from groundswell.domain.stats.clusters import ClusterRow, design_effect, intra_cluster_correlation
from groundswell.domain.stats.comparison import compare
from groundswell.domain.stats.intervals import quantile, se_from_interval, wald
from groundswell.domain.stats.permutation import permutation_test
from groundswell.domain.stats.pooling import pool
from tests.domain.evidence.womens_groups import adequate, shifted
from tests.strategies import bodies_of_evidence, cluster_rows, effects

ORDER = ("not yet", "with research", "ready")
METHODS = st.sampled_from(["REML", "DL", "PM", "EE"])


def unzip(rows: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [y for y, _ in rows], [v for _, v in rows]


@given(effects(min_size=2), METHODS, st.randoms(use_true_random=False))
def test_the_order_of_studies_does_not_matter(rows: list[tuple[float, float]], method: str, chance: object) -> None:
    other = list(rows)
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = pool(*unzip(rows), method), pool(*unzip(other), method)  # type: ignore[arg-type]
    assert one.estimate == pytest.approx(two.estimate, abs=1e-7)
    assert one.tau2 == pytest.approx(two.tau2, abs=1e-7)


@given(effects(min_size=2), METHODS, st.sampled_from([0.01, 10.0, 1000.0]))
def test_a_change_of_unit_changes_only_the_unit(rows: list[tuple[float, float]], method: str, unit: float) -> None:
    one = pool(*unzip(rows), method)  # type: ignore[arg-type]
    two = pool(*unzip([(y * unit, v * unit * unit) for y, v in rows]), method)  # type: ignore[arg-type]
    assert one.tau2 is not None
    assert two.tau2 is not None
    assert two.estimate == pytest.approx(one.estimate * unit, rel=1e-6, abs=1e-6 * unit)
    assert two.tau2 == pytest.approx(one.tau2 * unit * unit, rel=1e-5, abs=1e-7 * unit * unit)
    assert two.i2 == pytest.approx(one.i2, abs=1e-4)


@given(effects(), METHODS)
def test_a_pooled_effect_lies_within_the_studies(rows: list[tuple[float, float]], method: str) -> None:
    pooled = pool(*unzip(rows), method)  # type: ignore[arg-type]
    yi, _ = unzip(rows)
    assert min(yi) - 1e-9 <= pooled.estimate <= max(yi) + 1e-9
    assert sum(pooled.weights) == pytest.approx(1)
    assert pooled.tau2 is None or pooled.tau2 >= 0
    assert pooled.i2 is None or 0 <= pooled.i2 <= 100


@given(effects(min_size=3), st.sampled_from(["REML", "DL", "PM"]))
def test_intervals_are_nested_and_chances_are_chances(rows: list[tuple[float, float]], method: str) -> None:
    pooled = pool(*unzip(rows), method)  # type: ignore[arg-type]
    assert pooled.ci_hk is not None
    assert pooled.prediction is not None
    assert pooled.ci_hk.lower <= pooled.ci.lower <= pooled.ci.upper <= pooled.ci_hk.upper
    assert pooled.prediction.lower <= pooled.ci_hk.lower <= pooled.ci_hk.upper <= pooled.prediction.upper
    chances = [pooled.chance_below(value) for value in (-1.0, 0.0, 1.0)]
    known = [chance for chance in chances if chance is not None]
    assert len(known) == 3
    assert known == sorted(known)
    assert 0 <= known[0] <= known[-1] <= 1


@given(effects(min_size=2, max_size=6))
def test_the_same_evidence_twice_is_more_precise(rows: list[tuple[float, float]]) -> None:
    once, twice = pool(*unzip(rows), "EE"), pool(*unzip(rows * 2), "EE")
    assert twice.se < once.se
    assert twice.estimate == pytest.approx(once.estimate)


@given(st.floats(-3, 3), st.floats(0.01, 2), st.floats(0.5, 0.99), st.none() | st.integers(2, 60))
def test_an_interval_gives_back_the_error_it_was_made_with(
    estimate: float, se: float, level: float, df: int | None
) -> None:
    interval = wald(estimate, se, level, df)
    assert se_from_interval(interval.lower, interval.upper, level, df) == pytest.approx(se)
    assert quantile(level, 3) > quantile(level, 30) > quantile(level)


@given(cluster_rows())
def test_swapping_the_arms_turns_every_finding_round(rows: list[ClusterRow]) -> None:
    swapped = [replace(row, arm=1 - row.arm) for row in rows]
    one, two = compare(rows), compare(swapped)
    for name, found in one.methods.items():
        other = two.methods[name]
        assert isinstance(found, Finding) == isinstance(other, Finding)
        if isinstance(found, Finding) and isinstance(other, Finding) and name != "rank_sum":
            assert found.estimate == pytest.approx(-other.estimate, abs=1e-9)
            assert found.p == pytest.approx(other.p, abs=1e-3)


@given(cluster_rows())
def test_correlation_and_design_effect_keep_their_bounds(rows: list[ClusterRow]) -> None:
    icc = intra_cluster_correlation(rows)
    if icc is not None:
        assert icc <= 1 + 1e-9
        assert 1 <= design_effect([row.n for row in rows], icc) <= max(row.n for row in rows) + 1e-9


@given(cluster_rows(per_arm=4), st.randoms(use_true_random=False))
def test_the_order_of_clusters_does_not_matter(rows: list[ClusterRow], chance: object) -> None:
    other = list(rows)
    chance.shuffle(other)  # type: ignore[attr-defined]
    scores, arms = [row.summary for row in rows], [row.arm for row in rows]
    moved, moved_arms = [row.summary for row in other], [row.arm for row in other]
    assert permutation_test(scores, arms).p == pytest.approx(permutation_test(moved, moved_arms).p)
    assert intra_cluster_correlation(rows) == pytest.approx(intra_cluster_correlation(other))


@given(st.floats(0.02, 0.5), st.floats(0.3, 0.9), st.floats(20, 500), st.floats(0, 0.5))
def test_a_smaller_difference_needs_more_clusters(control: float, kept: float, size: float, k: float) -> None:
    large = clusters_needed(control, control * kept, size, k)
    small = clusters_needed(control, control * (kept + 1) / 2, size, k)
    assert small.exact > large.exact > 1
    assert clusters_needed(control, control * kept, size * 2, k).exact <= large.exact
    assert clusters_needed(control, control * kept, size, k, power=0.9).exact > large.exact


@given(bodies_of_evidence(), st.floats(0.01, 1.0))
def test_a_better_effect_never_worsens_the_verdict(studies: tuple[Study, ...], better: float) -> None:
    certainty = propose_certainty(studies)
    before = judge(adequate(studies, certainty=certainty))
    after = judge(adequate(tuple(shifted(study, -better) for study in studies), certainty=certainty))
    assert ORDER.index(after.word) >= ORDER.index(before.word)


@given(bodies_of_evidence(), st.sampled_from(list(Grade)), st.sampled_from(list(Grade)))
def test_a_higher_certainty_never_worsens_the_verdict(studies: tuple[Study, ...], one: Grade, other: Grade) -> None:
    low, high = (judge(adequate(studies, certainty=Certainty(grade))) for grade in sorted((one, other)))
    assert ORDER.index(high.word) >= ORDER.index(low.word)


@given(bodies_of_evidence(), st.sampled_from(["scalability_score", "package_score", "payer_months"]), st.data())
def test_better_inputs_of_other_steps_never_worsen_the_verdict(
    studies: tuple[Study, ...], field: str, data: st.DataObject
) -> None:
    low, high = sorted((data.draw(st.floats(0, 100)), data.draw(st.floats(0, 100))))
    worse, better = (judge(adequate(studies, **{field: Recorded(value)})) for value in (low, high))
    assert ORDER.index(better.word) >= ORDER.index(worse.word)


@given(
    bodies_of_evidence(), st.sampled_from(["scalability_score", "unit_cost", "fidelity", "serious_harm", "certainty"])
)
def test_forgetting_an_input_never_improves_on_an_adequate_one(studies: tuple[Study, ...], field: str) -> None:
    known, forgotten = judge(adequate(studies)), judge(adequate(studies, **{field: None}))
    assume(not known.vetoes)
    assert ORDER.index(forgotten.word) <= ORDER.index(known.word)


@given(bodies_of_evidence(), st.randoms(use_true_random=False))
def test_the_verdict_does_not_depend_on_the_order_of_studies(studies: tuple[Study, ...], chance: object) -> None:
    other = list(studies)
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = judge(adequate(studies)), judge(adequate(tuple(other)))
    assert one.word == two.word
    assert [reason.met for reason in one.reasons] == [reason.met for reason in two.reasons]


@given(bodies_of_evidence())
def test_every_verdict_gives_a_reason_for_each_item_and_a_question_for_what_is_unmet(
    studies: tuple[Study, ...],
) -> None:
    verdict = judge(adequate(studies))
    assert len({reason.code for reason in verdict.reasons}) == 19
    assert verdict.certainty is not None
    assert 1 <= verdict.certainty.grade <= 4
    if verdict.word != "ready":
        assert verdict.conditions
    assert verdict.lapses > verdict.on


@given(cluster_rows())
def test_what_cannot_be_computed_says_why(rows: list[ClusterRow]) -> None:
    try:
        comparison = compare(rows)
    except CannotJudge:
        return
    for outcome in comparison.methods.values():
        if outcome is not None and not isinstance(outcome, Finding):
            assert outcome.why.startswith("not computed: ")
