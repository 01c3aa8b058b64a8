"""Writing: values and their undoing, monthly reports, indicator sheets, targets."""

from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.services.recording import correct_value, record_values
from groundswell.during.monitoring.services.reporting import keep_draft, record_report
from groundswell.during.monitoring.services.reversing import Reversal, reverse_source
from groundswell.during.monitoring.services.rows import Counts
from groundswell.during.monitoring.services.sheets import adopt_indicator, change_indicator, define_indicator
from groundswell.during.monitoring.services.targets import set_target, set_targets

__all__ = [
    "Counts",
    "NewValue",
    "Reversal",
    "adopt_indicator",
    "change_indicator",
    "correct_value",
    "define_indicator",
    "keep_draft",
    "record_report",
    "record_values",
    "reverse_source",
    "set_target",
    "set_targets",
]
