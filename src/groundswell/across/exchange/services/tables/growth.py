"""Step 3 in Excel: decisions, which are only read once they are minuted, and contexts that are excluded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.before.scalability.models import Exclusion, Resolution
from groundswell.before.scalability.selectors import decisions_of, exclusions_of
from groundswell.before.scalability.services import exclude_context
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "scalability.assessment.read"
DECIDED = ("choice", "decided_on", "who", "why", "dropped", "excluded", "to_test")


def decision_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of decisions on growth; all only read."""
    plain = (column_for(Resolution, name, locked=True) for name in DECIDED)
    number, stands = Column("number", _("Number"), locked=True), Column("stands", _("Stands"), locked=True)
    return (number, stands, *plain, Column("by_name", _("Minuted by"), locked=True, width=20))


def decision_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Every decision, the one that stands first."""
    for place, row in enumerate(decisions_of(permit, program)):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in (*DECIDED, "number", "by_name")}
        yield Kept(str(row.key), str(row), cells | {"stands": _("no") if place else _("yes")}, row)


def exclusion_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of excluded contexts."""
    context = column_for(Exclusion, "context", required=True)
    return (context, column_for(Exclusion, "reason", key="why", required=True))


def exclusion_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The contexts that are excluded now."""
    for row in exclusions_of(permit, program):
        yield Kept(str(row.key), row.context, {"context": row.context, "why": row.reason}, row)


def keep_exclusion(desk: Desk, row: Wanted) -> None:
    """Refuse to change what was excluded with its reason.

    Raises:
        BadInput: Always: it is taken in again on its page, and excluded anew.
    """
    raise BadInput(
        _("A context that is excluded keeps its name and its reason."),
        _("Take it in again on the page of step 3, or write a row of its own for another."), code="table.fixed",
    )  # fmt: skip


def add_exclusion(desk: Desk, row: Wanted) -> None:
    """Exclude one context."""
    exclude_context(desk.permit, desk.program, row.text("context"), row.text("why"))


DECISIONS = RoundTrip("growth-decisions", gettext_lazy("Decisions on growth"), READ, decision_columns, decision_rows)
EXCLUSIONS = RoundTrip(
    "exclusions", gettext_lazy("Contexts that are excluded"), READ, exclusion_columns, exclusion_rows,
    one_by_one(keep_exclusion, add_exclusion), identity=("context",),
)  # fmt: skip
