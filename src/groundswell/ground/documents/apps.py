"""The room's entry in the house."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, stored and served safely."""

    name = "groundswell.ground.documents"
    label = "documents"
