"""Rule 2: does quality fall with each hand-over?"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.units import Comparison, by_place
from groundswell.domain.stats.clustered_shares import t_quantile
from groundswell.domain.stats.ordered_trend import OrderedTrend, cochran_armitage, weighted_slope
from groundswell.domain.values import Interval

SIGNIFICANT = 0.05
AMBER_FALL = 0.05
RED_FALL = 0.10
ROUNDING = 1e-9
"""A fall of exactly five points must not miss the limit by the last bit of a sum."""


def judge_spread(case: Comparison) -> RuleResult:
    """Trend of quality over the depth of the cascade: Cochran-Armitage, widened by the clustering in places.

    Args:
        case: The unit.

    Returns:
        ``value`` is the change per hand-over (fraction), ``p`` two-sided.

    Source:
        Groundswell method.md 3.6 rule 2.
    """
    depths: dict[int, list[Row]] = defaultdict(list)
    for row in case.unit.of(case.fidelity):
        if row.depth is not None and row.denominator > 0:
            depths[row.depth].append(row)
    if len(depths) < 2:
        known = f"all observed sessions stand at depth {next(iter(depths))}" if depths else "no depth was recorded"
        return not_judged(2, f"{known.capitalize()}; two depths or more are needed.")
    trend = _score_trend(case, depths) if case.scores else _share_trend(depths)
    if math.isnan(trend.p):
        return not_judged(2, "Too few places to tell a fall from chance; three or more are needed.")
    fall = -trend.slope
    light = Light.GREEN
    if trend.p < SIGNIFICANT and fall + ROUNDING >= AMBER_FALL:
        light = Light.RED if fall + ROUNDING >= RED_FALL else Light.AMBER
    text = (
        f"Quality {'falls' if fall > 0 else 'rises'} by {abs(fall) * 100:.1f} points with each hand-over"
        f" ({p_text(trend.p)}, depths {min(depths)} to {max(depths)})."
    )
    detail = {"z": trend.z, "design_effect": trend.design_effect, "levels": trend.levels}
    return RuleResult(2, light, text, trend.slope, _interval(trend), round(trend.n), trend.p, detail=detail)


def _share_trend(depths: dict[int, list[Row]]) -> OrderedTrend:
    level = sorted(depths)
    successes = [sum(row.numerator for row in depths[depth]) for depth in level]
    sessions = [sum(row.denominator for row in depths[depth]) for depth in level]
    return cochran_armitage(level, successes, sessions, design_effect=_design_effect(depths))


def _design_effect(depths: dict[int, list[Row]]) -> float:
    """Spread of places within a depth over what chance alone gives; 1 where each depth is one place."""
    between = expected = 0.0
    for rows in depths.values():
        totals = np.array(list(by_place(rows).values()))
        y, n, places = totals[:, 0], totals[:, 1], len(totals)
        share = float(y.sum() / n.sum())
        chance = float(n.sum()) * share * (1 - share)
        expected += chance
        between += float(((y - share * n) ** 2).sum()) * places / (places - 1) if places > 1 else chance
    return max(between / expected, 1.0) if expected > 0 else 1.0


def _score_trend(case: Comparison, depths: dict[int, list[Row]]) -> OrderedTrend:
    scale = case.extra.get("scale", 1.0)
    level, score, sessions = [], [], []
    for depth, rows in depths.items():
        for total, n in by_place(rows).values():
            level.append(float(depth))
            score.append(total / n / scale)
            sessions.append(n)
    return weighted_slope(level, score, sessions)


def _interval(trend: OrderedTrend) -> Interval | None:
    if trend.z == 0 or not math.isfinite(trend.z):
        return None
    reach = abs(trend.slope / trend.z) * t_quantile(0.975, math.inf)
    return Interval(trend.slope - reach, trend.slope + reach)


def p_text(p: float) -> str:
    """A p-value as a person reads it."""
    return "p < .001" if p < 0.001 else f"p {p:.3f}".replace("0.", ".")
