"""Reading targets."""

from __future__ import annotations

from collections.abc import Sequence

from groundswell.domain.access import Target as Aim
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Indicator, Target
from groundswell.ground.places.models import Place
from groundswell.kit.door import Permit


def targets_of(
    permit: Permit, indicator: Indicator, places: Sequence[int], periods: Sequence[Period]
) -> dict[tuple[int, str], float]:
    """Targets of an indicator by number of place and label of period, as stored; one query."""
    rows = Target.objects.filter(
        indicator=indicator, place_id__in=places, period__in=[period.label for period in periods]
    )
    rows = permit.scope(rows, "monitoring.indicator.read")
    return {(row.place_id, row.period): row.value for row in rows}


def target_at(permit: Permit, indicator: Indicator, place: Place, period: Period) -> float | None:
    """What an indicator is to reach at a place in a period; one query.

    It is the target whose own period holds this one, the shortest first, else the sheet's own.
    """
    permit.demand("monitoring.value.read", Aim(str(indicator.program.key), place.path))
    rows = Target.objects.filter(
        indicator=indicator, place=place, first_day__lte=period.first, last_day__gte=period.last
    )
    found = sorted(rows, key=lambda row: row.last_day - row.first_day)
    return found[0].value if found else indicator.target_value
