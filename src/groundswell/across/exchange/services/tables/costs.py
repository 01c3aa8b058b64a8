"""The cost sheet of step 3: lines, payers, and the factors by which amounts are converted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell, shown
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, field_of, stored_of, title_of
from groundswell.across.exchange.services.tables.spec import Columns, Desk, Kept, RoundTrip, Rows, Wanted, one_by_one
from groundswell.before.scalability.models import Conversion, CostLine, CostRecord, Payer
from groundswell.before.scalability.selectors import conversions_of, cost_lines_of, payers_of, sheet_of
from groundswell.before.scalability.services import change_row, record_row
from groundswell.domain.costs.money import Money
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

AMOUNTS = frozenset({"amount", "low", "high", "yearly"})
SHARES = frozenset({"share", "learning", "floor"})
LINE = ("name", "kind", "driver", "step", "amount", "low", "high", "currency", "price_year", "phase", "years", "payer",
        "learning", "floor", "source")  # fmt: skip
PAYER = ("name", "certainty", "agreement", "share", "yearly", "currency", "starts_on", "ends_on", "long_term")
CONVERSION = ("origin", "aim", "value", "held_on", "source")


def columns_for(table: type[CostRecord], names: Sequence[str], needed: Iterable[str]) -> Columns:
    """The columns of one of the three lists; amounts stand in whole units of the row's currency."""

    def columns(permit: Permit, program: Program) -> Sequence[Column]:
        return tuple(column(table, name, required=name in needed) for name in names)

    return columns


def column(table: type[CostRecord], name: str, *, required: bool) -> Column:
    """One column."""
    if name in AMOUNTS:
        return Column(name, title_of(field_of(table, name)), "number", required=required)
    if name == "payer":
        return Column(name, title_of(field_of(table, name)), width=24)
    if name in SHARES:
        return column_for(table, name, unit=_("as stored: 0.8 is 80 per cent"), width=20)
    return column_for(table, name, required=required)


def rows_of(names: Sequence[str], read: Callable[[Permit, Program], QuerySet[Any]]) -> Rows:
    """The rows of one of the three lists."""

    def rows(permit: Permit, program: Program) -> Iterator[Kept]:
        for row in read(permit, program):
            yield Kept(str(row.key), str(row), {name: cell(row, name) for name in names}, row)

    return rows


def cell(row: Any, name: str) -> Cell:
    """One cell: amounts in whole units, a payer by name."""
    if name in AMOUNTS:
        minor = getattr(row, name)
        return None if minor is None else float(Money(minor, row.currency).amount)
    if name == "payer":
        return row.payer.name if row.payer else None
    return cell_of(row, name)


def facts(desk: Desk, table: type[CostRecord], names: Sequence[str], row: Wanted) -> dict[str, Any]:
    """What a row says, as the service takes it; a blank currency or year is the program's own.

    Raises:
        BadInput: A cell that is needed is blank, an amount has too many decimals, or nobody is called so.
    """
    own = {"currency": desk.program.currency}
    if table is CostLine:
        own["price_year"] = sheet_of(desk.permit, desk.program).price_year  # type: ignore[assignment]
    said: dict[str, Any] = {}
    for name in names:
        value = row.cells.get(name)
        if value in (None, "") and name in own:
            said[name] = own[name]
        elif value in (None, "") and field_of(table, name).has_default():
            said[name] = field_of(table, name).get_default()
        elif name == "payer":
            said[name] = payer_called(desk, shown(value).strip())
        elif name not in AMOUNTS:
            said[name] = stored_of(table, name, value)
    currency = said.get("currency", "")
    for name in AMOUNTS.intersection(names):
        value = row.cells.get(name)
        said[name] = stored_of(table, name, value) if value in (None, "") else minor_of(value, currency)
    return said


def minor_of(value: Cell, currency: str) -> int:
    """An amount in minor units."""
    return Money.of(Decimal(repr(value)), currency).minor


def payer_called(desk: Desk, name: str) -> Payer | None:
    """The payer of that name.

    Raises:
        BadInput: Nobody is called so.
    """
    if not name:
        return None
    found = payers_of(desk.permit, desk.program).filter(name__iexact=name).first()
    if found is None:
        raise BadInput(
            _("No payer is called “%(name)s”.") % {"name": name},
            _("Write it as it stands in the list of payers, or leave it blank."),
            code="table.payer",
        )  # fmt: skip
    return found


def round_trip(
    code: str,
    title: Any,
    table: type[CostRecord],
    names: Sequence[str],
    read: Callable[[Permit, Program], Any],
    **over: Any,
) -> RoundTrip:
    """One of the three lists as a table that goes to Excel and comes back."""

    def change(desk: Desk, row: Wanted) -> None:
        assert row.before is not None
        stored = row.before.item
        change_row(desk.permit, stored, facts(desk, table, names, row), version=stored.version)

    def add(desk: Desk, row: Wanted) -> None:
        record_row(desk.permit, desk.program, table, facts(desk, table, names, row))

    columns = columns_for(table, names, over.pop("needed"))
    return RoundTrip(
        code, title, "scalability.assessment.read", columns, rows_of(names, read), one_by_one(change, add), **over
    )


COSTS = round_trip(
    "costs", gettext_lazy("What it costs"), CostLine, LINE, cost_lines_of, needed=("name", "kind", "amount"),
    identity=("name",),
)  # fmt: skip
PAYERS = round_trip(
    "payers", gettext_lazy("Who pays"), Payer, PAYER, payers_of, needed=("name", "certainty"),
    identity=("name", "starts_on"),
)  # fmt: skip
CONVERSIONS = round_trip(
    "conversions", gettext_lazy("Factors between currencies and years"), Conversion, CONVERSION, conversions_of,
    needed=CONVERSION, identity=("origin", "aim"),
)  # fmt: skip
