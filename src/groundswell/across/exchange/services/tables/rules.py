"""The numbers we judge by, and the qualities that may never fall; each change with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.inputs import number
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one, reason_column
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import floors_of
from groundswell.ground.programs.selectors.numbers import SETS, Number, number_named, numbers_of
from groundswell.ground.programs.services import change_number, set_floor
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of the numbers."""
    return (
        Column("set", _("For the question"), locked=True, width=20),
        Column("number", _("Number"), locked=True, width=56),
        Column("value", _("Value")),
        Column("unit", _("Unit"), locked=True),
        Column("default", _("Default of the method"), locked=True),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """All numbers of all sets as the program states them."""
    permit.demand("programs.program.read", program)
    for name, chosen in SETS.items():
        for stated in numbers_of(program, name):
            cells = {
                "set": str(chosen.title), "number": str(stated.number.words),
                "value": written(stated.number, stated.value), "default": written(stated.number, stated.number.default),
                "unit": _("per cent") if stated.number.kind == "share" else "",
            }  # fmt: skip
            yield Kept(f"{name}.{stated.number.name}", str(stated.number.words), cells, stated)


def written(kind: Number, value: Any) -> str | None:
    """A number in the unit in which people write it."""
    if value is None or kind.kind == "text":
        return value or None
    return f"{round(value * 100, 10):.12g}" if kind.kind == "share" else f"{value:.12g}"


def change(desk: Desk, row: Wanted) -> None:
    """Change one number, with its reason."""
    assert row.before is not None
    which, _dot, name = row.before.id.partition(".")
    kind, text = number_named(which, name)[1], row.text("value")
    value: Any = text
    if text and kind.kind != "text":
        value = number(text) / 100 if kind.kind == "share" else number(text)
    change_number(desk.permit, desk.program, row.before.id, value or None if value != 0 else 0.0, reason=row.reason,
                  seen=row.before.item.value)  # fmt: skip


def add(desk: Desk, row: Wanted) -> None:
    """Nothing can be added: the method says which numbers there are.

    Raises:
        BadInput: Always.
    """
    raise BadInput(_("The method has no such number."), _("Use the rows that are there."), code="table.no_row")


def floor_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of quality floors."""
    return (
        Column("indicator", _("Indicator"), required=True),
        Column("floor", _("Never below"), "number", unit=_("as stored: 0.8 is 80 per cent"), width=20),
        reason_column(_("Why it changes")),
    )


def floor_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The quality floors by indicator."""
    for row in floors_of(permit, program):
        yield Kept(str(row.key), row.indicator, {"indicator": row.indicator, "floor": row.floor}, row)


def keep_floor(desk: Desk, row: Wanted) -> None:
    """Set one floor, or take it away where the cell is blank."""
    cell: Any = row.cells.get("floor")
    set_floor(desk.permit, desk.program, row.text("indicator"), None if cell is None else float(cell), row.reason)


RULES = RoundTrip(
    "rules", gettext_lazy("Numbers we judge by"), "programs.program.read", columns, rows, one_by_one(change, add)
)
FLOORS = RoundTrip(
    "floors", gettext_lazy("Qualities that may never fall"), "programs.program.read", floor_columns, floor_rows,
    one_by_one(keep_floor, keep_floor), identity=("indicator",), fixed=("indicator",),
)  # fmt: skip
