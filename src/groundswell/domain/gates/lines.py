"""One check of a step as every room offers it to the gate."""

from __future__ import annotations

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
        code: Stable name, ``room.check``.
        state: How it stands.
        text: Why, one sentence.
        owner: Who is to mend it; empty where nobody is named.
        due: By when; None where no day is set.
        link: Address of the page where it is mended; the domain leaves it empty.
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
