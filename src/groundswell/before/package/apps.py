"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "training_session_once": (_("A session of this title is there already."), _("Choose another title.")),
    "training_session_has_title": (_("A session has no title."), _("Write one.")),
    "element_once_per_program": (
        _("An element of this short name is there already, perhaps set aside."), _("Choose another short name."),
    ),
    "element_has_name": (_("An element has no name."), _("Write its name in one language at least.")),
    "element_retired_with_reason": (_("An element is set aside without a reason."), _("Write why.")),
    "fidelity_item_is_one": (_("A question of the observed session is empty."), _("Choose one, or write it.")),
    "fidelity_item_once": (_("A question stands twice at this element."), _("Keep one of the two.")),
    "core_change_has_reason": (_("A core element changes without a reason."), _("Write why.")),
}  # fmt: skip


class PackageConfig(AppConfig):
    """Step 4: consolidate, define and refine."""

    name = "groundswell.before.package"
    label = "package"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
