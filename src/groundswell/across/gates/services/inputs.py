"""Typing in what no step supplies yet, always with its source."""

from __future__ import annotations

import math
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.gates.models import TypedInput
from groundswell.across.gates.selectors.inputs import BY_NAME, typed_inputs
from groundswell.before.evidence.services import person_of
from groundswell.domain.errors import BadInput
from groundswell.domain.gates.frozen import frozen
from groundswell.domain.values import Interval
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

BOUNDS = {"score": (0, 100), "share": (0, 1), "count": (0, math.inf), "number": (0, math.inf), "months": (0, math.inf)}


@transaction.atomic
def record_input(permit: Permit, program: Program, context: str, name: str, value: Any, *, source: str) -> TypedInput:
    """Type in one input of the verdict.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        name: Field of ``VerdictInputs``.
        value: Its value: shares as fractions, scores 0 to 100, an ``Interval`` for the interaction.
        source: Where it comes from.

    Returns:
        The stored row; older ones stay.

    Raises:
        BadInput: The name is not known, the value does not fit, or there is no source.
    """
    permit = permit.demand("gates.input.record", program)
    if not source.strip():
        raise BadInput(_("No source is given."), _("Write where this comes from."), code="typed_input_has_source")
    return stored(permit, program, context, name, checked(name, value), source.strip())


@transaction.atomic
def take_back_input(permit: Permit, program: Program, context: str, name: str, *, reason: str) -> TypedInput:
    """Take an input back, so that it is not recorded again.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        name: Field of ``VerdictInputs``.
        reason: Why.

    Returns:
        The row that takes it back.

    Raises:
        BadInput: The name is not known, or there is no reason.
    """
    permit = permit.demand("gates.input.record", program)
    if not reason.strip():
        raise BadInput(_("No reason is given."), _("Write why it no longer holds."), code="typed_input_has_source")
    kind_of(name)
    return stored(permit, program, context, name, None, reason.strip())


def stored(permit: Permit, program: Program, context: str, name: str, value: Any, source: str) -> TypedInput:
    """A new row with its entry in the journal."""
    before = typed_inputs(permit, program, context).get(name)
    row = TypedInput.objects.create(
        program=program,
        context=context,
        name=name,
        value=frozen(value),
        unit=BY_NAME[name].unit,
        source=source,
        by=person_of(permit),
        by_name=permit.name,
    )
    was = {"value": before.value, "source": before.source} if before else {}
    note(permit, row, before=was, after={"value": row.value, "source": source, "context": context})
    return row


def kind_of(name: str) -> str:
    """What kind of value an input takes.

    Raises:
        BadInput: There is no such input.
    """
    if name not in BY_NAME:
        raise BadInput(_("“%(name)s” is not an input of the verdict.") % {"name": name}, code="gates.input_name")
    return BY_NAME[name].kind


def checked(name: str, value: Any) -> Any:
    """The value, if it fits its kind.

    Raises:
        BadInput: It does not.
    """
    kind = kind_of(name)
    if kind in BOUNDS:
        low, high = BOUNDS[kind]
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not (is_number and low <= value <= high):
            text = _("%(name)s cannot be %(value)s.") % {"name": name, "value": value}
            raise BadInput(
                text, _("Give a number from %(low)s to %(high)s.") % {"low": low, "high": high}, code="gates.value"
            )
        return value
    fits = {"yes_no": isinstance(value, bool), "words": isinstance(value, str) and bool(value.strip())}
    if kind == "interval":
        if not (isinstance(value, Interval) and value.lower < value.upper):
            raise BadInput(
                _("The interval's limits are not in order."), _("Give the lower one first."), code="gates.value"
            )
    elif not fits[kind]:
        raise BadInput(_("%(name)s cannot be “%(value)s”.") % {"name": name, "value": value}, code="gates.value")
    return value
