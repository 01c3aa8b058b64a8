"""Changing a number we judge by: never without a reason, always in the journal."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import number_named
from groundswell.ground.programs.services.programs import meanwhile, needs_reason
from groundswell.kit.door import Permit
from groundswell.kit.rules import read_rules

UNSEEN = object()


@transaction.atomic
def change_number(permit: Permit, program: Program, number: str, value: Any, *, reason: str, seen: Any = UNSEEN) -> Any:
    """Change one number of a method for a program.

    Args:
        permit: A permit of the person.
        program: The program.
        number: Set and name of the number, such as ``verdict.retention`` or ``lights.floor_red``.
        value: The new value; shares as fractions; None where the number may be empty.
        reason: Why.
        seen: The value that the person saw, to notice that somebody else saved first.

    Returns:
        The frozen numbers as they hold now.

    Raises:
        BadInput: The reason is missing, or the value is outside what the number can be.
        EditedMeanwhile: Somebody else saved first.
    """
    needs_reason(reason)
    permit = permit.demand("programs.rules.change", program).because(reason)
    which, _dot, name = number.partition(".")
    chosen, known = number_named(which, name)
    value = known.checked(value)
    Program.objects.select_for_update().get(pk=program.pk)
    row, _made = chosen.table._default_manager.get_or_create(program=program)
    before = getattr(row, name)
    if value == before:
        return read_rules(chosen.facts, row)
    if seen is not UNSEEN and seen != before:
        raise meanwhile({name: before}, {name: value})
    setattr(row, name, value)
    rules: Any = read_rules(chosen.facts, row)
    row.save()
    note(permit, row, before={name: before}, after={name: value})
    return rules
