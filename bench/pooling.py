"""Pooling of 1,000 × 20 studies, beside statsmodels as a user would call it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np

from bench.measuring import Result, beside, seconds_of
from groundswell.domain.stats.pooling import pool

STUDIES, SETS, SEED = 20, 1000, 3


def results(*, quick: bool = False) -> Iterator[Result]:
    """REML with Hartung–Knapp and prediction interval, beside combine_effects with its iterated τ² and its table."""
    from statsmodels.stats.meta_analysis import combine_effects

    rng = np.random.default_rng(SEED)
    sets = SETS // 10 if quick else SETS
    variances = rng.uniform(0.02, 0.3, (sets, STUDIES))
    effects = rng.normal(-0.3, np.sqrt(variances + 0.05))

    def ours() -> None:
        for yi, vi in zip(effects, variances, strict=True):
            pool(yi, vi, method="REML")

    def theirs() -> None:
        for yi, vi in zip(effects, variances, strict=True):
            combine_effects(yi, vi, method_re="iterated", use_t=True).summary_frame()

    warnings.filterwarnings("ignore", message="`use_t=True` requires")  # about each study, not about the pooled effect
    yield beside(
        f"pooling {sets:,} sets of {STUDIES} studies (REML, Hartung–Knapp, prediction)",
        seconds_of(ours),
        "statsmodels combine_effects(method_re='iterated', use_t=True).summary_frame() in a loop",
        seconds_of(theirs, runs=1),
        "statsmodels iterates Paule–Mandel; it has neither REML nor a prediction interval",
    )
