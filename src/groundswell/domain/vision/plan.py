"""The vision of a program as frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class VisionRules:
    """Numbers of step 1 that a program may change.

    Args:
        lead_time: Least share of a full post that the lead has over the whole plan.
    """

    lead_time: float = 0.2


@dataclass(frozen=True)
class Area:
    """What is to be reached in one area.

    Args:
        name: The area.
        number: In the unit of the target.
    """

    name: str
    number: int


@dataclass(frozen=True)
class PointPerson:
    """Who has time for scaling up.

    Args:
        name: The person.
        role: ``lead``, ``deputy`` or ``owner`` (of some step).
        time: Share of a full post, None where nothing is written.
        budget_line: Which budget pays for it.
        starts_on: First day, None for always.
        ends_on: Last day, None for open.
    """

    name: str
    role: str
    time: float | None = None
    budget_line: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    def serves_on(self, day: date) -> bool:
        """Whether the person has this task on a day."""
        return (self.starts_on or day) <= day <= (self.ends_on or day)


@dataclass(frozen=True)
class Duty:
    """One step of the ledger.

    Args:
        step: Number of the step.
        owner: Who sees to it; empty where nobody does.
        due: By when.
        done: Whether it is done.
    """

    step: int
    owner: str = ""
    due: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Partner:
    """An organisation that may carry the approach later.

    Args:
        name: The organisation.
        contacted_on: When it was first contacted, None where nobody wrote it.
        took_part: Whether it took part in the pilot.
    """

    name: str
    contacted_on: date | None = None
    took_part: bool = False


@dataclass(frozen=True)
class Plan:
    """The vision as the checks read it; empty and None mean not written down."""

    number: int | None = None
    unit: str = ""
    by: date | None = None
    starts_on: date | None = None
    areas: tuple[Area, ...] = ()
    floors: int = 0
    people: tuple[PointPerson, ...] = ()
    duties: tuple[Duty, ...] = ()
    future_owner: str = ""
    owner_contacted_on: date | None = None
    pilot_ends_on: date | None = None
    partners: tuple[Partner, ...] = ()
    too_costly: str = ""


def least_time(people: Iterable[PointPerson], first: date, last: date) -> float:
    """The smallest sum of shares of time over all days from one to another.

    Args:
        people: Whose shares are added.
        first: First day.
        last: Last day; not before the first.

    Returns:
        The smallest sum, as a fraction of a full post.
    """
    rows = tuple(people)
    return min(_time_on(rows, day) for day in _turns(rows, first, last))


def most_time(people: Iterable[PointPerson]) -> float:
    """The largest sum of shares of time on any day, as a fraction of a full post."""
    rows = tuple(people)
    days = {row.starts_on or date.min for row in rows}
    return max((_time_on(rows, day) for day in days), default=0.0)


def _turns(rows: tuple[PointPerson, ...], first: date, last: date) -> set[date]:
    """The days on which a sum may change: it is constant between them."""
    days = {row.starts_on for row in rows if row.starts_on}
    days |= {row.ends_on + timedelta(days=1) for row in rows if row.ends_on and row.ends_on < date.max}
    return {first} | {day for day in days if first <= day <= last}


def _time_on(rows: tuple[PointPerson, ...], day: date) -> float:
    return round(sum((row.time or 0.0 for row in rows if row.serves_on(day)), 0.0), 9)
