"""May a wave start? Decided by the blocking checks alone; all others are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.gates.lines import Line, State, in_order

OPEN = frozenset({State.MET, State.WARNING})


@dataclass(frozen=True)
class Start:
    """What the lines of a gate come to.

    Args:
        may_start: Whether no blocking line holds the wave.
        met: How many lines are met.
        warning: How many warn.
        unmet: How many are unmet.
        not_recorded: Of how many nothing is recorded.
        holding: The blocking lines that hold it, by code.
    """

    may_start: bool
    met: int
    warning: int
    unmet: int
    not_recorded: int
    holding: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.met + self.warning + self.unmet + self.not_recorded


def may_start(lines: Iterable[Line]) -> Start:
    """What the lines of a gate come to: only those that block decide, and one of which nothing is recorded holds it.

    Where no line blocks at all the gate is closed: a verdict that nobody asked for is no verdict.

    Args:
        lines: The lines, in any order.

    Source:
        Groundswell method.md, "Cross-step gates".

    Example:
        >>> verdict = Line(2, "evidence.verdict", State.WARNING, "", blocks=True)
        >>> may_start([verdict, Line(6, "policy.open", State.UNMET, "")]).may_start
        True
        >>> may_start([Line(2, "evidence.verdict", State.NOT_RECORDED, "", blocks=True)]).may_start
        False
    """
    found = list(lines)
    blocking = [line for line in found if line.blocks]
    holding = in_order(line for line in blocking if line.state not in OPEN)
    counts = Counter(line.state for line in found)
    return Start(
        bool(blocking) and not holding, counts[State.MET], counts[State.WARNING], counts[State.UNMET],
        counts[State.NOT_RECORDED], holding,
    )  # fmt: skip
