"""What programs' room asks for; forms hold the shape, services the rules."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.ground.programs.selectors import Number
from groundswell.kit.fields import DayInput

WHY = gettext_lazy("Why?")
WHY_HELP = gettext_lazy("One sentence. It stands in the journal beside your name.")


class Tags(forms.CharField):
    """Language tags, separated by commas."""

    def prepare_value(self, value: Any) -> Any:
        """A list as people write it."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """What people write as a list."""
        return [tag for tag in re.split(r"[\s,;]+", str(value or "").strip()) if tag]

    def validate(self, value: Any) -> None:
        """Tags as BCP 47 has them, roughly."""
        super().validate(value)
        for tag in value:
            if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
                raise forms.ValidationError(_("“%(tag)s” is no language tag. Write en, fr, ar …") % {"tag": tag})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Lists are compared as lists."""
        return bool(self.to_python(data) != list(initial or []))


class ProgramForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a program is."""

    languages = Tags(
        label=gettext_lazy("Languages"),
        required=False,
        help_text=gettext_lazy("Tags with commas between, the main one first: en, fr, ar"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Program
        fields = (
            "name",
            "health_issue",
            "approach",
            "package_version",
            "languages",
            "currency",
            "starts_on",
            "report_due_days",
        )
        widgets = {
            "approach": forms.Textarea(attrs={"rows": 5}),
            "starts_on": DayInput,
            "currency": forms.TextInput(attrs={"class": "short", "dir": "ltr"}),
        }

    def clean_currency(self) -> str:
        """Three letters."""
        currency = str(self.cleaned_data["currency"]).upper()
        if not re.fullmatch("[A-Z]{3}", currency):
            raise forms.ValidationError(_("A currency has three letters: USD, EUR, SLE …"))
        return currency

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewProgramForm(ProgramForm):
    """A program that begins."""

    code = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy("It stands in addresses: small letters, digits, hyphens."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    root = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    country = forms.CharField(
        label=gettext_lazy("… or a country that is not here yet"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its districts and communities are imported afterwards."),
    )
    field_order = ("name", "code", "root", "country")

    def __init__(self, *args: Any, roots: list[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roots = {str(place.key): place for place in roots}
        self.fields["root"].choices = [("", "–"), *((key, str(place)) for key, place in self.roots.items())]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Nobody else's."""
        code = str(self.cleaned_data["code"]).lower()
        if Program.objects.filter(code=code).exists():
            raise forms.ValidationError(_("“%(code)s” is another program’s. Choose another.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """One of the two places."""
        given = super().clean() or {}
        if bool(given.get("root")) == bool(given.get("country")):
            self.add_error("root", _("Choose a place, or write the name of a new country."))
        return given


class WaveForm(forms.ModelForm):  # type: ignore[type-arg]
    """When a wave starts, and for how many."""

    class Meta:
        model = Wave
        fields = ("number", "starts_on", "planned_sites")
        widgets = {"starts_on": DayInput}
        help_texts = {"number": gettext_lazy("0 is the pilot.")}


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a program works at one place."""

    wave = forms.TypedChoiceField(label=gettext_lazy("Wave"), required=False, coerce=int, empty_value=None)
    partner = forms.CharField(
        label=gettext_lazy("Partner"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Who leads here. A name that is not known yet makes a new organisation."),
        widget=forms.TextInput(attrs={"list": "partners"}),
    )

    class Meta:
        model = Site
        fields = ("wave", "started_on", "stopped_on", "depth", "trainer", "partner")
        widgets = {"started_on": DayInput, "stopped_on": DayInput}
        help_texts = {
            "depth": gettext_lazy("0 when the pilot team taught here, 1 when their pupils did, and so on."),
            "stopped_on": gettext_lazy("First day without the program."),
        }

    def __init__(self, *args: Any, waves: list[Wave], **options: Any) -> None:
        site = options["instance"]
        options["initial"] = {
            "wave": site.wave.number if site.wave else "",
            "partner": site.partner.name if site.partner else "",
        }
        super().__init__(*args, **options)
        self.fields["wave"].choices = [("", _("none yet")), *((wave.number, str(wave)) for wave in waves)]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service writes the row; the form only reads what was typed."""

    def clean(self) -> dict[str, Any]:
        """It stops after it starts."""
        given = self.cleaned_data
        if given.get("started_on") and given.get("stopped_on") and given["stopped_on"] < given["started_on"]:
            self.add_error("stopped_on", _("It would stop before it starts."))
        return given


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = forms.CharField(label=WHY, max_length=1000, help_text=WHY_HELP, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(ReasonForm):
    """When a program ends."""

    on = forms.DateField(label=gettext_lazy("From which day on?"), widget=DayInput)
    field_order = ("on", "reason")


class FloorForm(ReasonForm):
    """Below which value a quality may never fall."""

    indicator = forms.CharField(
        label=gettext_lazy("Code of the indicator"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "mid"}),
    )
    floor = forms.FloatField(
        label=gettext_lazy("Never below"),
        required=False,
        help_text=gettext_lazy("A share as a fraction: 0.6 for 60 per cent. Empty takes the floor away."),
    )
    field_order = ("indicator", "floor", "reason")


class NumberForm(ReasonForm):
    """Another value for a number we judge by."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)
    field_order = ("value", "reason")

    def __init__(self, *args: Any, number: Number, **options: Any) -> None:
        super().__init__(*args, **options)
        self.number = number
        kind: type[forms.Field] = (
            forms.CharField if number.kind == "text" else forms.IntegerField if number.whole else forms.FloatField
        )
        self.fields["value"] = kind(
            label=_("New value, in per cent") if number.kind == "share" else _("New value"),
            required=not number.optional,
            help_text=number.limits(),
        )
        self.order_fields(self.field_order)

    def value(self) -> Any:
        """The value as it is stored: a share as a fraction."""
        return self.stored(self.cleaned_data["value"])

    def stored(self, typed: Any) -> Any:
        """A typed value as it is stored."""
        if typed in (None, ""):
            return None
        return round(typed / 100, 10) if self.number.kind == "share" else typed

    def typed(self, stored: Any) -> Any:
        """A stored value as people type it."""
        if self.number.kind == "share" and stored is not None:
            return round(stored * 100, 8)
        return stored
