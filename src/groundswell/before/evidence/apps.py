"""The room's entry in the house."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint

NAMED = (_("A study of this name is recorded already."), _("Open that one, or give this one another short name."))
EVENTS = (_("More events than people."), _("Correct the events, or the number of people."))
CONSTRAINTS = {
    "study_name_once_per_program": NAMED,
    "evidence_study.program_id, evidence_study.name": NAMED,
    "study_has_name": (_("A study needs a short name."), _("Write one.")),
    "study_level_is_fraction": (_("A level lies between 0 and 100 per cent."), _("Write 95.")),
    "study_limits_in_order": (_("The upper limit is not above the lower one."), _("Check the two limits.")),
    "study_treated_events_within_people": EVENTS,
    "study_control_events_within_people": EVENTS,
    "subgroup_events_within_people": EVENTS,
    "cluster_events_within_people": EVENTS,
    "study_variance_above_0": (_("A variance is above 0."), _("Correct it.")),
    "study_design_effect_at_least_1": (_("A design effect is 1 or more."), _("Correct it.")),
    "study_dose_is_share": (_("A share lies between 0 and 100 per cent."), _("Correct who took part.")),
    "study_fidelity_is_share": (_("A share lies between 0 and 100 per cent."), _("Correct the sessions held well.")),
    "study_icc_within_one": (_("An intra-cluster correlation lies between −1 and 1."), _("Correct it.")),
    "study_withdrawn_with_reason": (_("A study is withdrawn without a reason."), _("Write why.")),
    "cluster_once_per_study_and_period": (
        _("A cluster stands twice in one period."),
        _("Add the two rows up, or correct the name."),
    ),
    "evidence_studycluster.study_id, evidence_studycluster.cluster, evidence_studycluster.period": (
        _("A cluster stands twice in one period."),
        _("Add the two rows up, or correct the name."),
    ),
    "cluster_has_people": (_("A cluster has nobody in it."), _("Leave out clusters in which nobody was measured.")),
    "cluster_events_or_value": (_("A cluster needs events or a value, not both."), _("Give one of them.")),
    "certainty_altered_with_reason": (_("An answer differs from the rule, without words."), _("Write why.")),
}


class EvidenceConfig(AppConfig):
    """Step 2: does it work well enough to scale?"""

    name = "groundswell.before.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
