"""What a machine can see is missing in a vision; each check is a line for the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.said import Figure, together
from groundswell.domain.said import said as _
from groundswell.domain.vision.plan import Duty, Partner, Plan, VisionRules, least_time, most_time

type Trouble = Literal["nobody", "no_time", "overdue"]
FULL_POST = 1.0


@dataclass(frozen=True)
class Alarm:
    """What is wrong with one step of the ledger.

    Args:
        step: Number of the step.
        trouble: ``nobody`` owns it, its owner has ``no_time``, or it is ``overdue``.
        text: The same in a sentence.
    """

    step: int
    trouble: Trouble
    text: str


def check_vision(plan: Plan, rules: VisionRules, today: date) -> tuple[Line, ...]:
    """Look at a vision.

    Args:
        plan: The vision.
        rules: The numbers of step 1.
        today: The day of the look.

    Returns:
        One line per check, always the same ones in the same order.

    Source:
        Method 1, step 1, Machine.
    """
    lead = next((person.name for person in plan.people if person.role == "lead"), "")
    found = (
        ("target", *_target(plan)),
        ("sum", *_sum(plan)),
        ("lead", *_lead(plan, rules, today)),
        ("floor", *_floor(plan)),
        ("owner", *_future_owner(plan)),
        ("partners", *_partners(plan)),
        ("intensity", *_intensity(plan)),
        ("ledger", *_ledger(plan, today)),
    )
    return tuple(Line(1, f"vision.{code}", state, text, lead) for code, state, text in found)


def alarms(plan: Plan, today: date) -> tuple[Alarm, ...]:
    """What is wrong in the ledger: steps without an owner, owners without time, overdue steps.

    A step that is done raises no alarm.

    Args:
        plan: The vision; ``duties`` holds the steps of the ledger.
        today: The day of the look.
    """
    return tuple(alarm for duty in plan.duties if not duty.done for alarm in _alarms(plan, duty, today))


def _alarms(plan: Plan, duty: Duty, today: date) -> list[Alarm]:
    found: list[Alarm] = []
    if not duty.owner:
        found.append(Alarm(duty.step, "nobody", _("Nobody owns this step.")))
    elif time := _time_wrong(plan, duty.owner):
        found.append(Alarm(duty.step, "no_time", time))
    if duty.due and duty.due < today:
        days = (today - duty.due).days
        found.append(Alarm(duty.step, "overdue", _("It is overdue; days: %(days)s.", days=days)))
    return found


def _time_wrong(plan: Plan, owner: str) -> str:
    most = most_time(person for person in plan.people if person.name == owner)
    if most <= 0:
        return _("%(owner)s owns it, but has no written time.", owner=owner)
    if most > FULL_POST:
        return _("The shares of %(owner)s add up to %(time)s of a post.", owner=owner, time=Figure(most, ".0%"))
    return ""


def _target(plan: Plan) -> tuple[State, str]:
    parts = (
        (plan.number, _("a number")),
        (plan.unit, _("a unit")),
        (plan.areas, _("an area")),
        (plan.by, _("a date")),
    )
    missing = [word for value, word in parts if not value]
    if len(missing) == len(parts):
        return State.NOT_RECORDED, _("No target is written down.")
    if missing:
        return State.UNMET, _("The target lacks: %(missing)s.", missing=together(missing, ", "))
    return State.MET, _("The target has a number, a unit, an area and a date.")


def _sum(plan: Plan) -> tuple[State, str]:
    if plan.number is None or not plan.areas:
        return State.NOT_RECORDED, _("There is nothing to add up yet.")
    total = sum(area.number for area in plan.areas)
    if total == plan.number:
        return State.MET, _("The areas add up to the target.")
    words = (
        _("The areas add up to %(total)s: %(gap)s too few.", total=total, gap=plan.number - total)
        if total < plan.number
        else _("The areas add up to %(total)s: %(gap)s too many.", total=total, gap=total - plan.number)
    )
    return State.UNMET, words


def _lead(plan: Plan, rules: VisionRules, today: date) -> tuple[State, str]:
    leads = [person for person in plan.people if person.role == "lead"]
    if not leads:
        return State.UNMET, _("Nobody leads.")
    if all(person.time is None for person in leads):
        return State.UNMET, _("The lead has no written time.")
    if plan.by is None:
        return State.NOT_RECORDED, _("Without the date of the target nobody can say whether the lead has time.")
    first = min(plan.starts_on or today, plan.by)
    least, wanted = least_time(leads, first, plan.by), Figure(rules.lead_time, ".0%")
    if least < rules.lead_time:
        words = _("At some time before the target the lead has %(time)s of a post; %(wanted)s is the least.",
                  time=Figure(least, ".0%"), wanted=wanted)  # fmt: skip
        return State.UNMET, words
    if not all(person.budget_line for person in leads):
        return State.WARNING, _("The lead has time, but no budget line pays for it.")
    return State.MET, _("The lead has at least %(wanted)s of a post until the target, and a budget.", wanted=wanted)


def _floor(plan: Plan) -> tuple[State, str]:
    if plan.floors:
        return State.MET, _("It is written which quality may never fall.")
    return State.UNMET, _("No quality is named that may never fall.")


def _future_owner(plan: Plan) -> tuple[State, str]:
    if not plan.future_owner:
        return State.UNMET, _("No future owner is named.")
    if plan.owner_contacted_on is None:
        return State.WARNING, _("It is not written when %(owner)s was first contacted.", owner=plan.future_owner)
    if plan.pilot_ends_on and plan.owner_contacted_on > plan.pilot_ends_on:
        return State.WARNING, _("%(owner)s was contacted only after the pilot had ended.", owner=plan.future_owner)
    return State.MET, _("%(owner)s is the future owner and took part in time.", owner=plan.future_owner)


def _partners(plan: Plan) -> tuple[State, str]:
    if not plan.partners:
        return State.NOT_RECORDED, _("No possible partner is written down.")
    late = [each.name for each in plan.partners if _after_pilot(each, plan)]
    if late:
        names = together(late, ", ")
        return State.WARNING, _("Contacted only after the pilot had ended: %(names)s.", names=names)
    if not any(each.took_part for each in plan.partners):
        return State.WARNING, _("No possible partner took part in the pilot.")
    took = sum(each.took_part for each in plan.partners)
    return State.MET, _("Possible partners that took part in the pilot: %(n)s of %(all)s.", n=took,
                        all=len(plan.partners))  # fmt: skip


def _after_pilot(partner: Partner, plan: Plan) -> bool:
    return bool(plan.pilot_ends_on and partner.contacted_on and partner.contacted_on > plan.pilot_ends_on)


def _intensity(plan: Plan) -> tuple[State, str]:
    if plan.too_costly.strip():
        return State.MET, _("It is written what would cost too much at a hundred times the size.")
    return State.WARNING, _("It is not written what would cost too much at a hundred times the size.")


def _ledger(plan: Plan, today: date) -> tuple[State, str]:
    found = alarms(plan, today)
    nobody, no_time, overdue = (
        sum(alarm.trouble == trouble for alarm in found) for trouble in ("nobody", "no_time", "overdue")
    )
    if not found:
        return State.MET, _("Every open step has an owner with time, and none is overdue.")
    parts = (
        _("without an owner: %(n)s", n=nobody) if nobody else "",
        _("owner without time: %(n)s", n=no_time) if no_time else "",
        _("overdue: %(n)s", n=overdue) if overdue else "",
    )
    words = together(parts, ", ")
    return State.UNMET, _("Steps that need a look: %(steps)s.", steps=words)
