"""Meta-regression and Egger's test against metafor 3.8.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.stats.funnel import egger
from groundswell.domain.stats.metaregression import MetaRegression, meta_regression
from tests.domain.stats.meta_analysis_data import bcg_counts, columns, effects


@pytest.fixture
def latitude(shared_data: Path) -> list[float]:
    return [row[0] for row in columns(shared_data, "dat.bcg.txt", "ablat")]


def numbers(found: MetaRegression) -> tuple[float, ...]:
    intercept, slope = found.coefficients
    return intercept.estimate, slope.estimate, intercept.se, slope.se, found.tau2


def test_the_slope_on_latitude_matches_metafor_converged(shared_data: Path, latitude: list[float]) -> None:
    found = meta_regression(*effects(bcg_counts(shared_data), "RR"), [("latitude", latitude)])
    # rma(mods = ~ablat, control = list(threshold = 1e-12))
    expected = (0.25146821001, -0.02910172501, 0.24909539662, 0.00719532722, 0.07634796396)
    assert numbers(found) == pytest.approx(expected, abs=5e-9)
    assert found.r2 == pytest.approx(75.62662, abs=5e-5)
    assert found.q == pytest.approx(30.73309, abs=5e-6)


def test_the_slope_on_latitude_matches_the_printed_reference(shared_data: Path, latitude: list[float]) -> None:
    """Method 3.2 prints metafor's default stop (τ² within .00001), so the last digits may differ by that much."""
    found = meta_regression(*effects(bcg_counts(shared_data), "RR"), [("latitude", latitude)])
    slope = found.coefficients[1]
    assert slope.estimate == pytest.approx(-0.0291017, abs=5e-8)
    assert slope.se == pytest.approx(0.0071956, abs=5e-7)
    assert slope.se_hk == pytest.approx(0.0082015, abs=5e-7)
    assert found.coefficients[0].estimate == pytest.approx(0.2514643, abs=1e-5)
    assert found.tau2 == pytest.approx(0.0763547, abs=1e-5)
    assert found.r2 == pytest.approx(75.62, abs=0.01)


def test_each_practice_more_per_facilitator_lowered_the_effect() -> None:
    """Method 3.2: slope -.0137 SMD, p .007 (Baskerville, Liddy and Hogg 2012, Annals of Family Medicine 10:63).

    The 21 of 23 studies that report practices per facilitator, as in R's metadat 1.2-0, ``dat.baskerville2012``.
    """
    rows = [
        (5.5, 1.01, 0.52), (20, 0.59, 0.23), (5, 0.44, 0.18), (4, 0.84, 0.29), (11, 0.73, 0.29), (3, 1.12, 0.36),
        (6, 0.04, 0.37), (40, 0.24, 0.15), (13, 0.32, 0.40), (6, 1.31, 0.57), (20, 0.59, 0.29), (8, 0.66, 0.19),
        (12, 0.62, 0.31), (13, 0.47, 0.27), (11, 1.08, 0.32), (8, 0.98, 0.32), (20, 0.26, 0.18), (20, 0.39, 0.18),
        (11, 0.60, 0.31), (8, 0.94, 0.53), (14, 0.11, 0.27),
    ]  # fmt: skip
    practices, smd, se = zip(*rows, strict=True)
    found = meta_regression(smd, [error**2 for error in se], [("practices", practices)])
    slope = found.coefficients[1]
    # metafor 3.8-1: rma(smd, sei = se, mods = ~pperf); REML finds tau² = 0
    assert (slope.estimate, slope.se, slope.p) == pytest.approx((-0.01366897, 0.005058661, 0.006890445), abs=5e-9)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("DL", (0.25954371243, -0.02922873876, 0.23230747339, 0.00673301084, 0.06330050243)),
        ("PM", (0.221915964507, -0.028564525894, 0.317473696547, 0.009070188871, 0.142131941473)),
    ],
)
def test_other_estimators_match_metafor(
    shared_data: Path, latitude: list[float], method: str, expected: tuple[float, ...]
) -> None:
    found = meta_regression(*effects(bcg_counts(shared_data), "RR"), [("latitude", latitude)], method)  # type: ignore[arg-type]
    assert numbers(found) == pytest.approx(expected, abs=5e-9)


def test_eggers_test_matches_metafor(shared_data: Path) -> None:
    test = egger(*effects(bcg_counts(shared_data), "RR"))
    assert (test.t, test.p, test.limit) == pytest.approx((-1.4012820, 0.1887070, -0.1909286), abs=5e-8)
    assert test.df == 11


def test_eggers_test_needs_ten_studies() -> None:
    with pytest.raises(CannotJudge, match="needs 10 studies"):
        egger([0.1] * 9, [0.1 * (i + 1) for i in range(9)])


def test_eggers_test_needs_studies_of_different_precision() -> None:
    with pytest.raises(CannotJudge, match="equally precise"):
        egger([0.1 * i for i in range(12)], [0.1] * 12)


def test_few_studies_make_a_meta_regression_a_warning() -> None:
    found = meta_regression([0.1, 0.2, 0.4, 0.3], [0.01, 0.02, 0.01, 0.03], [("dose", [1, 2, 3, 4])])
    assert "planned before" in found.warnings[0]


def test_a_moderator_that_does_not_vary_is_refused() -> None:
    with pytest.raises(CannotJudge, match="do not vary"):
        meta_regression([0.1, 0.2, 0.4], [0.01, 0.02, 0.01], [("dose", [2, 2, 2])])


def test_a_missing_moderator_is_refused() -> None:
    with pytest.raises(BadInput, match="dose"):
        meta_regression([0.1, 0.2, 0.4], [0.01, 0.02, 0.01], [("dose", [1, float("nan"), 2])])
