"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

CONSTRAINTS = {
    "policy_has_title": (_("A policy has no title."), _("Write what it is called.")),
    "policy_period_in_order": (_("A policy ends before it begins."), _("Check the two days.")),
    "policy_settled_with_words": (_("It is not said how it was settled."), _("Write how.")),
    "policy_once": (_("A policy of this title is there already for this place."), _("Choose another title.")),
    "policy_ask_has_change": (_("It is not said what is asked."), _("Write what shall change.")),
    "policy_ask_closed_with_words": (_("It is not said how the ask ended."), _("Write the outcome.")),
    "policy_event_has_title": (_("An event has no title."), _("Write what happens.")),
}


class PolicyConfig(AppConfig):
    """Step 6: advocate for supportive policies."""

    name = "groundswell.before.policy"
    label = "policy"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
