"""Which column of a sheet, or which property of a map, holds what of a place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.across.exchange.formats.geojson import PropertyChoice
from groundswell.across.exchange.formats.place_tables import LevelColumns, PlaceColumns
from groundswell.across.exchange.formats.tables import Table

NONE = [("", _("none"))]
SINGLE = {
    "name": _("Name"),
    "code": _("Code"),
    "parent_name": _("Name of the place above"),
    "parent_code": _("Code of the place above"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "languages": _("Languages"),
    "aliases": _("Other names"),
}
MOST_LEVELS = 5


class PlacesForm(forms.Form):
    """Columns of a sheet of places: one row a place, or one column a level."""

    def __init__(self, table: Table, columns: PlaceColumns, data: Any = None) -> None:
        super().__init__(data)
        choices = NONE + [(header, header) for header in table.headers]
        for name, label in SINGLE.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=getattr(columns, name)
            )
        years = columns.population[0] if columns.population else (0, "")
        self.fields["population"] = forms.ChoiceField(
            label=_("Population"), choices=choices, required=False, initial=years[1]
        )
        self.fields["year"] = forms.IntegerField(
            label=_("Year of the population"), required=False, min_value=1900, max_value=2100, initial=years[0] or None
        )
        for number in range(MOST_LEVELS):
            level = columns.levels[number] if number < len(columns.levels) else LevelColumns("")
            self.fields[f"level-{number}"] = forms.ChoiceField(
                label=_("Level %(number)s, by name") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=level.name,
            )
            self.fields[f"levelcode-{number}"] = forms.ChoiceField(
                label=_("Level %(number)s, by code") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=level.code,
            )
        self.columns = columns

    def first_half(self) -> list[forms.BoundField]:
        """Names, codes and the place above."""
        return [self[name] for name in ("name", "code", "parent_name", "parent_code", "aliases")]

    def second_half(self) -> list[forms.BoundField]:
        """What else is known of a place."""
        return [self[name] for name in ("population", "year", "latitude", "longitude", "languages")]

    def levels(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and code of each level."""
        return [(self[f"level-{number}"], self[f"levelcode-{number}"]) for number in range(MOST_LEVELS)]

    def clean(self) -> dict[str, Any]:
        """There must be a column with names, or levels."""
        cleaned = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("level-0") and not cleaned.get("levelcode-0"):
            self.add_error(None, _("Which column holds the names of the places?"))
        return cleaned

    def mapping(self) -> PlaceColumns:
        """The columns that were chosen."""
        cleaned = self.cleaned_data
        pairs = [(cleaned[f"level-{number}"], cleaned[f"levelcode-{number}"]) for number in range(MOST_LEVELS)]
        levels = tuple(LevelColumns(name, code) for name, code in pairs if name or code)
        population = ((cleaned["year"] or 0, cleaned["population"]),) if cleaned["population"] else ()
        return PlaceColumns(
            **{name: cleaned[name] for name in SINGLE}, levels=levels, population=population,
            level_name=self.columns.level_name, external_ids=self.columns.external_ids, decimal=self.columns.decimal,
        )  # fmt: skip


class PropertiesForm(forms.Form):
    """Properties of a map's features."""

    def __init__(self, choice: PropertyChoice, data: Any = None) -> None:
        super().__init__(data)
        known = NONE + [(name, _("the feature's own id") if name == "@id" else name) for name in choice.candidates]
        for name in ("name", "code", "parent_name", "parent_code"):
            self.fields[name] = forms.ChoiceField(
                label=SINGLE[name], choices=known, required=name == "name", initial=getattr(choice, name)
            )
        self.choice = choice

    def mapping(self) -> PropertyChoice:
        """The properties that were chosen."""
        return PropertyChoice(**self.cleaned_data, candidates=self.choice.candidates)
