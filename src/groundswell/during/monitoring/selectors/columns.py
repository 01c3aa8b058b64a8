"""Reports of one indicator as arrays: thousands of rows without an object for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from groundswell.domain.monitoring.indicators import Aggregation, Indicator, OverTime
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Columns:
    """Reports of one indicator.

    Args:
        place: Number of the place.
        step: Place of the period on the line of its kind.
        numerator: Count above the line; NaN where not reported.
        denominator: Count below the line; NaN where not reported.
        value: Mean or ready-made share; NaN where not reported.
    """

    place: Integers
    step: Integers
    numerator: Floats
    denominator: Floats
    value: Floats

    def only(self, keep: NDArray[np.bool_]) -> Columns:
        """The rows where ``keep`` holds."""
        return Columns(
            self.place[keep], self.step[keep], self.numerator[keep], self.denominator[keep], self.value[keep]
        )

    def and_also(self, other: Columns) -> Columns:
        """These rows and then the others."""
        return Columns(
            np.r_[self.place, other.place],
            np.r_[self.step, other.step],
            np.r_[self.numerator, other.numerator],
            np.r_[self.denominator, other.denominator],
            np.r_[self.value, other.value],
        )


@dataclass(frozen=True, eq=False)
class Sums:
    """One roll-up per group.

    Args:
        value: Combined value (a fraction for shares); NaN where there is none.
        numerator: Combined numerator; NaN where the kind has none.
        denominator: Combined denominator or n; NaN where the kind has none.
        reports: Reports counted.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    reports: Integers


def columns_from(rows: QuerySet[Value]) -> Columns:
    """Read a query of values of one indicator; one query, no model instances."""
    columns = rows.order_by().values_list("place_id", "step", "numerator", "denominator", "value")
    cells = list(columns.iterator(chunk_size=20_000))
    table = np.array(cells, dtype=np.float64).reshape(-1, 5)
    return Columns(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2], table[:, 3], table[:, 4])


def values_in(indicator: int, first: Period, last: Period, *, part: str = "") -> QuerySet[Value]:
    """Values of one indicator in a span of periods of one kind, over the index."""
    return Value.objects.filter(
        indicator_id=indicator, kind=first.kind, first_day__gte=first.first, first_day__lte=last.first,
        disaggregation=part,
    )  # fmt: skip


def combine(sheet: Indicator, rows: Columns, group: Integers, groups: int) -> Sums:
    """Roll up by group, as :func:`groundswell.domain.monitoring.rollup.roll_up` does one group at a time.

    Within each place of a group first over time, then the places are added up, and the division comes last. Kinds that
    cannot be combined have a value only where one report stands alone.

    Args:
        sheet: The indicator's sheet.
        rows: Its reports.
        group: Group of each row, 0 to ``groups`` - 1; negative for rows that belong to none.
        groups: How many groups there are.
    """
    kept = group >= 0
    rows, group = rows.only(kept), group[kept]
    return _COMBINE[sheet.aggregation](sheet, rows, group, groups)


def _ratio(sheet: Indicator, rows: Columns, group: Integers, groups: int) -> Sums:
    known = ~(np.isnan(rows.numerator) | np.isnan(rows.denominator))
    rows, group = rows.only(known), group[known]
    numerator = _over_time(rows, group, rows.numerator, sheet.numerator_over_time, groups)
    denominator = _over_time(rows, group, rows.denominator, sheet.denominator_over_time, groups)
    return Sums(_divided(numerator, denominator), numerator, denominator, _counted(group, groups))


def _summed(how: OverTime) -> _Combine:
    def together(sheet: Indicator, rows: Columns, group: Integers, groups: int) -> Sums:
        known = ~np.isnan(rows.numerator)
        rows, group = rows.only(known), group[known]
        total = _over_time(rows, group, rows.numerator, how, groups)
        return Sums(total, total, np.full(groups, np.nan), _counted(group, groups))

    return together


def _mean(sheet: Indicator, rows: Columns, group: Integers, groups: int) -> Sums:
    known = ~np.isnan(rows.value) & (np.nan_to_num(rows.denominator) > 0)
    rows, group = rows.only(known), group[known]
    total = np.bincount(group, rows.value * rows.denominator, groups)
    n = np.bincount(group, rows.denominator, groups)
    reports = _counted(group, groups)
    nothing = reports == 0
    return Sums(_divided(total, n), np.full(groups, np.nan), np.where(nothing, np.nan, n), reports)


def _alone(sheet: Indicator, rows: Columns, group: Integers, groups: int) -> Sums:
    number = np.where(np.isnan(rows.value), rows.numerator, rows.value)
    known = ~np.isnan(number)
    group, number = group[known], number[known]
    reports = _counted(group, groups)
    value = np.where(reports == 1, np.bincount(group, number, groups), np.nan)
    return Sums(value, np.full(groups, np.nan), np.full(groups, np.nan), reports)


def _over_time(rows: Columns, group: Integers, number: Floats, how: OverTime, groups: int) -> Floats:
    """Each place of each group over time, then all places of a group added; NaN for empty groups."""
    if how is OverTime.SUM or not len(number):
        total = np.bincount(group, number, groups)
    else:
        order = np.lexsort((rows.step, rows.place, group))
        ordered, place = group[order], rows.place[order]
        begins = np.flatnonzero(np.r_[True, (np.diff(ordered) != 0) | (np.diff(place) != 0)])
        ends = np.r_[begins[1:], len(order)]
        if how is OverTime.LAST:
            each = number[order][ends - 1]
        else:
            each = np.add.reduceat(number[order], begins) / (ends - begins)
        total = np.bincount(ordered[begins], each, groups)
    return np.where(_counted(group, groups) > 0, total, np.nan)


def _divided(numerator: Floats, denominator: Floats) -> Floats:
    """The quotient, NaN where the denominator is zero or not known."""
    known = np.nan_to_num(denominator) != 0
    out: Floats = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=out, where=known)
    return out


def _counted(group: Integers, groups: int) -> Integers:
    return np.bincount(group, minlength=groups).astype(np.int64)


_Combine = Callable[[Indicator, Columns, Integers, int], Sums]
_COMBINE: dict[Aggregation, _Combine] = {
    Aggregation.RATIO: _ratio,
    Aggregation.SUM: _summed(OverTime.SUM),
    Aggregation.LAST: _summed(OverTime.LAST),
    Aggregation.MEAN: _mean,
    Aggregation.NONE: _alone,
}
