"""A grid of targets: places down, periods across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.selectors.areas import Area


class TargetsForm(forms.Form):
    """One number for each place and period, in the unit that is shown; empty takes a target away."""

    why = forms.CharField(label=_("Why are they set or changed?"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        places: Sequence[Area],
        periods: Sequence[Period],
        stored: Mapping[tuple[int, str], float],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.places, self.periods = places, periods
        for place in places:
            for period in periods:
                self.fields[_name(place, period)] = forms.FloatField(
                    label=f"{place.name}, {period.label}",
                    required=False,
                    initial=stored.get((place.pk, period.label)),
                    widget=forms.NumberInput(
                        attrs={
                            "step": "any",
                            "inputmode": "decimal",
                            "aria-label": f"{place.name}, {period.label}",
                        }
                    ),
                )

    def grid(self) -> list[tuple[Area, list[BoundField]]]:
        """Fields by place."""
        return [(place, [self[_name(place, period)] for period in self.periods]) for place in self.places]

    def changed(self) -> list[tuple[Area, Period, float | None]]:
        """What was typed differently from what is stored."""
        return [
            (place, period, self.cleaned_data[_name(place, period)])
            for place in self.places
            for period in self.periods
            if _name(place, period) in self.changed_data
        ]


def _name(place: Area, period: Period) -> str:
    return f"t-{place.key}-{period.label}"
