"""Writing the cost sheet: lines, payers, factors, and what holds for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.scalability.models import Conversion, CostLine, CostRecord, CostSheet, Payer
from groundswell.before.scalability.selectors.frozen import line_value, payer_value
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held, refuse_stale

RECORD = "scalability.cost.record"
EDITED = "scalability.cost_edited"


@transaction.atomic
def record_row[Row: CostRecord](permit: Permit, program: Program, table: type[Row], facts: Mapping[str, Any]) -> Row:
    """Record a line, a payer or a factor.

    Args:
        permit: A permit of the person.
        program: The program.
        table: Which of the three.
        facts: Its columns; amounts in whole minor units.

    Returns:
        The row.

    Raises:
        BadInput: Its numbers do not go together.
    """
    permit = permit.demand(RECORD, program)
    row = table(program=program, **trimmed(facts))
    refuse_nonsense(row)
    row.save()
    note(permit, row, after=facts)
    return row


@transaction.atomic
def change_row[Row: CostRecord](permit: Permit, row: Row, facts: Mapping[str, Any], *, version: int) -> Row:
    """Change a line, a payer or a factor, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        row: The row.
        facts: Columns as they shall be.
        version: The version that the person saw.

    Returns:
        The row.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        BadInput: Its numbers do not go together.
    """
    permit = permit.demand(RECORD, row)
    stored = held(row, version, "program", code=EDITED)
    wanted = trimmed(facts)
    was, now = changes({name: getattr(stored, name) for name in wanted}, wanted)
    if not now:
        return stored
    for name, value in now.items():
        setattr(stored, name, value)
    refuse_nonsense(stored)
    stored.version += 1
    stored.save()
    note(permit, stored, before=was, after=now)
    return stored


@transaction.atomic
def remove_row(permit: Permit, row: CostRecord, *, version: int) -> None:
    """Take a line, a payer or a factor off the sheet; the journal keeps what it said.

    Args:
        permit: A permit of the person.
        row: The row.
        version: The version that the person saw.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        Conflict: A line names this payer.
    """
    permit = permit.demand(RECORD, row)
    stored = held(row, version, "program", code=EDITED)
    named = CostLine.objects.filter(payer_id=stored.pk).first() if isinstance(stored, Payer) else None
    if named:
        raise Conflict(
            _("“%(line)s” names this payer.") % {"line": named.name},
            _("Choose another payer for that line first."),
            code="scalability.payer_named",
        )
    columns = [field.attname for field in stored._meta.concrete_fields if field.attname not in LEFT_OUT]
    note(permit, stored, before={name: getattr(stored, name) for name in columns}, after={"removed": True})
    stored.delete()


LEFT_OUT = {"id", "key", "version", "program_id"}


@transaction.atomic
def set_sheet(permit: Permit, program: Program, facts: Mapping[str, Any], *, version: int) -> CostSheet:
    """Say what holds for all lines.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: Columns of the sheet.
        version: The version that the person saw.

    Returns:
        The sheet.

    Raises:
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, program)
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    year = {"price_year": timezone.localdate().year}
    sheet, made = CostSheet.objects.select_related("program").get_or_create(program=program, defaults=year)
    was, now = changes({name: getattr(sheet, name) for name in facts}, facts)
    if not now and not made:
        return sheet
    refuse_stale(sheet, version, code=EDITED)
    for name, value in now.items():
        setattr(sheet, name, value)
    sheet.version += 1
    sheet.save()
    note(permit, sheet, before={} if made else was, after=now)
    return sheet


def trimmed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as stored: words without blanks at their ends."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def refuse_nonsense(row: CostRecord) -> None:
    """Let the domain look at a row before the database does.

    Raises:
        BadInput: Its numbers do not go together.
    """
    if isinstance(row, CostLine):
        if row.payer and row.payer.program_id != row.program_id:
            raise BadInput(_("This payer belongs to another program."), _("Choose another."), code="scalability.payer")
        line_value(row)
    elif isinstance(row, Payer):
        payer_value(row)
    elif isinstance(row, Conversion) and row.origin == row.aim:
        raise BadInput(_("A factor leads to where it comes from."), _("Correct one of the two."), code="costs.factor")
