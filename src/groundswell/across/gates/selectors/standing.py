"""What the blocking check of a wave stands on: the verdict that stands, and how the places at work hold."""

from __future__ import annotations

from django.utils import timezone

from groundswell.across.gates.models import Decision
from groundswell.across.gates.selectors.verdicts import decisions_of
from groundswell.before.package.selectors import core_changed_after
from groundswell.domain.gates.standing import Running, Signed, Standing
from groundswell.during.monitoring.selectors.running import running_of
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Permit


def last_standing(permit: Permit, program: Program) -> Decision | None:
    """The verdict last signed among those that stand.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    return decisions_of(permit, program).filter(superseded_by__isnull=True).first()


def standing_of(permit: Permit, program: Program, wave: Wave, running: Running | None = None) -> Standing:
    """What the blocking check of a wave stands on.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: The wave that is to start.
        running: How the places at work hold, where that is known already; it is looked up otherwise.

    Returns:
        The frozen value that is judged; a fixed number of queries.
    """
    signed = last_standing(permit, program)
    return Standing(
        wave=wave.number,
        on=timezone.localdate(),
        package_version=program.package_version,
        signed=signed_of(signed, core_changed_after(permit, program, signed.signed_at) if signed else ()),
        running=running or running_of(permit, program),
    )


def signed_of(decision: Decision | None, changed: tuple[str, ...] = ()) -> Signed | None:
    """A signed verdict as the gate reads it.

    Args:
        decision: The verdict.
        changed: Core elements of the package that became others since it was signed.
    """
    if decision is None:
        return None
    return Signed(
        word=decision.standing_word, machine=decision.word, context=decision.context,
        package_version=decision.package_version, by=decision.signed_name,
        on=timezone.localdate(decision.signed_at), lapses=decision.lapses_on, fingerprint=decision.fingerprint,
        core_changed="; ".join(changed),
    )  # fmt: skip
