"""Forms of the gate: typed inputs with their sources, signing, overruling, dissenting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.gates.models import WORDS
from groundswell.across.gates.selectors import InputView, Stretch
from groundswell.across.gates.step.inputs import home_url, home_words, value_said
from groundswell.before.evidence.forms.fields import Percent, YesNo
from groundswell.domain.values import Interval
from groundswell.ground.programs.models import Program
from groundswell.kit.fields import DayInput

LABELS: dict[str, tuple[Any, Any]] = {
    "package_score": (
        gettext_lazy("Score of the package, 0 to 100"),
        gettext_lazy("From the review of the methodology package. Below 70 nothing is scaled."),
    ),
    "package_core_defined": (
        gettext_lazy("Are the core elements written down?"),
        gettext_lazy("What may not change when the approach spreads."),
    ),
    "data_completeness": (
        gettext_lazy("Reports that came in, per cent of those due"),
        gettext_lazy("Below 80 per cent the data cannot be trusted."),
    ),
    "scalability_score": (
        gettext_lazy("Score of the scalability assessment, 0 to 100"),
        gettext_lazy("Answered by at least three sides, never by the originator alone."),
    ),
    "scalability_critical_gaps": (
        gettext_lazy("Critical items below their mark"),
        gettext_lazy("How many; 0 for none."),
    ),
    "unit_cost": (
        gettext_lazy("Cost of one community for a year"),
        gettext_lazy("In the program's currency, everything included."),
    ),
    "payer_months": (
        gettext_lazy("Months for which a payer is named"),
        gettext_lazy("In writing, not only hoped for."),
    ),
    "scale_cadre": (
        gettext_lazy("Who will facilitate at scale?"),
        gettext_lazy("In the same words as in the studies, such as “health worker”."),
    ),
    "serious_harm": (
        gettext_lazy("Is a serious harm unresolved?"),
        gettext_lazy("To somebody who took part, or did not."),
    ),
    "poorest_interaction": (
        gettext_lazy("Effect among the poorest minus among others"),
        gettext_lazy("95 % interval; for ratios the difference of the logarithms."),
    ),
    "fidelity": (
        gettext_lazy("Watched sessions held well, per cent"),
        gettext_lazy("Watched by an outsider, at least 30 sessions."),
    ),
    "active_dose": (
        gettext_lazy("Share of the target group that must take part, per cent"),
        gettext_lazy("The least with which an effect was seen."),
    ),
}


@dataclass(frozen=True)
class Row:
    """One input on the page: its fields, and what is recorded.

    Args:
        label: What it is.
        view: What is recorded.
        value: The value in words; empty for none.
        typed: What was typed in and does not count, in words; empty for nothing.
        fields: Value and source; none where a step's own room says it.
        url: The page of the step that says it; empty where none does.
        link: What the link to it says.
    """

    label: str
    view: InputView
    value: str
    typed: str
    fields: tuple[BoundField, ...]
    url: str
    link: str

    @property
    def is_asked(self) -> bool:
        """Whether the fields stand open: a person said it, or only a person can."""
        return bool(self.view.by) or not self.url or any(field.errors for field in self.fields)


def value_field(kind: str, label: Any, hint: Any) -> forms.Field:
    """The field that takes a value of a kind."""
    shared: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if kind == "share":
        return Percent(**shared)
    if kind == "yes_no":
        return YesNo(**shared)
    if kind == "words":
        return forms.CharField(max_length=200, **shared)
    if kind == "count":
        return forms.IntegerField(min_value=0, **shared)
    field = forms.FloatField(
        min_value=None if kind == "limit" else 0, max_value=100 if kind == "score" else None, **shared
    )
    field.widget.attrs["step"] = "any"
    return field


class InputsForm(forms.Form):
    """All typed inputs of one context; what was not touched stays as it is."""

    def __init__(self, views: Sequence[InputView], data: Mapping[str, Any] | None = None) -> None:
        self.all_views = tuple(views)
        self.views = {view.kind.name: view for view in views if not view.is_of_room}
        super().__init__(data, initial=initial_of(views))
        for name, view in self.views.items():
            label, hint = LABELS[name]
            if view.kind.kind == "interval":
                self.fields[f"{name}_lower"] = value_field("limit", _("%(what)s: lower limit") % {"what": label}, hint)
                self.fields[f"{name}_upper"] = value_field("limit", _("%(what)s: upper limit") % {"what": label}, "")
            else:
                self.fields[name] = value_field(view.kind.kind, label, hint)
            self.fields[f"{name}_source"] = forms.CharField(
                label=gettext_lazy("Where does this come from?"), max_length=500, required=False
            )

    def names_of(self, name: str) -> list[str]:
        """The fields of one input."""
        values = [f"{name}_lower", f"{name}_upper"] if self.views[name].kind.kind == "interval" else [name]
        return [*values, f"{name}_source"]

    def fields_of(self, name: str) -> tuple[BoundField, ...]:
        """The fields of one input; none where a step's own room says it."""
        return tuple(self[field] for field in self.names_of(name)) if name in self.views else ()

    def rows(self, program: Program) -> list[Row]:
        """The inputs for the page, each with the step that knows it."""
        return [
            Row(
                str(LABELS[view.kind.name][0]), view, value_said(program, view.kind, view.value),
                value_said(program, view.kind, view.typed.value) if view.typed else "", self.fields_of(view.kind.name),
                home_url(program, view.kind.name), home_words(view.kind.name),
            )
            for view in self.all_views
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A changed value needs a source; an interval needs both limits in order."""
        cleaned = super().clean() or {}
        for name in self.changed_names():
            if not str(cleaned.get(f"{name}_source", "")).strip():
                self.add_error(f"{name}_source", _("Write where this comes from."))
            if self.views[name].kind.kind == "interval" and not self.errors:
                lower, upper = cleaned.get(f"{name}_lower"), cleaned.get(f"{name}_upper")
                if (lower is None) != (upper is None) or (lower is not None and upper is not None and lower >= upper):
                    self.add_error(f"{name}_lower", _("Give both limits, the lower one first."))
        return cleaned

    def changed_names(self) -> list[str]:
        """Inputs whose value or source was touched."""
        return [name for name in self.views if any(field in self.changed_data for field in self.names_of(name))]

    def changed_values(self) -> list[tuple[str, Any, str]]:
        """Name, value (None to take it back) and source of each input that was touched."""
        found = []
        for name in self.changed_names():
            source = self.cleaned_data[f"{name}_source"].strip()
            value: Any
            if self.views[name].kind.kind == "interval":
                lower, upper = self.cleaned_data[f"{name}_lower"], self.cleaned_data[f"{name}_upper"]
                value = None if lower is None else Interval(lower, upper)
            else:
                value = self.cleaned_data[name]
            found.append((name, None if value == "" else value, source))
        return found


def initial_of(views: Sequence[InputView]) -> dict[str, Any]:
    """What persons typed in, as the form's first answers; what a step knows is shown, not typed again."""
    first: dict[str, Any] = {}
    for view in (view for view in views if view.by):
        name = view.kind.name
        first[f"{name}_source"] = view.source
        if isinstance(view.value, Interval):
            first[f"{name}_lower"], first[f"{name}_upper"] = view.value.lower, view.value.upper
        else:
            first[name] = view.value
    return first


class SignForm(forms.Form):
    """A signature under the machine's verdict."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why do you sign it?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Such as: agreed by the steering group, with who was there."),
    )


class OverruleForm(forms.Form):
    """Another verdict than the machine's, with its reason."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    word = forms.ChoiceField(label=gettext_lazy("The verdict shall be"), widget=forms.RadioSelect)
    override_reason = forms.CharField(
        label=gettext_lazy("Why do you overrule the rule?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is shown beside the machine's verdict for as long as this one is kept."),
    )

    def __init__(self, machine: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["word"].choices = [choice for choice in WORDS if choice[0] != machine]  # type: ignore[attr-defined]


class DissentForm(forms.Form):
    """What somebody does not agree with."""

    text = forms.CharField(
        label=gettext_lazy("What do you not agree with?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class PilotForm(forms.Form):
    """Which of our studies, which outcome, which months."""

    study: Any = forms.ModelChoiceField(queryset=None, to_field_name="key", label=gettext_lazy("Study of our pilot"))
    indicator: Any = forms.ModelChoiceField(queryset=None, to_field_name="key", label=gettext_lazy("Outcome"))
    first = forms.DateField(label=gettext_lazy("Compared from"), widget=DayInput)
    last = forms.DateField(label=gettext_lazy("Compared until"), widget=DayInput)
    before_first = forms.DateField(
        label=gettext_lazy("Before the start, from"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("With a time before the start, changes are compared instead of levels."),
    )
    before_last = forms.DateField(label=gettext_lazy("Before the start, until"), required=False, widget=DayInput)

    def __init__(self, studies: Any, indicators: Any, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["study"].queryset = studies  # type: ignore[attr-defined]
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order, and both or neither of the time before."""
        cleaned = super().clean() or {}
        for first, last in (("first", "last"), ("before_first", "before_last")):
            begin, end = cleaned.get(first), cleaned.get(last)
            if begin and end and begin > end:
                self.add_error(last, _("The last day is before the first."))
            elif (begin is None) != (end is None) and not {first, last} & set(self.errors):
                self.add_error(last, _("Give both days."))
        return cleaned

    def after(self) -> Stretch:
        """The stretch that is compared."""
        return Stretch(self.cleaned_data["first"], self.cleaned_data["last"])

    def before(self) -> Stretch | None:
        """The stretch before the start, if one was given."""
        first, last = self.cleaned_data.get("before_first"), self.cleaned_data.get("before_last")
        return Stretch(first, last) if first and last else None
