"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

SIGNED = (_("Somebody signed a verdict in the same moment."), _("Read it, then decide whether to sign another."))
DECIDED = (_("Somebody decided on this wave in the same moment."), _("Read it, then decide whether to decide again."))
CONSTRAINTS = {
    "one_start_stands": DECIDED,
    "gates_gatedecision.program_id, gates_gatedecision.wave_id": DECIDED,
    "gate_decision_has_reason": (_("No reason is given."), _("Write why you decide so.")),
    "start_has_day": (_("A start has no day."), _("Give the first day of the wave.")),
    "closed_gate_needs_reason": (_("The gate is closed."), _("Open it with a signed reason, or hold the wave.")),
    "gate_dissent_has_words": (_("A dissent needs words."), _("Write what you do not agree with.")),
    "one_decision_stands": SIGNED,
    "gates_decision.program_id, gates_decision.context": SIGNED,
    "override_has_reason": (_("A verdict is overruled without a reason."), _("Write why.")),
    "override_differs": (_("The overruling verdict is the rule's own."), _("Sign it instead.")),
    "typed_input_has_source": (_("An input has no source."), _("Write where it comes from.")),
    "dissent_has_words": (_("A dissent needs words."), _("Write what you do not agree with.")),
}


class GatesConfig(AppConfig):
    """May we scale? The verdict and its signature."""

    name = "groundswell.across.gates"
    label = "gates"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
