"""The gate of a wave in the contract's shape, from the same selectors as the page."""

from __future__ import annotations

from typing import Any

from groundswell.across.gates.selectors import GateDecision, gate_of, waiting_wave, wave_numbered
from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.gates.lines import Line
from groundswell.ground.people.access import desk_permit
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import waves_of


def gate_answer(program: Program, number: int | None) -> dict[str, Any]:
    """The gate of a wave.

    Args:
        program: The program.
        number: Number of the wave; None for the next one.

    Returns:
        The contract's mapping.

    Raises:
        BadInput: There is no such wave after the pilot.
    """
    permit = desk_permit("gates.start.read", "groundswell gates show", program=str(program.key))
    try:
        wave = waiting_wave(permit, program) if number is None else wave_numbered(permit, program, number)
    except NotFound:
        wave = None
    if wave is None:
        numbers = waves_of(permit, program).filter(number__gt=0).values_list("number", flat=True)
        known = ", ".join(map(str, numbers)) or "none"
        missing = "no wave" if number is None else f"no wave {number}"
        raise BadInput(f"“{program.code}” has {missing} after its pilot.", f"Its waves are: {known}.")
    gate = gate_of(permit, program, wave)
    return {
        "program": program.code,
        "wave": gate.wave.number,
        "may_start": gate.may_start,
        "checks": [check(line) for line in gate.lines],
        "decision": decision_told(gate.decision) if gate.decision else None,
    }


def check(line: Line) -> dict[str, Any]:
    """One line."""
    return {
        "step": line.step, "code": line.code, "state": line.state.value, "blocks": line.blocks, "text": line.text,
        "owner": line.owner or None, "due": line.due,
    }  # fmt: skip


def decision_told(decision: GateDecision) -> dict[str, Any]:
    """The decision that stands."""
    return {
        "by": decision.decided_name, "at": decision.decided_at.isoformat(), "reason": decision.reason,
        "fingerprint": decision.fingerprint, "word": decision.word, "day": decision.day,
        "over_reason": decision.over_reason or None,
    }  # fmt: skip


def for_people(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for a terminal: the reason last, where it may run on."""
    order = ("step", "state", "blocks", "code", "owner", "due", "text")
    return answer | {"checks": [{name: row[name] for name in order} for row in answer["checks"]]}
