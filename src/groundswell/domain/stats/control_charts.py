"""Centre line and limits of a control chart, from the points of its baseline.

Each type has one small function that finds centre and sigma; what follows for every point is the same for all. Points
that are missing (NaN) or have no denominator stay gaps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.stats.series import Floats

Mask = NDArray[np.bool_]
TOLERANCE = 1e-9  # of the largest value: a point this near to a line lies on it
MEAN_RANGE_PER_SIGMA = 1.128  # d2 for two points
XMR_FACTOR = 2.66  # 3 / 1.128, rounded as every XmR chart is printed
_SCREEN = 3.267  # D4 for two points
_T_POWER = 3.6


class ChartType(StrEnum):
    """The control charts; each fits one kind of data."""

    RUN = "run"  # any value, no limits, median as centre
    XMR = "xmr"  # single values or scores
    P = "p"  # shares
    PPRIME = "pprime"  # shares of large or over-dispersed samples (Laney)
    U = "u"  # events per exposure
    C = "c"  # events, equal exposure
    G = "g"  # cases between rare events
    T = "t"  # time between rare events


COUNTED = (ChartType.P, ChartType.PPRIME, ChartType.U)
"""Charts that need a numerator and a denominator for each point."""


@dataclass(frozen=True, eq=False)
class Limits:
    """What is drawn, one entry per point; NaN where not defined.

    Args:
        value: The plotted value.
        centre: Centre line.
        lower: Lower limit.
        upper: Upper limit.
        zone: Distance from the centre in sigma, on the scale where sigma is defined; NaN on run charts.
    """

    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    zone: Floats


def chart_limits(
    chart: ChartType, numerator: Floats, denominator: Floats, base: Mask, *, screen: bool = False
) -> Limits:
    """Centre and limits of one phase of a chart.

    Args:
        chart: Type of chart.
        numerator: Counts, or the values themselves where the chart has no denominator.
        denominator: Sample sizes or exposure; ones where the chart has none.
        base: Which points fix the centre and the limits (baseline, without those left out).
        screen: Leave out moving ranges beyond 3.267 times their mean and take the mean again.

    Source:
        Montgomery, Introduction to Statistical Quality Control, equations 6.33, 7.8, 7.17, 7.19, p. 319; Wheeler's
        2.66 for XmR; Laney (2002) for p prime; Nelson (1982) for the screening; the rest as in Anhøj's qicharts2.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(denominator != 0, numerator / denominator, np.nan)
        known = base & ~np.isnan(value)
        return _DRAW[chart](value, numerator, denominator, known, screen)


def mean_moving_range(values: Floats, *, screen: bool = False) -> float:
    """Mean absolute difference of neighbours; NaN with fewer than two values.

    Args:
        values: Values in the order of time, without gaps.
        screen: Leave out ranges beyond 3.267 times the mean, once.
    """
    ranges = np.abs(np.diff(values))
    mean = _mean(ranges)
    return _mean(ranges[ranges < _SCREEN * mean]) if screen and mean > 0 else mean


def tolerance_of(value: Floats) -> float:
    """How near to a line still counts as on it."""
    known = value[~np.isnan(value)]
    return TOLERANCE * float(np.abs(known).max()) if len(known) else 0.0


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _around(value: Floats, centre: float, sigma: Floats, low: float = -np.inf, high: float = np.inf) -> Limits:
    flat = np.full(len(value), centre)
    return Limits(
        value,
        flat,
        np.maximum(flat - 3 * sigma, low),
        np.minimum(flat + 3 * sigma, high),
        (value - flat) / sigma,
    )


def _run(value: Floats, _n: Floats, _d: Floats, base: Mask, _screen: bool) -> Limits:
    nothing = np.full(len(value), np.nan)
    centre = float(np.median(value[base])) if base.any() else float("nan")
    return Limits(value, np.full(len(value), centre), nothing, nothing, nothing)


def _xmr(value: Floats, _n: Floats, _d: Floats, base: Mask, screen: bool) -> Limits:
    sigma = mean_moving_range(value[base], screen=screen) * XMR_FACTOR / 3
    return _around(value, _mean(value[base]), np.full(len(value), sigma))


def _pooled(numerator: Floats, denominator: Floats, base: Mask) -> float:
    total = float(denominator[base].sum())
    return float(numerator[base].sum()) / total if total else float("nan")


def _sigma(spread: float, denominator: Floats) -> Floats:
    """Sigma of each point; NaN where there is no denominator or the spread cannot be."""
    size = np.where(denominator > 0, denominator, np.nan)
    return np.asarray(np.sqrt((spread if spread >= 0 else float("nan")) / size))


def _p(value: Floats, numerator: Floats, denominator: Floats, base: Mask, _screen: bool) -> Limits:
    centre = _pooled(numerator, denominator, base)
    return _around(value, centre, _sigma(centre * (1 - centre), denominator), 0.0, 1.0)


def _pprime(value: Floats, numerator: Floats, denominator: Floats, base: Mask, screen: bool) -> Limits:
    centre = _pooled(numerator, denominator, base)
    sigma = _sigma(centre * (1 - centre), denominator)
    z = (value - centre) / sigma
    factor = mean_moving_range(z[base], screen=screen) / MEAN_RANGE_PER_SIGMA
    return _around(value, centre, sigma * factor, 0.0, 1.0)


def _u(value: Floats, numerator: Floats, denominator: Floats, base: Mask, _screen: bool) -> Limits:
    centre = _pooled(numerator, denominator, base)
    return _around(value, centre, _sigma(centre, denominator), 0.0)


def _c(value: Floats, _n: Floats, _d: Floats, base: Mask, _screen: bool) -> Limits:
    centre = _mean(value[base])
    return _around(value, centre, np.full(len(value), np.sqrt(centre)), 0.0)


def _g(value: Floats, _n: Floats, _d: Floats, base: Mask, _screen: bool) -> Limits:
    mean = _mean(value[base])
    limits = _around(value, mean, np.full(len(value), np.sqrt(mean * (mean + 1))), 0.0)
    # The distribution is skew: runs are counted around the median, the limits stand around the mean.
    median = float(np.median(value[base])) if base.any() else float("nan")
    return Limits(value, np.full(len(value), median), limits.lower, limits.upper, limits.zone)


def _t(value: Floats, _n: Floats, _d: Floats, base: Mask, screen: bool) -> Limits:
    bent = np.where(value > 0, value, np.nan) ** (1 / _T_POWER)
    limits = _xmr(bent, bent, bent, base & ~np.isnan(bent), screen)

    def back(line: Floats) -> Floats:
        return np.asarray(np.maximum(line, 0.0) ** _T_POWER)

    return Limits(value, back(limits.centre), back(limits.lower), back(limits.upper), limits.zone)


_DRAW: dict[ChartType, Callable[[Floats, Floats, Floats, Mask, bool], Limits]] = {
    ChartType.RUN: _run,
    ChartType.XMR: _xmr,
    ChartType.P: _p,
    ChartType.PPRIME: _pprime,
    ChartType.U: _u,
    ChartType.C: _c,
    ChartType.G: _g,
    ChartType.T: _t,
}
