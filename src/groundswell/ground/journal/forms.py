"""What the journal's page can be narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.ground.journal.selectors import rooms


class NarrowForm(forms.Form):
    """A room, or all; the key of one record comes with a link from its page."""

    room = forms.ChoiceField(label=_("What about"), required=False)
    thing = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].choices = [("", _("Everything")), *rooms().items()]  # type: ignore[attr-defined]

    def narrowed(self) -> dict[str, str]:
        """The arguments for :func:`groundswell.ground.journal.selectors.entries`; nonsense narrows nothing."""
        if not self.is_valid():
            return {}
        room = self.cleaned_data["room"]
        return {"thing": self.cleaned_data["thing"], "action": f"{room}." if room else ""}
