"""Keeping the past: before a place moves, merges or is renamed, how it stood is written down.

A change may be told late. What was recorded for days after it is then corrected: a move told today for January
holds for the name that the place got in March too. Two moves, or two renamings, are told in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput
from groundswell.ground.places.models import Past, Place
from groundswell.kit.door import Permit

LIKE = {"moved": ("moved", "merged"), "merged": ("moved", "merged"), "renamed": ("renamed",)}


def keep_past(permit: Permit, place: Place, kind: str, on: date, **new: Any) -> None:
    """Write how a place stood until a day, before it changes.

    Args:
        permit: Who changes it, and why.
        place: The place as it still stands.
        kind: ``moved``, ``merged`` or ``renamed``.
        on: First day on which the new state holds.
        **new: The columns of the past that change, such as ``parent``, for days told already.

    Raises:
        BadInput: The day lies in the future, or before a change of the same kind.
    """
    last = Past.objects.filter(place=place, kind__in=LIKE[kind], until__gt=on).order_by("-until").first()
    if last is not None:
        raise BadInput(
            _("%(place)s changed on %(day)s already.") % {"place": place, "day": last.until},
            _("Give that day or a later one."),
            code="places.out_of_order",
        )
    keep_pasts(permit, [place], kind, on, **new)


def keep_pasts(permit: Permit, places: Iterable[Place], kind: str, on: date, **new: Any) -> None:
    """The same for many places in a few statements; one that changed in the same way after that day is left as it is.

    Raises:
        BadInput: The day lies in the future.
    """
    if on > timezone.localdate():
        raise BadInput(
            _("%(day)s lies in the future.") % {"day": on}, _("Give today or an earlier day."), code="places.future"
        )
    here = {place.pk: place for place in places}
    later: dict[int, list[Past]] = defaultdict(list)
    for row in Past.objects.filter(place__in=list(here), until__gt=on).order_by("until", "id"):
        later[row.place_id].append(row)
    kept = [number for number in here if not any(row.kind in LIKE[kind] for row in later[number])]
    rows = [_row(permit, here[number], next(iter(later[number]), here[number]), kind, on) for number in kept]
    if new and (told := [number for number in kept if later[number]]):
        Past.objects.filter(place__in=told, until__gt=on).update(**new)
    Past.objects.bulk_create(rows, batch_size=1000)


def _row(permit: Permit, place: Place, state: Past | Place, kind: str, on: date) -> Past:
    return Past(
        place=place, parent_id=state.parent_id, name=state.name, code=state.code, path=state.path, until=on,
        reason=permit.reason, person_name=permit.name, kind=kind,
    )  # fmt: skip
