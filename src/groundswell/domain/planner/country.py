"""What a plan is made from: places and what is scarce. Quarters are counted from 0, the first of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.domain.planner.quality import Cascade


class Activity(StrEnum):
    """What money is spent on; a fund may be earmarked for some of it."""

    OPENING = "opening"
    START_UP = "start-up"
    VISIT = "visit"
    RUNNING = "running"
    TRAINING = "training"


ACTIVITIES = tuple(Activity)


@dataclass(frozen=True, slots=True)
class Place:
    """A community that may start.

    Args:
        code: Its code, unique.
        district: Code of its district.
        language: In which teams and hosts must speak.
        people: Who live there.
        readiness: Share, from scalability, consensus and policy.
        earliest: First quarter in which it may start.
        promised_by: Last quarter by which it was promised to start; None for no promise.
        cost_factor: What its start and its running cost, as a multiple of the package's costs.
        hard_to_reach: Whether it counts for the share that goes to the hardest to reach.
    """

    code: str
    district: str
    language: str
    people: float
    readiness: float
    earliest: int = 0
    promised_by: int | None = None
    cost_factor: float = 1.0
    hard_to_reach: bool = False


@dataclass(frozen=True, slots=True)
class District:
    """A district: opened once, before its first place starts.

    Args:
        code: Its code, unique.
        region: Code of its region.
        opening_cost: Money, once: office, coordination body, agreements.
        office_cost: Money in each quarter after the opening, paid as running cost.
    """

    code: str
    region: str
    opening_cost: float = 0.0
    office_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its trainers.

    Args:
        code: Its code, unique.
        trainers: Full-time trainers at the beginning.
        trainer_days: Days that one trainer gives in a quarter.
        at_least: Places that must start in it.
    """

    code: str
    trainers: float = 0.0
    trainer_days: float = 50.0
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A way to deliver.

    Args:
        code: Its code, unique.
        transfers: How often the method is handed on between those who made it and this community.
        supervised: Share of the quarters after the start in which the group is visited or refreshed.
        visits: Visits to a host community in the quarter of the start.
        start_up_cost: Money in the quarter of the start.
        visit_cost: Money in the quarter of the start, for travel to a host.
        running_cost: Money in each quarter after it.
        team_days_start: Team-days in the quarter of the start, without travel.
        team_days: Team-days in each quarter after it.
        trainer_days_start: Trainer-days in the quarter of the start.
        trainer_days: Trainer-days in each quarter after it.
    """

    code: str
    transfers: int
    supervised: float
    visits: int = 0
    start_up_cost: float = 0.0
    visit_cost: float = 0.0
    running_cost: float = 0.0
    team_days_start: float = 0.0
    team_days: float = 0.0
    trainer_days_start: float = 0.0
    trainer_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Team:
    """A field team: its days in a quarter, travel included, and the languages it speaks."""

    code: str
    days: float
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A district within a team's reach, and the days of travel that each day of work there takes on top."""

    team: str
    district: str
    travel: float = 0.0


@dataclass(frozen=True, slots=True)
class Host:
    """A living university: visits that it can bear in a quarter, regions that it receives, languages that it speaks."""

    code: str
    visits: int
    regions: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """A master trainer: how many trainers he or she can train in a quarter, and for which regions."""

    code: str
    trainees: float
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fund:
    """Money with its earmarks: no activity or region named means all; the last quarter None means to the end."""

    code: str
    activities: tuple[Activity, ...] = ()
    regions: tuple[str, ...] = ()
    first: int = 0
    last: int | None = None

    def pays(self, activity: Activity, region: str, quarter: int) -> bool:
        """Whether the fund may pay this.

        Args:
            activity: What for.
            region: Where.
            quarter: When.

        Example:
            >>> Fund("F", (Activity.RUNNING,), first=2).pays(Activity.RUNNING, "R", 1)
            False
        """
        window = self.first <= quarter and (self.last is None or quarter <= self.last)
        return window and activity in (self.activities or ACTIVITIES) and region in (self.regions or (region,))


@dataclass(frozen=True, slots=True)
class Tranche:
    """Money that arrives in a fund at the beginning of a quarter; what is left is carried over."""

    fund: str
    quarter: int
    amount: float


@dataclass(frozen=True)
class Rules:
    """What holds for the whole plan.

    Args:
        first_quarter: The quarter numbered 0, such as ``2027-Q1``.
        quarters: How many quarters are planned.
        currency: ISO 4217 code of all money.
        least_chance: A package may be used only where its mean probability of holding the floor is at least this.
        least_exposure: Quarters that must be left after the last start.
        attrition: Share of the trainers who leave in a quarter.
        training_cost: Money to train one trainer.
        hardest_share: Share of the value that must fall to places marked hard to reach.
        target_people: People who should live at or above the floor at the end; None where the vision says nothing.
    """

    first_quarter: str = "2027-Q1"
    quarters: int = 16
    currency: str = "USD"
    least_chance: float = 0.4
    least_exposure: int = 4
    attrition: float = 0.03
    training_cost: float = 0.0
    hardest_share: float = 0.0
    target_people: float | None = None

    def named(self, quarter: int) -> str:
        """The name of a quarter.

        Args:
            quarter: Counted from 0.

        Example:
            >>> Rules("2027-Q3").named(2)
            '2028-Q1'
        """
        year, first = self.first_quarter.split("-Q")
        whole = int(year) * 4 + int(first) - 1 + quarter
        return f"{whole // 4}-Q{whole % 4 + 1}"


@dataclass(frozen=True)
class Country:
    """Everything that a plan is made from."""

    places: tuple[Place, ...]
    districts: tuple[District, ...]
    regions: tuple[Region, ...]
    packages: tuple[Package, ...]
    teams: tuple[Team, ...] = ()
    reach: tuple[Reach, ...] = ()
    hosts: tuple[Host, ...] = ()
    masters: tuple[Master, ...] = ()
    funds: tuple[Fund, ...] = ()
    tranches: tuple[Tranche, ...] = ()
    rules: Rules = field(default_factory=Rules)
    cascade: Cascade = field(default_factory=Cascade)
