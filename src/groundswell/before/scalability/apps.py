"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "barrier_has_words": (_("A barrier needs words."), _("Write what stands in the way.")),
    "barrier_has_owner": (_("A barrier needs an owner."), _("Write who sees to it.")),
    "barrier_has_action": (_("A barrier needs an action."), _("Write what will be done.")),
    "barrier_closed_with_words": (_("A barrier is closed without words."), _("Write how it was removed.")),
    "exclusion_has_reason": (_("A context is excluded without a reason."), _("Write why.")),
}


class ScalabilityConfig(AppConfig):
    """Step 3: assess the potential to scale up."""

    name = "groundswell.before.scalability"
    label = "scalability"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
