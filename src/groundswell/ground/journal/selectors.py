"""Reading the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit


def entries(permit: Permit, *, thing: str = "", action: str = "") -> QuerySet[Entry]:
    """Entries that the person may read, newest first.

    Args:
        permit: A permit for reading the journal.
        thing: Key of one record, for its own history.
        action: Begin of an action's name, such as ``monitoring.``.
    """
    rows = permit.scope(Entry.objects.all(), "journal.entry.read")
    if permit.target.program:
        rows = rows.filter(program=permit.target.program)
    if thing:
        rows = rows.filter(thing=thing)
    if action:
        rows = rows.filter(action__startswith=action)
    return rows
