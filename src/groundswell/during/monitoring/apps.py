"""The room's entry in the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from groundswell.kit.errors import translate_constraint


class MonitoringConfig(AppConfig):
    """Step 10: is it still working as it spreads?"""

    name = "groundswell.during.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Say in words what the room's constraints mean."""
        for name, (text, remedy) in SENTENCES.items():
            translate_constraint(name, text, remedy)  # type: ignore[arg-type]  # lazy: each reader's language


SENTENCES = {
    "indicator_once_per_program": (
        _("The program already has an indicator with this code."),
        _("Open that one, or choose another code."),
    ),
    "indicator_share_has_denominator": (
        _("A share or a mean needs to know what it is divided by."),
        _("Say what is counted below the line, or choose another way to combine places."),
    ),
    "indicator_scale_positive": (_("“Shown per” must be 1 or more."), _("Write 100 for per cent, 1 for as it is.")),
    "target_once_per_period": (
        _("This place already has a target for this indicator and period."),
        _("Change that target."),
    ),
    "target_period_in_order": (_("The period ends before it begins."), _("Check the two days.")),
    "value_once_per_period": (
        _("This indicator already has a value for this place and period."),
        _("Correct that value instead of adding a second one."),
    ),
    "value_denominator_not_negative": (
        _("A denominator is below zero."),
        _("Count what is below the line again; leave it empty if it is not known."),
    ),
    "value_has_a_number": (_("A value holds no number."), _("Give a number, or leave the row out.")),
    "value_period_in_order": (_("The period ends before it begins."), _("Check the two days.")),
    "report_once_per_period": (
        _("There is already a report of this place for this period."),
        _("Open that report and correct it."),
    ),
    "report_period_in_order": (_("The period ends before it begins."), _("Check the two days.")),
    "report_submitted_is_sent": (_("A draft has no day of sending."), _("Send the report.")),
}
