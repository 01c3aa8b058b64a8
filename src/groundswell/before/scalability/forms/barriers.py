"""A barrier, its end, an excluded context."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from groundswell.before.scalability.models import Barrier, Exclusion
from groundswell.kit.fields import DayInput


class BarrierForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """What stands in the way, what will be done, by whom, until when."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Barrier
        fields = ("words", "action", "owner", "due_on", "item")
        widgets = {"due_on": DayInput, "item": forms.HiddenInput}
        help_texts = {"owner": gettext_lazy("A person, not only an organisation.")}


class CloseForm(forms.Form):
    """How a barrier was removed."""

    how = forms.CharField(
        label=gettext_lazy("How was it removed?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ExcludeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where the approach is not to go, and why."""

    class Meta:
        model = Exclusion
        fields = ("context", "reason")
