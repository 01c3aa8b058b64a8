"""Step 6 in Excel: policies, reviews, asks and the advocacy calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.elements import worded
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.spec import Desk, Kept, Query, RoundTrip, Wanted, one_by_one
from groundswell.before.consensus.models import Stakeholder
from groundswell.before.package.forms.elements import tags_of
from groundswell.before.policy.forms import NarrowForm
from groundswell.before.policy.models import Ask, Event, Policy, Review
from groundswell.before.policy.selectors import READ, asks_of, events_of, policies_of, reviews_of, stakeholders_for
from groundswell.before.policy.services import (
    AskFacts,
    EventFacts,
    PolicyFacts,
    change_ask,
    change_event,
    change_policy,
    close_ask,
    record_ask,
    record_event,
    record_policy,
    review_area,
    settle_policy,
)
from groundswell.domain.errors import BadInput
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

STAKEHOLDER = "consensus.stakeholder.read"
PLAIN = ("title", "kind", "area", "link", "starts_on", "ends_on", "on_effectiveness", "on_reach", "effect", "treatment")
ASKED = ("change", "why", "decision_maker", "owner", "deadline")
DATED = ("title", "on", "where", "who", "next_step", "done")


def place_cell(place: Place) -> str:
    """A place as a cell: its code where it has one, else its name."""
    return place.code or place.name


def place_of(desk: Desk, row: Wanted) -> Place:
    """The place that a cell names, by code or name, within the program's area.

    Raises:
        BadInput: There is none, or several of that name.
    """
    word = row.text("place")
    root = desk.program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end)
    found = list(inside.filter(code=word)[:2]) or list(inside.filter(name=word)[:2])
    if len(found) != 1:
        raise BadInput(
            _("“%(place)s” is not one place of this program.") % {"place": word},
            _("Write the code or the name of the area where it holds."),
            code="table.place",
        )
    return found[0]


def said(model: type[Any], row: Wanted, names: Sequence[str]) -> dict[str, Any]:
    """What a row says of the plain columns of a record."""
    return {name: stored_of(model, name, row.cells.get(name)) for name in names}


def place_column() -> Column:
    """The column that says where something holds."""
    return Column("place", _("Holds in"), required=True, width=20)


def policy_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of policies; how one was settled is filled in to settle it."""
    needed = {"title", "kind", "area", "on_effectiveness", "on_reach"}
    plain = [column_for(Policy, name, required=name in needed) for name in PLAIN]
    titles = [Column(f"titles_{tag}", worded(_("Title"), tag), width=32) for tag in tags_of(program)]
    return (plain[0], *titles, *plain[1:3], place_column(), *plain[3:], column_for(Policy, "settled_how"))


def policy_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Every policy."""
    for row in policies_of(permit, program):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in (*PLAIN, "settled_how")}
        cells |= {f"titles_{tag}": row.titles.get(tag) for tag in tags_of(program)}
        yield Kept(str(row.key), str(row), cells | {"place": place_cell(row.place)}, row)


def policies_asked(permit: Permit, program: Program, query: Query) -> Callable[[Kept], bool]:
    """Which policies an address asks for, as on the page of the register."""
    choice = NarrowForm(query, program=program, policies=policies_of(permit, program)).choice()
    today = timezone.localdate()
    return lambda row: choice.takes(row.item, today)


def titles_said(desk: Desk, row: Wanted, kept: Mapping[str, str]) -> dict[str, str]:
    """Titles by language; languages that have no column keep theirs."""
    return {**kept, **{tag: row.text(f"titles_{tag}") for tag in tags_of(desk.program)}}


def change_one_policy(desk: Desk, row: Wanted) -> None:
    """Change one policy, or settle it where the row says how."""
    assert row.before is not None
    policy: Policy = row.before.item
    facts = PolicyFacts(
        **said(Policy, row, PLAIN), place=place_of(desk, row), file=policy.file, steps=tuple(policy.steps),
        waves=tuple(policy.waves.all()), elements=tuple(policy.elements.all()),
        titles=titles_said(desk, row, policy.titles),
    )  # fmt: skip
    changed = change_policy(desk.permit, policy, facts, version=policy.version)
    if row.text("settled_how") and not changed.settled_on:
        settle_policy(desk.permit, changed, row.text("settled_how"), version=changed.version)


def add_policy(desk: Desk, row: Wanted) -> None:
    """Record one policy."""
    facts = PolicyFacts(**said(Policy, row, PLAIN), place=place_of(desk, row), titles=titles_said(desk, row, {}))
    record_policy(desk.permit, desk.program, facts)


def review_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of reviews."""
    names = [column_for(Review, name, required=name != "found") for name in ("area", "on", "found")]
    return (names[0], place_column(), *names[1:])


