"""The monthly form of one place: a field for each question, in the order of the paper form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.during.monitoring.selectors.checks import Unusual
from groundswell.during.monitoring.selectors.forms import Asked


class Counted(forms.FloatField):
    """A number that was counted, or nothing: nothing is an answer too, so no field is called optional."""

    def validate(self, value: Any) -> None:
        """Let an empty field be."""
        if value not in self.empty_values:
            super().validate(value)

    def prepare_value(self, value: Any) -> Any:
        """A whole number without decimals."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


class MonthlyForm(forms.Form):
    """Numbers as they were counted; empty means not known, never zero."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("Anything the district team should know?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why are the unusual numbers right?"),
        help_text=gettext_lazy("One sentence. The report is sent with it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, asked: Asked, last: Mapping[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked, self.last = asked, last
        for number, question in enumerate(asked.questions, 1):
            unit = _("in per cent") if question.scale == 100 else ""
            self.fields[question.key] = Counted(
                label=f"{number}. {question.label}",
                help_text=unit,
                min_value=0,
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )

    def questions(self) -> Iterable[tuple[BoundField, str]]:
        """Each question's field with what was said last time."""
        return [(self[question.key], self.last.get(question.key, "")) for question in self.asked.questions]

    def answers(self) -> dict[str, float | None]:
        """The typed numbers by question."""
        return {question.key: self.cleaned_data.get(question.key) for question in self.asked.questions}

    def typed(self) -> dict[str, str]:
        """What stands in the fields as it was typed, to be kept as a draft."""
        names = [*(question.key for question in self.asked.questions), "words"]
        return {name: text for name in names if (text := self.data.get(name, ""))}

    def point_out(self, unusual: Iterable[Unusual]) -> None:
        """Set what is unusual at the field it concerns."""
        for one in unusual:
            feeds = self.asked.feeds.get(one.indicator, {})
            self.add_error(feeds.get("numerator") or feeds.get("value"), one.text)
