"""The first person of an installation: whoever starts the server gets a link, nobody else can take the place."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.ground.journal.services import note
from groundswell.ground.people.access import desk_permit
from groundswell.ground.people.models import Person, Role
from groundswell.ground.people.selectors import in_force
from groundswell.ground.people.services.passwords import reset_address
from groundswell.ground.people.services.roles import told

LOGIN = "keeper"


@transaction.atomic
def first_keeper_link() -> str | None:
    """Path of the page on which the keeper of a new installation chooses a password.

    Returns:
        The path, which ``serve`` prints; None as soon as a keeper can sign in. Asked again before that, it gives a
        link again.
    """
    owners = Role.objects.filter(in_force(), role="owner", program="", place=None).select_related("person")
    keepers = [role.person for role in owners if role.person.is_active]
    if any(person.has_usable_password() for person in keepers):
        return None
    waiting = next((person for person in keepers if person.login == LOGIN), None)
    if waiting is None:
        waiting = Person.objects.filter(login=LOGIN).first() or Person.objects.create_user(LOGIN, name=_("Keeper"))
        role = Role.objects.create(person=waiting, role="owner")
        note(desk_permit("people.role.change", "The installation begins."), role, after=told(role))
    return reset_address(waiting)
