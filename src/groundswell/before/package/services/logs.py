"""The logs and the training: one row recorded or changed, each with its entry in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.package.models import Adaptation, ManualTest, Simplification, TrainingSession
from groundswell.before.package.models.elements import Kept
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

type Log = TrainingSession | Simplification | Adaptation | ManualTest
COLUMNS: dict[type[Kept], tuple[str, ...]] = {
    TrainingSession: ("order", "title", "minutes", "group_size", "materials", "documents"),
    Simplification: ("dropped", "why", "who", "on", "element"),
    Adaptation: ("element", "what", "place", "where", "why", "agreed_by", "on", "state"),
    ManualTest: ("facilitator", "organisation", "place", "on", "sessions", "fidelity", "unclear"),
}
"""What is said in a row of each log."""
LINKS = ("documents",)
"""Of these, what is no column but a list of links."""


@transaction.atomic
def record_row[L: (TrainingSession, Simplification, Adaptation, ManualTest)](
    permit: Permit, program: Program, table: type[L], **values: Any
) -> L:
    """Record a row of a log, or a session of the training.

    Args:
        permit: A permit of the person.
        program: The program.
        table: Which log.
        **values: Its columns, as :data:`COLUMNS` names them.

    Returns:
        The row.

    Raises:
        BadInput: Its day lies ahead, or its place or element belongs to another program.
    """
    columns, links = parted(values)
    row = table(program=program, **columns)
    permit = permit.demand(action_of(row), row)
    fitting(program, row, links)
    row.save()
    link(row, links)
    note(permit, row, after=in_words(columns | links))
    return row


@transaction.atomic
def change_row[L: (TrainingSession, Simplification, Adaptation, ManualTest)](
    permit: Permit, row: L, *, version: int, **values: Any
) -> L:
    """Change a row, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        row: The row.
        version: The version that the person saw.
        **values: Its columns as they shall be.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        Conflict: It is a proposal that is decided.
        BadInput: Its day lies ahead, or its place or element belongs to another program.
    """
    permit = permit.demand(action_of(row), row)
    stored = held(row, version, "program")
    columns, links = parted(values)
    before = {name: getattr(stored, name) for name in columns} | linked(stored, links)
    was, now = changes(before, columns | links)
    if not now:
        return stored
    if isinstance(stored, Adaptation) and stored.decision:
        raise Conflict(
            _("This proposal is decided."), _("Record another adaptation if it stands."), code="package.decided"
        )
    for name in now.keys() - links.keys():
        setattr(stored, name, columns[name])
    permit = permit.demand(action_of(stored), stored)
    fitting(stored.program, stored, links)
    stored.version += 1
    stored.save()
    link(stored, links)
    note(permit, stored, before=in_words(was), after=in_words(now))
    return stored


@transaction.atomic
def decide_proposal(permit: Permit, adaptation: Adaptation, decision: str, why: str, *, version: int) -> Adaptation:
    """Decide whether a proposal goes into the package; the element itself is changed afterwards.

    Args:
        permit: A permit of the person.
        adaptation: The proposal.
        decision: ``taken`` or ``declined``.
        why: Why.
        version: The version that the person saw.

    Raises:
        BadInput: It is not said why.
        Conflict: It is no proposal, or decided already.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand("package.proposal.decide", adaptation.program)
    stored = held(adaptation, version, "program")
    if stored.state != "proposed" or stored.decision:
        raise Conflict(_("Nothing is to be decided here."), _("Look at the list."), code="package.decided")
    if not why.strip():
        raise BadInput(_("It is not said why."), _("Write why."), code="adaptation_decided_with_reason")
    stored.decision, stored.decided_why = decision, why.strip()
    stored.decided_by, stored.decided_on, stored.version = permit.name, timezone.localdate(), stored.version + 1
    stored.save()
    note(permit, stored, before={"decision": ""}, after={"decision": decision}, reason=why.strip())
    return stored


def parted(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Columns of a row, and its links, sorted, so that they can be compared."""
    links = {name: by_words(values[name]) for name in LINKS if name in values}
    return {name: value for name, value in values.items() if name not in links}, links


def linked(row: Log, names: Iterable[str]) -> dict[str, list[Any]]:
    """What a stored row is linked to, sorted."""
    return {name: by_words(getattr(row, name).all()) for name in names}


def by_words(rows: Iterable[Any]) -> list[Any]:
    """Rows in the order of their words."""
    return sorted(rows, key=lambda row: (str(row), row.pk))


def link(row: Log, links: dict[str, list[Any]]) -> None:
    """Write the links of a stored row."""
    for name, rows in links.items():
        getattr(row, name).set(rows)


def in_words(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the journal keeps them: links by their words."""
    return {name: [str(row) for row in value] if name in LINKS else value for name, value in values.items()}


def action_of(row: Log) -> str:
    """The action by which a row is written: what was adapted is written down where it was adapted."""
    return "package.adaptation.record" if isinstance(row, Adaptation) else "package.element.record"


def fitting(program: Program, row: Log, links: dict[str, list[Any]]) -> None:
    """Refuse a row that cannot be.

    Raises:
        BadInput: Its day lies ahead, or its place, element or document belongs to another program.
    """
    day, element, place = (getattr(row, name, None) for name in ("on", "element", "place"))
    if day and day > timezone.localdate():
        raise BadInput(_("The day lies ahead."), _("Choose today or an earlier day."), code="package.day")
    if element and element.program_id != program.pk:
        raise BadInput(_("The element belongs to another program."), _("Choose another."), code="package.foreign")
    if any(thing.program_id != program.pk for rows in links.values() for thing in rows):
        raise BadInput(_("A document belongs to another program."), _("Choose another."), code="package.foreign")
    if place and not place.path.startswith(program.root.path):
        raise BadInput(_("The place lies outside the program."), _("Choose another."), code="package.place")
