"""A decision's lines beside today's: what came, what went, what says something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from groundswell.domain.gates.frozen import fingerprint, frozen
from groundswell.domain.gates.lines import Line, in_order

type Kind = Literal["new", "gone", "state", "text", "owner", "same"]


@dataclass(frozen=True)
class Change:
    """One line then and now.

    Args:
        kind: ``new``, ``gone``, another ``state``, another ``text``, another ``owner`` or due day, or the ``same``.
        then: The line as it was decided on; None where it is new.
        now: The line today; None where it went.
    """

    kind: Kind
    then: Line | None
    now: Line | None

    @property
    def line(self) -> Line:
        """The line that is there, today's where both are."""
        found = self.now or self.then
        assert found is not None
        return found


def compared(then: Iterable[Line], now: Iterable[Line]) -> tuple[Change, ...]:
    """Every line then and now, by step and code.

    Args:
        then: The lines that were decided on, in any order.
        now: Today's, in any order and in the same language.

    Returns:
        One change per code, the ``same`` among them.

    Example:
        >>> from groundswell.domain.gates.lines import State
        >>> was = [Line(1, "vision.lead", State.UNMET, "No lead."), Line(3, "scalability.sides", State.MET, "3 sides.")]
        >>> today = [Line(1, "vision.lead", State.MET, "Amina leads."), Line(6, "policy.open", State.MET, "None.")]
        >>> [(change.kind, change.line.code) for change in compared(was, today)]
        [('state', 'vision.lead'), ('gone', 'scalability.sides'), ('new', 'policy.open')]
    """
    before, after = _known(then), _known(now)
    found = [_change(before.get(key), after.get(key)) for key in {**before, **after}]
    return tuple(sorted(found, key=lambda one: (one.line.step, not one.line.blocks, one.line.code, one.line.text)))


def _known(lines: Iterable[Line]) -> dict[tuple[str, int], Line]:
    """The lines by code; of several with the same code, the first, the second, and so on."""
    found: dict[tuple[str, int], Line] = {}
    for line in in_order(lines):
        number = 0
        while (line.code, number) in found:
            number += 1
        found[line.code, number] = line
    return found


def _change(then: Line | None, now: Line | None) -> Change:
    if then is None or now is None:
        return Change("new" if then is None else "gone", then, now)
    if then.state is not now.state or then.blocks is not now.blocks:
        return Change("state", then, now)
    if then.text != now.text:
        return Change("text", then, now)
    return Change("same" if (then.owner, then.due) == (now.owner, now.due) else "owner", then, now)


def fingerprint_of(lines: Iterable[Line], stood_on: object) -> str:
    """The SHA-256 of lines and what they stood on; the order of the lines does not matter, nor do their addresses.

    Args:
        lines: The lines.
        stood_on: A frozen value of the domain, or plain JSON.

    Example:
        >>> from groundswell.domain.gates.lines import State
        >>> a, b = Line(1, "vision.lead", State.MET, "Amina leads."), Line(2, "evidence.known", State.MET, "None.")
        >>> fingerprint_of([a, b], {}) == fingerprint_of([b, a], {})
        True
        >>> fingerprint_of([a], {}) == fingerprint_of([b], {})
        False
    """
    return fingerprint({"lines": [told(line) for line in in_order(lines)], "stood_on": frozen(stood_on)})


def told(line: Line) -> dict[str, object]:
    """A line as plain JSON without its address, which tells nothing of how it stands.

    Args:
        line: The line.
    """
    found: dict[str, object] = frozen(line)
    return {name: value for name, value in found.items() if name != "link"}
