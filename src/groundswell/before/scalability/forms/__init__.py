"""Forms of step 3."""

from groundswell.before.scalability.forms.barriers import BarrierForm, CloseForm, ExcludeForm
from groundswell.before.scalability.forms.costs import ConversionForm, CostForm, LineForm, PayerForm, SheetForm

__all__ = [
    "BarrierForm",
    "CloseForm",
    "ConversionForm",
    "CostForm",
    "ExcludeForm",
    "LineForm",
    "PayerForm",
    "SheetForm",
]
