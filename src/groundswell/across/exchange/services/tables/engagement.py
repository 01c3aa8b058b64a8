"""Objections, commitments and contacts of step 5, one table each; a row names the stakeholder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, field_of, stored_of
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.before.consensus.models import Commitment, Contact, Objection, Part, Stakeholder
from groundswell.before.consensus.selectors import stakeholders_of
from groundswell.before.consensus.selectors.stakeholders import parts_of
from groundswell.before.consensus.services import add_part, change_part
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def said(permit: Permit, program: Program, words: PlaceWords) -> dict[int, str]:
    """Each stakeholder by one text that no other has: the name, with the place where two share it."""
    people = list(stakeholders_of(permit, program))
    times = Counter(row.name.casefold() for row in people)
    return {
        row.pk: row.name if times[row.name.casefold()] == 1 else f"{row.name} ({words.said.get(row.place_id, '')})"
        for row in people
    }


def owner(desk: Desk, row: Wanted) -> Stakeholder:
    """The stakeholder whom a row names.

    Raises:
        BadInput: None, or several.
    """
    wanted = row.text("stakeholder").casefold()
    texts = said(desk.permit, desk.program, desk.words)
    meant = [number for number, text in texts.items() if text.casefold() == wanted]
    if len(meant) == 1:
        return Stakeholder.objects.select_related("program", "place").get(pk=meant[0])
    near = "; ".join(text for text in texts.values() if text.casefold().startswith(wanted))
    remedy = _("Write one of: %(names)s.") % {"names": near} if near else _("Record the stakeholder first.")
    raise BadInput(
        _("No stakeholder is called “%(name)s”.") % {"name": row.text("stakeholder")}, remedy, code="consensus.name"
    )


def table(code: str, title: Any, model: type[Part], fields: tuple[str, ...], same: tuple[str, ...]) -> RoundTrip:
    """The table of one kind.

    Args:
        code: Its name in addresses.
        title: Its name in words.
        model: Its rows.
        fields: Its columns after who it is about.
        same: Those that must be filled in, and by which a row of the same stakeholder is recognised.
    """

    def columns(permit: Permit, program: Program) -> Sequence[Column]:
        """Who, where, and what is recorded."""
        who = (Column("stakeholder", _("Stakeholder"), required=True), Column("place", _("Place"), locked=True))
        return (*who, *(column_for(model, name, required=name in same) for name in fields))

    def rows(permit: Permit, program: Program) -> Iterator[Kept]:
        """The rows of stakeholders in office that the person may see."""
        words = PlaceWords(program)
        names = said(permit, program, words)
        for row in parts_of(permit, program, model):
            cells: dict[str, Cell] = {name: cell_of(row, name) for name in fields}
            cells |= {"stakeholder": names[row.stakeholder_id], "place": words.said.get(row.stakeholder.place_id, "")}
            yield Kept(str(row.key), f"{row.stakeholder.name}: {row}", cells, row)

    def facts(row: Wanted) -> dict[str, Any]:
        """What a row says; a choice left blank is the first one."""
        return {name: kept(model, name, row.cells.get(name)) for name in fields}

    def change(desk: Desk, row: Wanted) -> None:
        """Change one."""
        assert row.before is not None
        part: Part = row.before.item
        change_part(desk.permit, part, facts(row), version=part.version)

    def add(desk: Desk, row: Wanted) -> None:
        """Add one."""
        add_part(desk.permit, owner(desk, row), model, facts(row))

    return RoundTrip(
        code, title, "consensus.stakeholder.read", columns, rows, one_by_one(change, add),
        identity=("stakeholder", *same), fixed=("stakeholder",),
    )  # fmt: skip


def kept(model: type[Part], name: str, cell: Cell) -> Any:
    """What a field keeps of a cell; its default where the cell is blank and there is one."""
    field = field_of(model, name)
    if cell is None and field.has_default():
        return field.get_default()
    return stored_of(model, name, cell)


OBJECTIONS = table(
    "objections", gettext_lazy("Objections"), Objection,
    ("words", "theme", "raised_on", "reply", "replied_on", "state", "in_case"), ("words", "raised_on"),
)  # fmt: skip
COMMITMENTS = table(
    "commitments", gettext_lazy("Commitments"), Commitment, ("words", "due_on", "state", "evidence"),
    ("words", "due_on"),
)  # fmt: skip
CONTACTS = table(
    "contacts", gettext_lazy("Contacts"), Contact,
    ("on", "kind", "who", "minutes", "next_step", "next_on", "next_owner", "next_done_on"), ("on", "who"),
)  # fmt: skip
