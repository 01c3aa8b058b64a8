"""Periods: ISO labels and every DHIS2 form, each a first and a last day.

A period of any kind is fixed by one day that lies in it (:func:`period_of`); next, previous and ranges
follow from that.
"""

from groundswell.domain.monitoring.periods.kinds import PeriodKind
from groundswell.domain.monitoring.periods.labels import parse_period
from groundswell.domain.monitoring.periods.period import Period, as_months, period_of, period_range

__all__ = ["Period", "PeriodKind", "as_months", "parse_period", "period_of", "period_range"]
