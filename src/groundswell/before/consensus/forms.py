"""Forms of step 5; they hold the shape, services the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groundswell.before.consensus.models import Commitment, Contact, Objection, Position, Stakeholder, Story
from groundswell.before.consensus.models.levels import ANSWERS, LANGUAGES
from groundswell.before.consensus.models.stakeholders import POSITIONS, POWERS, SIDES
from groundswell.before.consensus.selectors import place_typed
from groundswell.before.consensus.step.case import READERS
from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.instrument import Instrument
from groundswell.ground.documents.selectors import files
from groundswell.ground.people.selectors import persons_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.fields import DayInput
from groundswell.kit.languages import said
from groundswell.kit.telling import error_told

PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
AREA = forms.Textarea(attrs={"rows": 3})


class Placed(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """A record at a place that is typed by name or code."""

    at = forms.CharField(label=_("Place: name or code"), max_length=200)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, permit: Permit, first: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.permit = permit
        if self.instance.pk:
            place = self.instance.place
            self.initial.update({"at": place.code or str(place), "version": self.instance.version})
        else:
            self.initial.setdefault("at", first)

    def clean_at(self) -> Place:
        """The place that was typed."""
        try:
            return place_typed(self.permit, self.cleaned_data["at"])
        except BadInput as error:
            raise forms.ValidationError(error_told(error)) from error

    def facts(self) -> dict[str, Any]:
        """What the form says, as the services take it."""
        names = [*self._meta.fields, "at"]  # type: ignore[misc]
        return {"place" if name == "at" else name: self.cleaned_data[name] for name in names}


class StakeholderForm(Placed):
    """Who has a say, where, and how much."""

    field_order = ("name", "office", "organisation", "at", "side", "power")
    side = forms.ChoiceField(label=_("Whose agreement is it?"), choices=SIDES, widget=forms.RadioSelect)
    power = forms.TypedChoiceField(
        label=_("How much power over the decision?"), choices=POWERS, coerce=int, widget=forms.RadioSelect
    )

    class Meta:
        model = Stakeholder
        fields = ("name", "office", "organisation", "side", "power", "interest", "champion", "person", "left_on")
        widgets = {"left_on": DayInput}
        help_texts = {"interest": _("Such as waiting times, the budget of the year, the safety of mothers.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["at"].help_text = _("It says the level: the country, a district, a community.")
        self.fields["person"].queryset = persons_of(self.permit)  # type: ignore[attr-defined]
        self.fields["person"].required = False
        if not self.instance.pk:
            del self.fields["left_on"]

    def facts(self) -> dict[str, Any]:
        """What the form says; a new stakeholder is in office."""
        names = [name for name in self._meta.fields or () if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | {"place": self.cleaned_data["at"]}


class PositionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where they stand, since when, and how that is known."""

    value = forms.TypedChoiceField(
        label=_("Where do they stand?"), choices=POSITIONS, coerce=int, widget=forms.RadioSelect
    )

    class Meta:
        model = Position
        fields = ("value", "held_on", "evidence")
        widgets = {"held_on": DayInput}
        help_texts = {"evidence": _("What they said or did, before whom.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("held_on", timezone.localdate())

    def clean_held_on(self) -> Any:
        """A day that does not lie ahead."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead. Write the day on which they said it."))
        return day


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """What belongs to a stakeholder; the version tells a second editor."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def facts(self) -> dict[str, Any]:
        """What the form says, as the services take it."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def needs(self, name: str, sentence: Any) -> None:
        """A field that is needed because of another one."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)


class ObjectionForm(PartForm):
    """What they object and what was replied."""

    class Meta:
        model = Objection
        fields = ("theme", "words", "raised_on", "reply", "replied_on", "state", "in_case")
        widgets = {"raised_on": DayInput, "replied_on": DayInput, "words": AREA, "reply": AREA}

    def clean(self) -> dict[str, Any] | None:
        """What is called answered has a reply with its day."""
        data = super().clean() or self.cleaned_data
        if data.get("state") != "open":
            self.needs("reply", _("Write what was replied, or leave it not answered."))
            self.needs("replied_on", _("Write the day of the reply, or leave it not answered."))
        elif data.get("in_case"):
            self.needs("reply", _("Write the reply, or take the tick out."))
        return data


class CommitmentForm(PartForm):
    """What they promised, and whether it was kept."""

    class Meta:
        model = Commitment
        fields = ("words", "due_on", "state", "evidence")
        widgets = {"due_on": DayInput, "words": AREA}

    def clean(self) -> dict[str, Any] | None:
        """What is called kept or broken has evidence."""
        data = super().clean() or self.cleaned_data
        if data.get("state") != "open":
            self.needs("evidence", _("Write what shows it."))
        return data


class ContactForm(PartForm):
    """A contact, and the next step."""

    class Meta:
        model = Contact
        fields = ("kind", "on", "who", "minutes", "next_step", "next_on", "next_owner", "next_done_on")
        widgets = {"on": DayInput, "next_on": DayInput, "next_done_on": DayInput, "minutes": AREA}

    def clean(self) -> dict[str, Any] | None:
        """A next step has a day and somebody who takes it."""
        data = super().clean() or self.cleaned_data
        if data.get("next_step"):
            self.needs("next_on", _("Write the day of the next step."))
            self.needs("next_owner", _("Write who takes the next step."))
        elif data.get("next_on"):
            self.needs("next_step", _("Write the next step, or leave its day blank."))
        return data


class StoryForm(Placed):
    """A story of the pilot, and whether those named in it agree."""

    class Meta:
        model = Story
        fields = ("words", "teller", "told_on", "language", "consent", "consent_how", "picture")
        widgets = {"told_on": DayInput, "words": forms.Textarea(attrs={"rows": 6, "maxlength": 700})}

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        picture = self.fields["picture"]
        picture.queryset = files(self.permit, program).filter(media_type__in=PICTURES)  # type: ignore[attr-defined]
        picture.required = False
        picture.help_text = _("Store it among the program’s files first.")

    def clean(self) -> dict[str, Any] | None:
        """An agreement says how it was given."""
        data = super().clean() or self.cleaned_data
        if data.get("consent") and not data.get("consent_how"):
            self.add_error("consent_how", _("Write how they agreed, or take the tick out."))
        return data


class LevelForm(forms.Form):
    """The ten questions for one level, each with what the answer rests on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, instrument: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [item.code for item in instrument.items]
        for item in instrument.items:
            self.fields[f"value-{item.code}"] = forms.TypedChoiceField(
                label=f"{item.code}. {said(item.text)}", choices=ANSWERS, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect, help_text=_("Must be “yes” to start.") if item.critical else "",
            )  # fmt: skip
            self.fields[f"evidence-{item.code}"] = forms.CharField(
                label=_("What the answer to question %(number)s rests on") % {"number": item.code}, max_length=500,
                required=False,
            )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """Partly and yes rest on something."""
        data = super().clean() or self.cleaned_data
        for code in self.codes:
            if data.get(f"value-{code}") and not (data.get(f"evidence-{code}") or "").strip():
                self.add_error(f"evidence-{code}", _("“Partly” or “yes” needs evidence: write what it rests on."))
        return data

    def given(self) -> dict[str, tuple[int, str]]:
        """The answers by question, with what they rest on."""
        data = self.cleaned_data
        answered = [code for code in self.codes if data.get(f"value-{code}") is not None]
        return {code: (data[f"value-{code}"], data.get(f"evidence-{code}") or "") for code in answered}


class ChooseForm(forms.Form):
    """For whom the case is made, in which language, about which context."""

    reader = forms.ChoiceField(label=_("For whom?"), choices=list(READERS.items()), required=False)
    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES, required=False)
    context = forms.ChoiceField(label=_("Which studies?"), required=False)

    def __init__(self, *args: Any, contexts: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        if contexts:
            choices = [("", _("all contexts")), *((name, name) for name in contexts)]
            self.fields["context"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["context"]
