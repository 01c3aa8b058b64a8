"""What happened to a policy and its asks, from the journal, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from groundswell.before.policy.models import Ask, Policy
from groundswell.ground.journal.models import Entry
from groundswell.ground.journal.selectors import entries, spelled
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import language_named
from groundswell.kit.style import day_written

READ = "journal.entry.read"
LAST = 20
type Named = type[Policy] | type[Ask]
NAMED: dict[str, Named] = {"Policy": Policy, "Ask": Ask}


@dataclass(frozen=True)
class Step:
    """One thing that was done.

    Args:
        entry: The entry of the journal.
        what: What was done, in a word or two.
        said: Each value that changed, as “what: before → after” in parts.
    """

    entry: Entry
    what: str
    said: tuple[tuple[str, str, str], ...]


def history_of(permit: Permit, program: Program, policy: Policy, asks: Iterable[Ask]) -> list[Step]:
    """What was done to a policy and its asks, the latest first; nothing for who may not read the journal.

    Args:
        permit: A permit of the person.
        program: The program.
        policy: The policy.
        asks: Its asks.

    Returns:
        The last twenty entries; one query.
    """
    if not permit.allows(READ, program):
        return []
    keys = [str(policy.key), *(str(ask.key) for ask in asks)]
    rows = entries(permit.demand(READ, program)).filter(thing__in=keys)[:LAST]
    return [Step(row, _what(row), _said(row)) for row in rows]


def _what(row: Entry) -> str:
    """What was done, in words."""
    ask = row.thing_kind == "Ask"
    if not row.before:
        return _("Ask recorded") if ask else _("Recorded")
    if "state" in row.after:
        return _("Ask ended")
    if "settled" in row.after:
        return _("Settled")
    return _("Ask changed") if ask else _("Changed")


def _said(row: Entry) -> tuple[tuple[str, str, str], ...]:
    """What changed; what was first recorded stands on the page itself, and a settlement is said by its reason."""
    if not row.before or "settled" in row.after:
        return ()
    model = NAMED.get(row.thing_kind, Policy)
    return tuple((_name(model, name), _value(model, name, row.before.get(name)), _value(model, name, value))
                 for name, value in row.after.items())  # fmt: skip


def _name(model: Named, name: str) -> str:
    """A column in the reader's words."""
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no reverse relations here
    except FieldDoesNotExist:
        return name.replace("_", " ")


def _value(model: Named, name: str, value: Any) -> str:
    """A value in the reader's words: a choice by its word, a day as days are written."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    words = dict(getattr(field, "flatchoices", ()))
    if isinstance(value, str) and value in words:
        return str(words[value])
    if value in (None, "", [], {}):
        return ""
    if name == "titles":
        return "; ".join(f"{language_named(tag)}: {text}" for tag, text in value.items())
    if name.endswith("_on") or name == "deadline":
        return day_written(date.fromisoformat(value))
    return spelled(value)
