"""The quality of the data: parts larger than their whole, values far from a place's own usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import F, QuerySet

from groundswell.domain.access import Target
from groundswell.domain.monitoring.data_quality import FlagKind, value_of
from groundswell.domain.monitoring.indicators import Aggregation
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.rollup import Observation
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.selectors.checks import flags_in
from groundswell.during.monitoring.selectors.columns import values_in
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
        middle: Median of the place's values.
    """

    place: str
    place_key: str
    period: Period
    value: float
    middle: float


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
    """Values far from the same place's usual, the farthest first; two queries.

    Args:
        permit: A permit in the program; the place must be within the person's reach.
        place: The place, with all below it.
        sheet: The indicator.
        periods: The periods looked at, in order.

    Source:
        :func:`groundswell.domain.monitoring.data_quality.quality_flags`.
    """
    permit.demand("monitoring.value.read", Target(permit.target.program, place.path))
    values = values_in(sheet.pk, periods[0], periods[-1]).exclude(flag="confirmed")
    rows = values.filter(place__path__gte=place.path, place__path__lt=place.end).order_by()
    by_step = {period.step: period for period in periods}
    observations = [
        Observation(str(at), by_step[step], top, bottom, value)
        for at, step, top, bottom, value in rows.values_list("place_id", "step", "numerator", "denominator", "value")
    ]
    flags = [flag for flag in flags_in(observations, sheet.sheet) if flag.kind is FlagKind.OUTLIER]
    usual: dict[str, list[float]] = {flag.place: [] for flag in flags}
    for one in observations:
        if one.place in usual and (number := value_of(one, sheet.sheet)) is not None:
            usual[one.place].append(number)
    names = {str(row.pk): row for row in Place.objects.filter(pk__in=[int(number) for number in usual])}
    found = [
        Outlier(str(names[flag.place]), str(names[flag.place].key), flag.period, flag.value, median(usual[flag.place]))
        for flag in flags
    ]
    return sorted(found, key=lambda one: -abs(one.value - one.middle))
