"""What a verdict stands on and is typed in with its source: one row per context and input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.numbers import parse_number
from groundswell.across.exchange.formats.tables import Cell, shown
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.across.gates.forms.verdict import LABELS
from groundswell.across.gates.selectors import KINDS, InputKind
from groundswell.across.gates.selectors.inputs import typed_inputs
from groundswell.across.gates.services import record_input, take_back_input
from groundswell.before.evidence.selectors import contexts_of
from groundswell.domain.errors import BadInput
from groundswell.domain.values import Interval
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

LIMITS = re.compile(r"\s+(?:to|–|—|…|\.\.)\s+|\s*;\s*")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of typed inputs."""
    return (
        Column("context", _("Context"), locked=True, width=20),
        Column("input", _("What is asked"), locked=True, width=44),
        Column("value", _("Answer")),
        Column("unit", _("Unit"), locked=True, width=20),
        Column("source", _("Where does this come from?"), width=44),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """All inputs of all contexts, recorded or not."""
    for context in ("", *contexts_of(permit, program)):
        typed = typed_inputs(permit, program, context)
        for kind in KINDS:
            row = typed.get(kind.name)
            label = str(LABELS[kind.name][0])
            cells: dict[str, Cell] = {
                "context": context or _("all contexts"), "input": label, "unit": unit_of(kind),
                "value": written(kind, row.value) if row else None, "source": row.source if row else None,
            }  # fmt: skip
            yield Kept(f"{context}|{kind.name}", f"{label}, {cells['context']}", cells, (context, kind))


def unit_of(kind: InputKind) -> str:
    """How an answer is to be written."""
    return {
        "score": "0–100", "share": _("per cent"), "yes_no": _("yes or no"), "months": _("months"),
        "interval": _("lower to upper limit, such as -0.2 to 0.4"),
    }.get(kind.kind, "")  # fmt: skip


def written(kind: InputKind, value: Any) -> str:
    """A recorded value as a person writes it."""
    if kind.kind == "yes_no":
        return _("yes") if value else _("no")
    if kind.kind == "interval":
        return f"{value['lower']:.10g} to {value['upper']:.10g}"
    return f"{round(value * 100, 10):.12g}" if kind.kind == "share" else shown(value)


def read(kind: InputKind, text: str) -> Any:
    """What a person wrote, as the gate takes it.

    Raises:
        BadInput: It does not fit.
    """
    if kind.kind == "words":
        return text
    if kind.kind == "yes_no":
        return yes_or_no(text)
    if kind.kind == "interval":
        limits = LIMITS.split(text.strip())
        if len(limits) != 2:
            raise BadInput(
                _("“%(text)s” is no interval.") % {"text": text}, _("Write it as -0.2 to 0.4."), code="table.interval"
            )
        return Interval(number(limits[0]), number(limits[1]))
    found = number(text)
    if kind.kind == "count":
        return int(found) if found.is_integer() else found
    return found / 100 if kind.kind == "share" else found


def yes_or_no(text: str) -> bool:
    """Yes or no, in English or in the table's language.

    Raises:
        BadInput: It is neither.
    """
    answers = {"yes": True, "true": True, _("yes").casefold(): True, "no": False, "false": False}
    answers[_("no").casefold()] = False
    if text.casefold() not in answers:
        raise BadInput(_("“%(text)s” is neither yes nor no.") % {"text": text}, _("Write yes or no."), code="table.yes")
    return answers[text.casefold()]


def number(text: str) -> float:
    """A number, with or without its per cent sign.

    Raises:
        BadInput: It is none.
    """
    found = parse_number(text.strip().removesuffix("%").replace("−", "-"))
    if found is None:
        raise BadInput(_("“%(text)s” is not a number.") % {"text": text}, _("Write digits."), code="number.wrong")
    return found


def change(desk: Desk, row: Wanted) -> None:
    """Type in one input with its source, or take it back where the answer is blank."""
    assert row.before is not None
    context, kind = row.before.item
    if row.text("value"):
        value = read(kind, row.text("value"))
        record_input(desk.permit, desk.program, context, kind.name, value, source=row.text("source"))
    else:
        take_back_input(desk.permit, desk.program, context, kind.name, reason=row.text("source"))


def add(desk: Desk, row: Wanted) -> None:
    """Nothing can be added: every input of every context has its row.

    Raises:
        BadInput: Always.
    """
    raise BadInput(
        _("No input of the verdict belongs to this row."), _("Use the rows that are there."), code="table.no_row"
    )


INPUTS = RoundTrip(
    "inputs", gettext_lazy("What a verdict stands on"), "gates.verdict.read", columns, rows, one_by_one(change, add)
)
