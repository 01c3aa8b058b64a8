"""The room's entry in the house."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Who did what, when, why."""

    name = "groundswell.ground.journal"
    label = "journal"
