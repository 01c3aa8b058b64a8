"""Targets: what an indicator is to reach at a place in a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one, reason_column
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Indicator, Target
from groundswell.during.monitoring.services import set_target
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of targets."""
    return (
        Column("indicator", _("Indicator"), required=True),
        Column("place", _("Place"), required=True),
        Column("place_name", _("Name of the place"), locked=True, width=24),
        Column("period", _("Period"), required=True),
        Column("target", _("Target"), "number", unit=_("as stored: 0.8 is 80 per cent"), width=20),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The targets, by indicator, place and period."""
    words = PlaceWords(program)
    found = permit.scope(Target.objects.filter(indicator__program=program), "monitoring.indicator.read")
    for row in found.select_related("indicator", "place").defer("place__geometry", "place__drawing"):
        cells = {
            "indicator": row.indicator.code, "place": words.said.get(row.place_id), "place_name": str(row.place),
            "period": row.period, "target": row.value,
        }  # fmt: skip
        yield Kept(str(row.key), f"{row.indicator.code}, {row.place}, {row.period}", cells, row)


def change(desk: Desk, row: Wanted) -> None:
    """Change one target, or take it away where the cell is blank."""
    assert row.before is not None
    target: Target = row.before.item
    target.indicator.program = desk.program
    set_target(desk.permit, target.indicator, target.place, target.span, number(row), why=row.reason)


def add(desk: Desk, row: Wanted) -> None:
    """Set one target."""
    mine = Indicator.objects.select_related("program").filter(program=desk.program)
    sheet = mine.filter(code=row.text("indicator")).first()
    if sheet is None:
        raise BadInput(_("No indicator is called “%(name)s”.") % {"name": row.text("indicator")}, _("Write its code."))
    place: Place = desk.words.place(row.text("place"))
    set_target(desk.permit, sheet, place, parse_period(row.text("period")), number(row), why=row.reason)


def number(row: Wanted) -> float | None:
    """The target as written."""
    cell = row.cells.get("target")
    return float(cell) if isinstance(cell, int | float) else None


TARGETS = RoundTrip(
    "targets", gettext_lazy("Targets by place and period"), "monitoring.indicator.read", columns, rows,
    one_by_one(change, add), identity=("indicator", "place", "period"), fixed=("indicator", "place", "period"),
)  # fmt: skip
