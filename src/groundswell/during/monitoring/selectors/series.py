"""Series of an indicator: of a place, and of each place right below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.rollup import RolledUp, spread_of
from groundswell.during.monitoring.selectors.areas import Tree
from groundswell.during.monitoring.selectors.columns import Columns, Sums, combine
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.during.monitoring.selectors.trends import Moment, moments_from


@dataclass(frozen=True, eq=False)
class Reading:
    """All reports of one indicator below a place, ready to be rolled up in several ways without another query.

    Args:
        sheet: The indicator.
        tree: The place and its children.
        rows: The reports.
        child: For each report the position of its child; the number of children for reports of the place itself.
    """

    sheet: Sheeted
    tree: Tree
    rows: Columns
    child: np.ndarray

    def series(self, periods: Sequence[Period]) -> list[Moment]:
        """The place's own series: all its reports rolled up period by period."""
        return self._by(np.zeros(len(self.child), dtype=np.int64), 1, periods)[0]

    def series_by_child(self, periods: Sequence[Period]) -> list[list[Moment]]:
        """A series for each child, in the order of the tree."""
        return self._by(self.child, len(self.tree.children) + 1, periods)[:-1]

    def total(self, periods: Sequence[Period]) -> RolledUp:
        """One number for the place over these periods."""
        return self._span(np.zeros(len(self.child), dtype=np.int64), 1, periods)[0]

    def total_by_child(self, periods: Sequence[Period]) -> list[RolledUp]:
        """One number for each child over these periods."""
        return self._span(self.child, len(self.tree.children) + 1, periods)[:-1]

    def total_by(self, group: np.ndarray, groups: int, periods: Sequence[Period]) -> list[RolledUp]:
        """One number for each group over these periods; rows of a negative group are left out."""
        return self._span(group, groups, periods)

    def _by(self, group: np.ndarray, groups: int, periods: Sequence[Period]) -> list[list[Moment]]:
        first, count = periods[0].step, len(periods)
        at = self.rows.step - first
        inside = (at >= 0) & (at < count) & (group >= 0)
        sums = combine(self.sheet.sheet, self.rows, np.where(inside, group * count + at, -1), groups * count)
        return [
            moments_from(
                periods,
                sums.value[begin : begin + count],
                sums.numerator[begin : begin + count],
                sums.denominator[begin : begin + count],
                sums.reports[begin : begin + count],
            )
            for begin in range(0, groups * count, count)
        ]

    def _span(self, group: np.ndarray, groups: int, periods: Sequence[Period]) -> list[RolledUp]:
        first, last = periods[0].step, periods[-1].step
        inside = (self.rows.step >= first) & (self.rows.step <= last)
        kept = np.where(inside, group, -1)
        sums = combine(self.sheet.sheet, self.rows, kept, groups)
        return [self._rolled(sums, at, self.rows.only(kept == at)) for at in range(groups)]

    def _rolled(self, sums: Sums, at: int, rows: Columns) -> RolledUp:
        known = [None if np.isnan(number) else float(number) for number in (
            sums.value[at], sums.numerator[at], sums.denominator[at]
        )]  # fmt: skip
        value, numerator, denominator = known
        none = self.sheet.sheet.aggregation is Aggregation.NONE
        least = self.sheet.sheet.minimum_denominator
        return RolledUp(
            value,
            None if none else numerator,
            denominator,
            spread_of(singles(self.sheet, rows).tolist()),
            int(sums.reports[at]),
            len(rows.place) - int(sums.reports[at]),
            len(set(rows.place.tolist())),
            small=denominator is not None and denominator < least,
        )


def singles(sheet: Sheeted, rows: Columns) -> np.ndarray:
    """What each report shows by itself, those without a value left out."""
    if sheet.sheet.aggregation is Aggregation.RATIO:
        known = np.nan_to_num(rows.denominator) != 0
        single = np.where(known, rows.numerator / np.where(known, rows.denominator, 1), rows.value)
    elif sheet.sheet.aggregation is Aggregation.MEAN:
        single = rows.value
    elif sheet.sheet.aggregation is Aggregation.NONE:
        single = np.where(np.isnan(rows.value), rows.numerator, rows.value)
    else:
        single = rows.numerator
    return np.asarray(single[~np.isnan(single)])


def reading_of(sheet: Sheeted, tree: Tree, rows: Columns) -> Reading:
    """The reports with the child each belongs to; reports from outside the place are left out.

    Where a place and places below it reported the same period, the place's own figure is their total and is left out:
    nothing is counted twice.
    """
    inside = {**tree.child_of, tree.here.pk: len(tree.children)}
    child = np.array([inside.get(place, -1) for place in rows.place.tolist()], dtype=np.int64)
    keep = (child >= 0) & ~totals_in(tree, rows)
    return Reading(sheet, tree, rows.only(keep), child[keep])


def totals_in(tree: Tree, rows: Columns) -> np.ndarray:
    """Which reports are totals of other reports: their place has places below that reported the same period."""
    places = set(rows.place.tolist())
    above = {
        number: [int(part) for part in tree.paths[number].split("/")[:-2] if int(part) in places]
        for number in places
        if number in tree.paths
    }
    nothing = np.zeros(len(rows.place), dtype=bool)
    if not any(above.values()):
        return nothing
    pairs = zip(rows.place.tolist(), rows.step.tolist(), strict=True)
    totals = {(number, step) for place, step in pairs for number in above.get(place, ())}
    pairs = zip(rows.place.tolist(), rows.step.tolist(), strict=True)
    return np.array([pair in totals for pair in pairs], dtype=bool)
