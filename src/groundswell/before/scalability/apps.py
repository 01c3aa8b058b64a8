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
    "resolution_once_per_number": (_("Somebody else minuted a decision meanwhile."), _("Read it, then decide.")),
    "resolution_has_who_and_why": (_("It is not said who decided, or why."), _("Write both.")),
    "costsheet_year_in_reach": (_("This is no year of prices."), _("Write a year such as 2026.")),
    "costsheet_ratios_above_nothing": (_("A community needs more than nothing of each."), _("Correct the number.")),
    "payer_once_from_a_day": (_("This payer begins twice on the same day."), _("Change the row that is there.")),
    "scalability_payer.program_id, scalability_payer.name": (
        _("This payer begins twice on the same day."),
        _("Change the row that is there."),
    ),
    "payer_has_name": (_("A payer needs a name."), _("Write who pays.")),
    "payer_currency_is_iso": (_("A currency has three letters: USD, EUR, SLE …"), _("Correct it.")),
    "payer_gives_share_or_amount": (_("It gives a share and an amount."), _("Keep one of the two.")),
    "payer_share": (_("A share lies between 0 and 100 per cent."), _("Correct it.")),
    "payer_amount": (_("An amount is negative."), _("Correct it.")),
    "payer_ends_after_start": (_("It ends before it begins."), _("Check the two days.")),
    "costline_once_by_name": (_("A line of this name is on the sheet."), _("Change that one, or use another name.")),
    "scalability_costline.program_id, scalability_costline.name": (
        _("A line of this name is on the sheet."),
        _("Change that one, or use another name."),
    ),
    "costline_has_name": (_("A line needs words."), _("Write what is paid for.")),
    "costline_amount": (_("An amount is negative."), _("Correct it.")),
    "costline_range_in_order": (_("The likely amount lies outside its own range."), _("Correct the three amounts.")),
    "costline_currency_is_iso": (_("A currency has three letters: USD, EUR, SLE …"), _("Correct it.")),
    "costline_step_serves_some": (_("A step serves nobody."), _("Write how many one step serves.")),
    "costline_spread_over_a_year": (_("A start-up is spread over no year."), _("Write 1 or more.")),
    "costline_learning_below_half": (
        _("A doubling saves from 0 to less than 50 per cent, and only of what grows with volume."),
        _("Correct it."),
    ),
    "costline_floor_is_share": (_("A share lies between 0 and 100 per cent."), _("Correct it.")),
    "conversion_once": (_("This factor is on record."), _("Change that one.")),
    "scalability_conversion.program_id, scalability_conversion.origin": (
        _("This factor is on record."),
        _("Change that one."),
    ),
    "conversion_above_nothing": (_("A factor is above 0."), _("Correct it.")),
    "conversion_has_source": (_("A factor needs a source."), _("Write where it was read.")),
    "conversion_of_currency_or_year": (
        _("A factor leads from currency to currency, or from year to year."),
        _("Write EUR and USD, or 2023 and 2026."),
    ),
}


class ScalabilityConfig(AppConfig):
    """Step 3: assess the potential to scale up."""

    name = "groundswell.before.scalability"
    label = "scalability"

    def ready(self) -> None:
        """Say in words what the constraints mean."""
        for name, (text, remedy) in CONSTRAINTS.items():
            translate_constraint(name, cast(str, text), cast(str, remedy))
