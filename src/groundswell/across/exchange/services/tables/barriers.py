"""Barriers of step 3: what stands in the way, what will be done, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.before.scalability.models import Barrier
from groundswell.before.scalability.selectors import barriers_of
from groundswell.before.scalability.services import BarrierFacts, change_barrier, close_barrier, record_barrier
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

FIELDS = ("words", "action", "owner", "due_on", "closed_how")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of barriers; how one was removed is filled in to close it."""
    needed = {"words", "action", "owner", "due_on"}
    return tuple(column_for(Barrier, name, required=name in needed) for name in FIELDS)


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The open barriers by due day."""
    for row in barriers_of(permit, program):
        yield Kept(str(row.key), row.words, {name: cell_of(row, name) for name in FIELDS}, row)


def facts(row: Wanted, item: str = "") -> BarrierFacts:
    """What a row says of a barrier.

    Raises:
        BadInput: A cell that is needed is blank.
    """
    due = row.cells.get("due_on")
    if not (row.text("words") and row.text("action") and row.text("owner") and isinstance(due, date)):
        raise BadInput(
            _("A barrier needs words, an action, an owner and a day."), _("Fill in the four cells."), code="table.blank"
        )
    return BarrierFacts(row.text("words"), row.text("action"), row.text("owner"), due, item)


def change(desk: Desk, row: Wanted) -> None:
    """Change one barrier, or close it where the row says how it was removed."""
    assert row.before is not None
    barrier: Barrier = row.before.item
    changed = change_barrier(desk.permit, barrier, facts(row, barrier.item), version=barrier.version)
    if row.text("closed_how"):
        close_barrier(desk.permit, changed, row.text("closed_how"), version=changed.version)


def add(desk: Desk, row: Wanted) -> None:
    """Record one barrier."""
    record_barrier(desk.permit, desk.program, facts(row))


BARRIERS = RoundTrip(
    "barriers", gettext_lazy("What stands in the way of growth"), "scalability.assessment.read", columns, rows,
    one_by_one(change, add), identity=("words",),
)  # fmt: skip
