"""A mapping told in sentences, for the page on which a person looks it over."""

from __future__ import annotations

from collections.abc import Sequence

from groundswell.across.exchange.formats.mapping import SheetMapping, ValueColumn
from groundswell.across.exchange.formats.tables import Table
from groundswell.domain.said import said as _

_SHOWN = 4
_DATES_ARE = {
    "week": _("A full date stands for its week."),
    "month": _("A full date stands for its month."),
    "quarter": _("A full date stands for its quarter."),
    "year": _("A full date stands for its year."),
}


def mapping_sentences(mapping: SheetMapping, table: Table) -> tuple[str, ...]:
    """What the mapping does with the sheet, one sentence per matter.

    Args:
        mapping: The mapping.
        table: The sheet.
    """
    columns = mapping.value_columns(table.headers)
    told = [
        *_place(mapping, columns),
        *_period(mapping, columns),
        *_indicator(mapping, columns),
        *_parts(columns),
        *_habits(mapping),
    ]
    used = {*mapping.named_headers, *(column.header for column in columns)}
    unread = [header for header in table.headers if header not in used]
    if unread:
        told.append(_("Not read: %(columns)s.", columns=_some(unread)))
    return tuple(told)


def _place(mapping: SheetMapping, columns: Sequence[ValueColumn]) -> list[str]:
    headers = list(dict.fromkeys(column.place for column in columns if column.place))
    if headers:
        return [_("Each of %(count)s columns is one place: %(columns)s.", count=len(headers), columns=_some(headers))]
    if mapping.place_constant:
        return [_("All values belong to %(place)s.", place=mapping.place_constant)]
    told: list[str] = []
    if mapping.place_code and mapping.place:
        told.append(
            _(
                "The place is known by its code in “%(code)s”; its name stands in “%(name)s”.",
                code=mapping.place_code,
                name=mapping.place,
            )
        )
    elif mapping.place_code:
        told.append(_("The place is known by its code in “%(code)s”.", code=mapping.place_code))
    elif mapping.place:
        told.append(_("The place is known by its name in “%(name)s”.", name=mapping.place))
    if mapping.parents and told:
        told.append(_("The places above it stand in %(columns)s.", columns=_some(mapping.parents)))
    return told


def _period(mapping: SheetMapping, columns: Sequence[ValueColumn]) -> list[str]:
    headers = list(dict.fromkeys(column.period for column in columns if column.period))
    meanings = [f"{text} = {meaning}" for text, meaning in mapping.periods if meaning]
    told: list[str] = []
    if headers:
        told.append(
            _("Each of %(count)s columns is one period: %(columns)s.", count=len(headers), columns=_some(headers))
        )
    elif mapping.period_constant:
        told.append(_("All values belong to the period %(period)s.", period=mapping.period_constant))
    elif mapping.period_from_name:
        told.append(_("The period is taken from the file's name."))
    elif mapping.period:
        told.append(_("The period stands in %(columns)s.", columns=_some(mapping.period)))
    if meanings:
        told.append(_("Periods mean: %(meanings)s.", meanings=_some(meanings)))
    if mapping.dates_are != "day":
        told.append(_DATES_ARE[mapping.dates_are])
    if mapping.day_first is not None:
        first = _("3/4/2020 is 3 April.") if mapping.day_first else _("3/4/2020 is March 4.")
        told.append(first)
    return told


def _indicator(mapping: SheetMapping, columns: Sequence[ValueColumn]) -> list[str]:
    headers = list(dict.fromkeys(column.indicator for column in columns if column.indicator))
    if headers:
        return [_("Indicators with a column of their own: %(names)s.", names=_some(headers))]
    if mapping.indicator:
        return [_("The indicator stands in “%(column)s”.", column=mapping.indicator)]
    if mapping.indicator_constant:
        return [_("All values belong to the indicator %(name)s.", name=mapping.indicator_constant)]
    return []


def _parts(columns: Sequence[ValueColumn]) -> list[str]:
    def headers(part: str) -> str:
        return _some([column.header for column in columns if column.part == part])

    told = (
        ("numerator", _("Numerators stand in %(columns)s.", columns=headers("numerator"))),
        ("denominator", _("Denominators stand in %(columns)s.", columns=headers("denominator"))),
        ("flag", _("%(columns)s is kept with each value as its flag.", columns=headers("flag"))),
        ("comment", _("%(columns)s is kept with each value as its comment.", columns=headers("comment"))),
    )
    parts = {column.part for column in columns}
    return [sentence for part, sentence in told if part in parts]


def _habits(mapping: SheetMapping) -> list[str]:
    told: list[str] = []
    if mapping.groups:
        told.append(_("Values are split by %(columns)s.", columns=_some(mapping.groups)))
    if mapping.totals:
        told.append(_("Totals are set aside and not added: %(places)s.", places=_some(mapping.totals)))
    if mapping.cumulative:
        told.append(
            _(
                "Running totals, kept as they are, no differences taken: %(names)s.",
                names=_some(mapping.cumulative),
            )
        )
    if mapping.missing:
        told.append(_("These words mean that there is no value: %(words)s.", words=_some(mapping.missing)))
    if mapping.decimal == ",":
        told.append(_("The comma is the decimal mark."))
    told.append(_("Blank cells stay gaps; they are never read as 0."))
    return told


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else _("%(names)s and %(more)s more", names=shown, more=len(names) - _SHOWN)
