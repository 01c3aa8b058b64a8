"""Reading the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from groundswell.ground.journal.models import Entry, Seal
from groundswell.kit.door import Permit, actions
from groundswell.kit.style import written

__all__ = ["Change", "Line", "entries", "last_seal", "lines", "rooms"]
LONGEST = 300
FOLDED = 4
"""More values than this are folded away until somebody opens them."""


@dataclass(frozen=True)
class Change:
    """One value of a record, as it was and as it is; None where there was none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Line:
    """An entry as a page shows it: the action in the reader's language, the values as words."""

    entry: Entry
    action: str
    changes: tuple[Change, ...]

    @property
    def is_long(self) -> bool:
        """Whether its values are folded away, so that the list stays a list."""
        return len(self.changes) > FOLDED


def entries(permit: Permit, *, thing: str = "", action: str = "") -> QuerySet[Entry]:
    """Entries that the person may read, newest first.

    Args:
        permit: A permit for reading the journal.
        thing: Key of one record, for its own history.
        action: Begin of an action's name, such as ``monitoring.``.
    """
    rows = told_to(permit, permit.scope(Entry.objects.all(), "journal.entry.read"))
    if permit.target.program:
        rows = rows.filter(program=permit.target.program)
    if thing:
        rows = rows.filter(thing=thing)
    if action:
        rows = rows.filter(action__startswith=action)
    return rows


def told_to(permit: Permit, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries without those of discreet actions that the person may not do there."""
    secret = [code for code, action in actions().items() if action.discreet]
    seen = rows.exclude(action__in=secret)
    for code in secret:
        seen |= permit.scope(rows.filter(action=code), code)
    return seen


def lines(rows: Iterable[Entry]) -> list[Line]:
    """Entries as a page shows them. An action's label is translated when it is shown, not when it was written."""
    return [Line(row, gettext(row.label), tuple(changes_of(row.before, row.after))) for row in rows]


def changes_of(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """The values that an entry names, in the order they were written down; what was and is nothing is left out."""
    names = list(dict.fromkeys([*before, *after]))
    told = [Change(name.replace("_", " "), in_words(before, name), in_words(after, name)) for name in names]
    return [change for change in told if change.before is not None or change.after is not None]


def in_words(values: dict[str, Any], name: str) -> str | None:
    """One value as a reader's words; None where it is not named or is nothing."""
    value = values.get(name)
    if value is None or value == "":
        return None
    text = spelled(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def spelled(value: Any) -> str:
    """A value as a reader's words: what stands in a row is named, and rows are told apart by semicolons."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return in_figures(value)
    if isinstance(value, dict):
        told = ((str(name).replace("_", " "), part) for name, part in value.items() if part not in (None, "", [], {}))
        return ", ".join(f"{name} {spelled(part)}" for name, part in told)
    if isinstance(value, list):
        rows = any(isinstance(part, dict | list) for part in value)
        return ("; " if rows else ", ").join(spelled(part) for part in value)
    return str(value)


def in_figures(value: float) -> str:
    """A number with as many decimals as it was written down with."""
    decimals = len(str(value).partition(".")[2]) if isinstance(value, float) and "e" not in str(value) else 0
    return str(value) if "e" in str(value) else written(value, decimals)


def rooms() -> dict[str, str]:
    """The rooms whose writing actions the journal can hold: first word of the action's name, and the room in words."""
    words = {
        "places": _("Places"),
        "people": _("People"),
        "programs": _("Program"),
        "documents": _("Files"),
        "instruments": _("Rounds"),
        "vision": _("Vision"),
        "evidence": _("Evidence"),
        "scalability": _("Scalability"),
        "package": _("The package"),
        "consensus": _("Consensus"),
        "policy": _("Policies"),
        "monitoring": _("Monitoring"),
        "gates": _("Decisions"),
        "exchange": _("Imports and exports"),
    }
    found = dict.fromkeys(code.partition(".")[0] for code, action in actions().items() if action.writes)
    return {room: words[room] for room in words if room in found}


def last_seal() -> Seal | None:
    """The last seal: up to which entry, when, and the head of the chain."""
    return Seal.objects.order_by("-first").first()
