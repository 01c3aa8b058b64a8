"""The room's entry in the house."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work: leased, shown, stopped, resumed."""

    name = "groundswell.kit.jobs"
    label = "jobs"
