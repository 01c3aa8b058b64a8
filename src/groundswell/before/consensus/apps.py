"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "stakeholder_has_name": (_("A stakeholder needs a name."), _("Write the person’s name.")),
    "stakeholder_power_1_to_5": (_("Power goes from 1 to 5."), _("Choose one of the five.")),
    "stakeholder_has_side": (
        _("It is not said whose agreement it is."), _("Choose decision-maker, implementer or community leader."),
    ),
    "position_minus_2_to_2": (_("A position goes from −2 to +2."), _("Choose one of the five.")),
    "position_has_evidence": (_("A position needs evidence."), _("Write how you know it.")),
    "objection_has_words": (_("An objection needs words."), _("Write what they object.")),
    "objection_answered_by_reply": (
        _("An objection is called answered, but a reply or its day is missing."), _("Write both, or leave it open."),
    ),
    "objection_in_case_with_reply": (
        _("There is no reply that could stand in the case."), _("Write the reply, or take the tick out."),
    ),
    "commitment_has_words": (_("A commitment needs words."), _("Write what was promised.")),
    "commitment_closed_with_evidence": (
        _("A commitment is called kept or broken without evidence."), _("Write what shows it."),
    ),
    "contact_has_who": (_("It is not said who of us took part."), _("Write the names.")),
    "next_step_has_day_and_owner": (
        _("A next step needs words, a day and somebody who takes it."), _("Write all three, or none."),
    ),
    "level_answer_0_to_2": (_("An answer is no, partly or yes."), _("Choose one of the three.")),
    "level_answer_has_evidence": (_("“Partly” or “yes” needs evidence."), _("Write what it rests on.")),
    "story_has_words_and_teller": (_("A story needs words and a teller."), _("Write both.")),
    "story_consent_says_how": (_("It is not said how they agreed."), _("Write it, or take the tick out.")),
}  # fmt: skip


class ConsensusConfig(AppConfig):
    """Step 5: build a consensus to scale up."""

    name = "groundswell.before.consensus"
    label = "consensus"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
