"""Forms of the logs and the training, of a decision, of a release."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.evidence.forms.fields import Percent
from groundswell.before.package.models import Adaptation, Element, ManualTest, Simplification, TrainingSession
from groundswell.before.package.models.logs import DECISIONS
from groundswell.before.package.selectors import places_to_adapt
from groundswell.before.package.services import COLUMNS, LINKS
from groundswell.ground.documents.models import Document
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.fields import DayInput

LONG = forms.Textarea(attrs={"rows": 3})


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """One row of a log.

    Args:
        permit: A permit of the person, for the places that may be chosen.
        program: The program.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, permit: Permit, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.program = program
        self.fields["version"].initial = self.instance.version
        if "element" in self.fields:
            kept = Element.objects.filter(program=program, retired_on=None)
            self.fields["element"].queryset = kept | Element.objects.filter(pk=self.instance.element_id)  # type: ignore[attr-defined]
        if "documents" in self.fields:
            self.fields["documents"].queryset = Document.objects.filter(program=program)  # type: ignore[attr-defined]
        if "place" in self.fields:
            self._offer_places(places_to_adapt(permit, program))

    def _offer_places(self, places: list[Any]) -> None:
        """A menu of the places of the person's reach; what is chosen already stays choosable."""
        chosen = [self.instance.place] if self.instance.place_id else []
        things = {thing.pk: thing for thing in [*chosen, *places]}
        self.fields["place"] = forms.TypedChoiceField(
            label=self.fields["place"].label, required=self.fields["place"].required,
            choices=[("", "–"), *((str(key), str(thing)) for key, thing in things.items())],
            coerce=lambda key: things[int(key)], empty_value=None, initial=self.instance.place_id,
        )  # fmt: skip
        self.initial.pop("place", None)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        given = {name: self.cleaned_data[name] for name in COLUMNS[self._meta.model]}
        return given | {name: tuple(given[name]) for name in LINKS if name in given}

    def _post_clean(self) -> None:
        """The service writes the row."""


class TrainingForm(RowForm):
    """A session of the training."""

    class Meta:
        model = TrainingSession
        fields = COLUMNS[TrainingSession]
        widgets = {"documents": forms.CheckboxSelectMultiple}

    def clean_title(self) -> str:
        """Nobody else's."""
        title = str(self.cleaned_data["title"]).strip()
        taken = TrainingSession.objects.filter(program=self.program, title=title).exclude(pk=self.instance.pk)
        if taken.exists():
            raise forms.ValidationError(_("A session of this title is there already."))
        return title


class SimplificationForm(RowForm):
    """What was dropped."""

    class Meta:
        model = Simplification
        fields = COLUMNS[Simplification]
        widgets = {"on": DayInput}


class AdaptationForm(RowForm):
    """What was changed in one place."""

    class Meta:
        model = Adaptation
        fields = COLUMNS[Adaptation]
        widgets = {"on": DayInput, "state": forms.RadioSelect}
        help_texts = {
            "what": gettext_lazy("What is done otherwise there, so that a reader could do it too."),
            "where": gettext_lazy("Such as “the six villages across the river”."),
            "state": gettext_lazy("Propose it for the core when every place should do it so."),
        }


class ManualTestForm(RowForm):
    """A test of the manual."""

    fidelity = Percent(
        label=gettext_lazy("Share of the observed points, per cent"),
        help_text=gettext_lazy("From the observed session (instrument 2.8): 80 is enough."),
    )

    class Meta:
        model = ManualTest
        fields = COLUMNS[ManualTest]
        widgets = {"on": DayInput, "unclear": LONG}


class DecideForm(forms.Form):
    """Whether a proposal goes into the package."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=LONG)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReleaseForm(forms.Form):
    """A version of the package."""

    name = forms.CharField(
        label=gettext_lazy("Version"), max_length=40, help_text=gettext_lazy("Such as 2.1. It is never used again.")
    )
    on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=DayInput,
        help_text=gettext_lazy("Empty for today. Give the day for a version released before it was written down here."),
    )  # fmt: skip
    notes = forms.CharField(label=gettext_lazy("What is new, and why?"), max_length=2000, widget=LONG)
