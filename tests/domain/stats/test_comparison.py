"""One evaluation from its clusters (method 3.1, data README section 7)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.stats.cluster_tests import Finding, NotComputed
from groundswell.domain.stats.clusters import ClusterRow, design_effect, intra_cluster_correlation, merged
from groundswell.domain.stats.comparison import Comparison, compare

SIZES_0, DEATHS_0 = (310, 280, 295, 330, 260, 305), (14, 9, 15, 12, 11, 16)
SIZES_1, DEATHS_1 = (300, 290, 315, 275, 325, 285), (8, 10, 7, 6, 12, 5)


def arm(which: int, sizes: tuple[int, ...], events: tuple[int, ...]) -> list[ClusterRow]:
    return [ClusterRow(which, f"{which}-{i}", n, d) for i, (n, d) in enumerate(zip(sizes, events, strict=True))]


REFERENCE_A = arm(0, SIZES_0, DEATHS_0) + arm(1, SIZES_1, DEATHS_1)
# Over-dispersed counts on which an uncorrected GEE has p = .034 (statsmodels, robust errors).
TRAP = arm(0, (270, 307, 303, 289, 301, 274), (14, 29, 1, 21, 21, 19)) + arm(
    1, (265, 250, 294, 293, 259, 300), (5, 11, 3, 9, 17, 6)
)


def found(comparison: Comparison, name: str) -> Finding:
    outcome = comparison.methods[name]
    assert isinstance(outcome, Finding)
    return outcome


def test_reference_set_a_gives_the_published_t_tests() -> None:
    """The set prints control minus intervention; the effect of an arm is the other way round."""
    comparison = compare(REFERENCE_A)
    plain, log = found(comparison, "cluster_t"), found(comparison, "cluster_t_log")
    assert plain.se is not None
    assert plain.ci is not None
    assert -plain.estimate / plain.se == pytest.approx(3.6804, abs=5e-5)
    assert plain.df == 10
    assert plain.p == pytest.approx(0.004243, abs=5e-7)
    assert (-plain.ci.upper, -plain.ci.lower) == pytest.approx((0.006552, 0.026656), abs=5e-7)
    assert log.se is not None
    assert -log.estimate / log.se == pytest.approx(3.5809, abs=5e-5)
    assert log.p == pytest.approx(0.005004, abs=5e-7)


def test_reference_set_a_has_correlations_below_zero_that_count_as_zero() -> None:
    comparison = compare(REFERENCE_A)
    assert comparison.icc_by_arm[0] == pytest.approx(-0.001841, abs=5e-7)
    assert comparison.icc_by_arm[1] == pytest.approx(-0.001090, abs=5e-7)
    assert comparison.icc is not None
    assert comparison.icc < 0
    assert comparison.design_effect == 1
    assert any("below 0" in warning for warning in comparison.warnings)


def gambia(shared_data: Path) -> list[ClusterRow]:
    rows = csv.DictReader((shared_data / "evidence" / "gambia-bednets" / "gamvill.csv").read_text().splitlines())
    return [
        ClusterRow(
            1 if float(row["group"]) == 1 else 0,
            row["vid"],
            float(row["parapos"]) + float(row["paraneg"]),
            float(row["parapos"]),
        )
        for row in rows
    ]


def test_the_gambian_bednets_give_the_known_answer(shared_data: Path) -> None:
    rows = gambia(shared_data)
    comparison = compare(rows)
    test = found(comparison, "cluster_t")
    assert comparison.clusters == {0: 17, 1: 17}
    assert sum(comparison.people.values()) == 1166
    assert [sum(row.events or 0 for row in rows if row.arm == which) for which in (1, 0)] == [186, 199]
    means = [sum(row.summary for row in rows if row.arm == which) / 17 for which in (1, 0)]
    assert means == pytest.approx([0.2769, 0.3922], abs=5e-5)
    assert test.se is not None
    assert (test.estimate / test.se, test.df, test.p) == pytest.approx((-1.9245, 32, 0.0632), abs=5e-5)
    assert found(comparison, "rank_sum").p == pytest.approx(0.098, abs=5e-4)
    assert found(comparison, "individual").ratio == pytest.approx(0.8118, abs=5e-5)


def test_the_gambian_correlation_is_pooled_within_arms(shared_data: Path) -> None:
    comparison = compare(gambia(shared_data))
    assert comparison.icc == pytest.approx(0.1162, abs=5e-5)
    assert comparison.icc_by_arm[1] == pytest.approx(0.087, abs=5e-4)
    assert comparison.icc_by_arm[0] == pytest.approx(0.146, abs=5e-4)


def test_ignoring_the_gambian_villages_makes_the_result_look_too_certain(shared_data: Path) -> None:
    comparison = compare(gambia(shared_data))
    assert found(comparison, "individual").p < 0.05 < found(comparison, comparison.recommended).p
    assert any("not proven" in warning for warning in comparison.warnings)


def test_single_children_and_village_totals_give_the_same(shared_data: Path) -> None:
    children = csv.DictReader((shared_data / "evidence" / "gambia-bednets" / "gamindiv.csv").read_text().splitlines())
    rows = [
        ClusterRow(int(float(child["group"]) == 1), child["vid"], 1, float(float(child["para"]) == 1))
        for child in children
    ]
    one, other = compare(rows), compare(gambia(shared_data))
    assert found(one, "cluster_t").estimate == pytest.approx(found(other, "cluster_t").estimate)
    assert one.icc == pytest.approx(other.icc)


def organ_donors(shared_data: Path) -> list[ClusterRow]:
    file = shared_data / "evidence" / "difference-in-differences" / "organ_donation.csv"
    return [
        ClusterRow(int(row["State"] == "California"), row["State"], 1, value=float(row["Rate"]), period=row["Quarter"])
        for row in csv.DictReader(file.read_text().splitlines())
    ]


def test_the_organ_donors_give_the_known_difference_in_differences(shared_data: Path) -> None:
    comparison = compare(organ_donors(shared_data), post="Q32011")
    robust = found(comparison, "did_cluster_robust")
    assert (robust.estimate, robust.se) == pytest.approx((-0.02246, 0.0067), abs=5e-5)
    assert found(comparison, "did_t").estimate == pytest.approx(-0.02246, abs=5e-6)


def test_one_treated_state_is_not_taken_for_proof(shared_data: Path) -> None:
    comparison = compare(organ_donors(shared_data), post="Q32011")
    assert comparison.recommended == "did_t"
    assert found(comparison, "did_t").p > 0.4
    assert found(comparison, "permutation").p == pytest.approx(5 / 27)
    assert "one arm has 1" in found(comparison, "did_cluster_robust").why
    assert isinstance(comparison.methods["did_cr2"], NotComputed)
    assert isinstance(comparison.methods["pre_trend"], Finding)


def test_the_trap_is_not_called_proven() -> None:
    comparison = compare(TRAP)
    assert comparison.recommended == "cluster_t"
    assert found(comparison, "individual").p < 0.001
    assert found(comparison, "individual").why == "ignores the clusters; never recommended"
    assert found(comparison, "cluster_t").p == pytest.approx(0.0877, abs=5e-5)
    assert found(comparison, "permutation").p == pytest.approx(84 / 924)
    assert any("not proven" in warning for warning in comparison.warnings)


def test_matched_pairs_are_compared_within_pairs() -> None:
    # scipy.stats.ttest_rel([.10, .12, .20, .15], [.14, .20, .25, .16]): t = -3.117691, p = .052566
    one, zero = (10, 12, 20, 15), (14, 20, 25, 16)
    rows = [ClusterRow(1, f"a{i}", 100, e, pair=str(i)) for i, e in enumerate(one)]
    rows += [ClusterRow(0, f"b{i}", 100, e, pair=str(i)) for i, e in enumerate(zero)]
    comparison = compare(rows)
    test = found(comparison, "paired_t")
    assert comparison.recommended == "paired_t"
    assert test.df == 3
    assert test.se is not None
    assert test.estimate / test.se == pytest.approx(-3.117691, abs=5e-7)
    assert test.p == pytest.approx(0.052566, abs=5e-6)
    assert found(comparison, "permutation").p == pytest.approx(2 / 16)


def test_strata_are_subtracted_before_the_comparison() -> None:
    rows = [
        ClusterRow(a, f"{s}{a}{i}", 100, 10 + 20 * s + 2 * a + i, stratum=str(s))
        for s in (0, 1)
        for a in (0, 1)
        for i in (0, 1)
    ]
    comparison = compare(rows)
    test, blind = found(comparison, "stratified_t"), found(comparison, "cluster_t")
    assert comparison.recommended == "stratified_t"
    assert test.estimate == pytest.approx(0.02)
    assert test.df == 5
    assert test.p < blind.p


def test_a_log_scale_without_events_is_not_computed_and_says_why() -> None:
    comparison = compare(arm(0, (50, 60, 55), (3, 4, 5)) + arm(1, (50, 60, 55), (0, 1, 2)))
    outcome = comparison.methods["cluster_t_log"]
    assert isinstance(outcome, NotComputed)
    assert "no events" in outcome.why


def test_means_with_their_spread_give_the_correlation_of_single_people() -> None:
    people = {"a": [1.0, 2.0, 4.0], "b": [5.0, 6.0, 9.0], "c": [2.0, 2.5, 7.0], "d": [1.0, 8.0, 3.0]}
    arms = {"a": 0, "b": 0, "c": 1, "d": 1}
    singles = [ClusterRow(arms[name], name, 1, value=value) for name, values in people.items() for value in values]
    sums = merged(singles)
    assert sums[0].sd == pytest.approx(1.5275252, abs=5e-8)
    assert compare(singles).icc == pytest.approx(intra_cluster_correlation(sums))


def test_a_kept_cluster_may_not_change_its_arm() -> None:
    with pytest.raises(BadInput, match="two arms"):
        compare([ClusterRow(0, "x", 10, 1), ClusterRow(1, "x", 10, 1)])


def test_one_arm_alone_cannot_be_compared() -> None:
    with pytest.raises(CannotJudge, match="One arm"):
        compare(arm(1, SIZES_1, DEATHS_1))


@pytest.mark.parametrize(
    ("arm_", "n", "events"),
    [(2, 10, 1), (1, 0, 0), (1, 10, 11), (1, 10, -1)],
    ids=["arm", "nobody", "too many", "negative"],
)
def test_impossible_clusters_are_refused(arm_: int, n: float, events: float) -> None:
    with pytest.raises(BadInput):
        ClusterRow(arm_, "x", n, events)


def test_an_unknown_period_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="2031"):
        compare([ClusterRow(0, "x", 10, 1, period="2021"), ClusterRow(1, "y", 10, 1, period="2022")], post="2031")


def test_many_periods_without_a_start_compare_the_last_one_and_ask() -> None:
    rows = [
        ClusterRow(a, f"{a}{i}", 100, 10 + i + p, period=str(2020 + p))
        for a in (0, 1)
        for i in range(3)
        for p in range(3)
    ]
    comparison = compare(rows)
    assert comparison.methods["did_t"] is None
    assert any("--post" in warning for warning in comparison.warnings)


def test_before_and_after_are_told_apart_with_two_periods() -> None:
    rows = [
        ClusterRow(a, f"{a}{i}", 100, 20 + i - (5 + i % 2) * a * p, period=str(2020 + p))
        for a in (0, 1)
        for i in range(4)
        for p in (0, 1)
    ]
    comparison = compare(rows)
    assert comparison.recommended == "did_t"
    assert found(comparison, "did_t").estimate == pytest.approx(-0.055)
    assert found(comparison, "did_cr2").df == pytest.approx(3)


def test_a_design_effect_grows_with_uneven_sizes() -> None:
    assert design_effect([50, 150], 0.02) > design_effect([100, 100], 0.02)
    assert design_effect([100, 100], -0.5) == 1
