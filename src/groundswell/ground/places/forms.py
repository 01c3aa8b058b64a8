"""What places' room asks for; forms hold the shape, services the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.ground.places.models import Place
from groundswell.kit.fields import DayInput

SEVERAL = {"rows": 3}


class Lines(forms.CharField):
    """Several things, one per line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs=SEVERAL), **options)

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class Pairs(Lines):
    """Two things per line, joined by a colon."""

    def to_python(self, value: Any) -> Any:
        """Pairs of texts.

        Raises:
            ValidationError: A line has no colon.
        """
        pairs = []
        for line in super().to_python(value):
            left, colon, right = line.partition(":")
            if not colon or not left.strip() or not right.strip():
                raise forms.ValidationError(_("“%(line)s” has no colon between two parts.") % {"line": line})
            pairs.append((left.strip(), right.strip()))
        return pairs


class Counts(Pairs):
    """A year and a number of people per line."""

    def to_python(self, value: Any) -> Any:
        """People by year.

        Raises:
            ValidationError: A line holds anything else.
        """
        found: dict[int, int] = {}
        for year, persons in super().to_python(value):
            digits = re.sub(r"[\s,.’']", "", persons)
            if not re.fullmatch(r"(1[89]|20|21)\d\d", year) or not digits.isdigit():
                raise forms.ValidationError(
                    _("“%(line)s” is not a year and a number of people. Write 2024: 84000")
                    % {"line": f"{year}: {persons}"}
                )
            found[int(year)] = int(digits)
        return found


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is known about a place."""

    languages = Lines(
        label=gettext_lazy("Languages spoken"),
        help_text=gettext_lazy("One tag per line, the main one first: en, fr, ar"),
    )
    populations = Counts(
        label=gettext_lazy("People living there"), help_text=gettext_lazy("One year per line: 2024: 84000")
    )
    population_source = forms.CharField(label=gettext_lazy("Source of these numbers"), required=False, max_length=200)
    identifiers = Pairs(
        label=gettext_lazy("Numbers in other systems"), help_text=gettext_lazy("One per line: dhis2: O6uvpzGd5pu")
    )
    aliases = Lines(
        label=gettext_lazy("Other spellings and earlier names"),
        help_text=gettext_lazy("One per line. Imports find the place by them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Place
        fields = ("name", "code", "languages", "latitude", "longitude", "opened_on")
        widgets = {
            "latitude": forms.NumberInput(attrs={"class": "mid", "step": "any"}),
            "longitude": forms.NumberInput(attrs={"class": "mid", "step": "any"}),
            "opened_on": DayInput,
            "code": forms.TextInput(attrs={"class": "mid", "dir": "ltr"}),
        }
        labels = {
            "latitude": gettext_lazy("Latitude"),
            "longitude": gettext_lazy("Longitude"),
            "opened_on": gettext_lazy("On record since"),
        }
        help_texts = {"code": gettext_lazy("Unique within the country.")}

    def __init__(self, *args: Any, listed: dict[str, Any] | None = None, **options: Any) -> None:
        place: Place | None = options.get("instance")
        options["initial"] = {**options.get("initial", {}), **as_text(listed or {})}
        if place is not None:
            options["initial"] |= {"version": place.version, "languages": "\n".join(place.languages)}
            options["initial"] |= {f"name_{tag}": text for tag, text in place.names.items()}
        super().__init__(*args, **options)
        for tag, word in settings.LANGUAGES:
            label = _("Name in %(language)s") % {"language": word}
            self.fields[f"name_{tag}"] = forms.CharField(label=label, required=False, max_length=200)
        names = [f"name_{tag}" for tag, _word in settings.LANGUAGES]
        self.order_fields(["name", *names, "code", "populations", "population_source", "aliases", "identifiers"])

    def _post_clean(self) -> None:
        """The service writes the row; the form only reads what was typed."""

    def values(self) -> dict[str, Any]:
        """What the services take."""
        given = self.cleaned_data
        names = dict(self.instance.names) | {tag: given[f"name_{tag}"] for tag, _word in settings.LANGUAGES}
        listed = ("identifiers", "aliases", "populations", "population_source")
        values = {name: given[name] for name in (*self.Meta.fields, *listed)}
        return values | {"names": {tag: text for tag, text in names.items() if text}}


class ChangeForm(PlaceForm):
    """Another account of a place, from a day on where its name or code changes."""

    on = forms.DateField(
        label=gettext_lazy("A new name or code holds from"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Today, if you leave it empty."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), required=False, max_length=1000, widget=forms.Textarea(attrs=SEVERAL)
    )

    def told(self) -> dict[str, Any]:
        """When, and which version the person saw."""
        return {"on": self.cleaned_data["on"], "version": self.cleaned_data["version"]}

    def why(self) -> str:
        """Why, if it was said."""
        return str(self.cleaned_data["reason"])


def as_text(listed: dict[str, Any]) -> dict[str, str]:
    """Lists as lines."""
    return {
        "identifiers": lines(f"{system}: {value}" for system, value in listed.get("identifiers", ())),
        "aliases": lines(listed.get("aliases", ())),
        "populations": lines(f"{year}: {persons}" for year, persons in listed.get("populations", {}).items()),
    }


def lines(texts: Iterable[str]) -> str:
    """One text per line."""
    return "\n".join(texts)


class WhenWhyForm(forms.Form):
    """From which day on, and why."""

    on = forms.DateField(
        label=gettext_lazy("From which day on?"),
        widget=DayInput,
        help_text=gettext_lazy("Before that day the place counts where it was."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=1000,
        help_text=gettext_lazy("One sentence. It stands in the journal beside your name."),
        widget=forms.Textarea(attrs=SEVERAL),
    )

    def clean_on(self) -> Any:
        """Not in the future: the tree of today is today's."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future. Give today or an earlier day."))
        return on


class TargetForm(WhenWhyForm):
    """Another place, from which day on, and why."""

    to = forms.ChoiceField(label=gettext_lazy("Which place?"), widget=forms.RadioSelect)
    field_order = ("to", "on", "reason")

    def __init__(self, *args: Any, places: Iterable[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(str(place.key), where(place)) for place in places]  # type: ignore[attr-defined]


def where(place: Place) -> str:
    """A place with the one above, so that namesakes are told apart."""
    return _("%(place)s, %(above)s") % {"place": place, "above": place.parent} if place.parent else str(place)


class LevelsForm(forms.Form):
    """What the levels of a country are called."""

    names = Lines(
        label=gettext_lazy("Levels from the country down"),
        help_text=gettext_lazy("One word per line: country, district, community"),
    )
