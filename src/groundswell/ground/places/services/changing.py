"""Changing and closing places; an earlier name stays as another spelling and in the past."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile
from groundswell.ground.journal.services import changes, note
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import leave
from groundswell.ground.places.services.keeping import keep_past
from groundswell.ground.places.services.opening import locked
from groundswell.ground.places.services.particulars import LISTS, set_lists, told
from groundswell.kit.door import Permit


@transaction.atomic
def change_place(
    permit: Permit, place: Place, *, version: int | None = None, on: date | None = None, **values: Any
) -> Place:
    """Change what is known about a place; a value that is not given stays, equal values write nothing.

    Args:
        permit: A permit of the person, with the reason where there is one.
        place: The place.
        version: The version that the person saw, to notice that somebody else saved first.
        on: Day from which a new name or code holds; today without one.
        **values: As for :func:`open_place`; lists are replaced as a whole.

    Raises:
        EditedMeanwhile: Somebody else saved first; the text names both values.
    """
    permit = leave(permit, "places.place.change", place)
    place = locked(place)
    columns = {name: value for name, value in values.items() if name not in LISTS}
    old, new = changes({name: getattr(place, name) for name in columns}, columns)
    if version is not None and version != place.version and new:
        refuse_overwriting(old, new)
    renamed = {"name", "code"} & new.keys()
    if renamed:
        said = {name: new.get(name, getattr(place, name)) for name in ("name", "code")}
        keep_past(permit, place, "renamed", on or timezone.localdate(), **said)
    lists = {name: values[name] for name in LISTS if name in values}
    if "name" in new:
        known = lists["aliases"] if "aliases" in lists else place.aliases.values_list("name", flat=True)
        lists["aliases"] = [*known, place.name]
    for name, value in new.items():
        setattr(place, name, value)
    listed_old, listed_new = set_lists(place, lists)
    if new or listed_new:
        place.version += 1
        place.save()
        note(permit, place, before=told(old) | listed_old, after=told(new) | listed_new)
    return place


def refuse_overwriting(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Say that somebody else saved first, with both values.

    Raises:
        EditedMeanwhile: Always.
    """
    both = "; ".join(
        _("%(field)s is now “%(theirs)s”, you wrote “%(yours)s”")
        % {"field": name, "theirs": old[name], "yours": new[name]}
        for name in new
    )
    raise EditedMeanwhile(
        _("Somebody else saved this meanwhile: %(both)s.") % {"both": both},
        _("Open the page again and repeat what still fits."),
    )


@transaction.atomic
def close_place(permit: Permit, place: Place, on: date, reason: str) -> Place:
    """Close a place from a day on; it stays in every roll-up of its time.

    Args:
        permit: A permit of the person.
        place: The place.
        on: First day on which it is closed.
        reason: Why.

    Raises:
        Conflict: Open places stand beneath it, or it is closed already.
    """
    permit = leave(permit, "places.place.move", place).because(reason)
    place = locked(place)
    if place.closed_on is not None:
        raise Conflict(_("%(place)s is closed already, since %(day)s.") % {"place": place, "day": place.closed_on})
    if beneath := place.children.filter(closed_on=None).count():
        raise Conflict(
            _("%(count)s open places stand beneath %(place)s.") % {"count": beneath, "place": place},
            _("Move or close them first."),
            code="places.not_empty",
        )
    if place.opened_on and on < place.opened_on:
        raise BadInput(
            _("%(place)s opened on %(day)s only.") % {"place": place, "day": place.opened_on}, _("Give a later day.")
        )
    place.closed_on = on
    place.version += 1
    place.save(update_fields=["closed_on", "version"])
    note(permit, place, before={"closed_on": None}, after={"closed_on": on})
    return place
