"""The cost sheet's forms: amounts are typed in whole units of a currency and kept in minor units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.evidence.forms.fields import Percent
from groundswell.before.scalability.models import Conversion, CostLine, CostSheet, Payer
from groundswell.domain.costs.money import Money
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.fields import DayInput
from groundswell.kit.telling import error_told

CODE = {"class": "short", "dir": "ltr", "autocapitalize": "characters"}


class Amount(forms.DecimalField):
    """An amount in whole units of a currency."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 18} | options)
        self.widget.attrs["step"] = "any"


class CostForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """A row of the cost sheet; the service writes it and looks whether its numbers go together."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    amounts: tuple[str, ...] = ()

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        self.initial["version"] = row.version if row.pk else 0
        for name in self.amounts:
            minor = getattr(row, name)
            self.initial[name] = None if minor is None else plain(Money(minor, row.currency).amount)
        if "currency" in self.fields and not row.pk:
            self.initial.setdefault("currency", program.currency)

    def clean_currency(self) -> str:
        """Three letters."""
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if not re.fullmatch("[A-Z]{3}", currency):
            raise forms.ValidationError(_("A currency has three letters: USD, EUR, SLE …"))
        return currency

    def clean(self) -> dict[str, Any]:
        """Amounts in minor units of the row's currency."""
        given: dict[str, Any] = self.cleaned_data
        for name in self.amounts:
            if given.get(name) is not None and given.get("currency"):
                try:
                    given[name] = Money.of(given[name], given["currency"]).minor
                except BadInput as error:
                    self.add_error(name, error_told(error))
        return given

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service writes the row."""


def plain(amount: Decimal) -> str:
    """An amount without decimals that say nothing, as it is typed."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"


class SheetForm(CostForm):
    """What holds for all lines."""

    class Meta:
        model = CostSheet
        fields = (
            "price_year", "pilot", "at_scale", "groups", "people", "meetings", "groups_per_facilitator",
            "facilitators_per_supervisor",
        )  # fmt: skip
        help_texts = {
            "price_year": gettext_lazy("All lines are shown in these prices."),
            "pilot": gettext_lazy("Left blank: the sites of the pilot wave."),
            "at_scale": gettext_lazy("Left blank: the target of the vision."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.FloatField):
                field.min_value = 0
                field.widget.attrs["step"] = "any"
            if name in ("pilot", "at_scale"):
                field.min_value = 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ratios above nothing, a year in reach."""
        given = super().clean()
        for name, value in given.items():
            if name not in ("version", "price_year") and value is not None and value <= 0:
                self.add_error(name, _("Write a number above 0."))
        year = given.get("price_year")
        if year is not None and not 1990 <= year <= 2100:
            self.add_error("price_year", _("Write a year such as 2026."))
        return given


class LineForm(CostForm):
    """One line."""

    amounts = ("amount", "low", "high")
    amount = Amount(
        label=gettext_lazy("Likely amount"),
        help_text=gettext_lazy(
            "Of the whole line when fixed, of one step, or of one unit; for a year where it recurs."
        ),
    )
    low = Amount(label=gettext_lazy("Lowest amount"), required=False)
    high = Amount(label=gettext_lazy("Highest amount"), required=False)
    learning = Percent(
        label=gettext_lazy("Saved with each doubling, per cent"),
        max_value=49.9,
        help_text=gettext_lazy(
            "Only for what grows with size. 10 means: at twice the size one unit costs 90 per cent."
        ),
    )
    floor = Percent(label=gettext_lazy("Never below this share of the amount, per cent"))

    class Meta:
        model = CostLine
        fields = (
            "name", "kind", "driver", "step", "amount", "low", "high", "currency", "price_year", "phase", "years",
            "payer", "learning", "floor", "source",
        )  # fmt: skip
        widgets = {"currency": forms.TextInput(attrs=CODE)}
        help_texts = {
            "driver": gettext_lazy("What one unit or one step is counted in; says nothing for a fixed line."),
            "step": gettext_lazy("Only for a stepped line: 9 for one supervisor for each 9 facilitators."),
            "years": gettext_lazy("Only for what is paid once: for how many years it serves."),
            "source": gettext_lazy("Pilot accounts, an offer, a salary scale …"),
        }

    def __init__(self, *args: Any, program: Program, year: int, **options: Any) -> None:
        super().__init__(*args, program=program, **options)
        self.fields["payer"].queryset = Payer.objects.filter(program=program)  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.initial.setdefault("price_year", year)

    def clean(self) -> dict[str, Any]:
        """What is blank says nothing: no learning, no floor."""
        given = super().clean()
        for name in ("learning", "floor"):
            if given.get(name, 0.0) is None:
                given[name] = 0.0
        if given.get("kind") == "step" and not (given.get("step") or 0) > 0:
            self.add_error("step", _("Write how many one step serves."))
        return given


class PayerForm(CostForm):
    """One payer."""

    amounts = ("yearly",)
    share = Percent(label=gettext_lazy("Share of the running cost, per cent"))
    yearly = Amount(
        label=gettext_lazy("… or an amount a year"),
        required=False,
        help_text=gettext_lazy("Left blank, both of them: pays the lines that name this payer."),
    )

    class Meta:
        model = Payer
        fields = (
            "name", "certainty", "agreement", "share", "yearly", "currency", "starts_on", "ends_on", "long_term",
        )  # fmt: skip
        widgets = {"starts_on": DayInput, "ends_on": DayInput, "currency": forms.TextInput(attrs=CODE)}
        help_texts = {"certainty": gettext_lazy("What is only promised counts nothing.")}


class ConversionForm(CostForm):
    """One factor."""

    class Meta:
        model = Conversion
        fields = ("origin", "aim", "value", "held_on", "source")
        widgets = {"held_on": DayInput, "origin": forms.TextInput(attrs=CODE), "aim": forms.TextInput(attrs=CODE)}
        help_texts = {
            "value": gettext_lazy("1.09 for EUR to USD; 1.12 where what cost 100 in 2023 costs 112 in 2026."),
            "source": gettext_lazy("Central bank, statistics office …"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].widget.attrs["step"] = "any"

    def clean(self) -> dict[str, Any]:
        """Currency to currency, or year to year."""
        given = super().clean()
        for name in ("origin", "aim"):
            given[name] = str(given.get(name, "")).strip().upper()
        both = given["origin"], given["aim"]
        if not (all(re.fullmatch("[A-Z]{3}", one) for one in both) or all(re.fullmatch("[0-9]{4}", o) for o in both)):
            self.add_error("aim", _("Write EUR and USD, or 2023 and 2026."))
        if given.get("value") is not None and given["value"] <= 0:
            self.add_error("value", _("Write a number above 0."))
        return given
