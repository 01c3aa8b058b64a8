"""The checks of step 10 for the gate: do the places at work hold, and are their reports in?"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.gates.standing import Running
from groundswell.domain.monitoring.completeness import COMPLETE_ENOUGH_SHARE
from groundswell.domain.monitoring.dilution.judge import RED_SHARE_LIMIT
from groundswell.during.monitoring.selectors.running import running_of
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import drawing_style, written

MOST_NAMES = 5


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 10, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; all places at work are looked at together.
        wave: Number of the wave that is to start; the waves before it are at work.

    Returns:
        The checks, each with the address where it is mended; a fixed number of queries.
    """
    return lines_of(running_of(permit, program), program)


def lines_of(now: Running, program: Program) -> tuple[Line, ...]:
    """The checks of what is known of the places at work.

    Args:
        now: How they hold.
        program: The program.
    """
    overview = reverse("monitoring:overview", args=[program.code])
    reports = reverse("monitoring:reports", args=[program.code])
    return (
        Line(10, "monitoring.paused", *paused(now), link=overview),
        Line(10, "monitoring.complete", *complete(now), link=reports),
    )


def paused(now: Running) -> tuple[State, str]:
    """Whether places must pause, by name where they are few."""
    if now.red_share is None:
        return State.NOT_RECORDED, _("No place can be judged yet: watched sessions are missing.")
    if not now.red:
        return State.MET, _("No place must pause; judged: %(n)s.") % {"n": written(now.judged)}
    names = ", ".join(now.where[:MOST_NAMES]) + (" …" if len(now.where) > MOST_NAMES else "")
    said = ngettext("%(n)s place must pause: %(names)s.", "%(n)s places must pause: %(names)s.", now.red)
    state = State.UNMET if now.red_share > RED_SHARE_LIMIT else State.WARNING
    return state, said % {"n": written(now.red), "names": names}


def complete(now: Running) -> tuple[State, str]:
    """Whether the reports are in."""
    if now.complete_share is None:
        return State.NOT_RECORDED, _("No report is due yet.")
    said = _("%(share)s of reports are in: %(received)s of %(expected)s.") % {
        "share": drawing_style().percent(now.complete_share), "received": written(now.received),
        "expected": written(now.expected),
    }  # fmt: skip
    return State.MET if now.complete_share >= COMPLETE_ENOUGH_SHARE else State.UNMET, said
