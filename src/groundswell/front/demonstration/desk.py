"""Under whose leave the demonstration is loaded, which one it is, and as of which month."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import Period, parse_period
from groundswell.ground.journal.models import Entry
from groundswell.ground.journal.services import note
from groundswell.ground.people.access import desk_permit
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

CODE = "demo"
WHY = "The demonstration is loaded."
YEARS_AGO_IN_MONTHS = 60
BEGUN, DONE = "demonstration of size", "demonstration complete"


def permit(action: str, program: Program | None = None) -> Permit:
    """The leave under which the demonstration is loaded."""
    return desk_permit(action, WHY, program=str(program.key) if program else None, name="The demonstration")


def loading() -> Program | None:
    """The demonstration's program, complete or not; None where there is none."""
    return Program.objects.filter(code=CODE).first()


def noted(program: Program, what: str) -> str:
    """What the journal keeps of the loading: its size once it has begun, ``yes`` once it is complete."""
    entries = Entry.objects.filter(thing=str(program.key), action="programs.program.change")
    return next((str(entry.after[what]) for entry in entries if what in entry.after), "")


def say(program: Program, what: str, words: str) -> None:
    """Keep in the journal how far the loading is."""
    note(permit("programs.program.change", program), program, after={what: words})


def complete(program: Program) -> bool:
    """Whether all of it is there; one that says no size was loaded by an earlier version, in one piece."""
    return not noted(program, BEGUN) or noted(program, DONE) == "yes"


def size_for(asked: str | None) -> str:
    """The size to load or go on with: the one asked for, else the one that is there, else the small one.

    Raises:
        BadInput: Another size is there.
    """
    program = loading()
    there = (noted(program, BEGUN) or "small") if program else ""
    if there and asked and asked != there:
        raise BadInput(
            f"The demonstration in this data folder is {there}, not {asked}.",
            f"Use another folder (set GROUNDSWELL_DATA), or begin again: groundswell demo --size {asked} --reset",
        )
    return there or asked or "small"


def as_of(program: Program | None) -> date:
    """The first day of the month in which the loading began: whoever goes on later gets the same months."""
    if program is None or program.starts_on is None:
        return back(timezone.localdate(), 0)
    return back(program.starts_on, -YEARS_AGO_IN_MONTHS)


def back(day: date, months: int) -> date:
    """The first day of the month so many months before; after, for negative ones."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def last_months(count: int, today: date) -> list[Period]:
    """The last full months before a day, oldest first."""
    return [parse_period(f"{back(today, ago):%Y-%m}") for ago in range(count, 0, -1)]
