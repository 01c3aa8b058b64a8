"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

SENT = (_("These answers were sent already."), _("They stand; nothing needs to be sent again."))
CONSTRAINTS = {
    "round_has_title": (_("A round needs a name."), _("Write one.")),
    "round_closed_after_opened": (_("The round closes before it opens."), _("Close it later.")),
    "edition_once_per_version": (
        _("This version of the questionnaire stands already."),
        _("Give the changed one a version of its own."),
    ),
    "sheet_stands_once": SENT,
    "sheet_sent_once": SENT,
    "sheet_drafted_once": (_("A draft of this rater stands already."), _("Open the link again.")),
    "answer_that_applies_not_is_empty": (
        _("An answer has a value, though it does not apply."),
        _("Take one of the two away."),
    ),
    "answer_once_per_item": (_("A question is answered twice."), _("Keep one answer.")),
}


class InstrumentsConfig(AppConfig):
    """Rounds of rated questionnaires, their raters and answers."""

    name = "groundswell.ground.instruments"
    label = "instruments"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
