"""What step 3 offers to the rooms above: its checks, and its inputs to the verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.scalability.models import Resolution
from groundswell.before.scalability.selectors import (
    Assessment,
    Costs,
    assessment_of,
    barriers_of,
    costs_of,
    decisions_of,
)
from groundswell.before.scalability.step.assessment import facts_said, finding, raters_said
from groundswell.before.scalability.step.costs import cost_finding, months_said, wanted_said, wanted_times
from groundswell.domain.evidence.statement import Recorded
from groundswell.domain.gates.lines import Line, State
from groundswell.ground.instruments import step as instruments
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import evidence_rules
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written
from groundswell.kit.telling import told


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 3, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        wave: Number of the wave that is to start; step 3 is the same for all.

    Returns:
        The checks; a fixed number of queries.
    """
    now, barriers = assessment_of(permit, program, context), list(barriers_of(permit, program))
    late = [row for row in barriers if row.due_on < timezone.localdate()]
    count = {"n": written(len(barriers))}
    barrier_text = ngettext("%(n)s barrier is open", "%(n)s barriers are open", len(barriers)) % count
    barrier_late = ngettext("%(n)s is late.", "%(n)s are late.", len(late)) % {"n": written(len(late))}
    first = late[0] if late else None
    found = (
        assessed(now),
        heard(now),
        critical(now, {barrier.item for barrier in barriers}),
        decided(now, decisions_of(permit, program).first()),
        Line(3, "scalability.barriers", State.UNMET if late else State.MET, f"{capfirst(barrier_text)}; {barrier_late}",
              first.owner if first else "", first.due_on if first else None),
    )  # fmt: skip
    here = reverse("scalability:scalability", args=[program.code])
    return (*(replace(line, link=here) for line in found), *cost_lines(costs_of(permit, program), program))


def assessed(now: Assessment) -> Line:
    """Whether there is an assessment that is not too old."""
    if now.result is None:
        return Line(3, "scalability.assessed", State.NOT_RECORDED, finding(now))
    state = State.WARNING if now.is_old or now.is_of_another_version else State.MET
    return Line(3, "scalability.assessed", state, f"{finding(now)}. {facts_said(now)}")


def heard(now: Assessment) -> Line:
    """Whether three sides answered, and not only those who made the approach."""
    if now.result is None:
        return Line(3, "scalability.sides", State.NOT_RECORDED, _("Nobody was heard yet."))
    state = State.UNMET if now.is_short_of_sides or now.result.is_by_originators else State.MET
    return Line(3, "scalability.sides", state, raters_said(now))


def critical(now: Assessment, named: set[str]) -> Line:
    """Whether each critical question with a low answer has an action."""
    if now.result is None:
        return Line(3, "scalability.critical", State.NOT_RECORDED, finding(now))
    gaps = now.result.gaps
    without = [item.words for item in gaps if item.code not in named]
    if without:
        text = _("Without an action: %(items)s") % {"items": instruments.quoted(without)}
        return Line(3, "scalability.critical", State.UNMET, text)
    return Line(3, "scalability.critical", State.WARNING if gaps else State.MET, instruments.because(now.result))


def decided(now: Assessment, last: Resolution | None) -> Line:
    """Whether it was decided to go on, on the assessment that stands."""
    code = "scalability.decided"
    if last is None:
        return Line(3, code, State.NOT_RECORDED, _("Nothing is decided on the assessment yet."))
    words = {"choice": str(last), "who": last.who, "day": day_written(last.decided_on)}
    text = _("Decided: %(choice)s (%(who)s, %(day)s).") % words
    if last.choice != "go":
        return Line(3, code, State.UNMET, f"{text} {last.to_test}".strip())
    if now.closed_on and now.closed_on > last.decided_on:
        return Line(3, code, State.WARNING, f"{text} {_('A round was closed since.')}")
    return Line(3, code, State.MET, text)


def verdict_inputs(permit: Permit, program: Program, context: str = "") -> dict[str, Recorded[Any]]:
    """What step 3 supplies to the verdict: the score, and how many critical questions have low answers.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        Name to value and source; empty while no closed round has a result.
    """
    costs = costs_inputs(costs_of(permit, program))
    now = assessment_of(permit, program, context)
    if now.round is None or now.result is None or now.result.score is None:
        return costs
    source = _("step 3, “%(title)s”: %(raters)s") % {"title": now.round.title, "raters": raters_said(now).rstrip(".")}
    return costs | {
        "scalability_score": Recorded(now.result.score, source),
        "scalability_critical_gaps": Recorded(len(now.result.gaps), source),
    }


def costs_inputs(costs: Costs) -> dict[str, Recorded[Any]]:
    """The unit cost and the months with a payer; what the sheet does not say is not recorded."""
    unit = costs.target_unit or costs.pilot_unit
    if unit is None:
        return {}
    volume = costs.volumes.target if costs.target_unit else costs.volumes.pilot
    words = {"n": written(volume or 0), "year": str(costs.sheet.price_year)}
    source = _("step 3, cost sheet: at %(n)s communities, prices of %(year)s") % words
    found: dict[str, Recorded[Any]] = {"unit_cost": Recorded(float(unit.amount), source)}
    months = costs.payer_months(timezone.localdate())
    if costs.payers and months is not None:
        who = ", ".join(row.name for row in costs.payers)
        found["payer_months"] = Recorded(float(months), _("step 3, payers: %(names)s") % {"names": who})
    return found


def cost_lines(costs: Costs, program: Program) -> tuple[Line, ...]:
    """Whether the cost of scale is known, paid for, and within what is known to come."""
    link = reverse("scalability:costs", args=[program.code])
    return tuple(replace(line, link=link) for line in (known(costs), paid(costs, program), afforded(costs)))


def known(costs: Costs) -> Line:
    """Whether the full unit cost is known at full scale."""
    code = "scalability.cost"
    if not costs.lines:
        return Line(3, code, State.NOT_RECORDED, told(costs.missing[0]))
    if costs.missing:
        return Line(3, code, State.UNMET, " ".join(told(words) for words in costs.missing))
    state = State.MET if costs.target_unit else State.WARNING
    return Line(3, code, state, cost_finding(costs))


def paid(costs: Costs, program: Program) -> Line:
    """Whether the running cost has a payer for as many months as the verdict asks."""
    code, months = "scalability.payer", costs.payer_months(timezone.localdate())
    if months is None or not costs.payers:
        return Line(3, code, State.NOT_RECORDED, _("Nobody is named who pays."))
    needed = evidence_rules(program).ready_payer_months
    text = _("%(months)s; the verdict asks for %(needed)s.") % {
        "months": months_said(months),
        "needed": written(needed),
    }
    return Line(3, code, State.MET if months >= needed else State.UNMET, text)


def afforded(costs: Costs) -> Line:
    """Whether the target at the pilot's price lies within the yearly money that is known."""
    code, times = "scalability.funding", wanted_times(costs)
    if costs.pilot_unit is None or not costs.volumes.target:
        return Line(3, code, State.NOT_RECORDED, _("Cost or target is not written down."))
    if times is None:
        return Line(3, code, State.UNMET, wanted_said(costs))
    return Line(3, code, State.MET if times <= 1 else State.WARNING, wanted_said(costs))
