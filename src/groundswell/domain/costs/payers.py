"""Who pays the running cost, for how many months ahead, and whether what is wanted exceeds what is promised."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.costs.lines import CostModel, Phase
from groundswell.domain.costs.money import Money
from groundswell.domain.costs.volume import line_total, total
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

MOST_MONTHS = 120
"""Ten years; a payer without an end pays at least so long."""


class Certainty(StrEnum):
    """How sure a payer is; what is only hoped for pays nothing."""

    BUDGETED = "budgeted"
    SIGNED = "signed"
    PROMISED = "promised"


COUNTED = frozenset({Certainty.BUDGETED, Certainty.SIGNED})


@dataclass(frozen=True)
class Payer:
    """Who pays.

    Args:
        name: The payer.
        share: Share of the whole running cost; None where it gives an amount, or pays the lines that name it.
        yearly: Amount per year; None where it gives a share, or pays the lines that name it.
        starts_on: First day, None for always.
        ends_on: Last day, None for open.
        certainty: How sure it is.
        long_term: Whether it can pay for good, such as a government's budget line.

    Raises:
        BadInput: It gives both, a share above the whole, or ends before it begins.
    """

    name: str
    share: float | None = None
    yearly: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    certainty: Certainty = Certainty.PROMISED
    long_term: bool = False

    def __post_init__(self) -> None:
        wrong = (
            (self.share is not None and self.yearly is not None, _("It gives a share and an amount.")),
            (self.share is not None and not 0 <= self.share <= 1, _("Its share lies outside 0 to 100 per cent.")),
            (
                bool(self.starts_on and self.ends_on and self.ends_on < self.starts_on),
                _("It ends before it begins."),
            ),
        )
        for is_wrong, words in wrong:
            if is_wrong:
                raise BadInput(words, _("Correct “%(name)s”.", name=self.name), code="costs.payer")

    def pays_all(self, first: date, last: date) -> bool:
        """Whether it pays on every day from one to another."""
        return (self.starts_on or first) <= first and last <= (self.ends_on or last)


def payer_months(model: CostModel, communities: float, payers: Sequence[Payer], today: date) -> int:
    """For how many months on end, from the next one, the whole running cost has a payer who is sure.

    Args:
        model: The cost sheet.
        communities: The volume that is paid for.
        payers: All payers; those who only promise count for nothing.
        today: The day of the look.

    Returns:
        Whole months, at most 120.

    Source:
        Method 1, step 8: "12 months of each wave funded before start"; 3.4, READY-i.
    """
    wanted = total(model, communities, Phase.RECURRENT).minor
    if not wanted:
        return 0
    months, first = 0, month_after(today)
    while months < MOST_MONTHS:
        last = date(first.year, first.month, monthrange(first.year, first.month)[1])
        sure = [payer for payer in payers if payer.certainty in COUNTED and payer.pays_all(first, last)]
        if paid_yearly(model, communities, sure) < wanted:
            break
        months, first = months + 1, month_after(first)
    return months


def paid_yearly(model: CostModel, communities: float, payers: Iterable[Payer]) -> int:
    """What some payers pay of a year's running cost, in minor units.

    One who gives neither share nor amount pays the running lines that name it, whole.

    Args:
        model: The cost sheet.
        communities: The volume.
        payers: Those who pay.
    """
    wanted = total(model, communities, Phase.RECURRENT)
    paid = 0
    for payer in payers:
        if payer.yearly is not None:
            paid += payer.yearly.minor
        elif payer.share is not None:
            paid += wanted.times(payer.share).minor
        else:
            paid += sum(line_total(model, line, communities).minor for line in model.lines
                        if line.phase is Phase.RECURRENT and line.payer == payer.name)  # fmt: skip
    return paid


def month_after(day: date) -> date:
    """The first day of the next month.

    Example:
        >>> month_after(date(2026, 12, 31))
        datetime.date(2027, 1, 1)
    """
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def wanted_over_known(pilot_unit: Money, communities: float, known: Money) -> float | None:
    """How many times the yearly money known today the target would cost at the pilot's price.

    Args:
        pilot_unit: What one community cost in a year in the pilot.
        communities: Communities of the target.
        known: Yearly money from payers who are sure.

    Returns:
        Above 1 more is wanted than known; None where nothing is known.

    Source:
        Method 1, step 1, Machine: "pilot unit cost × target population vs known funding (ratio shown)".

    Example:
        >>> wanted_over_known(Money.of(640, "USD"), 2800, Money.of(560_000, "USD"))
        3.2
    """
    return pilot_unit.minor * communities / known.minor if known.minor else None
