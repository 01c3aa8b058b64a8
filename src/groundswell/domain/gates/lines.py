"""One check of a step as every room offers it to the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How a check stands."""

    MET = "met"
    WARNING = "warning"
    UNMET = "unmet"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Line:
    """One check of a step.

    Args:
        step: Number of the step, 1 to 11.
        code: Stable name, ``room.check``, by which a line is known again later; where there is one line for each record
            of a room, ``room.check:`` with the record's key.
        state: How it stands.
        text: Why, one sentence.
        owner: Who is to mend it; empty where nobody is named.
        due: By when; None where no day is set.
        link: Address of the page where it is mended; the domain leaves it empty, the room's ``step.py`` fills it in.
        blocks: Whether starts wait for it; only ``evidence.verdict`` does (method, cross-step gates).
    """

    step: int
    code: str
    state: State
    text: str
    owner: str = ""
    due: date | None = None
    link: str = ""
    blocks: bool = False


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines by step; those that block first within it, then by code.

    Args:
        lines: The lines, in any order; the result is the same for every one.
    """
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[object, ...]:
    return line.step, not line.blocks, line.code, line.text, line.state, line.owner, str(line.due or "")
