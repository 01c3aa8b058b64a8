"""Tables of step 10: indicator sheets, targets, values with their change log, reports."""

from groundswell.during.monitoring.models.indicators import Indicator, Target
from groundswell.during.monitoring.models.reports import Report
from groundswell.during.monitoring.models.stored import StoredMonth, StoredProgram
from groundswell.during.monitoring.models.values import FLAGS, Value, ValueChange

__all__ = ["FLAGS", "Indicator", "Report", "StoredMonth", "StoredProgram", "Target", "Value", "ValueChange"]
