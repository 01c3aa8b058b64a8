"""The room's entry in the house."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Countries, districts, communities."""

    name = "groundswell.ground.places"
    label = "places"
