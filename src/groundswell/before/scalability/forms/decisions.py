"""The form that minutes a decision."""

from __future__ import annotations

from typing import Any

from django import forms

from groundswell.before.scalability.models import Resolution
from groundswell.kit.fields import DayInput


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """Go, redesign or stop: who, when, why, and under which conditions."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Resolution
        fields = ("choice", "decided_on", "who", "why", "dropped", "excluded", "to_test")
        widgets = {
            "choice": forms.RadioSelect, "decided_on": DayInput, "why": forms.Textarea(attrs={"rows": 3}),
            "dropped": forms.Textarea(attrs={"rows": 2}), "excluded": forms.Textarea(attrs={"rows": 2}),
            "to_test": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["choice"].choices = Resolution.CHOICES  # type: ignore[attr-defined]  # without an empty one

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """The service writes the row."""
