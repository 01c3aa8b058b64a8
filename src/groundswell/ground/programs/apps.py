"""The room's entry in the house."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The scale-up effort."""

    name = "groundswell.ground.programs"
    label = "programs"
