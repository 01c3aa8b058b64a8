"""The gate of every wave line by line, and the decisions on waves, for reading: they never come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.spec import Kept, RoundTrip
from groundswell.across.gates.selectors import starts_of
from groundswell.across.gates.selectors.lines import lines_of
from groundswell.domain.gates.standing import Running
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import waves_of
from groundswell.kit.door import Permit
from groundswell.kit.lights import state_word


def locked(titles: dict[str, str]) -> tuple[Column, ...]:
    """Columns that are only read."""
    return tuple(Column(key, title, locked=True, width=40 if key in ("text", "reason") else 18)
                 for key, title in titles.items())  # fmt: skip


def line_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of the gate's lines."""
    return locked({
        "wave": _("Wave"), "step": _("Step"), "code": _("Check"), "state": _("State"),
        "blocks": _("Starts wait for it"), "text": _("Reason"), "owner": _("Owner"), "due": _("Due"),
    })  # fmt: skip


def line_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The lines of every wave after the pilot, as the gate tells them today."""
    permit = permit.demand("gates.start.read", program)
    running: Running | None = None
    for wave in waves_of(permit, program).filter(number__gt=0):
        wave.program = program
        stand, lines = lines_of(permit, program, wave, running)
        running = stand.running
        for line in lines:
            cells: dict[str, Cell] = {
                "wave": wave.number, "step": line.step, "code": line.code, "state": state_word(line.state),
                "blocks": _("yes") if line.blocks else _("no"), "text": line.text, "owner": line.owner, "due": line.due,
            }  # fmt: skip
            yield Kept(f"{wave.number} {line.code}", line.text, cells)


def start_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of decisions on waves."""
    return locked({
        "at": _("Decided on"), "wave": _("Wave"), "word": _("Decision"), "day": _("Day"), "gate": _("The gate was"),
        "reason": _("Why"), "over": _("Why the closed gate was opened"), "by": _("By"), "stands": _("Stands"),
        "fingerprint": _("Fingerprint"),
    })  # fmt: skip


def start_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Decisions on waves, newest first."""
    for row in starts_of(permit, program):
        cells: dict[str, Cell] = {
            "at": timezone.localdate(row.decided_at), "wave": row.wave.number, "word": row.get_word_display(),
            "day": row.day, "gate": _("open") if row.was_open else _("closed"), "reason": row.reason,
            "over": row.over_reason, "by": row.decided_name, "fingerprint": row.fingerprint,
            "stands": _("no") if row.superseded_by_id else _("yes"),
        }  # fmt: skip
        yield Kept(str(row.key), str(row), cells)


GATE = RoundTrip("gate", gettext_lazy("Gate of the waves"), "gates.start.read", line_columns, line_rows)
STARTS = RoundTrip("starts", gettext_lazy("Decisions on waves"), "gates.start.read", start_columns, start_rows)
