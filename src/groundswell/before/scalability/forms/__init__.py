"""Forms of step 3."""

from groundswell.before.scalability.forms.barriers import BarrierForm, CloseForm, ExcludeForm
from groundswell.before.scalability.forms.costs import ConversionForm, CostForm, LineForm, PayerForm, SheetForm
from groundswell.before.scalability.forms.decisions import DecisionForm

__all__ = [
    "BarrierForm",
    "CloseForm",
    "ConversionForm",
    "CostForm",
    "DecisionForm",
    "ExcludeForm",
    "LineForm",
    "PayerForm",
    "SheetForm",
]
