"""Pooling of 1,000 analyses x 20 studies, beside statsmodels as a user would call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from statsmodels.stats.meta_analysis import combine_effects

from bench.measuring import Result, beside, seconds_of
from groundswell.domain.stats.pooling import pool

ANALYSES = 1_000
STUDIES = 20
SEED = 20260101


def results(*, quick: bool = False) -> Iterator[Result]:
    """The lines of this bench."""
    count = ANALYSES // 10 if quick else ANALYSES
    random = np.random.default_rng(SEED)
    effects, variances = random.normal(-0.3, 0.3, (count, STUDIES)), random.uniform(0.01, 0.2, (count, STUDIES))
    check_same(effects[0], variances[0])

    def each(work: Callable[[np.ndarray, np.ndarray], object]) -> Callable[[], object]:
        return lambda: [work(yi, vi) for yi, vi in zip(effects, variances, strict=True)]

    peer = "statsmodels combine_effects(method_re='iterated').summary_frame() in a loop"
    frame = seconds_of(each(lambda yi, vi: combine_effects(yi, vi, method_re="iterated").summary_frame()), runs=2)
    title = f"pooling of {count:,} x {STUDIES} studies"
    same = seconds_of(each(lambda yi, vi: pool(yi, vi, "PM")))
    yield beside(f"{title}, Paule-Mandel", same, peer, frame, "The same estimator; tau2 is the same to 1e-6")
    reml = seconds_of(each(lambda yi, vi: pool(yi, vi)))
    note = (
        "Ours is REML with Hartung-Knapp and prediction intervals, which the peer does not have; it does Paule-Mandel"
    )
    yield beside(f"{title}, REML", reml, peer, frame, note)


def check_same(yi: np.ndarray, vi: np.ndarray) -> None:
    """Stop when the peer finds something else: a fast wrong answer is no result."""
    ours, theirs = pool(yi, vi, "PM").tau2, combine_effects(yi, vi, method_re="iterated").tau2
    if abs(ours - theirs) > 1e-6:
        raise SystemExit(f"tau2 is {ours} here and {theirs} in statsmodels.")
