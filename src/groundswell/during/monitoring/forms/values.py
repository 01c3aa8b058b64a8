"""Correcting one value."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.domain.monitoring.indicators import Aggregation, Indicator
from groundswell.during.monitoring.models import FLAGS

Cells = tuple[float | None, float | None, float | None, str, str]


class CorrectionForm(forms.Form):
    """One value as it should be, and why."""

    numerator = forms.FloatField(required=False)
    denominator = forms.FloatField(required=False, min_value=0)
    value = forms.FloatField(required=False)
    flag = forms.ChoiceField(
        label=_("Flag"), choices=FLAGS, required=False, widget=forms.Select(attrs={"class": "choice"})
    )
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(label=_("Why is it corrected?"), widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, sheet: Indicator, stored: Cells | None, *args: Any, **options: Any) -> None:
        cells = stored or (None, None, None, "", "")
        names = ("numerator", "denominator", "value", "flag", "comment")
        options["initial"] = dict(zip(names, cells, strict=True)) | {"seen": list(cells)}
        super().__init__(*args, **options)
        self.fields["numerator"].label = _sentence(sheet.numerator)
        self.fields["denominator"].label = _sentence(sheet.denominator)
        self.fields["value"].label = _("The value itself (a share as a fraction: 0.48)")
        for name in _unused(sheet, cells):
            del self.fields[name]

    @property
    def cells(self) -> dict[str, Any]:
        """The columns of the value as it should be; a field not shown keeps what it was."""
        names = ("numerator", "denominator", "value", "flag", "comment")
        kept = dict(zip(names, self.cleaned_data["seen"], strict=True))
        return {name: self.cleaned_data.get(name, kept[name]) if name in self.fields else kept[name] for name in names}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unused(sheet: Indicator, cells: Cells) -> list[str]:
    """Fields that this kind of indicator does not have, as long as nothing is stored there."""
    used = {
        Aggregation.RATIO: {"numerator", "denominator"},
        Aggregation.MEAN: {"denominator", "value"},
        Aggregation.NONE: {"value"},
    }.get(sheet.aggregation, {"numerator"})
    stored = {
        name for name, cell in zip(("numerator", "denominator", "value"), cells, strict=False) if cell is not None
    }
    return [name for name in ("numerator", "denominator", "value") if name not in used | stored]
