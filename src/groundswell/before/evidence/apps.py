"""The room's entry in the house."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Step 2: does it work well enough to scale?"""

    name = "groundswell.before.evidence"
    label = "evidence"
