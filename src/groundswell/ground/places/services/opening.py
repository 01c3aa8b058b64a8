"""Opening places, and naming the levels of a country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Level, Place
from groundswell.ground.places.selectors import country_of, leave
from groundswell.ground.places.services.particulars import LISTS, set_lists, told
from groundswell.kit.door import SITE, Permit


def locked(place: Place) -> Place:
    """The place as it stands now, with its country held until the end of the transaction.

    Paths of a whole subtree change together: who opens, moves or merges places of one country takes turns.
    SQLite lets only one writer in anyway.
    """
    country = place.country_id or place.pk
    Place.objects.select_for_update(no_key=True).only("pk").get(pk=country)
    return Place.objects.select_related("country", "parent").get(pk=place.pk)


@transaction.atomic
def open_place(permit: Permit, parent: Place | None, **values: Any) -> Place:
    """Add a place beneath a parent, or a country when there is none.

    Args:
        permit: A permit of the person.
        parent: The place above; None for a country, which only the keeper of the installation may add.
        **values: Columns of :class:`Place`: ``name``, ``names``, ``code``, ``languages``, ``geometry`` …, and
            ``identifiers`` (pairs of system and value), ``aliases`` (names), ``populations`` (persons by year) with
            ``population_source``.

    Returns:
        The place, with its path.
    """
    if parent is None:
        permit = permit.demand("places.country.open", SITE)
    else:
        permit = leave(permit, "places.place.open", parent)
        parent = locked(parent)
    columns = {name: value for name, value in values.items() if name not in LISTS}
    place = Place(parent=parent, depth=parent.depth + 1 if parent else 0, **columns)
    place.country = country_of(parent) if parent else None
    place.path = f"+{place.key}/"
    place.save()
    place.path = f"{parent.path if parent else ''}{place.pk}/"
    place.save(update_fields=["path"])
    set_lists(place, {name: values[name] for name in LISTS if name in values})
    note(permit, place, after=told(values))
    return place


@transaction.atomic
def name_levels(permit: Permit, country: Place, names: Sequence[str]) -> None:
    """Say what the levels of a country are called, from the country down.

    Args:
        permit: A permit of the person.
        country: Top of the tree.
        names: Word for each depth, such as ``country``, ``district``, ``community``.
    """
    permit = leave(permit, "places.place.change", country)
    before = list(country.levels.order_by("depth").values_list("name", flat=True))
    if list(names) == before:
        return
    country.levels.filter(depth__gte=len(names)).delete()
    rows = [Level(country=country, depth=depth, name=name) for depth, name in enumerate(names)]
    Level.objects.bulk_create(rows, update_conflicts=True, unique_fields=["country", "depth"], update_fields=["name"])
    note(permit, country, before={"levels": before}, after={"levels": list(names)})
