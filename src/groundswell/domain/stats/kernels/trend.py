"""Mann-Kendall, Sen, Hamed-Rao, Pettitt and the seasonal test over many series at once.

Half of the time would go into the median of the slopes (1,770 for five years of months): quickselect guesses wrong at
every second branch. So slopes are first thrown into bins whose ends come from a small sorted sample, without a branch,
and only the bins that hold the wanted ranks are sorted.

All kernels that call each other stand in this one file: numba's cache notices a change of the file a kernel stands in,
not of the files it calls into.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.stats.kernels.compiling import kernel
from groundswell.domain.stats.series import Floats, Integers

# Columns of the answer.
S, VAR_S, Z, P, TAU, SLOPE, LOWER, UPPER, INTERCEPT, LAG1, VAR_ADJUSTED, Z_ADJUSTED, P_ADJUSTED = range(13)
SHIFT_K, SHIFT_INDEX, SHIFT_P, SHIFT_FALLS = range(13, 17)
COLUMNS = 17
SEASON_COLUMNS = 8  # the first eight of the columns above
_NOISE = 1e-12
_ROOT_HALF = math.sqrt(0.5)
_Z975 = 1.959963984540054
_GOLDEN = (math.sqrt(5) - 1) / 2
SAMPLE = 32
BINS = 256
_SMALL = 12  # below it insertion wins
_FEW = 150  # below it binning is not worth it
Counts = NDArray[np.int32]
Bins = NDArray[np.uint32]  # unsigned: an index that cannot be negative needs no check
# Slopes, a copy of them, their bins, ends of the bins, tallies, wanted bins.
Room = tuple[Floats, Floats, Bins, Counts, Counts, Integers]


@kernel
def sort(values: Floats, low: int, high: int) -> None:
    """Sort values[low..high-1] in place by insertion; for the short stretches left over by others."""
    for i in range(low + 1, high):
        value = values[i]
        j = i - 1
        while j >= low and values[j] > value:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = value


@kernel
def select(values: Floats, n: int, rank: int) -> float:
    """The value at ``rank`` if values[0..n-1] were sorted; reorders them (quickselect in three parts)."""
    low, high = 0, n
    while high - low > _SMALL:
        a, b, c = values[low], values[(low + high) // 2], values[high - 1]
        pivot = max(min(a, b), min(max(a, b), c))
        less, at, more = low, low, high
        while at < more:
            value = values[at]
            if value < pivot:
                values[at], values[less] = values[less], value
                less += 1
                at += 1
            elif value > pivot:
                more -= 1
                values[at], values[more] = values[more], value
            else:
                at += 1
        if less <= rank < more:
            return float(pivot)
        low, high = (low, less) if rank < less else (more, high)
    sort(values, low, high)
    return float(values[rank])


@kernel
def compare(value: Floats, less: Counts, equal: Counts) -> None:
    """For each value how many are less and how many equal (itself included)."""
    n = len(value)
    for i in range(n):
        here = value[i]
        fewer, same = np.int32(0), np.int32(0)  # 32 bit: twice as many in a register; a series is shorter than that
        for j in range(n):
            fewer += np.int32(value[j] < here)
            same += np.int32(value[j] == here)
        less[i], equal[i] = fewer, same


@kernel
def value_at(value: Floats, less: Counts, equal: Counts, rank: int) -> float:
    """The value at a rank, from the counts of :func:`compare`."""
    found = 0.0
    for i in range(len(value)):
        if less[i] <= rank < less[i] + equal[i]:
            found = value[i]
    return found


@kernel
def throw(values: Floats, n: int, low: int, high: int, room: Room) -> None:
    """Throw values into bins that are fine around the ranks low..high; ``ends`` counts the values up to each bin.

    A value's bin grows with the value, so the bins are in order whatever the sample was; a bad sample only costs time.
    """
    _, work, bins, ends, tally, _ = room
    stride = int(n * _GOLDEN)  # spreads the sample over all lags; every 55th slope would prefer some of them
    sample, less, equal = work[:SAMPLE], tally[0, :SAMPLE], tally[1, :SAMPLE]
    for i in range(SAMPLE):
        sample[i] = values[i * stride % n]
    compare(sample, less, equal)
    margin = 1.5 * math.sqrt(SAMPLE)
    lower = value_at(sample, less, equal, max(int(low / n * SAMPLE - margin), 0))
    upper = value_at(sample, less, equal, min(int(high / n * SAMPLE + margin) + 1, SAMPLE - 1))
    scale = BINS / (upper - lower) if upper > lower else 0.0
    chosen, signed = bins[:n], bins[:n].view(np.int32)  # only the signed conversion is one instruction
    for i in range(n):
        signed[i] = np.int32(min(max((values[i] - lower) * scale, 0.0), BINS - 1.0))
    tally[:] = 0
    first, second, third, fourth = tally[0], tally[1], tally[2], tally[3]
    whole = n - n % 4
    for i in range(0, whole, 4):  # four tallies: neighbours in one bin need not wait for each other
        first[chosen[i]] += 1
        second[chosen[i + 1]] += 1
        third[chosen[i + 2]] += 1
        fourth[chosen[i + 3]] += 1
    for i in range(whole, n):
        first[chosen[i]] += 1
    total = np.int32(0)
    for b in range(BINS):
        total += first[b] + second[b] + third[b] + fourth[b]
        ends[b] = total


@kernel
def size_of(ends: Counts, wanted: int) -> int:
    """How many values a bin has."""
    return int(ends[wanted] - ends[wanted - 1]) if wanted > 0 else int(ends[0])


@kernel
def bin_of_rank(ends: Counts, rank: int) -> int:
    """The bin in which a rank lies: how many bins end before it (counted, not searched: no guessing)."""
    found = np.int32(0)
    limit = np.int32(rank)
    for b in range(BINS):
        found += np.int32(ends[b] <= limit)
    return int(found)


@kernel
def gather(values: Floats, n: int, bins: Bins, marked: Counts, work: Floats) -> int:
    """Copy the values of the marked bins into ``work``; how many. Copies all, keeps those marked: no guessing."""
    found = 0
    for i in range(n):
        work[found] = values[i]
        found += marked[bins[i]]
    return found


@kernel
def at_four_ranks(values: Floats, n: int, ranks: Integers, room: Room, out: Floats) -> None:
    """The values at four growing ranks if values[0..n-1] were sorted.

    Args:
        values: Values; reordered when there are few.
        n: How many.
        ranks: Wanted ranks, never falling.
        room: Work arrays.
        out: The answer, one entry per rank.
    """
    _, work, bins, ends, tally, wanted = room
    if n <= _FEW:
        for k in range(4):
            out[k] = select(values, n, ranks[k])
        return
    throw(values, n, ranks[0], ranks[3], room)
    for k in range(4):
        wanted[k] = bin_of_rank(ends, ranks[k])
    marked = tally[0]
    marked[:] = 0
    for b in wanted:
        marked[b] = 1
    found = gather(values, n, bins, marked, work)
    few = found <= _FEW
    less, equal = tally[1, : found * few], tally[2, : found * few]
    if few:
        compare(work[:found], less, equal)
    passed = 0  # values of wanted bins before the present one
    for k in range(4):
        b = wanted[k]
        if k > 0 and b != wanted[k - 1]:
            passed += size_of(ends, wanted[k - 1])
        at = passed + ranks[k] - (ends[b] - size_of(ends, b))
        out[k] = value_at(work[:found], less, equal, at) if few else select(work, found, at)


@kernel
def room_for(n: int) -> Room:
    """Work arrays for n slopes."""
    return (
        np.empty(n),
        np.empty(n + SAMPLE + 1),
        np.empty(n, dtype=np.uint32),
        np.empty(BINS, dtype=np.int32),
        np.empty((4, BINS), dtype=np.int32),
        np.empty(4, dtype=np.int64),
    )


@kernel
def z_and_p(s: int, var_s: float, pairs: int) -> tuple[float, float]:
    """Statistic z with continuity correction and its two-sided p; NaN where not defined."""
    if pairs == 0 or not var_s >= 0 or (var_s == 0 and s != 0):
        return math.nan, math.nan
    if s == 0:
        return 0.0, 1.0
    z = (s - 1) / math.sqrt(var_s) if s > 0 else (s + 1) / math.sqrt(var_s)
    return z, math.erfc(abs(z) * _ROOT_HALF)


@kernel
def variance(equal: Counts) -> float:
    """Variance of S without trend, corrected for ties; ``equal`` counts each value's tie group."""
    n = len(equal)
    ties = 0
    for count in equal:
        group = int(count)
        ties += (group - 1) * (2 * group + 5)
    return (n * (n - 1) * (2 * n + 5) - ties) / 18


