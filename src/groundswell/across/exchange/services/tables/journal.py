"""The journal, for reading outside the house: it never comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.spec import Kept, RoundTrip
from groundswell.ground.journal.selectors import entries, lines
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of the journal."""
    titles = {
        "at": _("When"), "person": _("Who"), "action": _("What was done"), "thing": _("To what"),
        "changed": _("What changed"), "was": _("Before"), "now": _("After"), "reason": _("Why"),
    }  # fmt: skip
    return tuple(Column(key, title, locked=True, width=24) for key, title in titles.items())


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Entries of the program, newest first: one row for each value that changed."""
    permit = permit.demand("journal.entry.read", program)
    for line in lines(entries(permit).iterator(chunk_size=2000)):
        entry = line.entry
        common: dict[str, Cell] = {
            "at": f"{entry.at:%Y-%m-%d %H:%M}", "person": entry.person_name, "action": line.action,
            "thing": entry.thing_name, "reason": entry.reason,
        }  # fmt: skip
        for change in line.changes or (None,):
            told = {"changed": change.name, "was": change.before, "now": change.after} if change else {}
            yield Kept(str(entry.pk), entry.thing_name, common | told)


JOURNAL = RoundTrip("journal", gettext_lazy("Journal"), "journal.entry.read", columns, rows)
