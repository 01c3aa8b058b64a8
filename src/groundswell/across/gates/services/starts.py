"""Deciding whether a wave starts, and dissenting from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.gates.models import STARTS, GateDecision, GateDissent
from groundswell.across.gates.selectors.gate import Gate, gate_of, packed_gate
from groundswell.before.evidence.services import person_of
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile
from groundswell.domain.gates.frozen import fingerprint
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program, Wave
from groundswell.ground.programs.services import set_wave
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Choice:
    """What is decided on a wave.

    Args:
        word: ``start``, ``hold`` or ``adapt``.
        reason: Why.
        day: First day of the wave for a start, else the day to look again; None where none is set.
        over: Why a closed gate is opened; empty where it is open, or the wave is held.
    """

    word: str
    reason: str
    day: date | None = None
    over: str = ""


@transaction.atomic
def decide_start(permit: Permit, program: Program, wave: Wave, choice: Choice, *, seen: str = "") -> GateDecision:
    """Decide whether a wave starts, with the lines of the gate frozen beside the decision.

    A start sets the wave's first day. A closed gate is opened only by a start with a signed reason of its own.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: The wave.
        choice: What is decided, and why.
        seen: Fingerprint of the gate that the person saw; empty where nobody looked.

    Returns:
        The decision; the one that stood before is kept and points to it.

    Raises:
        BadInput: The word is not known, the reason or the day of a start is missing.
        Conflict: The gate is closed and no reason opens it.
        EditedMeanwhile: A line of the gate, or the decision, has changed since the person saw it.
    """
    permit = permit.demand("gates.start.decide", program)
    refuse_incomplete(choice)
    now = gate_of(permit, program, Wave.objects.select_for_update().get(pk=wave.pk))
    refuse_changed(now, seen)
    opening = choice.word == "start" and not now.start.may_start
    if opening and not choice.over.strip():
        raise Conflict(
            _("The gate is closed: %(why)s") % {"why": " ".join(line.text for line in now.start.holding)},
            _("Mend it, hold the wave, or open the gate with a signed reason."),
            code="closed_gate_needs_reason",
        )
    leave = permit.demand("gates.start.open", program) if opening else permit
    decision = stored(leave, program, now, replaced(choice, opening=opening))
    if choice.word == "start" and choice.day != now.wave.starts_on:
        set_wave(permit, program, now.wave.number, starts_on=choice.day, planned_sites=now.wave.planned_sites)
    return decision


def replaced(choice: Choice, *, opening: bool) -> Choice:
    """The choice as it is kept: trimmed, and without a reason for opening where nothing is opened."""
    return Choice(choice.word, choice.reason.strip(), choice.day, choice.over.strip() if opening else "")


def refuse_incomplete(choice: Choice) -> None:
    """Refuse a decision that does not say what it must.

    Raises:
        BadInput: Unknown word, no reason, a start without a day.
    """
    if choice.word not in dict(STARTS):
        raise BadInput(_("This is no decision on a wave."), _("Choose start, hold or adapt."), code="gates.word")
    if not choice.reason.strip():
        raise BadInput(_("No reason is given."), _("Write why you decide so."), code="gate_decision_has_reason")
    if choice.word == "start" and choice.day is None:
        raise BadInput(_("A start has no day."), _("Give the first day of the wave."), code="start_has_day")


def refuse_changed(now: Gate, seen: str) -> None:
    """Refuse to decide on what somebody has not seen.

    Raises:
        EditedMeanwhile: The gate is not as it was seen.
    """
    if seen and seen != now.seen:
        raise EditedMeanwhile(
            _("The gate has changed since you opened the page."),
            _("Read it again below, then decide; what you wrote is kept."),
            code="gates.lines_changed",
        )


def stored(permit: Permit, program: Program, now: Gate, choice: Choice) -> GateDecision:
    """A new decision in place of the one that stood, with its entry in the journal."""
    before = GateDecision.objects.select_for_update().filter(wave=now.wave, superseded_by__isnull=True).first()
    contents = packed_gate(permit, program, now.wave)
    if before:  # it points to itself until the next has a number
        GateDecision.objects.filter(pk=before.pk).update(superseded_by=before.pk)
    decision = GateDecision.objects.create(
        program=program, wave=now.wave, word=choice.word, day=choice.day, stood_on=contents,
        fingerprint=fingerprint(contents), was_open=now.start.may_start, reason=choice.reason,
        over_reason=choice.over, decided_by=person_of(permit), decided_name=permit.name,
    )  # fmt: skip
    if before:
        GateDecision.objects.filter(pk=before.pk).update(superseded_by=decision)
    after = {"decision": choice.word, "day": choice.day, "gate_open": decision.was_open} | (
        {"opened_because": choice.over} if choice.over else {}
    )
    after["fingerprint"] = decision.fingerprint
    note(permit, decision, before={"decision": before.word} if before else {}, after=after, reason=choice.reason)
    return decision


@transaction.atomic
def dissent_from_start(permit: Permit, decision: GateDecision, text: str) -> GateDissent:
    """Put a dissent beside a decision on a wave.

    Args:
        permit: A permit of the person.
        decision: The decision.
        text: The dissent.

    Returns:
        The stored dissent.

    Raises:
        BadInput: There are no words.
    """
    permit = permit.demand("gates.start.dissent", decision)
    if not text.strip():
        raise BadInput(
            _("A dissent needs words."), _("Write what you do not agree with."), code="gate_dissent_has_words"
        )
    row = GateDissent.objects.create(decision=decision, text=text.strip(), by=person_of(permit), by_name=permit.name)
    note(permit, row, after={"dissent": row.text})
    return row