@kernel
def pair_up(time: Floats, value: Floats, slopes: Floats) -> int:
    """S, and the slopes of all pairs."""
    n = len(value)
    done = 0
    s = 0
    for i in range(n - 1):
        here, now = value[i], time[i]
        # Slices counted from 0: an index that might be negative would keep the loop from vectorising.
        later, when, row = value[i + 1 :], time[i + 1 :], slopes[done : done + n - i - 1]
        rising, falling = 0, 0
        for j in range(n - i - 1):
            difference = later[j] - here
            rising += int(difference > 0)
            falling += int(difference < 0)
            row[j] = difference / (when[j] - now)
        s += rising - falling
        done += n - i - 1
    return s


@kernel
def adjusted_factor(less: Counts, equal: Counts, limit: float) -> float:
    """Factor of Hamed and Rao on the variance of S, from the autocorrelation of the detrended ranks."""
    n = len(less)
    total = 0.0
    for i in range(n):
        centred = 2 * int(less[i]) + equal[i] - n
        total += float(centred) * centred
    if total == 0:
        return 1.0
    summed = 0.0
    for lag in range(1, n):
        product = 0
        for i in range(lag, n):
            product += (2 * int(less[i]) + equal[i] - n) * (2 * int(less[i - lag]) + equal[i - lag] - n)
        correlation = product / total
        if abs(correlation) > limit:
            summed += float(n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
    return 1 + 2 / (float(n) * (n - 1) * (n - 2)) * summed


@kernel
def lag1(detrended: Floats, largest: float) -> float:
    """Correlation of each detrended value with the one before."""
    n = len(detrended)
    mean = 0.0
    for value in detrended:
        mean += value
    mean /= n
    total = 0.0
    product = 0.0
    before = 0.0
    for value in detrended:
        here = value - mean
        total += here * here
        product += here * before
        before = here
    if total <= n * (_NOISE * largest) * (_NOISE * largest):
        return 0.0
    return product / total


@kernel
def shift(less: Counts, equal: Counts, out: Floats) -> None:
    """Pettitt's change point, from the ranks."""
    n = len(less)
    u = 0
    signed = 0
    index = -1
    for t in range(n - 1):
        u += 2 * int(less[t]) + equal[t] - n
        if abs(u) > abs(signed):
            signed, index = u, t
    k = float(abs(signed))
    out[SHIFT_K] = k
    out[SHIFT_INDEX] = index
    out[SHIFT_P] = min(1.0, 2 * math.exp(-6 * k * k / (float(n) * n * n + float(n) * n)))
    out[SHIFT_FALLS] = 1.0 if signed > 0 else 0.0


@kernel
def slope_and_limits(pairs: int, reach: float, room: Room, out: Floats) -> None:
    """Sen's slope and its limits, by rank."""
    ranks = np.empty(4, dtype=np.int64)
    values = np.empty(4)
    ranks[0] = max(int(np.rint((pairs - reach) / 2)) - 1, 0)
    ranks[1], ranks[2] = (pairs - 1) // 2, pairs // 2
    ranks[3] = min(int(np.rint((pairs + reach) / 2)), pairs - 1)
    at_four_ranks(room[0], pairs, ranks, room, values)
    out[LOWER], out[SLOPE], out[UPPER] = values[0], (values[1] + values[2]) / 2, values[3]


@kernel
def most_pairs(start: Integers) -> int:
    """Pairs of the longest series."""
    longest = 1
    for k in range(len(start) - 1):
        longest = max(longest, start[k + 1] - start[k])
    return longest * (longest - 1) // 2


@kernel
def autocorrelation(time: Floats, value: Floats, lag1_limit: float, less: Counts, equal: Counts, out: Floats) -> None:
    """Lag-1 autocorrelation of the detrended series and, where it is high, the adjusted test."""
    n = len(value)
    detrended = np.empty(n)
    largest = 0.0
    for i in range(n):
        detrended[i] = value[i] - (time[i] + 1) * out[SLOPE]
        largest = max(largest, abs(value[i]))
    out[LAG1] = lag1(detrended, largest)
    if out[LAG1] > lag1_limit:
        compare(detrended, less, equal)
        out[VAR_ADJUSTED] = out[VAR_S] * adjusted_factor(less, equal, _Z975 / math.sqrt(n))
        out[Z_ADJUSTED], out[P_ADJUSTED] = z_and_p(int(out[S]), out[VAR_ADJUSTED], n * (n - 1) // 2)


@kernel
def trend_of_one(step: Integers, value: Floats, z_level: float, lag1_limit: float, room: Room, out: Floats) -> None:
    """All trend figures of one series."""
    n = len(value)
    pairs = n * (n - 1) // 2
    time = np.empty(n)
    less = np.empty(n, dtype=np.int32)
    equal = np.empty(n, dtype=np.int32)
    for i in range(n):
        time[i] = step[i] - step[0]
    compare(value, less, equal)
    s = pair_up(time, value, room[0])
    var_s = variance(equal)
    out[S], out[VAR_S], out[TAU] = s, var_s, s / pairs
    out[Z], out[P] = z_and_p(s, var_s, pairs)
    slope_and_limits(pairs, z_level * math.sqrt(var_s), room, out)
    middle = (time[n // 2] + time[(n - 1) // 2]) / 2
    lower, upper = value_at(value, less, equal, (n - 1) // 2), value_at(value, less, equal, n // 2)
    out[INTERCEPT] = (lower + upper) / 2 - middle * out[SLOPE]
    shift(less, equal, out)
    out[LAG1] = 0.0
    if n > 2:
        autocorrelation(time, value, lag1_limit, less, equal, out)


@kernel
def trends(start: Integers, step: Integers, value: Floats, z_level: float, lag1_limit: float) -> Floats:
    """One row of figures per series; NaN where a series has fewer than two values."""
    count = len(start) - 1
    out = np.full((count, COLUMNS), np.nan)
    room = room_for(most_pairs(start))
    for k in range(count):
        first, last = start[k], start[k + 1]
        if last - first >= 2:
            trend_of_one(step[first:last], value[first:last], z_level, lag1_limit, room, out[k])
        else:
            out[k, S], out[k, VAR_S], out[k, LAG1], out[k, SHIFT_K], out[k, SHIFT_INDEX] = 0, 0, 0, 0, -1
    return out


@kernel
def season_of(step: Integers, value: Floats, season: int, room: Room, out: Floats) -> None:
    """Figures of the seasonal test of one series."""
    n = len(value)
    time, part = np.empty(n), np.empty(n)
    less = np.empty(n, dtype=np.int32)
    equal = np.empty(n, dtype=np.int32)
    s = 0
    pairs = 0
    var_s = 0.0
    for number in range(season):
        m = 0
        for i in range(n):
            if step[i] % season == number:
                part[m] = value[i]
                time[m] = step[i] // season
                m += 1
        compare(part[:m], less, equal)
        var_s += variance(equal[:m])
        s += pair_up(time[:m], part[:m], room[0][pairs:])
        pairs += m * (m - 1) // 2
    out[S], out[VAR_S] = s, var_s
    out[Z], out[P] = z_and_p(s, var_s, pairs)
    if pairs > 0:
        out[TAU] = s / pairs
        slope_and_limits(pairs, 0.0, room, out)


@kernel
def seasonal_trends(start: Integers, step: Integers, value: Floats, season: int) -> Floats:
    """One row of the seasonal test per series."""
    count = len(start) - 1
    out = np.full((count, SEASON_COLUMNS), np.nan)
    room = room_for(most_pairs(start))
    for k in range(count):
        season_of(step[start[k] : start[k + 1]], value[start[k] : start[k + 1]], season, room, out[k])
    return out
