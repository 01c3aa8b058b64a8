"""The checks of all steps, collected in one place; the gate knows no room's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.across.gates.selectors.standing import standing_of
from groundswell.before.consensus import step as consensus
from groundswell.before.evidence import step as evidence
from groundswell.before.package import step as package
from groundswell.before.policy import step as policy
from groundswell.before.scalability import step as scalability
from groundswell.before.vision import step as vision
from groundswell.domain.gates.lines import Line, in_order
from groundswell.domain.gates.standing import Running, Standing, verdict_line
from groundswell.during.monitoring import step as monitoring
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Permit
from groundswell.kit.telling import told

type Checks = Callable[[Permit, Program, str, int | None], tuple[Line, ...]]

ROOMS: tuple[Checks, ...] = (
    vision.checks,
    evidence.checks,
    scalability.checks,
    package.checks,
    consensus.checks,
    policy.checks,
)
"""The rooms that offer checks, in the order of the steps. Step 10 is asked once, for its checks and for the verdict."""


def lines_of(
    permit: Permit, program: Program, wave: Wave, running: Running | None = None
) -> tuple[Standing, tuple[Line, ...]]:
    """All checks of a wave, and what the blocking one stands on.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: The wave that is to start.
        running: How the places at work hold, where that is known already.

    Returns:
        What the verdict stands on, and the lines in the order of the steps; a fixed number of queries.
    """
    stand = standing_of(permit, program, wave, running)
    context = stand.signed.context if stand.signed else ""
    found = [blocking_line(stand, program)]
    for checks in ROOMS:
        found += checks(permit, program, context, wave.number)
    found += monitoring.lines_of(stand.running, program)
    owners = vision.owners_of(permit, program)
    return stand, in_order(line if line.owner else replace(line, owner=owners.get(line.step, "")) for line in found)


def blocking_line(stand: Standing, program: Program) -> Line:
    """The check that starts wait for, in the active language and with its address.

    Args:
        stand: What it stands on.
        program: The program.
    """
    line = verdict_line(stand, _("National coordinator"))
    return replace(line, text=told(line.text), link=reverse("gates:verdict", args=[program.code]))
