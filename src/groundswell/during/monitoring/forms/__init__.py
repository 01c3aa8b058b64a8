"""Forms: the shape of what is typed; what it means is judged by the services."""

from groundswell.during.monitoring.forms.monthly import MonthlyForm
from groundswell.during.monitoring.forms.sheets import IndicatorForm
from groundswell.during.monitoring.forms.targets import TargetsForm
from groundswell.during.monitoring.forms.values import CorrectionForm

__all__ = ["CorrectionForm", "IndicatorForm", "MonthlyForm", "TargetsForm"]
