"""May a wave start? The lines of today, the decision that stands, and earlier decisions beside today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from groundswell.across.gates.models import GateDecision
from groundswell.across.gates.selectors.lines import blocking_line, lines_of
from groundswell.across.gates.selectors.standing import standing_of
from groundswell.domain.errors import NotFound
from groundswell.domain.gates.changes import Change, compared, fingerprint_of, told
from groundswell.domain.gates.frozen import fingerprint, frozen, thawed
from groundswell.domain.gates.lines import Line, in_order
from groundswell.domain.gates.standing import CODE, Running, Standing, verdict_line
from groundswell.domain.gates.start import Start, may_start
from groundswell.ground.programs.models import Program, Wave
from groundswell.ground.programs.selectors import SETS, numbers_in_force, waves_of
from groundswell.kit.door import Permit

READ = "gates.start.read"
SOURCE = "en"


@dataclass(frozen=True)
class Gate:
    """A wave with all that its start stands on today.

    Args:
        wave: The wave.
        stand: What the blocking check stands on.
        lines: The checks of all steps, in their order.
        start: What they come to.
        decision: The decision that stands; None where nobody decided.
    """

    wave: Wave
    stand: Standing
    lines: tuple[Line, ...]
    start: Start
    decision: GateDecision | None

    @property
    def is_opened(self) -> bool:
        """Whether a signed reason opened it although it was closed."""
        return bool(self.decision and self.decision.word == "start" and self.decision.over_reason)

    @property
    def may_start(self) -> bool:
        """Whether the wave may start: no blocking check holds it, or a signed reason opened the gate."""
        return self.start.may_start or self.is_opened

    @property
    def seen(self) -> str:
        """The fingerprint of what a person sees here: lines, what they stand on, the decision that stands."""
        decided = str(self.decision.key) if self.decision else ""
        return fingerprint_of(self.lines, {"stood_on": frozen(self.stand), "decided": decided})


@dataclass(frozen=True)
class OtherNumber:
    """A number that is another today than when a decision was taken.

    Args:
        words: What it says.
        then: It then, in words.
        now: It today, in words.
    """

    words: str
    then: str
    now: str


@dataclass(frozen=True)
class Again:
    """A decision looked at again.

    Args:
        same_inputs: Whether the fingerprint of what is stored is the one that was signed.
        same_start: Whether today's rule comes to the same from the frozen inputs.
        lines: The frozen lines, in the reader's language.
        start: What they come to by today's rule.
        changes: Each line then and now.
        numbers: Numbers of the program that are others today.
    """

    same_inputs: bool
    same_start: bool
    lines: tuple[Line, ...]
    start: Start
    changes: tuple[Change, ...]
    numbers: tuple[OtherNumber, ...] = ()


def gate_of(permit: Permit, program: Program, wave: Wave) -> Gate:
    """The gate of a wave as it stands now.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: The wave.

    Returns:
        The gate in the active language; a fixed number of queries.
    """
    permit = permit.demand(READ, program)
    stand, lines = lines_of(permit, program, wave)
    return Gate(wave, stand, lines, may_start(lines), decision_on(permit, wave))


def decision_on(permit: Permit, wave: Wave) -> GateDecision | None:
    """The decision that stands on a wave, None where there is none.

    Args:
        permit: A permit of the person.
        wave: The wave.
    """
    return starts_of(permit, wave.program).filter(wave=wave, superseded_by__isnull=True).first()


def starts_of(permit: Permit, program: Program) -> QuerySet[GateDecision]:
    """Decisions on waves, newest first.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The rows with their waves; one query.
    """
    rows = permit.scope(GateDecision.objects.filter(program=program), READ)
    return rows.select_related("wave", "program").defer("stood_on")


def start_by_key(key: UUID) -> GateDecision:
    """The decision on a wave with that key.

    Raises:
        NotFound: There is none.
    """
    found = GateDecision.objects.select_related("program", "wave").filter(key=key).first()
    if found is None:
        raise NotFound(
            _("This decision does not exist, or not for you."), _("Go back to the gate."), code="gates.start"
        )
    return found


def wave_numbered(permit: Permit, program: Program, number: int) -> Wave:
    """The wave of a program with that number.

    Args:
        permit: A permit of the person.
        program: The program.
        number: Its number, 1 or more: before the pilot, wave 0, there is no gate.

    Raises:
        NotFound: There is none.
    """
    found = waves_of(permit, program).filter(number=number, number__gt=0).first()
    if found is None:
        raise NotFound(
            _("This program has no wave %(number)s after its pilot.") % {"number": number},
            _("Look at the list of waves."),
            code="gates.wave",
        )
    found.program = program
    return found


def next_wave(waves: Iterable[Wave], decided: Iterable[GateDecision]) -> Wave | None:
    """The wave of which the gate speaks when none is named: the first that has neither begun nor been let go.

    Args:
        waves: The waves by number.
        decided: The decisions that stand.

    Returns:
        It, or the last wave where all have begun; None where there is no wave after the pilot.
    """
    later = [wave for wave in waves if wave.number > 0]
    started = {row.wave_id for row in decided if row.word == "start"}
    today = timezone.localdate()
    waiting = (wave for wave in later if wave.pk not in started and (wave.starts_on is None or wave.starts_on > today))
    return next(waiting, later[-1] if later else None)


def waiting_wave(permit: Permit, program: Program) -> Wave | None:
    """The wave of which the gate speaks when none is named; two queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    waves = list(waves_of(permit, program))
    wave = next_wave(waves, starts_of(permit, program).filter(superseded_by__isnull=True))
    if wave:
        wave.program = program
    return wave


