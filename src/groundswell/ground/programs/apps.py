"""The room's entry in the house."""

from importlib import import_module

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The scale-up effort."""

    name = "groundswell.ground.programs"
    label = "programs"

    def ready(self) -> None:
        """Offer the finders of programs to the rooms below, whose pages lie within a program."""
        import_module(f"{self.name}.selectors")
