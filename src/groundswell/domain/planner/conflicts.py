"""What makes a country infeasible, and the least that would have to be given up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.planner.country import Country
from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.reasons import Reasons
from groundswell.domain.planner.rounding import Clock
from groundswell.domain.planner.solving import solve_grid
from groundswell.domain.said import Said
from groundswell.domain.said import said as _

DEARER = 1000.0


@dataclass(frozen=True)
class Conflict:
    """A promise or rule that cannot be kept together with the others.

    Args:
        sheet: Where it stands.
        code: Of whom.
        text: What cannot be kept, and why.
        remedy: The least change that would mend it.
    """

    sheet: str
    code: str
    text: Said
    remedy: Said


class Lenient(Grid):
    """The country without its promises; a promise kept is worth more than anything else."""

    def __init__(self, country: Country) -> None:
        places = tuple(replace(each, promised_by=None) for each in country.places)
        regions = tuple(replace(each, at_least=0) for each in country.regions)
        rules = replace(country.rules, hardest_share=0.0)
        super().__init__(replace(country, places=places, regions=regions, rules=rules))
        self.by = np.array([-1 if each.promised_by is None else each.promised_by for each in country.places], int)

    def value(self, chosen: Array | slice = slice(None)) -> Array:
        """Person-years, and a large reward for each promise kept."""
        kept = np.arange(self.quarters) <= self.by[chosen][:, None]
        reward = DEARER * max(float(self.people.max(initial=1.0)), 1.0)
        return np.asarray(super().value(chosen) + reward * kept[:, :, None])


def conflicts_of(country: Country, clock: Clock) -> tuple[Conflict, ...]:
    """What to give up so that a plan exists.

    Args:
        country: An infeasible one.
        clock: When to stop looking for a smaller set.

    Returns:
        Promises that the fewest-broken plan found does not keep, and regions and shares that it falls short of.
    """
    grid = Lenient(country)
    outcome = solve_grid(grid, clock)
    quarter = outcome.choice.quarter
    reasons = Reasons(grid, outcome)
    found = [
        _promise(country, grid, reasons, int(i))
        for i in np.flatnonzero((grid.by >= 0) & ((quarter < 0) | (quarter > grid.by)))
    ]
    started = np.bincount(grid.region[quarter >= 0], minlength=len(country.regions))
    for region, n in zip(country.regions, started, strict=True):
        if n < region.at_least:
            text = _("%(region)s must have %(least)s places; the best plan found has %(n)s.", region=region.code,
                     least=region.at_least, n=int(n))  # fmt: skip
            remedy = _("Ask for %(n)s there, or add teams, trainers or money.", n=int(n))
            found.append(Conflict("regions", region.code, text, remedy))
    if not found:
        text = _("No plan found keeps the share for the hardest to reach, the promises and the least of each region.")
        found.append(Conflict("settings", "hardest_share", text, _("Lower the share, or give up a promise.")))
    return tuple(found)


def _promise(country: Country, grid: Lenient, reasons: Reasons, i: int) -> Conflict:
    place, named = country.places[i], country.rules.named
    by, quarter = int(grid.by[i]), int(reasons.choice.quarter[i])
    if grid.allowed(np.array([i]))[0].any():
        why = _("Teams, hosts, trainers or money do not suffice for it beside what else was promised.")
    else:
        why = reasons.why(i)
    text = _("%(place)s cannot start by %(by)s as promised. %(why)s", place=place.code, by=named(by), why=why)
    if quarter >= 0:
        return Conflict("places", place.code, text, _("Promise %(quarter)s.", quarter=named(quarter)))
    return Conflict("places", place.code, text, _("Give up this promise, or add what is scarce."))
