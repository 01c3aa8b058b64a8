"""The room's entry in the house."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Step 10: is it still working as it spreads?"""

    name = "groundswell.during.monitoring"
    label = "monitoring"
