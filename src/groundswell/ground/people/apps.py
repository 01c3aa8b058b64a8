"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

ONCE = (_("This person has this role there already."), _("End the other first if its days should change."))
LOGIN = (_("This sign-in name is taken."), _("Choose another, or sign in with it."))
CONSTRAINTS = {
    "role_once_per_place": ONCE,
    "role_once_everywhere": ONCE,
    "people_role.person_id, people_role.role, people_role.program": ONCE,
    "role_ends_after_it_starts": (_("The role ends before it starts."), _("Correct one of the two days.")),
    "people_person_login_key": LOGIN,
    "people_person.login": LOGIN,
}


class PeopleConfig(AppConfig):
    """Persons, organisations, roles and their reach."""

    name = "groundswell.ground.people"
    label = "people"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
