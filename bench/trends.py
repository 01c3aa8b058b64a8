"""Trends of 10,000 series x 60 months, beside pymannkendall's original test in a loop, as a user would call it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pymannkendall

from bench.measuring import Result, beside, seconds_of
from groundswell.domain.stats.batch import seasonal_trends_of, trends_of, warm_up
from groundswell.domain.stats.batch_charts import charts_of, warm_up_charts
from groundswell.domain.stats.control_charts import ChartType, chart_limits
from groundswell.domain.stats.run_rules import RuleFamily, find_signals
from groundswell.domain.stats.series import Batch

SERIES = 10_000
MONTHS = 60
SEED = 20260101


def programme(count: int) -> tuple[Batch, np.ndarray, np.ndarray]:
    """Shares of sessions held well: a level per place, a season, some places falling."""
    random = np.random.default_rng(SEED)
    month = np.arange(MONTHS)
    level = random.beta(18, 3, (count, 1)) - random.choice([0, 0, 0, 0.003], (count, 1)) * month
    n = random.integers(5, 60, (count, MONTHS)).astype(float)
    held = random.binomial(n.astype(int), np.clip(level + 0.03 * np.sin(month / 12 * 2 * np.pi), 0, 1)).astype(float)
    start = np.arange(0, count * MONTHS + 1, MONTHS)
    return Batch(start, np.tile(month, count), (held / n).ravel()), held, n


def results(*, quick: bool = False) -> Iterator[Result]:
    """The lines of this bench."""
    count = SERIES // 10 if quick else SERIES
    batch, held, n = programme(count)
    warm_up()
    warm_up_charts()
    columns = trends_of(batch)
    shares = held / n
    ours, peer = side_by_side(shares)
    work = f"trends of {count:,} series x {MONTHS} months: Mann-Kendall, Sen with interval, autocorrelation, Pettitt"
    name = "pymannkendall.original_test in a loop (Mann-Kendall and Sen only), every series, nothing extrapolated"
    check_same(columns.s, columns.slope, shares)
    note = "Compiled before the clock starts; S and slope equal the peer's for every series checked"
    yield beside(f"{work}; one thread", ours, name, peer, note)
    part = shares[: count // 10]
    ours = seconds_of(lambda: seasonal_trends_of(batch))
    peer = seconds_of(lambda: [pymannkendall.seasonal_test(row, period=12) for row in part], runs=1) * 10
    yield beside(
        f"seasonal trends of {count:,} series x {MONTHS} months",
        ours,
        "pymannkendall.seasonal_test in a loop",
        peer,
        f"The peer ran {len(part):,} series; its time is multiplied by 10",
    )
    yield chart_line(held, n)


def side_by_side(shares: np.ndarray) -> tuple[float, float]:
    """Seconds of ours and of the peer, in turns of a tenth of the series, so that both meet the same machine."""
    ours = peer = 0.0
    for part in np.array_split(shares, 10):
        rows = len(part)
        batch = Batch(np.arange(0, rows * MONTHS + 1, MONTHS), np.tile(np.arange(MONTHS), rows), part.ravel())
        ours += seconds_of(lambda batch=batch: trends_of(batch), runs=5)
        peer += seconds_of(lambda part=part: [pymannkendall.original_test(row) for row in part], runs=1)
    return ours, peer


def chart_line(held: np.ndarray, n: np.ndarray) -> Result:
    """P charts with Anhoej's rules: the kernel beside our own plain version."""
    count = len(held)
    start = np.arange(0, count * MONTHS + 1, MONTHS)
    top, bottom = held.ravel(), n.ravel()
    ours = seconds_of(lambda: charts_of(start, top, bottom, ChartType.P, baseline=12))
    base = np.arange(MONTHS) < 12
    every = np.ones(MONTHS, dtype=bool)

    def plain() -> None:
        for k in range(count // 10):
            limits = chart_limits(ChartType.P, held[k], n[k], base)
            find_signals(limits, every, RuleFamily.ANHOEJ, ChartType.P)

    peer = seconds_of(plain, runs=1) * 10
    note = f"The peer drew {count // 10:,} charts; its time is multiplied by 10"
    return beside(
        f"p charts with run rules, {count:,} x {MONTHS}", ours, "our plain NumPy version in a loop", peer, note
    )


def check_same(s: np.ndarray, slope: np.ndarray, shares: np.ndarray) -> None:
    """Stop when the peer finds something else: a fast wrong answer is no result."""
    for i in range(0, len(shares), max(len(shares) // 200, 1)):
        peer = pymannkendall.original_test(shares[i])
        if s[i] != peer.s or abs(slope[i] - peer.slope) > 1e-12:
            raise SystemExit(
                f"Series {i}: S {s[i]} and slope {slope[i]}, but pymannkendall has {peer.s}, {peer.slope}."
            )
