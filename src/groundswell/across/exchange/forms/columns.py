"""Which column of a sheet of values is what: one line per column, asked once and remembered by the headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.across.exchange.formats.mapping import Part, SheetMapping, ValueColumn, open_questions
from groundswell.across.exchange.formats.tables import Table, shown
from groundswell.kit.telling import told

ROLES = [
    ("rest", _("like all other columns")),
    ("place", _("place, by name")),
    ("place_code", _("place, by code")),
    ("parent", _("place above, by name")),
    ("period", _("period, or a part of it")),
    ("indicator", _("name of the indicator")),
    ("value", _("value")),
    ("numerator", _("numerator")),
    ("denominator", _("denominator")),
    ("flag", _("flag of the value")),
    ("comment", _("comment")),
    ("group", _("group, such as sex or age")),
    ("ignored", _("not read")),
]
PARTS = ("value", "numerator", "denominator", "flag", "comment")
SAMPLE = 4


@dataclass(frozen=True)
class ColumnLine:
    """One column on the page: its header, its first values, and its fields."""

    header: str
    sample: str
    role: forms.BoundField
    place: forms.BoundField
    period: forms.BoundField
    indicator: forms.BoundField
    open: bool
    said: str


class ColumnsForm(forms.Form):
    """The mapping of one sheet as a form; what cannot be read yet comes back as questions."""

    place_constant = forms.CharField(label=_("All rows are about the place"), required=False, max_length=200)
    period_constant = forms.CharField(
        label=_("All rows are about the period"),
        required=False,
        max_length=40,
        help_text=_("Such as 2026-09, 2026-Q3 or 2026."),
    )
    period_from_name = forms.BooleanField(label=_("The period stands in the file's name"), required=False)
    indicator_constant = forms.CharField(label=_("All numbers are of the indicator"), required=False, max_length=200)
    rest = forms.ChoiceField(
        label=_("Every other column is"),
        choices=[
            ("ignore", _("not read")),
            ("place", _("one place each")),
            ("period", _("one period each")),
            ("indicator", _("one indicator each")),
        ],
    )
    dates_are = forms.ChoiceField(
        label=_("A full date stands for"),
        choices=[
            ("day", _("its day")),
            ("week", _("its week")),
            ("month", _("its month")),
            ("quarter", _("its quarter")),
            ("year", _("its year")),
        ],
    )
    day_first = forms.NullBooleanField(
        label=_("3/4/2026 is"),
        required=False,
        widget=forms.Select(choices=[("unknown", _("not known")), ("true", _("3 April")), ("false", _("4 March"))]),
    )
    decimal = forms.ChoiceField(
        label=_("Decimals are written with"), choices=[(".", _("a point: 1.5")), (",", _("a comma: 1,5"))]
    )
    totals = forms.CharField(
        label=_("Places that are totals of the others"), required=False, max_length=1000,
        help_text=_("Separated by semicolons. Their values are set aside."),
    )  # fmt: skip
    cumulative = forms.CharField(
        label=_("Indicators that are running totals"),
        required=False,
        max_length=2000,
        help_text=_("Separated by semicolons."),
    )
    missing = forms.CharField(
        label=_("Words that mean there is no value"),
        required=False,
        max_length=500,
        help_text=_("Separated by semicolons, such as: NR; -"),
    )
    periods = forms.CharField(
        label=_("What names of periods mean"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, such as: NFHS5 = 2020"),
    )  # fmt: skip

    def __init__(self, table: Table, mapping: SheetMapping, data: Any = None) -> None:
        self.table, self.mapping = table, mapping
        super().__init__(data, initial=self.initial_of(mapping))
        named = {column.header: column for column in mapping.values}
        for number, header in enumerate(table.headers):
            column = named.get(header)
            self.fields[f"role-{number}"] = forms.ChoiceField(
                label=header, choices=ROLES, initial=role_of(mapping, header), required=False
            )
            for part in ("place", "period", "indicator"):
                self.fields[f"{part}-{number}"] = forms.CharField(
                    label=f"{header}: {part}", required=False, max_length=200, initial=getattr(column, part, "")
                )

    def initial_of(self, mapping: SheetMapping) -> dict[str, Any]:
        """The fields that are not about one column."""
        plain = (
            "place_constant",
            "period_constant",
            "period_from_name",
            "indicator_constant",
            "rest",
            "dates_are",
            "day_first",
            "decimal",
        )
        return {name: getattr(mapping, name) for name in plain} | {
            "totals": "; ".join(mapping.totals),
            "cumulative": "; ".join(mapping.cumulative),
            "missing": "; ".join(mapping.missing),
            "periods": "\n".join(f"{text} = {meaning}" for text, meaning in mapping.periods),
        }

    def lines(self) -> Iterator[ColumnLine]:
        """One line per column."""
        for number, header in enumerate(self.table.headers):
            cells = (shown(row.values[number]) for row in self.table.rows[:50])
            sample = ", ".join(list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLE])
            place, period, indicator = (self[f"{part}-{number}"] for part in ("place", "period", "indicator"))
            said = ", ".join(str(field.value()) for field in (place, period, indicator) if field.value())
            shown_open = bool(self.errors) and not said
            yield ColumnLine(header, sample[:80], self[f"role-{number}"], place, period, indicator, shown_open, said)

    def still_open(self) -> list[str]:
        """What the sheet does not say, as questions."""
        return [told(question) for question in open_questions(self.mapping, self.table)]

    def whole_first(self) -> list[forms.BoundField]:
        """The first half of the fields that are about the whole sheet."""
        names = list(self.base_fields)
        return [self[name] for name in names[: len(names) // 2]]

    def whole_second(self) -> list[forms.BoundField]:
        """The second half of the fields that are about the whole sheet."""
        names = list(self.base_fields)
        return [self[name] for name in names[len(names) // 2 :]]

    def clean(self) -> dict[str, Any]:
        """Put the answers together; open questions are errors of the whole form."""
        cleaned = super().clean() or {}
        self.answered = self.mapping_of(cleaned)
        for question in open_questions(self.answered, self.table):
            self.add_error(None, told(question))
        return cleaned

    def mapping_of(self, cleaned: dict[str, Any]) -> SheetMapping:
        """The mapping that the answers describe."""
        roles = [(header, cleaned.get(f"role-{number}") or "rest") for number, header in enumerate(self.table.headers)]
        values = tuple(
            ValueColumn(header, cast(Part, role), *self.told_of(cleaned, number))
            for number, (header, role) in enumerate(roles)
            if role in PARTS
        )
        return SheetMapping(
            place=first(roles, "place"), place_code=first(roles, "place_code"), parents=every(roles, "parent"),
            place_constant=cleaned.get("place_constant", ""), period=self.period_columns(every(roles, "period")),
            period_constant=cleaned.get("period_constant", ""), period_from_name=cleaned.get("period_from_name", False),
            dates_are=cleaned.get("dates_are", "day"), day_first=cleaned.get("day_first"),
            periods=pairs(cleaned.get("periods", "")), indicator=first(roles, "indicator"),
            indicator_constant=cleaned.get("indicator_constant", ""), values=values, rest=cleaned.get("rest", "ignore"),
            ignored=every(roles, "ignored"), groups=every(roles, "group"), totals=listed(cleaned.get("totals", "")),
            cumulative=listed(cleaned.get("cumulative", "")), missing=listed(cleaned.get("missing", "")),
            decimal=cleaned.get("decimal", "."),
        )  # fmt: skip

    def told_of(self, cleaned: dict[str, Any], number: int) -> list[str]:
        """Place, period and indicator that one column itself tells."""
        return [cleaned.get(f"{part}-{number}", "").strip() for part in ("place", "period", "indicator")]

    def period_columns(self, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """Period columns in the order in which the guess had them: year first, then its part."""
        order = {header: number for number, header in enumerate(self.mapping.period)}
        return tuple(sorted(chosen, key=lambda header: order.get(header, len(order))))


def role_of(mapping: SheetMapping, header: str) -> str:
    """The role that a mapping gives a column."""
    single = {mapping.place: "place", mapping.place_code: "place_code", mapping.indicator: "indicator"}
    if header in single:
        return single[header]
    for name, headers in (("parent", mapping.parents), ("period", mapping.period), ("group", mapping.groups)):
        if header in headers:
            return name
    if header in mapping.ignored:
        return "ignored"
    return next((column.part for column in mapping.values if column.header == header), "rest")


def first(roles: Sequence[tuple[str, str]], wanted: str) -> str:
    """The first column of a role."""
    return next((header for header, role in roles if role == wanted), "")


def every(roles: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """All columns of a role."""
    return tuple(header for header, role in roles if role == wanted)


def listed(text: str) -> tuple[str, ...]:
    """Words separated by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Lines of "text = meaning"."""
    lines = (line.partition("=") for line in text.splitlines())
    return tuple((name.strip(), meaning.strip()) for name, _sign, meaning in lines if name.strip())
