"""The room's entry in the house."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Home, navigation, search, help and root addresses."""

    name = "groundswell.front"
    label = "front"
