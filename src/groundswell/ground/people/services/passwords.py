"""Passwords: changed by their person, or set through a link that holds three days and once."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from groundswell.domain.access import Target, may_give
from groundswell.domain.errors import NotAllowed
from groundswell.ground.journal.services import note
from groundswell.ground.people.models import Person, Role
from groundswell.ground.people.selectors import grant_of, in_force, person_in
from groundswell.ground.people.services.persons import desk_person
from groundswell.ground.people.services.signing_in import hashing
from groundswell.ground.people.services.tokens import seal
from groundswell.kit.door import Permit


def reset_address(person: Person) -> str:
    """Path of the page on which the person sets a new password; used up when the password changes."""
    return reverse("people:new_password", args=[person.key, default_token_generator.make_token(person)])


def person_of_link(key: UUID, token: str) -> Person | None:
    """The person whose link this is, None when it is used up, has lapsed or never was."""
    person = Person.objects.filter(key=key, is_active=True).first()
    return person if default_token_generator.check_token(person, token) else None


@transaction.atomic
def make_link(permit: Permit, person: Person) -> str:
    """Make a link with which a person sets a new password, where no mail can be sent.

    Args:
        permit: A permit of the coordinator.
        person: Who forgot the password.

    Returns:
        The path of the link.

    Raises:
        NotAllowed: The person holds a role beyond the coordinator's own: whoever holds the link becomes that person.
    """
    person_in(permit, person)
    permit = permit.demand("people.link.make", Target(permit.target.program, None, str(person.key)))
    for role in Role.objects.filter(in_force(), person=person).select_related("place"):
        decision = may_give(permit.grants, grant_of(role), today=timezone.localdate())
        if not decision.allowed:
            raise NotAllowed(decision.reason, code="people.beyond")
    note(permit, person, after={"link": True})
    return reset_address(person)


@transaction.atomic
def set_new_password(person: Person, password: str) -> None:
    """Set a new password through a link; signs the person out everywhere else and revokes the tokens."""
    with hashing():
        person.set_password(password)
    person.save(update_fields=["password"])
    permit = desk_person(person, "people.person.change")
    note(permit, person, after={"password": "set through a link"})
    seal(permit, person)


@transaction.atomic
def change_password(permit: Permit, person: Person, password: str) -> None:
    """Change one's own password; signs the person out everywhere else and revokes the tokens."""
    permit = permit.demand("people.person.change", person)
    with hashing():
        person.set_password(password)
    person.save(update_fields=["password"])
    note(permit, person, after={"password": "changed"})
    seal(permit, person)
