"""People and their roles: one row per role; a changed role ends and another one begins, where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import column_for
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one, reason_column
from groundswell.domain.errors import BadInput
from groundswell.ground.people.models import ROLE_WORDS, Person, Role
from groundswell.ground.people.selectors import roles_of
from groundswell.ground.people.services import Offer, end_role, give_role
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of people; sign-in names are for those who give roles."""
    gives = permit.allows("people.role.change", program)
    return (
        Column("name", _("Name"), locked=True, width=24),
        *((Column("login", _("Signs in as"), width=24),) if gives else ()),
        Column("organisation", _("Organisation"), locked=True, width=24),
        Column("role", _("Role"), allowed=tuple(map(str, ROLE_WORDS.values())), width=28),
        Column("place", _("Reaches from this place down")),
        column_for(Role, "valid_from", title=_("From")),
        column_for(Role, "valid_until", title=_("Until")),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Roles in force in the program that the person may see."""
    words = PlaceWords(program)
    found = roles_of(permit).filter(program=str(program.key)).select_related("person__organisation", "place")
    for role in found.order_by("person__name", "id"):
        cells: dict[str, Cell] = {
            "name": role.person.name, "login": role.person.login, "role": role.word,
            "organisation": str(role.person.organisation or ""), "place": words.said.get(role.place_id or 0),
            "valid_from": role.valid_from, "valid_until": role.valid_until,
        }  # fmt: skip
        yield Kept(str(role.key), str(role.person), cells, role)


def offer_of(desk: Desk, row: Wanted) -> Offer:
    """The role that a row asks for."""
    code = next(code for code, word in ROLE_WORDS.items() if str(word) == row.text("role"))
    place = desk.words.place(row.text("place")) if row.text("place") else None
    return Offer(
        code, place, valid_from=day(row.cells.get("valid_from")), valid_until=day(row.cells.get("valid_until"))
    )


def day(cell: Cell) -> date | None:
    """A cell as a day."""
    return cell if isinstance(cell, date) else None


def change(desk: Desk, row: Wanted) -> None:
    """End the role; where the cell is not blank, give the one it names."""
    assert row.before is not None
    role: Role = row.before.item
    end_role(desk.permit, role, row.reason)
    if row.text("role"):
        give_role(desk.permit, role.person, offer_of(desk, row), row.reason)


def add(desk: Desk, row: Wanted) -> None:
    """Give a role to somebody who signs in here already.

    Raises:
        BadInput: Nobody does under that name.
    """
    login = row.text("login").casefold()
    person = Person.objects.filter(login=login).first() if login else None
    if person is None or not row.text("role"):
        raise BadInput(
            _("Nobody signs in here as “%(login)s”, or the role is blank.") % {"login": login},
            _("Invite the person on the page of people."),
            code="table.nobody",
        )
    give_role(desk.permit, person, offer_of(desk, row), row.reason)


PEOPLE = RoundTrip(
    "people", gettext_lazy("People and roles"), "people.person.read", columns, rows, one_by_one(change, add),
    identity=("login", "role", "place"), fixed=("login",),
)  # fmt: skip
