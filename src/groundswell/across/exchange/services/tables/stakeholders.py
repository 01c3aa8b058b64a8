"""Stakeholders of step 5 with where they stand now; another position is a new row of the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, dict_of, field_of, stored_of
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.before.consensus.models import Position, Stakeholder
from groundswell.before.consensus.selectors import stakeholders_of
from groundswell.before.consensus.services import change_stakeholder, record_position, record_stakeholder
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

PLAIN = ("name", "office", "organisation", "side", "power", "interest", "champion", "left_on")
POSITION = ("value", "held_on", "evidence")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of stakeholders; a changed position needs its evidence."""
    needed = {"name", "side", "power"}
    first = [column_for(Stakeholder, name, required=name in needed) for name in PLAIN]
    where = Column("place", _("Place"), required=True)
    return (*first[:3], where, *first[3:], *(column_for(Position, name) for name in POSITION))


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Stakeholders in office by level; four queries."""
    words, positions = PlaceWords(program), dict_of(field_of(Position, "value"))
    people = list(stakeholders_of(permit, program))
    held = Position.objects.filter(stakeholder__in=people).order_by("held_on", "id")
    last = {row.stakeholder_id: row for row in held}
    for row in people:
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in PLAIN}
        cells["place"] = words.said.get(row.place_id, "")
        now = last.get(row.pk)
        if now:
            cells |= {"value": positions[now.value], "held_on": now.held_on, "evidence": now.evidence}
        yield Kept(str(row.key), row.name, cells, row)


def facts(desk: Desk, row: Wanted) -> dict[str, Any]:
    """What a row says of who they are.

    Raises:
        BadInput: A cell that is needed is blank, or the place is not known.
    """
    found = {name: stored_of(Stakeholder, name, row.cells.get(name)) for name in PLAIN if name != "champion"}
    return found | {"champion": bool(row.cells.get("champion")), "place": desk.words.place(row.text("place"))}


def stand(desk: Desk, row: Wanted, stakeholder: Stakeholder) -> None:
    """Record the position that a row gives, where it differs from the one that counts.

    Raises:
        BadInput: It is not said how the new position is known.
    """
    if not row.text("value") or (row.before and not set(row.differing) & set(POSITION)):
        return
    value = stored_of(Position, "value", row.cells.get("value"))
    if row.before and set(row.differing) & set(POSITION) == {"value"}:
        raise BadInput(
            _("The position changed, but its day and evidence did not."),
            _("Write in the same row on which day they said it, or how you know it."), code="consensus.position",
        )  # fmt: skip
    day = row.cells.get("held_on")
    on = day if isinstance(day, date) else timezone.localdate()
    record_position(desk.permit, stakeholder, value, on, row.text("evidence"))


def change(desk: Desk, row: Wanted) -> None:
    """Change one stakeholder, and add a position where it says another one."""
    assert row.before is not None
    stored: Stakeholder = row.before.item
    stand(desk, row, change_stakeholder(desk.permit, stored, facts(desk, row), version=stored.version))


def add(desk: Desk, row: Wanted) -> None:
    """Record one stakeholder with the position."""
    stand(desk, row, record_stakeholder(desk.permit, desk.program, facts(desk, row)))


STAKEHOLDERS = RoundTrip(
    "stakeholders", gettext_lazy("Stakeholders"), "consensus.stakeholder.read", columns, rows, one_by_one(change, add),
    identity=("name", "place"),
)  # fmt: skip
