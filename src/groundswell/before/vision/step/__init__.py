"""What this step offers to home and to the gate: its finding, its lines, and the duties of a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.vision.models import Duty
from groundswell.before.vision.selectors import Stored, stored_vision
from groundswell.domain.gates.lines import Line
from groundswell.domain.vision.checks import Alarm, alarms, check_vision
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import vision_rules
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written
from groundswell.kit.telling import told
from groundswell.steps import STEPS

PAGES = {
    "target": ("vision:change", "vision:areas"),
    "sum": ("vision:areas",),
    "lead": ("vision:people",),
    "floor": ("programs:floor",),
    "owner": ("vision:change",),
    "partners": ("vision:partners",),
    "intensity": ("vision:change",),
    "ledger": ("vision:ledger",),
}


@dataclass(frozen=True)
class LedgerLine:
    """One step of the ledger as pages show it.

    Args:
        number: Number of the step.
        title: Its title.
        duty: What is written down.
        alarms: What is wrong, in sentences.
    """

    number: int
    title: str
    duty: Duty
    alarms: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """An overdue or coming duty of a person, for the home page."""

    state: str
    what: str
    because: str
    url: str
    when: str


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 1, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; step 1 is the same for all.
        wave: Number of the wave that is to start; step 1 is the same for all.

    Returns:
        The checks, each with the address where it is mended; a fixed number of queries.
    """
    return lines_of(stored_vision(permit, program), program)


def lines_of(stored: Stored, program: Program) -> tuple[Line, ...]:
    """The checks of what is stored, told in the reader's language, with their addresses."""
    found = check_vision(stored.plan, vision_rules(program), timezone.localdate())
    return tuple(replace(line, text=told(line.text), link=_address(line, stored, program)) for line in found)


def _address(line: Line, stored: Stored, program: Program) -> str:
    pages = PAGES[line.code.partition(".")[2]]
    needs_areas = line.code == "vision.target" and stored.vision.number and not stored.lists["areas"]
    return reverse(pages[-1] if needs_areas else pages[0], args=[program.code])


def ledger_of(stored: Stored) -> list[LedgerLine]:
    """The eleven steps with what is wrong in each."""
    found: dict[int, list[Alarm]] = {}
    for alarm in alarms(stored.plan, timezone.localdate()):
        found.setdefault(alarm.step, []).append(alarm)
    return [
        LedgerLine(step.number, _(step.title), duty, tuple(told(alarm.text) for alarm in found.get(step.number, ())))
        for step, duty in zip(STEPS, stored.lists["ledger"], strict=True)
    ]


def finding(stored: Stored) -> str:
    """The vision in a sentence: the target, and what is worst in the ledger."""
    vision = stored.vision
    if not (vision.number and vision.unit and vision.by):
        return _("How far, by when: not written down yet")
    target = _("%(number)s %(unit)s by %(month)s") % {
        "number": written(vision.number), "unit": vision.unit, "month": day_written(vision.by, "YEAR_MONTH_FORMAT"),
    }  # fmt: skip
    return f"{target}; {ledger_finding(stored)}"


def ledger_finding(stored: Stored) -> str:
    """What is worst in the ledger, in half a sentence."""
    found = alarms(stored.plan, timezone.localdate())
    nobody = sum(alarm.trouble == "nobody" for alarm in found)
    if nobody:
        return ngettext("%(n)s step has no owner", "%(n)s steps have no owner", nobody) % {"n": nobody}
    overdue = sum(alarm.trouble == "overdue" for alarm in found)
    if overdue:
        return ngettext("%(n)s step is overdue", "%(n)s steps are overdue", overdue) % {"n": overdue}
    if found:
        return ngettext("%(n)s owner has no time", "%(n)s owners have no time", len(found)) % {"n": len(found)}
    return _("every open step has an owner with time")


def duties(permit: Permit, program: Program) -> tuple[Item, ...]:
    """Overdue steps of the ledger that the person owns; one query."""
    if not permit.allows("vision.vision.read", program):
        return ()
    rows = Duty.objects.filter(
        vision__program=program, person__key=permit.person, due__lt=timezone.localdate()
    ).exclude(state="done") if permit.via == "page" else Duty.objects.none()  # fmt: skip
    return tuple(_item(program, row.step, row.due) for row in rows if row.due)


def _item(program: Program, step: int, due: date) -> Item:
    title = next(each.title for each in STEPS if each.number == step)
    return Item(
        "late", _("Step %(number)s: %(title)s") % {"number": step, "title": _(title)},
        _("You own this step of the ledger."), reverse("vision:ledger", args=[program.code]), day_written(due),
    )  # fmt: skip


def owners_of(permit: Permit, program: Program) -> dict[int, str]:
    """Who sees to each step, as the ledger says; for the gate, where a check names nobody.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        Number of the step to name; one query.
    """
    if not permit.allows("vision.vision.read", program):
        return {}
    rows = Duty.objects.filter(vision__program=program).select_related("person")
    return {row.step: row.owner for row in rows if row.owner}
