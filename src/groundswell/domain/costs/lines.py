"""The lines of a cost sheet: what does not change with the size of the work, what jumps, what grows with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.domain.costs.money import Money
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

MOST_LEARNING = 0.5


class Kind(StrEnum):
    """How a line changes with volume."""

    FIXED = "fixed"
    STEP = "step"
    VARIABLE = "variable"


class Driver(StrEnum):
    """What a line is counted in."""

    COMMUNITY = "community"
    GROUP = "group"
    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    PERSON = "person"
    MEETING = "meeting"


class Phase(StrEnum):
    """Whether a line is paid once or every year."""

    START_UP = "start-up"
    RECURRENT = "recurrent"


@dataclass(frozen=True)
class Ratios:
    """How much of everything one community needs in a year.

    Args:
        groups: Groups per community.
        people: People reached per community and year.
        groups_per_facilitator: Groups that one facilitator serves.
        facilitators_per_supervisor: Facilitators that one supervisor sees.
        meetings: Meetings per group and year.

    Source:
        Method 5: 9 groups per facilitator (Manandhar 2004), 9.1 frontline workers per helper (Tripathy 2016), about 20
        people per group; 10 meetings in the first cycle of Nepal.
    """

    groups: float = 1.0
    people: float = 20.0
    groups_per_facilitator: float = 9.0
    facilitators_per_supervisor: float = 9.0
    meetings: float = 10.0

    def quantity(self, driver: Driver, communities: float) -> float:
        """How much there is of something in so many communities.

        Args:
            driver: What is counted.
            communities: How many communities.

        Example:
            >>> Ratios(groups=2).quantity(Driver.FACILITATOR, 90)
            20.0
        """
        groups = communities * self.groups
        facilitators = groups / self.groups_per_facilitator
        return {
            Driver.COMMUNITY: communities,
            Driver.GROUP: groups,
            Driver.FACILITATOR: facilitators,
            Driver.SUPERVISOR: facilitators / self.facilitators_per_supervisor,
            Driver.PERSON: communities * self.people,
            Driver.MEETING: groups * self.meetings,
        }[driver]


@dataclass(frozen=True)
class CostLine:
    """One line of a cost sheet.

    Args:
        name: What is paid for.
        kind: How it changes with volume.
        amount: Likely amount: of the whole line when fixed, of one step, or of one unit; per year when recurrent.
        driver: What it is counted in; says nothing for a fixed line.
        step: For a stepped line, how many units one step serves.
        phase: Paid once or every year.
        years: Over how many years a start-up line is spread.
        price_year: The year whose prices the amount is in.
        payer: Name of who pays it; empty where nobody is named.
        learning: Share by which the cost of a unit falls with each doubling of the volume; variable lines only.
        floor: Share of the amount below which learning never leads.
        low: Lowest amount to be expected; None for the likely one.
        high: Highest amount to be expected; None for the likely one.

    Raises:
        BadInput: A number does not fit its kind.
    """

    name: str
    kind: Kind
    amount: Money
    driver: Driver = Driver.COMMUNITY
    step: float = 1.0
    phase: Phase = Phase.RECURRENT
    years: int = 1
    price_year: int = 0
    payer: str = ""
    learning: float = 0.0
    floor: float = 0.0
    low: Money | None = None
    high: Money | None = None

    def __post_init__(self) -> None:
        low, high = self.limits
        wrong = (
            (self.amount.minor < 0 or low < 0, _("An amount is negative.")),
            (self.kind is Kind.STEP and not self.step > 0, _("A step serves nobody.")),
            (self.years < 1, _("A start-up is spread over no year.")),
            (not 0 <= self.learning < MOST_LEARNING, _("A doubling saves from 0 to less than 50 per cent.")),
            (bool(self.learning) and self.kind is not Kind.VARIABLE, _("Only what grows with volume is learned.")),
            (not 0 <= self.floor <= 1, _("The floor of learning is a share of the amount.")),
            (not low <= self.amount.minor <= high, _("The likely amount lies outside its own range.")),
        )
        for is_wrong, words in wrong:
            if is_wrong:
                raise BadInput(words, _("Correct “%(name)s”.", name=self.name), code="costs.line")

    @property
    def limits(self) -> tuple[int, int]:
        """Lowest and highest amount in minor units; the likely one where no range is known."""
        low = self.amount.minor if self.low is None else self.low.minor
        return low, self.amount.minor if self.high is None else self.high.minor


@dataclass(frozen=True)
class CostModel:
    """A cost sheet, all in one currency and the prices of one year.

    Args:
        currency: ISO 4217 code.
        price_year: The year of the prices.
        pilot: Communities of the pilot: the volume at which the amounts of learned lines were seen.
        lines: The lines.
        ratios: How much of everything one community needs.

    Raises:
        BadInput: A line is in another currency or year: convert it first, with a stated factor.
    """

    currency: str
    price_year: int
    pilot: float
    lines: tuple[CostLine, ...]
    ratios: Ratios = field(default_factory=Ratios)

    def __post_init__(self) -> None:
        if not self.pilot > 0:
            raise BadInput(_("The pilot has no community."), _("Write how many it had."), code="costs.pilot")
        for line in self.lines:
            if line.amount.currency != self.currency:
                raise BadInput(
                    _("“%(name)s” is in %(currency)s.", name=line.name, currency=line.amount.currency),
                    _("State the exchange rate to %(currency)s.", currency=self.currency),
                    code="costs.currency",
                )
            if line.price_year != self.price_year:
                raise BadInput(
                    _("“%(name)s” is in prices of %(year)s.", name=line.name, year=str(line.price_year)),
                    _("State what became of prices until %(year)s.", year=str(self.price_year)),
                    code="costs.year",
                )
