"""Control charts and their signals over many series at once: limits, then one family of run rules per chart.

All kernels that call each other stand in this one file: numba's cache notices a change of the file a kernel stands in,
not of the files it calls into.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.stats.kernels.compiling import kernel
from groundswell.domain.stats.series import Floats, Integers

Flags = NDArray[np.int16]
# Codes of the charts and of the families, as the batch face numbers them.
RUN, XMR, P, PPRIME, U, C, G, T = range(8)
ANHOEJ, SHEWHART, WESTERN_ELECTRIC = range(3)
# Rows of the drawing.
VALUE, CENTRE, LOWER, UPPER, ZONE = range(5)
ROWS = 5
_TOLERANCE = 1e-9
_MEAN_RANGE_PER_SIGMA = 1.128
_XMR_FACTOR = 2.66
_POWER = 3.6


@kernel
def median_of(values: Floats, n: int) -> float:
    """Median of values[0..n-1]."""
    ordered = np.sort(values[:n])
    return float(ordered[(n - 1) // 2] + ordered[n // 2]) / 2


@kernel
def mean_range(values: Floats, n: int) -> float:
    """Mean absolute difference of neighbours; NaN with fewer than two values."""
    if n < 2:
        return math.nan
    total = 0.0
    for i in range(1, n):
        total += abs(values[i] - values[i - 1])
    return total / (n - 1)


@kernel
def baseline_of(value: Floats, top: Floats, bottom: Floats, baseline: int, base: Floats) -> tuple[int, float, float]:
    """Copy the known values of the baseline; how many, and the sums of their numerators and denominators."""
    n = 0
    above, below = 0.0, 0.0
    for i in range(min(baseline, len(value))):
        if not math.isnan(value[i]):
            base[n] = value[i]
            n += 1
            above += top[i]
            below += bottom[i]
    return n, above, below


@kernel
def share_sigma(chart: int, centre: float, bottom: float) -> float:
    """Sigma of one point of a chart with a denominator."""
    spread = centre * (1 - centre) if chart != U else centre
    return math.sqrt(spread / bottom) if spread >= 0 and bottom > 0 else math.nan


@kernel
def draw_counted(chart: int, bottom: Floats, baseline: int, centre: float, draw: Floats) -> None:
    """Limits of charts with numerators and denominators: p, p prime, u."""
    n = len(bottom)
    factor = 1.0
    if chart == PPRIME:
        z = np.empty(n)
        known = 0
        for i in range(min(baseline, n)):
            if not math.isnan(draw[VALUE, i]):
                z[known] = (draw[VALUE, i] - centre) / share_sigma(chart, centre, bottom[i])
                known += 1
        factor = mean_range(z, known) / _MEAN_RANGE_PER_SIGMA
    for i in range(n):
        sigma = share_sigma(chart, centre, bottom[i]) * factor
        draw[CENTRE, i] = centre
        draw[LOWER, i] = max(centre - 3 * sigma, 0.0)
        draw[UPPER, i] = centre + 3 * sigma if chart == U else min(centre + 3 * sigma, 1.0)
        draw[ZONE, i] = (draw[VALUE, i] - centre) / sigma
        if math.isnan(sigma):
            draw[LOWER, i], draw[UPPER, i] = math.nan, math.nan


@kernel
def draw_flat(chart: int, base: Floats, known: int, draw: Floats) -> None:
    """Limits of charts whose sigma is the same at every point: XmR, c, g."""
    mean = 0.0
    for i in range(known):
        mean += base[i]
    mean /= known
    sigma = mean_range(base, known) * _XMR_FACTOR / 3
    if chart == C:
        sigma = math.sqrt(mean) if mean >= 0 else math.nan
    elif chart == G:
        sigma = math.sqrt(mean * (mean + 1)) if mean * (mean + 1) >= 0 else math.nan
    lower, upper = mean - 3 * sigma, mean + 3 * sigma
    if chart != XMR and not math.isnan(lower):
        lower = max(lower, 0.0)
    for i in range(draw.shape[1]):
        draw[LOWER, i], draw[UPPER, i] = lower, upper
        draw[ZONE, i] = (draw[VALUE, i] - mean) / sigma
        draw[CENTRE, i] = mean
    if chart == G:
        draw[CENTRE] = median_of(base, known)


@kernel
def draw_times(base: Floats, known: int, draw: Floats) -> None:
    """Limits of the t chart: XmR on the 3.6th root, bent back."""
    raw = draw[VALUE].copy()
    bent = 0
    for i in range(known):
        if base[i] > 0:
            base[bent] = base[i] ** (1 / _POWER)
            bent += 1
    for i in range(len(raw)):
        draw[VALUE, i] = raw[i] ** (1 / _POWER) if raw[i] > 0 else math.nan
    draw_flat(XMR, base, bent, draw)
    for i in range(len(raw)):
        draw[VALUE, i] = raw[i]
        for row in (CENTRE, LOWER, UPPER):
            line = draw[row, i]
            draw[row, i] = line if math.isnan(line) else max(line, 0.0) ** _POWER


@kernel
def draw_chart(chart: int, top: Floats, bottom: Floats, baseline: int, draw: Floats) -> None:
    """Centre and limits of one chart."""
    n = len(top)
    base = np.empty(n)
    for i in range(n):
        draw[VALUE, i] = top[i] / bottom[i] if bottom[i] != 0 else math.nan
    known, above, below = baseline_of(draw[VALUE], top, bottom, baseline, base)
    if known == 0:
        return
    if chart == RUN:
        draw[CENTRE] = median_of(base, known)
    elif chart in (P, PPRIME, U):
        draw_counted(chart, bottom, baseline, above / below if below != 0 else math.nan, draw)
    elif chart == T:
        draw_times(base, known, draw)
    else:
        draw_flat(chart, base, known, draw)


@kernel
def side_of(difference: float, near: float) -> int:
    """Above 1, below -1, on the line 0."""
    return int(difference > near) - int(difference < -near)


@kernel
def flag_zones(zone: Floats, where: Integers, counted: int, flags: Flags) -> None:
    """Two of three beyond 2 sigma, four of five beyond 1 sigma."""
    for k in range(counted):
        for rule in range(2):
            edge, needed, window, bit = (2.0, 2, 3, 64) if rule == 0 else (1.0, 4, 5, 256)
            above, below = 0, 0
            for back in range(max(k - window + 1, 0), k + 1):
                above += int(zone[where[back]] > edge)
                below += int(zone[where[back]] < -edge)
            if zone[where[k]] > edge and above >= needed:
                flags[where[k]] |= bit
            if zone[where[k]] < -edge and below >= needed:
                flags[where[k]] |= 2 * bit


@kernel
def flag_stretches(side: Integers, where: Integers, counted: int, needed: int, first_bit: int, flags: Flags) -> int:
    """Flag stretches of one sign that are long enough; how often the sign changes."""
    length, last, changes = 0, 0, 0
    for k in range(counted):
        one = side[k]
        if one == 0:
            continue
        changes += int(last not in (0, one))
        length = length + 1 if one == last else 1
        last = one
        if length >= max(needed, 1):
            flags[where[k]] |= first_bit if one > 0 else 2 * first_bit
    return changes


@kernel
def count_points(draw: Floats, near: float, where: Integers, side: Integers) -> tuple[int, int]:
    """Points that count, their sides of the centre; how many count, and how many of them lie off the centre."""
    counted, useful = 0, 0
    for i in range(draw.shape[1]):
        if not math.isnan(draw[VALUE, i]) and not math.isnan(draw[CENTRE, i]):
            where[counted] = i
            side[counted] = side_of(draw[VALUE, i] - draw[CENTRE, i], near)
            useful += int(side[counted] != 0)
            counted += 1
    return counted, useful


@kernel
def flag_chart(chart: int, family: int, longest: Integers, fewest: Integers, draw: Floats, flags: Flags) -> None:
    """The signals of one chart; ``longest`` and ``fewest`` are Anhoej's limits by the number of useful points."""
    n = draw.shape[1]
    where, side = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    largest = 0.0
    for i in range(n):
        if not math.isnan(draw[VALUE, i]):
            largest = max(largest, abs(draw[VALUE, i]))
    near = _TOLERANCE * largest
    for i in range(n):
        flags[i] |= int(draw[VALUE, i] > draw[UPPER, i] + near) + 2 * int(draw[VALUE, i] < draw[LOWER, i] - near)
    counted, useful = count_points(draw, near, where, side)
    needed = longest[useful] + 1 if family == ANHOEJ else 6 if family == SHEWHART and chart == RUN else 8
    changes = flag_stretches(side, where, counted, needed, 4, flags)
    if family == ANHOEJ and useful > 0 and changes < fewest[useful]:
        flags[where[counted - 1]] |= 1024
    if family == SHEWHART:
        for k in range(counted):
            before = draw[VALUE, where[k - 1]] if k > 0 else draw[VALUE, where[0]]
            side[k] = side_of(draw[VALUE, where[k]] - before, near)
        flag_stretches(side, where, counted, 4 if chart == RUN else 5, 16, flags)
    if family == WESTERN_ELECTRIC:
        flag_zones(draw[ZONE], where, counted, flags)


@kernel
def charts(
    start: Integers, points: Floats, codes: tuple[int, int, int], longest: Integers, fewest: Integers
) -> tuple[Floats, Flags]:
    """Draw and flag every series; ``points``: numerators and denominators, ``codes``: chart, family, baseline."""
    chart, family, baseline = codes
    draw = np.full((ROWS, points.shape[1]), np.nan)
    flags = np.zeros(points.shape[1], dtype=np.int16)
    for k in range(len(start) - 1):
        first, last = start[k], start[k + 1]
        if last > first:
            own = draw[:, first:last]
            draw_chart(chart, points[0, first:last], points[1, first:last], baseline, own)
            flag_chart(chart, family, longest, fewest, own, flags[first:last])
    return draw, flags
