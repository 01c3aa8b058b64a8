"""Many reports become one number, by the indicator's kind: never an average of percentages."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from groundswell.domain.monitoring.indicators import Aggregation, Indicator, OverTime
from groundswell.domain.monitoring.periods import Period


@dataclass(frozen=True)
class Observation:
    """One report of one indicator for one place and one period.

    Args:
        place: Code of the place.
        period: Its period.
        numerator: Count above the line (ratio), or the value itself (sum, last, none); None where not reported.
        denominator: Count below the line (ratio), or the n of a mean; None where not reported.
        value: The mean (kind ``mean``), or a ready-made percentage without n (fraction); None where not given.
    """

    place: str
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@dataclass(frozen=True)
class Spread:
    """How the values lie when they must not be combined: five figures, in the unit of the value."""

    n: int
    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float


@dataclass(frozen=True)
class RolledUp:
    """One number out of many reports, with all that it stands on.

    Args:
        value: The combined value (a fraction for ratios); None where there is none, ``why`` says the reason.
        numerator: Combined numerator; None for kinds without one.
        denominator: Combined denominator, or the n of a mean.
        spread: How the single values lie; always given when at least one value exists.
        reports: How many reports were counted.
        left_out: How many reports could not be counted (a side missing, or the denominator zero).
        places: How many places the counted reports come from.
        why: Why there is no value, in a sentence; empty where there is one.
        small: Whether the denominator is below the sheet's minimum: show numerator and denominator, not the share.
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    spread: Spread | None = None
    reports: int = 0
    left_out: int = 0
    places: int = 0
    why: str = ""
    small: bool = False


def roll_up(observations: Iterable[Observation], indicator: Indicator) -> RolledUp:
    """Combine reports over places and over time into one number, by the indicator's kind.

    Within each place first over time (sum, mean or last, for numerator and denominator each), then the places are added
    up, and the division comes last. Kinds that cannot be combined give their spread.

    Args:
        observations: Reports of this one indicator, any number of places and periods of one kind, in any order.
        indicator: Its sheet.

    Returns:
        The combined number; ``value`` None with a reason where it could not be computed.

    Source:
        Groundswell method.md 3.0, "Over time"; analytics.md section 1.

    Example:
        >>> from groundswell.domain.monitoring.indicators import default_indicator
        >>> from groundswell.domain.monitoring.periods import parse_period
        >>> month = parse_period("2024-01")
        >>> two = [Observation("A", month, 1, 10), Observation("B", month, 45, 50)]
        >>> round(roll_up(two, default_indicator("P9")).value, 4)  # 46 of 60, not the mean of 10 % and 90 %
        0.7667
    """
    rows = list(observations)
    combine = _COMBINE[indicator.aggregation]
    return combine(rows, indicator)


def roll_up_by_period(observations: Iterable[Observation], indicator: Indicator) -> dict[Period, RolledUp]:
    """The series of an area: each period's reports combined over its places, in the order of time."""
    by_period: dict[Period, list[Observation]] = defaultdict(list)
    for row in observations:
        by_period[row.period].append(row)
    return {period: roll_up(by_period[period], indicator) for period in sorted(by_period)}


def roll_up_by_place(
    observations: Iterable[Observation], indicator: Indicator, parent: Mapping[str, str]
) -> dict[str, RolledUp]:
    """One number per area: each area's reports combined.

    Args:
        observations: Reports of this indicator.
        indicator: Its sheet.
        parent: Area of each place; places not named stand for themselves.
    """
    by_area: dict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        by_area[parent.get(row.place, row.place)].append(row)
    return {area: roll_up(rows, indicator) for area, rows in by_area.items()}


def spread_of(values: Sequence[float]) -> Spread | None:
    """Five figures of the values (quartiles by linear interpolation); None when there are none."""
    if not values:
        return None
    lowest, lower, median, upper, highest = np.quantile(np.asarray(values, dtype=float), [0, 0.25, 0.5, 0.75, 1])
    return Spread(
        len(values),
        float(lowest),
        float(lower),
        float(median),
        float(upper),
        float(highest),
    )


