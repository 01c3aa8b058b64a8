"""Indicator sheets, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one, reason_column
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.models.indicators import SHEET_COLUMNS, SHEET_RULES
from groundswell.during.monitoring.services import change_indicator, define_indicator
from groundswell.during.monitoring.services.sheets import EXTRAS
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

NAMES = (*SHEET_COLUMNS, *SHEET_RULES, "target_value", *EXTRAS)
NEEDED = ("code", "name", "numerator", "aggregation")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of the sheets."""
    return (
        *(column_for(Indicator, name, required=name in NEEDED) for name in NAMES),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The sheets in the order of the monthly form."""
    for row in permit.scope(Indicator.objects.filter(program=program), "monitoring.indicator.read"):
        yield Kept(row.code, f"{row.code} {row}", {name: cell_of(row, name) for name in NAMES}, row)


def change(desk: Desk, row: Wanted) -> None:
    """Change one sheet, with its reason."""
    assert row.before is not None
    sheet: Indicator = row.before.item
    said = {name: stored_of(Indicator, name, row.cells.get(name)) for name in row.differing}
    change_indicator(desk.permit, sheet, said, version=sheet.version, why=row.reason)


def add(desk: Desk, row: Wanted) -> None:
    """Define one indicator; blank cells keep their default."""
    said = {
        name: stored_of(Indicator, name, cell) for name, cell in row.cells.items() if name in NAMES and cell is not None
    }
    define_indicator(desk.permit, desk.program, said)


INDICATORS = RoundTrip(
    "indicators", gettext_lazy("Indicator sheets"), "monitoring.indicator.read", columns, rows,
    one_by_one(change, add), identity=("code",), fixed=("code",),
)  # fmt: skip
