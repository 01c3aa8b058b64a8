"""A series: steps that grow and values that may be missing; and many of them side by side in three arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Series:
    """One series in the order of time, missing values left out, the gaps kept in the steps.

    Args:
        step: Place of each value on the line of periods, strictly growing; a gap of one period is a jump of two.
        value: Its value, finite.
    """

    step: Integers
    value: Floats

    @property
    def n(self) -> int:
        """How many values it has."""
        return len(self.value)


@dataclass(frozen=True, eq=False)
class Batch:
    """Many series one after another, each sorted by step, missing values left out.

    Args:
        start: Where each series begins, and the length of all at the end: one more entry than there are series.
        step: Steps of all values.
        value: All values.
    """

    start: Integers
    step: Integers
    value: Floats

    @property
    def count(self) -> int:
        """How many series it has."""
        return len(self.start) - 1

    def series(self, index: int) -> Series:
        """One of its series."""
        span = slice(self.start[index], self.start[index + 1])
        return Series(self.step[span], self.value[span])


def series_of(values: ArrayLike, step: ArrayLike | None = None) -> Series:
    """A series from its values in the order of time.

    Args:
        values: Values; NaN (or None) where missing.
        step: Step of each value, strictly growing; 0, 1, 2 … when not given.

    Raises:
        BadInput: When a value is infinite or the steps do not grow.

    Example:
        >>> series_of([1, None, 3]).step.tolist()
        [0, 2]
    """
    value = np.asarray(values, dtype=np.float64).reshape(-1)
    steps = np.arange(len(value), dtype=np.int64) if step is None else np.asarray(step, dtype=np.int64).reshape(-1)
    if len(steps) != len(value):
        raise BadInput(
            _("A series has %(n)s values and %(n2)s steps.", n=len(value), n2=len(steps)),
            _("Give one step for each value."),
        )
    if len(steps) > 1 and not bool(np.all(np.diff(steps) > 0)):
        raise BadInput(
            _("A series has two values for one period, or periods out of order."),
            _("Give each period once, in the order of time."),
            code="series.order",
        )
    _refuse_infinite(value)
    known = ~np.isnan(value)
    return Series(steps[known], value[known])


def batch_of(series: ArrayLike, step: ArrayLike, value: ArrayLike) -> Batch:
    """Many series from three columns sorted by series and step, as an engine gives them.

    Args:
        series: Number of the series of each row, never falling.
        step: Step of each row, strictly growing within a series.
        value: Value of each row; NaN where missing. A series whose values are all missing keeps its place.

    Raises:
        BadInput: When the columns differ in length, are not sorted, or a value is infinite.
    """
    number = np.asarray(series, dtype=np.int64)
    steps = np.asarray(step, dtype=np.int64)
    values = np.asarray(value, dtype=np.float64)
    if not len(number) == len(steps) == len(values):
        raise BadInput(
            _("Series, period and value have different lengths."), _("Give one period and value for each row.")
        )
    new = np.diff(number)
    if len(number) and (bool(np.any(new < 0)) or bool(np.any((new == 0) & (np.diff(steps) <= 0)))):
        raise BadInput(
            _("The rows are not sorted by series and period, or a period stands twice in a series."),
            _("Sort by series and period and give each period once."),
            code="series.order",
        )
    _refuse_infinite(values)
    first = np.flatnonzero(np.r_[True, new != 0]) if len(number) else np.empty(0, dtype=np.int64)
    known = ~np.isnan(values)
    before = np.r_[0, np.cumsum(known)].astype(np.int64)
    start = before[np.r_[first, len(number)].astype(np.int64)]
    return Batch(start, steps[known], values[known])


def batch_of_series(series: Sequence[Series]) -> Batch:
    """Many series from a list of them."""
    start = np.r_[0, np.cumsum([one.n for one in series])].astype(np.int64)
    step = np.concatenate([one.step for one in series]) if series else np.empty(0, dtype=np.int64)
    value = np.concatenate([one.value for one in series]) if series else np.empty(0, dtype=np.float64)
    return Batch(start, step, value)


def _refuse_infinite(value: Floats) -> None:
    if bool(np.any(np.isinf(value))):
        raise BadInput(
            _("A value of the series is infinite."), _("Leave it empty when it is not known."), code="series.value"
        )
