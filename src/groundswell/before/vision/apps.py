"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "vision_coverage_is_share": (_("A share lies between 0 and 100 per cent."), _("Correct the coverage.")),
    "area_once_per_vision": (_("An area stands twice in the list."), _("Keep one of the two rows.")),
    "pointperson_has_one_name": (_("A row names nobody, or two people."), _("Choose a person, or write a name.")),
    "pointperson_time_is_share": (_("A share of time lies between 0 and 100 per cent."), _("Correct it.")),
    "pointperson_ends_after_start": (_("A task ends before it begins."), _("Check the two days.")),
    "candidate_once_per_vision": (_("An organisation stands twice in the list."), _("Keep one of the two rows.")),
    "duty_once_per_step": (_("A step stands twice in the ledger."), _("Open the ledger again.")),
}


class VisionConfig(AppConfig):
    """Step 1: how far, by when, with whom?"""

    name = "groundswell.before.vision"
    label = "vision"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
