"""The room's entry in the house."""

from django.apps import AppConfig


class GatesConfig(AppConfig):
    """May we scale? The verdict and its signature."""

    name = "groundswell.across.gates"
    label = "gates"
