"""The room's entry in the house."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, organisations, roles and their reach."""

    name = "groundswell.ground.people"
    label = "people"
