"""What the vision's pages ask for; forms hold the shape, services the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.before.vision.models import Adoption, Area, Candidate, Duty, Minute, PointPerson, Stage, Vision
from groundswell.before.vision.selectors import (
    COLUMNS,
    Stored,
    pickable_people,
    pickable_places,
    place_meant,
    seen_as,
    texts_of,
)
from groundswell.domain.errors import BadInput
from groundswell.ground.people.models import Organisation
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.fields import DayInput
from groundswell.kit.style import day_written, written
from groundswell.kit.telling import error_told

SPARE = 3
NOW = "now"


class Percent(forms.FloatField):
    """A share, typed in per cent and kept as a fraction."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """A fraction as per cent."""
        return f"{value * 100:g}" if isinstance(value, float) else value

    def clean(self, value: Any) -> Any:
        """Per cent as a fraction."""
        number = super().clean(value)
        return None if number is None else number / 100

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as typed."""
        return bool(super().has_changed(self.prepare_value(initial), data))


class VisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """The vision's own fields."""

    growth = forms.MultipleChoiceField(
        label=_("Kinds of growth"), choices=Vision.GROWTH, required=False, widget=forms.CheckboxSelectMultiple
    )
    coverage = Percent(label=_("Share of it to be reached"), help_text=_("In per cent."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Vision
        fields = COLUMNS
        widgets = {
            "by": DayInput, "owner_contacted_on": DayInput, "pilot_ends_on": DayInput,
            "assumptions": forms.Textarea(attrs={"rows": 4}), "too_costly": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip
        help_texts = {"unit": _("Communities, groups, households …")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["future_owner"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["version"].initial = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def _post_clean(self) -> None:
        """The service writes the row."""


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row of a list; a row left blank is taken away."""

    blank = False

    def full_clean(self) -> None:
        """A blank row asks for nothing."""
        self.blank = self.is_bound and not any(
            str(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or "").strip()
            for name, field in self.fields.items()
        )
        if self.blank:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        else:
            super().full_clean()

    def _post_clean(self) -> None:
        """The service writes the row."""


class AreaForm(RowForm):
    """What is to be reached in one area."""

    class Meta:
        model = Area
        fields = ("place", "number")


class StageForm(RowForm):
    """One stage."""

    class Meta:
        model = Stage
        fields = ("name", "where", "number", "by")
        widgets = {"by": DayInput}


class NamedForm(RowForm):
    """A row with a person of the house, or somebody else by name."""

    needed = True

    def clean(self) -> dict[str, Any]:
        """One name, not two."""
        given = self.cleaned_data
        if given.get("person") and given.get("outsider"):
            self.add_error("outsider", _("Choose a person or write a name, not both."))
        elif self.needed and not given.get("person") and not given.get("outsider"):
            self.add_error("person", _("Choose a person, or write a name."))
        return given


class PointPersonForm(NamedForm):
    """Who has time."""

    time = Percent(label=_("Share of a post, in per cent"))

    class Meta:
        model = PointPerson
        fields = ("person", "outsider", "role", "time", "budget_line", "starts_on", "ends_on")
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        given = super().clean()
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("It would end before it begins."))
        return given


class PartnerForm(RowForm):
    """An organisation that may carry the approach later."""

    class Meta:
        model = Candidate
        fields = ("name", "could_do", "contacted_on", "took_part")
        widgets = {"contacted_on": DayInput}


class DutyForm(NamedForm):
    """One step of the ledger."""

    needed = False

    class Meta:
        model = Duty
        fields = ("step", "person", "outsider", "due", "resources", "evidence", "state")
        widgets = {"step": forms.HiddenInput, "due": DayInput}


class MinuteForm(RowForm):
    """One discussion."""

    class Meta:
        model = Minute
        fields = ("held_on", "who", "objections")
        widgets = {"held_on": DayInput, "objections": forms.Textarea(attrs={"rows": 2})}


FORMS: dict[str, type[RowForm]] = {
    "areas": AreaForm, "stages": StageForm, "people": PointPersonForm, "partners": PartnerForm,
    "ledger": DutyForm, "minutes": MinuteForm,
}  # fmt: skip


class TypedPlace(forms.CharField):
    """A place typed by name or code, where a menu could not hold them all."""

    def __init__(self, permit: Permit, program: Program, known: dict[str, Any], **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.permit, self.program, self.known = permit, program, known

    def clean(self, value: Any) -> Any:
        """The place that is meant.

        Raises:
            forms.ValidationError: None is, or several are.
        """
        text = super().clean(value)
        if not text or text in self.known:
            return self.known.get(text)
        try:
            return place_meant(self.permit, self.program, text)
        except BadInput as problem:
            raise forms.ValidationError(error_told(problem)) from problem


class Rows:
    """A whole list as forms, one per row, with the fingerprint of what the person saw.

    Args:
        name: Name of the list.
        stored: What stands in the vision.
        permit: A permit of the person, for the people they may pick.
        data: What was posted, None to show what stands.
    """

    def __init__(self, name: str, stored: Stored, permit: Permit, data: Any = None) -> None:
        self.name, rows = name, stored.lists[name]
        spare = 0 if name == "ledger" else SPARE
        columns = FORMS[name]._meta.fields or ()
        first = [{column: getattr(row, column) for column in columns} for row in rows]
        maker = forms.formset_factory(FORMS[name], extra=spare, max_num=200)
        self.set = maker(data, initial=first, prefix="r")
        self.seen = data.get("seen", "") if data is not None else seen_as(name, rows)
        self.error = ""
        self.places: list[str] = []
        if name in ("people", "ledger"):
            self._offer("person", pickable_people(permit), rows)
        elif name == "areas":
            self._offer_places(permit, stored.vision.program, rows)

    def _offer_places(self, permit: Permit, program: Program, rows: list[Any]) -> None:
        """A menu of places, or, where it could not hold them all, a field to type in with suggestions."""
        found, whole = pickable_places(program)
        if whole:
            return self._offer("place", found, rows)
        known = texts_of([*found, *(row.place for row in rows)])
        said = {place.pk: text for text, place in known.items()}
        self.places = list(known)
        for form in self.set:
            form.fields["place"] = TypedPlace(
                permit, program, known, label=form.fields["place"].label, help_text=_("Its name, or its code."),
                widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
            )  # fmt: skip
            now = form.initial.get("place")
            form.initial["place"] = said[now.pk] if now is not None else ""
        return None

    def _offer(self, field: str, found: Iterable[Any], rows: list[Any]) -> None:
        """The same menu for every row, asked for once; what is chosen already stays choosable."""
        chosen = [getattr(row, field) for row in rows if getattr(row, field)]
        things = {thing.pk: thing for thing in [*found, *chosen]}
        menu = [("", "–"), *((str(key), str(thing)) for key, thing in things.items())]
        for form in self.set:
            form.fields[field] = forms.TypedChoiceField(
                label=form.fields[field].label, choices=menu, required=form.fields[field].required,
                coerce=lambda key: things[int(key)], empty_value=None,
            )  # fmt: skip
            now = form.initial.get(field)
            form.initial[field] = now.pk if now is not None else ""

    def is_valid(self) -> bool:
        """Whether every row can be used."""
        return bool(self.set.is_bound and self.set.is_valid())

    def rows(self) -> list[dict[str, Any]]:
        """The rows as they shall be; blank ones are gone."""
        return [form.cleaned_data for form in self.set if form.cleaned_data]


class AdoptForm(forms.Form):
    """Signing the vision."""

    review_on = forms.DateField(label=_("Next review on"), widget=DayInput, help_text=_("Once a year is usual."))
    reason = forms.CharField(label=_("What was agreed?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Side:
    """One of the two versions that are compared.

    Args:
        title: What it is called.
        frozen: What it says.
    """

    title: str
    frozen: dict[str, Any]


class PairForm(forms.Form):
    """Which two versions are compared; without a choice the last two, or the only one with what stands now."""

    old = forms.ChoiceField(label=_("The older one"))
    new = forms.ChoiceField(label=_("The newer one"))

    def __init__(self, versions: list[Adoption], data: Any = None) -> None:
        numbers = [str(each.number) for each in versions]
        newest, older = [*numbers, NOW, NOW][:2]
        first = {"old": older, "new": newest} if len(numbers) > 1 else {"old": newest, "new": NOW}
        super().__init__(data, initial=first)
        self.versions = {str(each.number): each for each in versions}
        choices = [(number, str(each)) for number, each in self.versions.items()]
        for name in ("old", "new"):
            field: Any = self.fields[name]
            field.choices = [*choices, (NOW, gettext("as it stands now"))]

    def pair(self, now: dict[str, Any]) -> tuple[Side | None, Side | None]:
        """The two versions; none where nothing was adopted yet, or the choice is strange."""
        if not self.versions or (self.is_bound and not self.is_valid()):
            return None, None
        chosen = self.cleaned_data if self.is_bound else self.initial
        return self.side(chosen["old"], now), self.side(chosen["new"], now)

    def side(self, code: str, now: dict[str, Any]) -> Side:
        """One of the two."""
        if code == NOW:
            return Side(gettext("As it stands now"), now)
        one = self.versions[code]
        words = {"number": written(one.number), "day": day_written(one.adopted_on)}
        return Side(gettext("Version %(number)s, %(day)s") % words, one.frozen)
