"""Values, one row per indicator, place, period and part of the people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import column_for, dict_of, field_of, stored_of
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Value
from groundswell.during.monitoring.services import NewValue, record_values
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

ABOUT = ("indicator", "place", "period", "group")
NUMBERS = ("numerator", "denominator", "value")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of values."""
    return (
        Column("indicator", _("Indicator"), required=True),
        Column("place", _("Place"), required=True),
        Column("place_name", _("Name of the place"), locked=True, width=24),
        Column("period", _("Period"), required=True),
        Column("group", _("Part of the people")),
        *(column_for(Value, name) for name in NUMBERS),
        column_for(Value, "flag", width=20),
        column_for(Value, "comment"),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The values that the person may see, by indicator, place and period; one query."""
    found = permit.scope(Value.objects.filter(indicator__program=program), "monitoring.value.read")
    found = found.order_by("indicator__position", "indicator_id", "place__path", "first_day", "disaggregation")
    return (row for _number, row in told(program, found))


def page(permit: Permit, program: Program, after: int, limit: int) -> Iterator[tuple[int, Kept]]:
    """So many values after the one with a number, in the order they were recorded."""
    found = permit.scope(Value.objects.filter(indicator__program=program, pk__gt=after), "monitoring.value.read")
    return told(program, found.order_by("pk")[:limit])


def told(program: Program, found: QuerySet[Value]) -> Iterator[tuple[int, Kept]]:
    """Values as rows, each with its number; one query beside those for the words of places."""
    words = PlaceWords(program)
    flags, names = dict_of(field_of(Value, "flag")), words.book.names
    chosen = found.values_list(
        "pk", "indicator__code", "place_id", "period", "disaggregation", *NUMBERS, "flag", "comment"
    )
    for number, code, place, period, group, top, bottom, value, flag, comment in chosen.iterator(chunk_size=5000):
        said, name = words.said.get(place, ""), names.get(place, "")
        cells: dict[str, Cell] = {
            "indicator": code, "place": said, "place_name": name, "period": period, "group": group,
            "numerator": top, "denominator": bottom, "value": value, "flag": flags.get(flag), "comment": comment,
        }  # fmt: skip
        yield number, Kept(f"{code}|{said}|{period}|{group}", f"{code}, {name}, {period}", cells, place)


def write(desk: Desk, wanted: Sequence[Wanted]) -> None:
    """Record values; those that are not there yet are added."""
    record_values(desk.permit, desk.program, [value_of(row, desk.words) for row in wanted], source=desk.source)


def value_of(row: Wanted, words: PlaceWords) -> NewValue:
    """A row as a value.

    Raises:
        BadInput: Its place or its period is not known.
    """
    place = row.before.item if row.before else words.meant(row.text("place"))
    top, bottom, value = (number(row.cells, name) for name in NUMBERS)
    return NewValue(
        row.text("indicator"), place, parse_period(row.text("period")), top, bottom, value, row.text("group"),
        flag=stored_of(Value, "flag", row.cells.get("flag")), comment=row.text("comment"),
    )  # fmt: skip


def number(cells: Mapping[str, Cell], name: str) -> float | None:
    """One number of a row."""
    cell = cells.get(name)
    return None if cell is None else float(cast(float, cell))


VALUES = RoundTrip(
    "values", gettext_lazy("Values"), "monitoring.value.read", columns, rows, write, identity=ABOUT, fixed=ABOUT,
    one_by_one=False, page=page,
)  # fmt: skip
