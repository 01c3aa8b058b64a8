"""The decision on a wave, and a dissent from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.gates.forms.verdict import DissentForm
from groundswell.across.gates.selectors import Gate
from groundswell.across.gates.services import Choice
from groundswell.kit.fields import DayInput

__all__ = ["DecideForm", "DissentForm"]

WORDS = [
    ("start", gettext_lazy("Start: the wave begins on the day below")),
    ("hold", gettext_lazy("Hold: not yet; look again on the day below")),
    ("adapt", gettext_lazy("Adapt: change plan or package first, then decide again")),
]


class DecideForm(forms.Form):
    """Start, hold or adapt; a closed gate asks for a reason of its own."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    word = forms.ChoiceField(label=gettext_lazy("What is decided?"), choices=WORDS, widget=forms.RadioSelect)
    day = forms.DateField(
        label=gettext_lazy("Which day?"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("For a start its first day; otherwise the day on which you look again."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who was there, and what was weighed. It is kept with your name."),
    )
    over = forms.CharField(
        label=gettext_lazy("Why do you start although the gate is closed?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only for a start. It is shown beside what the gate said for as long as this is kept."),
    )

    def __init__(self, gate: Gate, data: Mapping[str, Any] | None = None) -> None:
        self.gate = gate
        first = gate.wave.starts_on if gate.wave.starts_on and gate.wave.starts_on >= gate.stand.on else None
        super().__init__(data, initial={"seen": gate.seen, "day": first})
        if gate.start.may_start:
            del self.fields["over"]

    def clean(self) -> dict[str, Any]:
        """A start needs its day, and its reason where the gate is closed."""
        cleaned = super().clean() or {}
        if cleaned.get("word") == "start":
            if "day" not in self.errors and not cleaned.get("day"):
                self.add_error("day", _("Give the first day of the wave."))
            if "over" in self.fields and not str(cleaned.get("over") or "").strip():
                self.add_error("over", _("The gate is closed. Write why you open it, or hold the wave."))
        return cleaned

    def choice(self) -> Choice:
        """What was chosen, as the service takes it."""
        data = self.cleaned_data
        return Choice(data["word"], data["reason"], data["day"], data.get("over", ""))

    def look_again(self) -> None:
        """Let what is shown now count as seen, when the same answers are sent again."""
        self.data = {**self.data.dict(), "seen": self.gate.seen}  # type: ignore[attr-defined]