def next_gate(permit: Permit, program: Program, running: Running | None = None) -> Gate | None:
    """The gate of the next wave with nothing but its blocking line; None where there is no wave after the pilot.

    Args:
        permit: A permit of the person.
        program: The program.
        running: How the places at work hold, where that is known already.

    Returns:
        The gate; a fixed number of queries.
    """
    permit = permit.demand(READ, program)
    wave = waiting_wave(permit, program)
    if wave is None:
        return None
    stand = standing_of(permit, program, wave, running)
    line = blocking_line(stand, program)
    return Gate(wave, stand, (line,), may_start([line]), decision_on(permit, wave))


def packed_gate(permit: Permit, program: Program, wave: Wave) -> dict[str, Any]:
    """What is frozen with a decision: the lines in every language, what the verdict stood on, the program's numbers.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: The wave.

    Returns:
        Plain JSON, of which the fingerprint is taken.
    """
    lines: dict[str, Any] = {}
    stood_on: Standing | None = None
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            stood_on, found = lines_of(permit, program, wave, stood_on.running if stood_on else None)
        lines[language] = [told(line) for line in found]
    return {"stood_on": frozen(stood_on), "lines": lines, "numbers": numbers_in_force(program)}


def lines_then(decision: GateDecision) -> tuple[Line, ...]:
    """The frozen lines of a decision in the reader's language, else in English.

    Args:
        decision: The decision.
    """
    kept = decision.stood_on["lines"]
    rows = kept.get(translation.get_language() or SOURCE) or kept[SOURCE]
    return in_order(thawed(Line, row) for row in rows)


def looked_at_again(permit: Permit, decision: GateDecision) -> Again:
    """Compute a decision's gate again from what was frozen, and lay today's lines beside it.

    Args:
        permit: A permit of the person.
        decision: The decision.

    Returns:
        Whether it is as it was signed, what the rule makes of it today, and what has changed since.
    """
    then = lines_then(decision)
    verdict = verdict_line(thawed(Standing, decision.stood_on["stood_on"]))
    judged = [replace(line, state=verdict.state) if line.code == CODE else line for line in then]
    start = may_start(judged)
    return Again(
        fingerprint(decision.stood_on) == decision.fingerprint,
        start.may_start == decision.was_open,
        then,
        start,
        compared(then, lines_of(permit, decision.program, decision.wave)[1]),
        other_numbers(decision),
    )


def other_numbers(decision: GateDecision) -> tuple[OtherNumber, ...]:
    """Numbers that the program judges otherwise by today; none where a decision is older than the keeping of them.

    Args:
        decision: The decision.
    """
    then, now = decision.stood_on.get("numbers", {}), numbers_in_force(decision.program)
    return tuple(
        OtherNumber(str(number.words), number.written(before[number.name]), number.written(now[name][number.name]))
        for name, chosen in SETS.items()
        if (before := then.get(name, {}))
        for number in chosen.numbers()
        if number.name in before and before[number.name] != now[name][number.name]
    )
