"""Figures of sources that follow another convention than ours, from our own parts (method 3.0, 3.4)."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from groundswell.domain.evidence.effects import effect_of
from groundswell.domain.stats.intervals import cumulative, quantile, se_from_interval
from groundswell.domain.stats.pooling import pool
from tests.domain.evidence.womens_groups import RURAL
from tests.domain.stats.meta_analysis_data import bcg_counts, effects


def test_the_prediction_of_the_bcg_trials_with_the_classical_error_is_the_one_of_other_sources(
    shared_data: Path,
) -> None:
    pooled = pool(*effects(bcg_counts(shared_data), "RR"))
    assert pooled.tau2 is not None
    spread = math.sqrt(pooled.tau2 + pooled.se**2)
    with_t, with_z = (quantile(0.95, df) * spread for df in (pooled.k - 2, None))
    assert pooled.estimate - with_t == pytest.approx(-2.008376, abs=2e-6)
    assert pooled.estimate + with_t == pytest.approx(0.579311, abs=2e-6)
    assert math.exp(pooled.estimate - with_z) == pytest.approx(0.1546, abs=5e-5)
    assert math.exp(pooled.estimate + with_z) == pytest.approx(1.5490, abs=2e-4)


def test_the_unmodified_hartung_knapp_interval_of_the_rural_five_is_narrower_than_ours() -> None:
    found = [effect_of(study) for study in RURAL]
    pooled = pool([effect.yi for effect in found], [effect.vi for effect in found])
    assert pooled.q is not None
    half = quantile(0.95, pooled.k - 1) * pooled.se * math.sqrt(pooled.q / (pooled.k - 1))
    assert math.exp(pooled.estimate - half) == pytest.approx(0.6294, abs=5e-5)
    assert math.exp(pooled.estimate + half) == pytest.approx(0.7596, abs=5e-5)


def test_mixing_the_quantiles_of_sasa_gives_the_p_that_storing_the_df_avoids() -> None:
    error = se_from_interval(math.log(0.16), math.log(1.39))
    assert cumulative(math.log(0.48) / error, 3) == pytest.approx(0.1377, abs=5e-5)
