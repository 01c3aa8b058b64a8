"""A plan: who starts when, served and paid by whom. Everything that the verifier needs stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.planner.country import Activity


@dataclass(frozen=True, slots=True)
class Start:
    """A place that starts: when, with which package, the team that leads, the host that is visited ('' for none)."""

    place: str
    quarter: int
    package: str
    team: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """The quarter in which a district is opened."""

    district: str
    quarter: int


@dataclass(frozen=True, slots=True)
class Work:
    """Days that a team works in a district in one language, without the travel."""

    team: str
    district: str
    language: str
    quarter: int
    days: float


@dataclass(frozen=True, slots=True)
class Training:
    """Trainers that a master trainer trains for a region; they work from the next quarter on."""

    master: str
    region: str
    quarter: int
    trainers: float


@dataclass(frozen=True, slots=True)
class Payment:
    """What a fund pays for an activity in a region."""

    fund: str
    activity: Activity
    region: str
    quarter: int
    amount: float


@dataclass(frozen=True)
class Plan:
    """All decisions."""

    starts: tuple[Start, ...] = ()
    openings: tuple[Opening, ...] = ()
    work: tuple[Work, ...] = ()
    trainings: tuple[Training, ...] = ()
    payments: tuple[Payment, ...] = ()
