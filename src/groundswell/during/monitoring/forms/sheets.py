"""An indicator sheet to be filled in or changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.services.sheets import EDITABLE
from groundswell.kit.fields import DayInput


class IndicatorForm(forms.ModelForm):  # type: ignore[type-arg]  # only the stubs know the parameter
    """All columns of a sheet; shares, floors and targets as fractions of what is stored."""

    why = forms.CharField(label=_("Why is it changed?"), widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Indicator
        fields = (*EDITABLE,)
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 2}),
            "retired_on": DayInput,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "choice"
        if self.instance.pk is None:
            del self.fields["why"], self.fields["position"], self.fields["retired_on"]
        else:
            self.fields["code"].disabled = True
            self.fields["version"].initial = self.instance.version

    @property
    def columns(self) -> dict[str, Any]:
        """The columns as they should be."""
        return {name: value for name, value in self.cleaned_data.items() if name in EDITABLE}

    def _post_clean(self) -> None:
        """Only the shape is checked here: the service writes, and the database says no."""
