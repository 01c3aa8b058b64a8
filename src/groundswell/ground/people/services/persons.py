"""Particulars of a person, and what somebody does who is only just becoming a person here."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from groundswell.domain.access import Target
from groundswell.ground.journal.services import changes, note
from groundswell.ground.people.models import Person
from groundswell.kit.door import Permit, action_named


def desk_person(person: Person, action: str, target: Target | None = None) -> Permit:
    """A permit for what a person does by holding a link and no role yet: only for the journal, it opens nothing."""
    return Permit(str(person.key), person.name, action_named(action), target or person.target(), ())


@transaction.atomic
def change_self(permit: Permit, person: Person, **values: Any) -> Person:
    """Change one's own name, e-mail, telephone or language.

    Args:
        permit: A permit of the person.
        person: The same person.
        **values: ``name``, ``email``, ``phone``, ``language``.
    """
    permit = permit.demand("people.person.change", person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    old, new = changes({name: getattr(person, name) for name in values}, values)
    if new:
        for name, value in new.items():
            setattr(person, name, value)
        person.save(update_fields=list(new))
        note(permit, person, before=old, after=new)
    return person
