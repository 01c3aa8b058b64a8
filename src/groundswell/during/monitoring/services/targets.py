"""Targets by place and period."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from groundswell.domain.access import Target as Aim
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Indicator, Target
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.kit.door import Permit


def set_target(
    permit: Permit, indicator: Indicator, place: Place, period: Period, value: float | None, *, why: str = ""
) -> Target | None:
    """Set, change or (with None) take away what an indicator is to reach at a place in a period.

    Args:
        permit: A permit in the program.
        indicator: What is to be reached.
        place: Where.
        period: By when or in which period.
        value: In the unit of the stored value: a fraction for shares; None takes the target away.
        why: Why, in the person's words.

    Returns:
        The target, None where there is none now.
    """
    program = indicator.program
    permit = permit.demand("monitoring.target.set", Aim(str(program.key), place.path))
    with transaction.atomic():
        row = Target.objects.select_for_update(of=("self",)).filter(
            indicator=indicator, place=place, kind=period.kind, first_day=period.first
        ).first()  # fmt: skip
        before = row.value if row else None
        if before == value:
            return row
        if value is None:
            assert row is not None
            row.delete()
        elif row is None:
            row = Target.objects.create(indicator=indicator, place=place, value=value, **columns_of(period))
        else:
            row.value = value
            row.save(update_fields=["value"])
        note(permit, indicator, reason=why, before={"target": before}, after={
            "target": value, "place": str(place), "period": period.label,
        })  # fmt: skip
    return row if value is not None else None


def set_targets(
    permit: Permit, indicator: Indicator, wanted: Iterable[tuple[int, Period, float | None]], *, why: str
) -> int:
    """Set several targets of one indicator together, or none of them.

    Args:
        permit: A permit in the program.
        indicator: What is to be reached.
        wanted: Number of the place, period, and the target as stored (None takes it away).
        why: Why, in the person's words.

    Returns:
        How many were set.
    """
    rows = list(wanted)
    places = {place.pk: place for place in Place.objects.filter(pk__in={number for number, _period, _value in rows})}
    with transaction.atomic():
        for number, period, value in rows:
            set_target(permit, indicator, places[number], period, value, why=why)
    return len(rows)
