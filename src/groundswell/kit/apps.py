"""The room's entry in the house."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    """Plumbing: door, pages, forms, charts, look."""

    name = "groundswell.kit"
    label = "kit"

    def ready(self) -> None:
        """Let every room name its actions."""
        autodiscover_modules("access")