def review_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Every review, the latest first."""
    for row in reviews_of(permit, program):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in ("area", "on", "found")}
        yield Kept(str(row.key), str(row), cells | {"place": place_cell(row.place)}, row)


def add_review(desk: Desk, row: Wanted) -> None:
    """Note one review."""
    facts = said(Review, row, ("area", "on", "found"))
    review_area(desk.permit, desk.program, facts["area"], place_of(desk, row), on=facts["on"], found=facts["found"])


def keep_review(desk: Desk, row: Wanted) -> None:
    """Refuse to change a review that was noted.

    Raises:
        BadInput: Always: a review is noted anew.
    """
    raise BadInput(
        _("A review that was noted does not change."), _("Add a row of its own for the new one."), code="table.fixed"
    )


def ask_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of asks; state and outcome are filled in to end one. Stakeholders are there for who may see them."""
    linked = [Column("policy", _("Policy"), width=32)]
    if permit.allows(STAKEHOLDER, program):
        linked.append(Column("stakeholder", _("Put to the stakeholder"), width=28))
    plain = [column_for(Ask, name, required=name == "change") for name in ASKED]
    ended = Column("closed_on", _("Ended on"), "date", locked=True, width=14)
    return (plain[0], *linked, *plain[1:], column_for(Ask, "state"), column_for(Ask, "outcome"), ended)


def ask_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Open asks by deadline, then those that ended, the latest first."""
    for row in chain(asks_of(permit, program), asks_of(permit, program, ended=True)):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in (*ASKED, "state", "outcome", "closed_on")}
        cells |= {"policy": row.policy.title if row.policy else None}
        cells |= {"stakeholder": row.stakeholder.name if row.stakeholder else None}
        yield Kept(str(row.key), row.change, cells, row)


def ask_facts(desk: Desk, row: Wanted) -> AskFacts:
    """What a row says of an ask.

    Raises:
        BadInput: It names a policy that is not on record, or a stakeholder who is not one of ours.
    """
    title = row.text("policy")
    policy = Policy.objects.filter(program=desk.program, title=title).first() if title else None
    if title and policy is None:
        raise BadInput(
            _("There is no policy “%(title)s”.") % {"title": title}, _("Write its title as it is recorded."),
            code="table.policy",
        )  # fmt: skip
    return AskFacts(**said(Ask, row, ASKED), policy=policy, stakeholder=stakeholder_of(desk, row))


def stakeholder_of(desk: Desk, row: Wanted) -> Stakeholder | None:
    """The stakeholder to whom a row puts an ask; as stored where the row does not change it.

    Raises:
        BadInput: No stakeholder in office has that name, or several have.
    """
    ask: Ask | None = row.before.item if row.before else None
    if ask and "stakeholder" not in row.differing:
        return Stakeholder.objects.get(pk=ask.stakeholder_id) if ask.stakeholder_id else None
    name = row.text("stakeholder")
    found = list(stakeholders_for(desk.permit, desk.program, ask or Ask()).filter(name=name)[:2]) if name else []
    if name and len(found) != 1:
        raise BadInput(
            _("“%(name)s” is not one stakeholder of this program.") % {"name": name},
            _("Write the name as step 5 has it, or leave the cell empty."), code="table.stakeholder",
        )  # fmt: skip
    return found[0] if found else None


def change_one_ask(desk: Desk, row: Wanted) -> None:
    """Change one ask, or end it where the row says how it ended."""
    assert row.before is not None
    ask: Ask = row.before.item
    changed = change_ask(desk.permit, ask, ask_facts(desk, row), version=ask.version)
    state = stored_of(Ask, "state", row.cells.get("state"))
    if state != "open":
        close_ask(desk.permit, changed, state, row.text("outcome"), version=changed.version)


def add_ask(desk: Desk, row: Wanted) -> None:
    """Record one ask."""
    record_ask(desk.permit, desk.program, ask_facts(desk, row))


def event_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of the advocacy calendar."""
    return tuple(column_for(Event, name, required=name in ("title", "on")) for name in DATED)


def event_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Events by day."""
    for row in events_of(permit, program):
        yield Kept(str(row.key), row.title, {name: cell_of(row, name) for name in DATED}, row)


def event_facts(row: Wanted) -> dict[str, Any]:
    """What a row says of an event.

    Raises:
        BadInput: It has no day.
    """
    facts = said(Event, row, DATED)
    if not isinstance(facts["on"], date):
        raise BadInput(_("A date of the calendar needs its day."), _("Fill in the cell."), code="table.blank")
    return facts | {"done": bool(facts["done"])}


def change_one_event(desk: Desk, row: Wanted) -> None:
    """Change one event."""
    assert row.before is not None
    event: Event = row.before.item
    change_event(desk.permit, event, EventFacts(**event_facts(row), ask=event.ask), version=event.version)


def add_event(desk: Desk, row: Wanted) -> None:
    """Record one event."""
    record_event(desk.permit, desk.program, EventFacts(**event_facts(row)))


POLICIES = RoundTrip(
    "policies", gettext_lazy("Policies"), READ, policy_columns, policy_rows,
    one_by_one(change_one_policy, add_policy), identity=("title", "place"), narrow=policies_asked,
)  # fmt: skip
REVIEWS = RoundTrip(
    "policy-reviews", gettext_lazy("Reviews of policy areas"), READ, review_columns, review_rows,
    one_by_one(keep_review, add_review), identity=("area", "place", "on"),
)  # fmt: skip
ASKS = RoundTrip(
    "asks", gettext_lazy("Our asks"), READ, ask_columns, ask_rows, one_by_one(change_one_ask, add_ask),
    identity=("change",),
)  # fmt: skip
ADVOCACY = RoundTrip(
    "advocacy", gettext_lazy("Advocacy calendar"), READ, event_columns, event_rows,
    one_by_one(change_one_event, add_event), identity=("title", "on"),
)  # fmt: skip