def _over_time(values: Sequence[float], how: OverTime) -> float:
    if how is OverTime.LAST:
        return values[-1]
    total = math.fsum(values)
    return total / len(values) if how is OverTime.MEAN else total


def _by_place(rows: Iterable[Observation]) -> list[list[Observation]]:
    ordered = sorted(rows, key=lambda row: (row.place, row.period))
    return [list(group) for _, group in groupby(ordered, key=lambda row: row.place)]


def _ratio(rows: list[Observation], indicator: Indicator) -> RolledUp:
    pairs = [row for row in rows if row.numerator is not None and row.denominator is not None]
    ready = [row.value for row in rows if row.value is not None and row.denominator is None]
    left_out = len(rows) - len(pairs)
    if not pairs and ready:
        return RolledUp(
            None, spread=spread_of(ready), left_out=left_out, places=len({row.place for row in rows}),
            why="Only percentages without their counts were reported; they cannot be combined.",
        )  # fmt: skip
    places = _by_place(pairs)
    numerator = math.fsum(
        _over_time([row.numerator or 0.0 for row in place], indicator.numerator_over_time) for place in places
    )
    denominator = math.fsum(
        _over_time([row.denominator or 0.0 for row in place], indicator.denominator_over_time) for place in places
    )
    shares = [row.numerator / row.denominator for row in pairs if row.numerator is not None and row.denominator]
    known = bool(pairs) and denominator != 0
    return RolledUp(
        numerator / denominator if known else None,
        numerator if pairs else None,
        denominator if pairs else None,
        spread_of(shares),
        len(pairs),
        left_out,
        len(places),
        "" if known else "The denominator is zero." if pairs else "No report has both numerator and denominator.",
        bool(pairs) and denominator < indicator.minimum_denominator,
    )


def _summed(how: OverTime) -> Callable[[list[Observation], Indicator], RolledUp]:
    def combine(rows: list[Observation], indicator: Indicator) -> RolledUp:
        known = [row for row in rows if row.numerator is not None]
        places = _by_place(known)
        total = math.fsum(_over_time([row.numerator or 0.0 for row in place], how) for place in places)
        return RolledUp(
            total if known else None,
            total if known else None,
            spread=spread_of([row.numerator for row in known if row.numerator is not None]),
            reports=len(known),
            left_out=len(rows) - len(known),
            places=len(places),
            why="" if known else "No report has a value.",
        )

    return combine


def _mean(rows: list[Observation], indicator: Indicator) -> RolledUp:
    known = [(row.place, row.value, row.denominator) for row in rows if row.value is not None and row.denominator]
    total = math.fsum(n for _, _, n in known)
    ready = [row.value for row in rows if row.value is not None]
    return RolledUp(
        math.fsum(value * n for _, value, n in known) / total if total else None,
        denominator=total if known else None,
        spread=spread_of(ready),
        reports=len(known),
        left_out=len(rows) - len(known),
        places=len({place for place, _, _ in known}),
        why="" if total else "No report has both a mean and its n; means without n cannot be combined.",
        small=bool(known) and total < indicator.minimum_denominator,
    )


def _not_combined(rows: list[Observation], indicator: Indicator) -> RolledUp:
    values = [value for row in rows if (value := row.value if row.value is not None else row.numerator) is not None]
    alone = len(values) == 1
    return RolledUp(
        values[0] if alone else None,
        spread=spread_of(values),
        reports=len(values),
        left_out=len(rows) - len(values),
        places=len({row.place for row in rows}),
        why=""
        if alone
        else f"{indicator.name} cannot be combined; its spread is shown."
        if values
        else "No report has a value.",
    )


_COMBINE: dict[Aggregation, Callable[[list[Observation], Indicator], RolledUp]] = {
    Aggregation.RATIO: _ratio,
    Aggregation.SUM: _summed(OverTime.SUM),
    Aggregation.LAST: _summed(OverTime.LAST),
    Aggregation.MEAN: _mean,
    Aggregation.NONE: _not_combined,
}
