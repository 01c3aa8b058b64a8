"""The gate of a wave in words: may it start, what was decided, each line, what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates.models import GateDecision
from groundswell.across.gates.selectors import Gate
from groundswell.domain.gates.changes import Change
from groundswell.domain.gates.lines import Line, State
from groundswell.domain.gates.standing import SEVERITY
from groundswell.domain.gates.start import Start
from groundswell.ground.programs.models import Wave
from groundswell.kit.lights import MARKS, state_word
from groundswell.kit.style import day_written, written
from groundswell.steps import STEPS

MOST_OPEN = 8
"""So many lines of a step lie open, the worst first; the rest is folded."""


@dataclass(frozen=True)
class LineView:
    """One line as pages show it.

    Args:
        mark: Name of its mark.
        word: How it stands, in a word.
        line: The line.
        is_late: Whether its day has passed.
        is_met: Whether nothing is left to do.
    """

    mark: str
    word: str
    line: Line
    is_late: bool
    is_met: bool


@dataclass(frozen=True)
class Group:
    """The lines of one step.

    Args:
        number: Number of the step.
        title: Its title.
        shown: The worst lines, which lie open.
        folded: The others.
    """

    number: int
    title: str
    shown: tuple[LineView, ...]
    folded: tuple[LineView, ...]


@dataclass(frozen=True)
class ChangeView:
    """A line then and now, for a row of the comparison.

    Args:
        kind: What is different, in words.
        is_weighty: Whether it came, went or stands otherwise; the rest only says something else.
        step: Number of the step.
        then: The line then; None where it is new.
        now: The line today; None where it went.
    """

    kind: str
    is_weighty: bool
    step: int
    then: LineView | None
    now: LineView | None


def wave_said(wave: Wave) -> str:
    """The wave, as a sentence begins with it."""
    return str(capfirst(str(wave)))


def question(wave: Wave) -> str:
    """What the page answers."""
    return _("May %(wave)s start?") % {"wave": wave}


def answer(gate: Gate) -> str:
    """The answer in a sentence; a decision that stands is told before what today's checks say."""
    wave = {"wave": wave_said(gate.wave)}
    if gate.decision:
        return decided_said(gate.decision)
    if gate.start.may_start:
        return _("%(wave)s may start") % wave
    return _("%(wave)s may not start yet") % wave


def decided_said(decision: GateDecision) -> str:
    """A decision in a sentence."""
    words = {"wave": wave_said(decision.wave), "day": day_written(decision.day) if decision.day else ""}
    if decision.word == "start":
        begun = decision.day is not None and decision.day <= timezone.localdate()
        return (_("%(wave)s started on %(day)s") if begun else _("%(wave)s starts on %(day)s")) % words
    if decision.word == "hold":
        return (_("%(wave)s is held until %(day)s") if decision.day else _("%(wave)s is held")) % words
    return _("%(wave)s waits for changes") % words


def because(gate: Gate) -> str:
    """Why: what holds it, or what is open though nothing holds it."""
    if gate.start.holding:
        return " ".join(line.text for line in gate.start.holding)
    if not gate.start.may_start:
        return _("No verdict is asked for.")
    return " ".join(line.text for line in gate.lines if line.blocks)


def today_said(gate: Gate) -> str:
    """What today's checks say beside a decision that stands."""
    if gate.decision is None:
        return ""
    if gate.start.may_start:
        return _("Today the gate is open: %(why)s") % {"why": because(gate)}
    return _("Today the gate is closed: %(why)s") % {"why": because(gate)}


def signature(decision: GateDecision) -> str:
    """Who decided, when."""
    return _("Decided by %(person)s on %(day)s.") % {
        "person": decision.decided_name,
        "day": day_written(timezone.localdate(decision.decided_at), "DATE_FORMAT"),
    }


def counts(start: Start) -> list[tuple[str, str]]:
    """Marks with counts: how many lines stand how; those that are nought are left out."""
    found = (
        ("holds", start.met, ngettext("%(n)s check is met", "%(n)s checks are met", start.met)),
        ("look", start.warning, ngettext("%(n)s warns", "%(n)s warn", start.warning)),
        ("pause", start.unmet, ngettext("%(n)s is unmet", "%(n)s are unmet", start.unmet)),
        (
            "none",
            start.not_recorded,
            ngettext("of %(n)s nothing is recorded", "of %(n)s nothing is recorded", start.not_recorded),
        ),
    )
    return [(mark, words % {"n": written(count)}) for mark, count, words in found if count]


def line_view(line: Line, on: date | None = None) -> LineView:
    """A line as pages show it; late is what was due before a day, today unless it is named."""
    late = line.due is not None and line.due < (on or timezone.localdate()) and line.state is not State.MET
    return LineView(MARKS[line.state], state_word(line.state), line, late, line.state is State.MET)


def step_title(number: int) -> str:
    """The title of a step in the reader's language."""
    return next(_(step.title) for step in STEPS if step.number == number)


def grouped(lines: Sequence[Line], on: date | None = None) -> list[Group]:
    """The lines by step as of a day, today unless it is named; the one that blocks first, then the worst."""
    found = []
    for number, rows in groupby(sorted(lines, key=lambda line: line.step), key=lambda line: line.step):
        worst = sorted(rows, key=lambda line: (not line.blocks, SEVERITY.index(line.state), line.code))
        views = tuple(line_view(line, on) for line in worst)
        found.append(Group(number, step_title(number), views[:MOST_OPEN], views[MOST_OPEN:]))
    return found


def without_checks(lines: Iterable[Line]) -> str:
    """Numbers of the steps that offer no check to this gate yet."""
    have = {line.step for line in lines}
    return ", ".join(written(step.number) for step in STEPS if step.number not in have)


def changed(changes: Iterable[Change]) -> tuple[list[ChangeView], list[ChangeView]]:
    """What came, went or stands otherwise since the decision; and what only says something else."""
    views = [change_view(one) for one in changes if one.kind != "same"]
    return [view for view in views if view.is_weighty], [view for view in views if not view.is_weighty]


def change_view(change: Change) -> ChangeView:
    """A line then and now."""
    kind = {
        "new": _("New since then"),
        "gone": _("No longer checked"),
        "state": _("Stands otherwise"),
        "text": _("Says something else"),
        "owner": _("Another owner or day"),
        "same": _("The same"),
    }[change.kind]
    return ChangeView(
        kind, change.kind in ("new", "gone", "state"), change.line.step,
        line_view(change.then) if change.then else None, line_view(change.now) if change.now else None,
    )  # fmt: skip


def changes_said(changes: Sequence[Change]) -> str:
    """The finding over the comparison."""
    moved = sum(one.kind != "same" for one in changes)
    if not moved:
        return _("Today every check says what it said then")
    said = ngettext(
        "Since then %(n)s of %(all)s checks has changed", "Since then %(n)s of %(all)s checks have changed", moved
    )
    return said % {"n": written(moved), "all": written(len(changes))}
