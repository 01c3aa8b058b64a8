"""Forms of step 4."""

from groundswell.before.package.forms.elements import ElementForm, RetireForm
from groundswell.before.package.forms.logs import (
    AdaptationForm,
    DecideForm,
    ManualTestForm,
    ReleaseForm,
    RowForm,
    SimplificationForm,
    TrainingForm,
)

__all__ = [
    "AdaptationForm",
    "DecideForm",
    "ElementForm",
    "ManualTestForm",
    "ReleaseForm",
    "RetireForm",
    "RowForm",
    "SimplificationForm",
    "TrainingForm",
]
