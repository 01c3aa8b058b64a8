"""Writing to the journal, in the transaction of what is written about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Model

from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit


class Thing(Protocol):
    """A record that the journal can name."""

    @property
    def key(self) -> Any:
        """Its key outside the house."""


def note(
    permit: Permit,
    thing: Thing,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Write who did what to which thing, with what changed.

    Args:
        permit: The permit under which it was done; names the person, the action and the reach.
        thing: The record; its key and its words are kept.
        before: The changed values as they were; plain values only.
        after: The changed values as they are now.
        reason: Why, in the person's words; the permit's own reason otherwise.

    Returns:
        The entry.

    Raises:
        RuntimeError: There is no transaction: the change and its entry must stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The journal is written in the transaction of the change.")
    return Entry.objects.create(**entry_of(permit, thing, before, after, reason))


def note_many(
    permit: Permit, noted: Iterable[tuple[Thing, Mapping[str, Any], Mapping[str, Any]]], *, reason: str = ""
) -> None:
    """Write one entry for each of many things that changed together, in one statement.

    Args:
        permit: The permit under which it was done.
        noted: For each thing, the changed values before and after.
        reason: Why; the permit's own reason otherwise.

    Raises:
        RuntimeError: There is no transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The journal is written in the transaction of the change.")
    Entry.objects.bulk_create(
        (Entry(**entry_of(permit, thing, before, after, reason)) for thing, before, after in noted), batch_size=1000
    )


def entry_of(
    permit: Permit, thing: Thing, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, reason: str
) -> dict[str, Any]:
    """The columns of an entry: names as they are now, so that it stays true when they change."""
    return dict(
        person=permit.person,
        person_name=permit.name,
        via=permit.via,
        action=permit.action.code,
        label=permit.action.label,
        program=permit.target.program or "",
        path=permit.target.path or "",
        thing=str(thing.key),
        thing_kind=type(thing).__name__,
        thing_name=str(thing)[:300],
        reason=reason or permit.reason,
        before=plain(before or {}),
        after=plain(after or {}),
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, as it was and as it is."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def amend[R: Model](permit: Permit, row: R, values: Mapping[str, Any]) -> R:
    """Save what differs, with the row's next version and its entry in the journal; nothing where nothing differs.

    Args:
        permit: The permit under which it is done.
        row: The row, held, of a table with a column ``version``.
        values: Columns as they shall be.

    Returns:
        The row.
    """
    was, now = changes({name: getattr(row, name) for name in values}, values)
    if now:
        for name, value in now.items():
            setattr(row, name, value)
        row.version += 1  # type: ignore[attr-defined]
        row.save()
        note(permit, row, before=was, after=now)  # type: ignore[arg-type]
    return row


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values that JSON can hold; everything else as its words."""
    return {name: value if isinstance(value, SIMPLE) or value is None else str(value) for name, value in values.items()}


SIMPLE = (str, int, float, bool, list, dict)
