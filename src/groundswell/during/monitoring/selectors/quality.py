"""The quality of the data: parts larger than their whole, values far from a place's own usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import F, QuerySet

from groundswell.domain.access import Target
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.selectors.checks import FEWEST, WIDTH
from groundswell.during.monitoring.selectors.columns import Columns, Floats, columns_from, values_in
from groundswell.during.monitoring.selectors.sheets import Sheeted
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Outlier:
    """A value far from the same place's other values.

    Args:
        place: Name of the place.
        place_key: Its key.
        period: The period.
        value: As stored.
        middle: Mean of the place's other values.
        spread: Their standard deviation.
    """

    place: str
    place_key: str
    period: Period
    value: float
    middle: float
    spread: float


def too_large(permit: Permit, program: Program, place: Place, sheets: Sequence[Sheeted]) -> QuerySet[Value]:
    """Stored values whose part is larger than their whole, newest first.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        program: Which program.
        place: The place, with all below it.
        sheets: The program's indicators; those that may exceed the whole are left out.
    """
    permit.demand("monitoring.value.read", Target(str(program.key), place.path))
    shares = [
        sheet.pk for sheet in sheets if sheet.sheet.aggregation is Aggregation.RATIO and not sheet.sheet.may_exceed_one
    ]
    rows = Value.objects.filter(indicator_id__in=shares, numerator__gt=F("denominator")).exclude(flag="confirmed")
    rows = rows.filter(place__path__gte=place.path, place__path__lt=place.end)
    return rows.select_related("indicator", "place").order_by("-first_day", "place__path")


def outliers(permit: Permit, place: Place, sheet: Sheeted, periods: Sequence[Period]) -> list[Outlier]:
    """Values more than three standard deviations from the mean of the same place's other values, farthest first.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        place: The place, with all below it.
        sheet: The indicator.
        periods: The periods looked at, in order.
    """
    permit.demand("monitoring.value.read", Target(permit.target.program, place.path))
    values = values_in(sheet.pk, periods[0], periods[-1])
    rows = columns_from(values.filter(place__path__gte=place.path, place__path__lt=place.end).exclude(flag="confirmed"))
    value = shown_alone(sheet, rows)
    rows, value = rows.only(~np.isnan(value)), value[~np.isnan(value)]
    middle, spread, others = without_itself(rows.place, value)
    far = (others >= FEWEST) & (np.abs(value - middle) > WIDTH * spread) & ~np.isclose(value, middle)
    picked = np.flatnonzero(far)
    names = {row.pk: row for row in Place.objects.filter(pk__in=set(rows.place[picked].tolist()))}
    by_step = {period.step: period for period in periods}
    found = [
        Outlier(
            str(names[int(rows.place[at])]), str(names[int(rows.place[at])].key), by_step[int(rows.step[at])],
            float(value[at]), float(middle[at]), float(spread[at]),
        )
        for at in picked
    ]  # fmt: skip
    return sorted(found, key=lambda one: -abs(one.value - one.middle) / (one.spread or 1e-12))


def shown_alone(sheet: Sheeted, rows: Columns) -> Floats:
    """What each report shows by itself; NaN where it shows nothing."""
    kind = sheet.sheet.aggregation
    if kind is Aggregation.RATIO:
        known = np.nan_to_num(rows.denominator) != 0
        return np.asarray(np.where(known, rows.numerator / np.where(known, rows.denominator, 1), rows.value))
    if kind in (Aggregation.MEAN, Aggregation.NONE):
        return np.asarray(np.where(np.isnan(rows.value), rows.numerator, rows.value))
    return rows.numerator


def without_itself(place: np.ndarray, value: Floats) -> tuple[Floats, Floats, np.ndarray]:
    """Mean and standard deviation of each place's other values, and how many these are."""
    _names, group = np.unique(place, return_inverse=True)
    n = np.bincount(group)[group] - 1
    total = np.bincount(group, value)[group] - value
    middle = np.divide(total, n, out=np.full(len(value), np.nan), where=n > 0)
    centred = value - (np.bincount(group, value) / np.bincount(group))[group]
    square, linear = np.bincount(group, centred**2)[group] - centred**2, -centred
    shift = np.divide(linear, n, out=np.zeros(len(value)), where=n > 0)
    variance = np.divide(square - n * shift**2, n - 1, out=np.full(len(value), np.nan), where=n > 1)
    return middle, np.sqrt(np.maximum(variance, 0)), n
