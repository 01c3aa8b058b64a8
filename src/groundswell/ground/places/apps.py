"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

TAKEN = (_("Another place of this country has this code."), _("Give another code, or change the other place first."))
CONSTRAINTS = {
    "place_code_once_per_country": TAKEN,
    "places_place.country_id, places_place.code": TAKEN,
    "country_code_once": TAKEN,
    "places_place.code": TAKEN,
    "identifier_once_per_system": (
        _("Another place has this identifier."),
        _("Correct the identifier, or take it from the other place first."),
    ),
    "places_identifier.system, places_identifier.value": (
        _("Another place has this identifier."),
        _("Correct the identifier, or take it from the other place first."),
    ),
    "place_latitude": (_("A latitude lies between −90 and 90."), _("Correct it; perhaps the two were swapped.")),
    "place_longitude": (_("A longitude lies between −180 and 180."), _("Correct it; perhaps the two were swapped.")),
    "population_not_negative": (_("A population cannot be less than 0."), _("Correct the number.")),
    "place_has_name": (_("A place needs a name."), _("Write its name.")),
}


class PlacesConfig(AppConfig):
    """Countries, districts, communities."""

    name = "groundswell.ground.places"
    label = "places"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
