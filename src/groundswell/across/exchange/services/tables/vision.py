"""The lists of the vision: targets by area, stages, point people, possible partners, step ledger, minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted
from groundswell.before.vision.selectors import LISTS, pickable_people, row_id, rows_of, vision_of
from groundswell.before.vision.services import edit_rows
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.steps import STEPS

READ = "vision.vision.read"
STEP_TITLES = {step.number: step.title for step in STEPS}


@dataclass(frozen=True)
class ListTable:
    """One list of the vision as a table; place and person are told by names, shares as the list keeps them.

    Args:
        name: The list.
        person: Words over the column of a person, of the house or not.
        needed: Columns that must be filled in.
    """

    name: str
    person: Promise | str = ""
    needed: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are told as they are stored."""
        return tuple(name for name in LISTS[self.name][1] if name not in ("place", "person", "outsider", "step"))

    def columns(self, permit: Permit, program: Program) -> Sequence[Column]:
        """The columns, in the active language."""
        first: tuple[Column, ...] = ()
        if self.name == "areas":
            first = (
                Column("place", _("Place"), required=True),
                Column("place_name", _("Name of the place"), locked=True, width=24),
            )
        elif self.name == "ledger":
            first = (Column("step", _("Step"), "whole", required=True), Column("title", _("Title"), locked=True))
        if self.person:
            first = (*first, Column("person", str(self.person), required="person" in self.needed, width=24))
        shares = {"time": {"unit": _("as stored: 0.8 is 80 per cent")}}
        table = LISTS[self.name][0]
        told = (column_for(table, name, required=name in self.needed, **shares.get(name, {})) for name in self.fields)
        return (*first, *told)

    def rows(self, permit: Permit, program: Program) -> Iterator[Kept]:
        """The rows as they stand; the ledger has all eleven steps."""
        words = PlaceWords(program) if self.name == "areas" else None
        for row in rows_of(vision_of(permit.demand(READ, program), program), self.name):
            cells: dict[str, Cell] = {name: cell_of(row, name) for name in self.fields}
            label = str(row)
            if words:
                cells |= {"place": words.said.get(row.place_id), "place_name": str(row.place)}
            if self.name == "ledger":
                label = _("step %(number)s") % {"number": row.step}
                cells |= {"step": row.step, "title": _(STEP_TITLES[row.step])}
            if self.person:
                cells["person"] = (row.person.name if row.person else row.outsider) or None
            yield Kept(row_id(self.name, row), label, cells, row)

    def write(self, desk: Desk, wanted: Sequence[Wanted]) -> None:
        """Write all rows of the list that differ at once; an area without a target is taken away."""
        people = people_by_name(desk.permit) if self.person else {}
        made = [(row, self.values(desk, row, people)) for row in wanted]
        changed = {row.before.id: values for row, values in made if row.before}
        added = [values for row, values in made if not row.before and values]
        edit_rows(desk.permit, desk.program, self.name, changed, added)

    def values(self, desk: Desk, row: Wanted, people: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the list keeps of a row; None for an area that is taken away."""
        table = LISTS[self.name][0]
        if self.name == "areas" and row.cells.get("number") is None:
            return None
        values = {name: stored_of(table, name, row.cells.get(name)) for name in self.fields}
        refuse_strange(values)
        if self.name == "areas":
            values["place"] = row.before.item.place if row.before else desk.words.place(row.text("place"))
        if self.name == "ledger":
            values["step"] = step_of(row)
        if self.person:
            values |= person_of(row, people, needed="person" in self.needed)
        return values


def people_by_name(permit: Permit) -> dict[str, Any]:
    """People with a role in the program by their name; None where two are called so."""
    found: dict[str, Any] = {}
    for person in pickable_people(permit):
        name = person.name.casefold()
        found[name] = None if name in found else person
    return found


def person_of(row: Wanted, people: Mapping[str, Any], *, needed: bool) -> dict[str, Any]:
    """Who is meant: a person of the house by name, or somebody else.

    Raises:
        BadInput: Nobody is named where somebody must be, or two people are called so.
    """
    name = row.text("person")
    before = row.before.item if row.before else None
    if before is not None and name == (before.person.name if before.person else before.outsider):
        return {"person": before.person, "outsider": before.outsider}
    if needed and not name:
        raise BadInput(_("A row names nobody."), _("Write a name."), code="table.blank")
    if name.casefold() in people and people[name.casefold()] is None:
        raise BadInput(
            _("Two people are called “%(name)s”.") % {"name": name}, _("Choose the person on the page."),
            code="table.two_people",
        )  # fmt: skip
    person = people.get(name.casefold())
    return {"person": person, "outsider": "" if person else name}


def refuse_strange(values: Mapping[str, Any]) -> None:
    """Refuse what the database would refuse, before many rows are written together.

    Raises:
        BadInput: A number is below zero, a share is none, or the end lies before the beginning.
    """
    number, time = values.get("number"), values.get("time")
    if number is not None and number < 0:
        raise BadInput(_("A target below zero cannot be."), _("Correct the number."), code="table.number")
    if time is not None and not 0 <= time <= 1:
        raise BadInput(_("A share of time lies between 0 and 1."), _("Write 0.2 for 20 per cent."), code="table.share")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        raise BadInput(_("A task ends before it begins."), _("Check the two days."), code="table.days")


def step_of(row: Wanted) -> int:
    """The step that a row is about.

    Raises:
        BadInput: There is no such step.
    """
    step = row.cells.get("step")
    if not isinstance(step, int) or step not in STEP_TITLES:
        raise BadInput(_("There are steps 1 to 11."), _("Write one of these numbers."), code="table.step")
    return step


def table_of(
    code: str, title: Any, each: ListTable, identity: tuple[str, ...], fixed: tuple[str, ...] = ()
) -> RoundTrip:
    """The round trip of one list."""
    return RoundTrip(code, title, READ, each.columns, each.rows, each.write, identity, fixed, one_by_one=False)


AREAS = table_of("areas", gettext_lazy("Targets by area"), ListTable("areas"), ("place",), ("place",))
STAGES = table_of("stages", gettext_lazy("Stages"), ListTable("stages", needed=("name",)), ("name",))
POINTS = table_of(
    "points", gettext_lazy("Point people"), ListTable("people", gettext_lazy("Person"), ("person", "role")),
    ("person", "role"),
)  # fmt: skip
CANDIDATES = table_of(
    "candidates", gettext_lazy("Possible partners"), ListTable("partners", needed=("name",)), ("name",)
)
LEDGER = table_of(
    "ledger", gettext_lazy("Step ledger"), ListTable("ledger", gettext_lazy("Owner")), ("step",), ("step",)
)
MINUTES = table_of(
    "minutes", gettext_lazy("Minutes"), ListTable("minutes", needed=("held_on", "who")), ("held_on", "who")
)
VISION_LISTS = (AREAS, STAGES, POINTS, CANDIDATES, LEDGER, MINUTES)
