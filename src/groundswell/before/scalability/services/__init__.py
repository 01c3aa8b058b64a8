"""Writing step 3: barriers, excluded contexts, the cost sheet; each change with its entry in the journal."""

from groundswell.before.scalability.services.barriers import (
    BarrierFacts,
    change_barrier,
    close_barrier,
    end_exclusion,
    exclude_context,
    record_barrier,
)
from groundswell.before.scalability.services.costs import change_row, record_row, remove_row, set_sheet
from groundswell.before.scalability.services.decisions import Decided, minute_decision

__all__ = [
    "BarrierFacts",
    "Decided",
    "change_barrier",
    "change_row",
    "close_barrier",
    "end_exclusion",
    "exclude_context",
    "minute_decision",
    "record_barrier",
    "record_row",
    "remove_row",
    "set_sheet",
]
