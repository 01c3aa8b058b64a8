"""Pooling against metafor 3.8.1 (method 3.2 and ../shared/data/README.md section 7)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.stats.mantel_haenszel import pool_counts
from groundswell.domain.stats.pooling import leave_one_out, pool
from tests.domain.stats.meta_analysis_data import bcg_counts, columns, effects

KONSTANTOPOULOS = "dat.konstantopoulos2011.txt"


@pytest.fixture
def bcg(shared_data: Path) -> tuple[list[float], list[float]]:
    return effects(bcg_counts(shared_data), "RR")


def test_equal_effects_of_the_bcg_trials_match_metafor(bcg: tuple[list[float], list[float]]) -> None:
    pooled = pool(*bcg, "EE")
    assert pooled.estimate == pytest.approx(-0.4303, abs=5e-5)
    assert pooled.se == pytest.approx(0.0405, abs=5e-5)
    assert pooled.q == pytest.approx(152.23301, abs=5e-6)
    assert pooled.i2 == pytest.approx(92.12, abs=5e-3)


def test_dersimonian_laird_of_the_bcg_trials_matches_metafor(bcg: tuple[list[float], list[float]]) -> None:
    pooled = pool(*bcg, "DL")
    assert pooled.tau2 == pytest.approx(0.308760, abs=5e-7)
    assert pooled.estimate == pytest.approx(-0.714117, abs=5e-7)
    assert pooled.se == pytest.approx(0.178742, abs=5e-7)
    assert math.exp(pooled.estimate) == pytest.approx(0.4896, abs=5e-5)
    assert pooled.ci.exp().lower == pytest.approx(0.3449, abs=5e-5)
    assert pooled.ci.exp().upper == pytest.approx(0.6950, abs=5e-5)


def test_reml_of_the_bcg_trials_matches_metafor(bcg: tuple[list[float], list[float]]) -> None:
    pooled = pool(*bcg)
    assert pooled.tau2 == pytest.approx(0.313243, abs=5e-7)
    assert pooled.estimate == pytest.approx(-0.714532, abs=5e-7)
    assert pooled.se == pytest.approx(0.179782, abs=6e-7)
    assert (pooled.ci.lower, pooled.ci.upper) == pytest.approx((-1.066898, -0.362167), abs=6e-7)
    assert pooled.i2 == pytest.approx(92.2214, abs=5e-5)
    assert pooled.ci.exp().lower == pytest.approx(0.3441, abs=5e-5)
    assert pooled.ci.exp().upper == pytest.approx(0.6962, abs=5e-5)


def test_the_hartung_knapp_interval_of_the_bcg_trials_matches_metafor(bcg: tuple[list[float], list[float]]) -> None:
    pooled = pool(*bcg)
    assert pooled.se_hk == pytest.approx(0.180792, abs=5e-7)
    assert pooled.ci_hk is not None
    assert (pooled.ci_hk.lower, pooled.ci_hk.upper) == pytest.approx((-1.108444, -0.320621), abs=5e-7)
    assert pooled.p_hk == pytest.approx(0.00192002, abs=5e-9)


def test_the_prediction_interval_follows_the_convention_of_the_method(bcg: tuple[list[float], list[float]]) -> None:
    prediction = pool(*bcg).prediction
    assert prediction is not None
    assert (prediction.lower, prediction.upper) == pytest.approx((-2.009057, 0.579993), abs=8e-7)


def test_paule_mandel_makes_the_generalised_q_its_degrees_of_freedom(bcg: tuple[list[float], list[float]]) -> None:
    pooled = pool(*bcg, "PM")
    assert pooled.tau2 is not None
    q = sum((y - pooled.estimate) ** 2 / (v + pooled.tau2) for y, v in zip(*bcg, strict=True))
    assert q == pytest.approx(12, abs=1e-9)
    # metafor with control=list(tol=1e-12); by default it stops within .000122 of the root, and prints .318094.
    assert pooled.tau2 == pytest.approx(0.318068452, abs=5e-9)
    assert pooled.tau2 == pytest.approx(0.318094, abs=0.000122)


def test_odds_ratio_and_risk_difference_of_the_bcg_trials_match_metafor(shared_data: Path) -> None:
    odds = pool(*effects(bcg_counts(shared_data), "OR"))
    assert (odds.tau2, odds.estimate, odds.se) == pytest.approx((0.337772, -0.745178, 0.186028), abs=5e-7)
    assert odds.i2 == pytest.approx(92.0727, abs=5e-5)
    difference = pool(*effects(bcg_counts(shared_data), "RD"))
    assert (difference.estimate, difference.se) == pytest.approx((-0.0252, 0.0108), abs=5e-5)


def test_mantel_haenszel_of_the_bcg_trials_matches_metafor(shared_data: Path) -> None:
    pooled = pool_counts(bcg_counts(shared_data), "RR")
    assert math.exp(pooled.estimate) == pytest.approx(0.6353, abs=5e-5)
    assert pooled.ci.exp().lower == pytest.approx(0.5881, abs=5e-5)
    assert pooled.ci.exp().upper == pytest.approx(0.6862, abs=5e-5)
    # rma.mh of metafor 3.8.1: estimate, se, QE.
    for measure, expected in (
        ("RR", (-0.45370960, 0.039337367, 152.56755)),
        ("OR", (-0.47341099, 0.041007778, 163.94258)),
        ("RD", (-0.0032881818, 0.00028665675, 386.77594)),
    ):
        found = pool_counts(bcg_counts(shared_data), measure)  # type: ignore[arg-type]
        assert (found.estimate, found.se, found.q) == pytest.approx(expected, rel=5e-8)


def test_mean_differences_of_normand_match_metafor(shared_data: Path) -> None:
    rows = columns(shared_data, "dat.normand1999.txt", "m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")
    yi = [m1 - m2 for m1, _, _, m2, _, _ in rows]
    vi = [s1**2 / n1 + s2**2 / n2 for _, s1, n1, _, s2, n2 in rows]
    moments, likelihood = pool(yi, vi, "DL"), pool(yi, vi, "REML")
    assert (moments.estimate, moments.se) == pytest.approx((-13.9817, 5.1267), abs=5e-5)
    assert (likelihood.estimate, likelihood.se) == pytest.approx((-15.1060, 8.9466), abs=5e-5)


def test_risk_differences_of_hine_match_metafor(shared_data: Path) -> None:
    rows = columns(shared_data, "dat.hine1989.txt", "ai", "n1i", "ci", "n2i")
    pooled = pool(*effects([(a, n1, c, n2) for a, n1, c, n2 in rows], "RD"), "DL")
    assert (pooled.estimate, pooled.se, pooled.tau2) == pytest.approx((0.0294, 0.0131, 0), abs=5e-5)


def test_the_first_group_of_linde_matches_metafor(shared_data: Path) -> None:
    rows = columns(shared_data, "dat.linde2005.txt", "ai", "n1i", "ci", "n2i", "group")
    counts = [(a, n1, c, n2) for a, n1, c, n2, group in rows if group == 1]
    pooled = pool(*effects(counts, "RR"), "DL")
    assert pooled.k == 6
    assert (pooled.estimate, pooled.se) == pytest.approx((0.6894, 0.1839), abs=5e-5)
    assert math.exp(pooled.estimate) == pytest.approx(1.9925, abs=5e-5)


def test_teacher_expectancy_and_school_calendars_match_metafor(shared_data: Path) -> None:
    raudenbush = pool(*zip(*columns(shared_data, "dat.raudenbush1985.txt", "yi", "vi"), strict=True))
    assert (raudenbush.estimate, raudenbush.se) == pytest.approx((0.0837, 0.0516), abs=5e-5)
    assert raudenbush.tau2 == pytest.approx(0.0188, abs=5e-5)
    assert raudenbush.i2 == pytest.approx(41.86, abs=0.02)  # converged 41.847; metafor's default stops at 41.86
    konstantopoulos = pool(*zip(*columns(shared_data, KONSTANTOPOULOS, "yi", "vi"), strict=True))
    assert (konstantopoulos.estimate, konstantopoulos.se) == pytest.approx((0.1279, 0.0439), abs=5e-5)


def test_school_calendars_at_three_levels_match_metafor(shared_data: Path) -> None:
    """Three-level models stay a cross-check (method 3.0): schools within districts by REML, written out here.

    ``../shared/data/README.md`` section 7 prints .1847 (.0846), variances .0651 between and .0327 within districts.
    """
    names = ("yi", "vi", "district")
    yi, vi, district = (np.array(column) for column in zip(*columns(shared_data, KONSTANTOPOULOS, *names), strict=True))
    same = (district[:, None] == district[None, :]).astype(float)

    def fitted(logs: np.ndarray) -> tuple[float, float, float]:
        between, within = np.exp(logs)
        spread = np.diag(vi + within) + between * same
        weights = np.linalg.solve(spread, np.ones_like(yi))
        total = weights.sum()
        mean = weights @ yi / total
        left = yi - mean
        minus_log = np.linalg.slogdet(spread)[1] + math.log(total) + left @ np.linalg.solve(spread, left)
        return minus_log, mean, total**-0.5

    best = minimize(lambda logs: fitted(logs)[0], np.log([0.05, 0.05]), method="Nelder-Mead", tol=1e-10)
    _, mean, se = fitted(best.x)
    assert (len(yi), len(set(district))) == (56, 11)
    assert (mean, se, *np.exp(best.x)) == pytest.approx((0.1847, 0.0846, 0.0651, 0.0327), abs=5e-5)
    two_levels = pool(yi.tolist(), vi.tolist())
    assert se > 1.9 * two_levels.se, "schools of one district are alike: leaving that out makes the interval too narrow"


def test_the_vitamin_a_trials_pool_to_the_known_answer(shared_data: Path) -> None:
    rows = (shared_data / "evidence" / "vitamin_a_community_trials.csv").read_text().split()[1:]
    counts = []
    for row in rows:
        n0, alive0, n1, alive1 = (float(cell) for cell in row.split(",")[2:])
        counts.append((n1 - alive1, n1, n0 - alive0, n0))
    yi, vi = effects(counts, "RR")
    assert [math.exp(y) for y in yi] == pytest.approx([0.7302, 0.7015, 0.7066], abs=5e-5)
    pooled = pool(yi, vi)
    ci = pooled.ci.exp()
    assert (math.exp(pooled.estimate), ci.lower, ci.upper) == pytest.approx((0.7096, 0.6280, 0.8017), abs=5e-5)
    assert (pooled.q, pooled.tau2) == pytest.approx((0.0630, 0), abs=5e-5)


def test_hartung_knapp_is_never_narrower_than_the_classical_interval() -> None:
    """Three nearly equal studies: unmodified Hartung-Knapp would shrink to almost nothing."""
    pooled = pool([-0.30, -0.31, -0.29], [0.04, 0.04, 0.04])
    assert pooled.se_hk == pooled.se


def test_leaving_out_a_study_pools_the_others(bcg: tuple[list[float], list[float]]) -> None:
    yi, vi = bcg
    without_third = leave_one_out(yi, vi)[2]
    assert without_third == pool(yi[:2] + yi[3:], vi[:2] + vi[3:])


def test_no_study_cannot_be_pooled() -> None:
    with pytest.raises(CannotJudge, match="No study"):
        pool([], [])
    with pytest.raises(CannotJudge, match="No study"):
        pool_counts([], "RR")


def test_one_study_is_given_as_it_is_and_says_what_is_missing() -> None:
    pooled = pool([-0.4], [0.04])
    assert (pooled.estimate, pooled.se) == (-0.4, 0.2)
    assert pooled.ci_hk is pooled.prediction is pooled.tau2 is None
    assert pooled.why["ci_hk"] == "needs two studies"
    assert pooled.why["prediction"] == "needs three studies"
    assert pooled.chance_below(0) is None
    assert leave_one_out([-0.4], [0.04]) == (None,)


def test_two_studies_have_no_prediction_but_a_sensitivity_to_the_spread() -> None:
    pooled = pool([-0.4, -0.2], [0.04, 0.02])
    assert pooled.prediction is None
    assert pooled.ci_hk is not None
    assert [row.tau for row in pooled.sensitivity] == [0.0, 0.1, 0.2, 0.4]
    widths = [row.ci.upper - row.ci.lower for row in pooled.sensitivity]
    assert widths == sorted(widths)
    assert "no verdict" in pooled.warnings[0]


def test_few_studies_have_an_unstable_prediction_interval() -> None:
    assert "unstable" in pool([-0.4, -0.2, -0.3], [0.04, 0.02, 0.03]).warnings[0]
    assert not pool([-0.4, -0.2, -0.3, 0.1, -0.2], [0.04, 0.02, 0.03, 0.1, 0.2]).warnings


@pytest.mark.parametrize(
    ("yi", "vi"), [([0.1, 0.2], [0.1, 0.0]), ([0.1, float("nan")], [0.1, 0.1]), ([0.1], [0.1, 0.2])]
)
def test_numbers_that_cannot_be_used_are_refused(yi: list[float], vi: list[float]) -> None:
    with pytest.raises(BadInput):
        pool(yi, vi)


def test_mantel_haenszel_without_events_in_an_arm_cannot_be_judged() -> None:
    with pytest.raises(CannotJudge, match="no events"):
        pool_counts([(0, 50, 3, 50), (0, 40, 2, 40)], "RR")


def test_a_wild_set_of_studies_still_converges() -> None:
    """Variances over six orders of magnitude: scoring steps swing, the search still finds the maximum."""
    yi, vi = [5.0, -3.0, 0.1, 40.0, -0.2], [1e-4, 2.0, 30.0, 100.0, 1e-2]
    pooled = pool(yi, vi)
    assert pooled.tau2 is not None
    assert pooled.tau2 > 0
    assert math.isfinite(pooled.estimate)
