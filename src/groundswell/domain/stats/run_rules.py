"""Which points of a chart are a signal: three families of rules, of which a chart uses one.

The plain version, one chart at a time; :mod:`groundswell.domain.stats.kernels.chart` has the same rules over many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _
from groundswell.domain.stats.control_charts import ChartType, Limits, Mask, tolerance_of
from groundswell.domain.stats.series import Floats, Integers

Flags = NDArray[np.int16]


class RuleFamily(StrEnum):
    """The families; one per chart, or false alarms add up."""

    ANHOEJ = "anhoej"
    SHEWHART = "shewhart"
    WESTERN_ELECTRIC = "western-electric"


class Signal(IntFlag):
    """What a point signals; several may hold at once."""

    NONE = 0
    BEYOND_ABOVE = 1
    BEYOND_BELOW = 2
    RUN_ABOVE = 4
    RUN_BELOW = 8
    TREND_UP = 16
    TREND_DOWN = 32
    TWO_OF_THREE_ABOVE = 64
    TWO_OF_THREE_BELOW = 128
    FOUR_OF_FIVE_ABOVE = 256
    FOUR_OF_FIVE_BELOW = 512
    CROSSINGS = 1024  # at the last counted point of the chart


@dataclass(frozen=True)
class Found:
    """One signal of a chart; positions count from 0.

    Args:
        signal: Which.
        first: First point it stands on.
        points: The point that completes it and those that prolong it.
        length: How many counted points it stands on.
    """

    signal: Signal
    first: int
    points: tuple[int, ...]
    length: int


@lru_cache(maxsize=4096)
def longest_run_allowed(n: int) -> int:
    """Longest run on one side of the centre that chance explains, among n points off the centre.

    Source:
        Schilling (2012); Anhøj and Olesen (2014).

    Example:
        >>> [longest_run_allowed(n) for n in (8, 10, 12, 16, 20, 24)]
        [6, 6, 7, 7, 7, 8]
    """
    return round(math.log2(n)) + 3 if n > 0 else 0


@lru_cache(maxsize=4096)
def fewest_crossings_allowed(n: int) -> int:
    """Fewest crossings of the centre that chance explains, among n points off the centre: the 5 % quantile.

    Source:
        Chen (2010), equation 7; Anhøj and Olesen (2014).

    Example:
        >>> [fewest_crossings_allowed(n) for n in (8, 10, 12, 16, 20, 24)]
        [1, 2, 3, 4, 6, 8]
    """
    if n < 2:
        return 0
    fewest = max(math.ceil(float(special.bdtrik(0.05, n - 1, 0.5))), 0)
    # The inverse is a root search: step to the first count whose probability really reaches 5 %.
    while fewest > 0 and special.bdtr(fewest - 1, n - 1, 0.5) >= 0.05:
        fewest -= 1
    while special.bdtr(fewest, n - 1, 0.5) < 0.05:
        fewest += 1
    return fewest


def run_length(family: RuleFamily, chart: ChartType, n: int) -> int:
    """How many points in a row on one side make a signal."""
    if family is RuleFamily.ANHOEJ:
        return longest_run_allowed(n) + 1
    return 6 if chart is ChartType.RUN and family is RuleFamily.SHEWHART else 8


def trend_length(chart: ChartType) -> int:
    """How many points in a row rising or falling make a signal (Shewhart's family)."""
    return 5 if chart is ChartType.RUN else 6


def find_signals(limits: Limits, counted: Mask, family: RuleFamily, chart: ChartType) -> list[Found]:
    """The signals of one phase of a chart, in the order of the points that complete them.

    Points on the centre line neither break nor lengthen a run; equal neighbours neither break nor lengthen a trend.
    Points left out of the count are still called beyond the limits.

    Args:
        limits: The chart.
        counted: Which points count; gaps never do.
        family: The rules.
        chart: Type of chart.

    Raises:
        BadInput: When the family needs limits and the chart has none.

    Source:
        Anhøj and Olesen (2014); Shewhart's rules as in NAHQ's summary; Western Electric (1956).
    """
    if family is RuleFamily.WESTERN_ELECTRIC and chart is ChartType.RUN:
        raise BadInput(
            _("A run chart has no limits, so the Western Electric rules cannot be used on it."),
            _("Choose anhoej or shewhart, or a chart with limits."),
            code="chart.rules",
        )
    near = tolerance_of(limits.value)
    where = np.flatnonzero(counted & ~np.isnan(limits.value) & ~np.isnan(limits.centre))
    side = sides(limits.value[where] - limits.centre[where], near)
    useful = int(np.count_nonzero(side))
    found = [*_beyond(limits, near)]
    found += _stretches(where, side, run_length(family, chart, useful), (Signal.RUN_ABOVE, Signal.RUN_BELOW), 1)
    if family is RuleFamily.ANHOEJ and useful and crossings(side) < fewest_crossings_allowed(useful):
        found.append(Found(Signal.CROSSINGS, int(where[0]), (int(where[-1]),), len(where)))
    if family is RuleFamily.SHEWHART:
        steps = np.r_[0, sides(np.diff(limits.value[where]), near)]
        found += _stretches(where, steps, trend_length(chart) - 1, (Signal.TREND_UP, Signal.TREND_DOWN), 0)
    if family is RuleFamily.WESTERN_ELECTRIC:
        found += _zones(where, limits.zone[where])
    return sorted(found, key=lambda one: (one.points[0], one.signal))


def flag_points(limits: Limits, counted: Mask, family: RuleFamily, chart: ChartType) -> Flags:
    """The signals at every point: those of :func:`find_signals`, one :class:`Signal` per point."""
    flags = np.zeros(len(limits.value), dtype=np.int16)
    for found in find_signals(limits, counted, family, chart):
        flags[list(found.points)] |= found.signal
    return flags


def sides(difference: Floats, near: float) -> Integers:
    """Above 1, below -1, on the line 0."""
    return np.asarray(np.where(np.abs(difference) <= near, 0, np.sign(difference)), dtype=np.int64)


def crossings(side: Integers) -> int:
    """How often the series crosses the centre; points on it are passed over."""
    return int(np.count_nonzero(np.diff(side[side != 0])))


def longest_run(side: Integers) -> int:
    """Longest stretch on one side; points on the centre are passed over."""
    off = side[side != 0]
    edges = np.flatnonzero(np.diff(off)) + 1
    return int(np.diff(np.r_[0, edges, len(off)]).max()) if len(off) else 0


def _beyond(limits: Limits, near: float) -> Iterator[Found]:
    with np.errstate(invalid="ignore"):
        above, below = limits.value > limits.upper + near, limits.value < limits.lower - near
    for signal, mask in ((Signal.BEYOND_ABOVE, above), (Signal.BEYOND_BELOW, below)):
        for i in np.flatnonzero(mask):
            yield Found(signal, int(i), (int(i),), 1)


def _stretches(
    where: Integers, side: Integers, needed: int, signals: tuple[Signal, Signal], counts_first: int
) -> Iterator[Found]:
    """Stretches of one sign that are long enough; a trend of n steps has one point more than steps."""
    off = np.flatnonzero(side)
    edges = np.r_[0, np.flatnonzero(np.diff(side[off])) + 1, len(off)]
    for first, last in pairwise(edges):
        if last - first >= max(needed, 1):
            points = tuple(int(where[i]) for i in off[first + needed - 1 : last])
            began = off[first] - (1 - counts_first)
            signal = signals[0] if side[off[first]] > 0 else signals[1]
            yield Found(signal, int(where[began]), points, int(last - first) + 1 - counts_first)


def _zones(where: Integers, zone: Floats) -> Iterator[Found]:
    rules = (
        (2.0, 2, 3, Signal.TWO_OF_THREE_ABOVE, Signal.TWO_OF_THREE_BELOW),
        (1.0, 4, 5, Signal.FOUR_OF_FIVE_ABOVE, Signal.FOUR_OF_FIVE_BELOW),
    )
    for edge, needed, window, above, below in rules:
        for i, index in enumerate(where):
            start = max(i - window + 1, 0)
            for signal, outside in ((above, zone > edge), (below, zone < -edge)):
                if outside[i] and np.count_nonzero(outside[start : i + 1]) >= needed:
                    yield Found(signal, int(where[start]), (int(index),), window)
