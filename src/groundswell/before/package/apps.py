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
    "simplification_has_words": (_("What was dropped has no words, or no reason."), _("Write both.")),
    "adaptation_has_words": (
        _("An adaptation has no words, no reason, or nobody who agreed."), _("Write all three."),
    ),
    "adaptation_decided_with_reason": (_("A proposal is decided without a reason."), _("Write why.")),
    "adaptation_decided_if_proposed": (_("Only a proposal is decided."), _("Propose it for the core first.")),
    "manual_test_has_facilitator": (_("A test names nobody."), _("Write who facilitated.")),
    "manual_test_fidelity_is_share": (_("A share lies between 0 and 100 per cent."), _("Correct it.")),
    "release_once_per_version": (_("This version was released already."), _("Choose the next number.")),
    "release_has_version_and_notes": (
        _("A release needs a version and a word on what is new."), _("Write both."),
    ),
}  # fmt: skip


class PackageConfig(AppConfig):
    """Step 4: consolidate, define and refine."""

    name = "groundswell.before.package"
    label = "package"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
