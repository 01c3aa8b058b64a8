"""Prices of what is scarce, and the certified bound: no plan brings more than :func:`bound_at` says at any prices.

Prices are in person-years. They come from the duals of a program, are made feasible here from the capacities up, and
are then applied to each community and district exactly, so that the bound holds whatever the grouping was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.grid import OPENING, RUNNING, START_UP, TRAINING, VISIT, Array, Grid
from groundswell.domain.planner.model import Model

SAFETY = 1e-9
STRIP = 4096


@dataclass(frozen=True)
class Prices:
    """Person-years for one more unit.

    Args:
        team: A day of a team, [k, t].
        host: A visit to a host, [h, t].
        trainer: A trainer's day in a region, [r, t].
        money: One unit of money in a fund, never rising with time since money is carried over, [f, t].
        region: One place less that must start in a region, [r].
        hardest: One person-year less for the hardest to reach.
    """

    team: Array
    host: Array
    trainer: Array
    money: Array
    region: Array
    hardest: float = 0.0


@dataclass(frozen=True)
class Charges:
    """What a place or district is charged.

    Args:
        cell: Team and trainers and visits of a start, [c, s, m].
        money: Money of a start at cost factor 1, [r, s, m].
        district: Opening and office, [d, t].
        master: A trainee of a master trainer, [q, t].
    """

    cell: Array
    money: Array
    district: Array
    master: Array


@dataclass(frozen=True)
class Bound:
    """The bound at some prices, with what each place and district brings beyond its price.

    Args:
        value: Person-years that no plan passes.
        surplus: Of the best start of a place at any time, [i].
        quarter: Its quarter, [i].
        package: Its package, [i].
        district: Of a district by the quarter of its opening, [d, t].
    """

    value: float
    surplus: Array
    quarter: Array
    package: Array
    district: Array


def prices_from(model: Model, duals: Array) -> Prices:
    """The prices in the duals of a solved program.

    Args:
        model: The program.
        duals: Of its rows.
    """
    rows, scale, grid = model.program.rows, model.scale, model.grid

    def of(name: str) -> Array:
        return np.asarray(np.abs(duals[rows[name]]) * scale)

    money = np.maximum.accumulate(of("fund")[:, ::-1], axis=1)[:, ::-1] / grid.money_unit
    region = of("region") if "region" in rows else np.zeros(len(grid.country.regions))
    hardest = float(np.abs(duals[rows["hardest"]][0])) if "hardest" in rows else 0.0
    return Prices(of("team"), of("host"), of("trainer"), money, region, hardest)


def charges_of(grid: Grid, prices: Prices, packages: dict[str, Array] | None = None) -> Charges:
    """What starts and openings are charged at these prices: always the cheapest who may serve or pay.

    Args:
        grid: The country.
        prices: Of what is scarce.
        packages: Numbers of the packages where they are not the country's own.
    """
    pack = grid.packages if packages is None else packages
    paid = _cheapest(np.where(grid.payable, prices.money[:, None, None, :], np.inf))
    travel = np.where(grid.team_serves, 1 + grid.team_travel, 1.0)
    team = _cheapest(np.where(grid.team_serves[:, :, None], travel[:, :, None] * prices.team[:, None, :], np.inf))
    host = _cheapest(np.where(grid.host_serves[:, :, None], prices.host[:, None, :], np.inf))
    region = grid.district_region[[grid.district_at[district] for district, _language in grid.cells]]
    cell = team[:, :, None] * pack["team_days_start"] + _after(team)[:, :, None] * pack["team_days"]
    cell = cell + host[grid.cell_visit][:, :, None] * pack["visits"]
    trainer = prices.trainer[:, :, None] * pack["trainer_days_start"]
    trainer = trainer + _after(prices.trainer)[:, :, None] * pack["trainer_days"]
    money = paid[START_UP][:, :, None] * pack["start_up_cost"] + paid[VISIT][:, :, None] * pack["visit_cost"]
    money = money + _after(paid[RUNNING])[:, :, None] * pack["running_cost"]
    cost, office = (each[:, None] for each in grid.openings)
    district = cost * paid[OPENING][grid.district_region] + office * _after(paid[RUNNING])[grid.district_region]
    return Charges(cell + trainer[region], money, district, _masters(grid, prices, paid[TRAINING]))


def _cheapest(price: Array) -> Array:
    """The lowest along the first axis; nothing where nobody is there, since such starts are not allowed."""
    found = price.min(axis=0, initial=np.inf)
    return np.asarray(np.where(np.isfinite(found), found, 0.0))


def _after(price: Array) -> Array:
    """Sum of the prices of all later quarters."""
    return np.asarray(np.cumsum(price[..., ::-1], axis=-1)[..., ::-1] - price)


def _masters(grid: Grid, prices: Prices, training: Array) -> Array:
    """What a trainee is worth: the days he or she will give, less the training, in the best region."""
    masters = grid.country.masters
    kept, worth = 1 - grid.rules.attrition, np.zeros_like(prices.trainer)
    for t in range(grid.quarters - 2, -1, -1):
        worth[:, t] = prices.trainer[:, t + 1] * grid.trainer_days + kept * worth[:, t + 1]
    may_pay = grid.payable.any(axis=0)[TRAINING] | (grid.rules.training_cost == 0)
    gain = np.where(may_pay, worth - grid.rules.training_cost * training, 0.0)
    found = np.zeros((len(masters), grid.quarters))
    for q, master in enumerate(masters):
        of = [grid.region_at[each] for each in master.regions]
        found[q] = np.maximum(gain[of].max(axis=0, initial=0.0), 0.0)
    return found


def surplus_of(grid: Grid, prices: Prices, charges: Charges, chosen: Array) -> Array:
    """What each start brings beyond its price, minus infinity where it is not allowed, [i, s, m]."""
    region = grid.region[chosen]
    fair = 1 + prices.hardest * (grid.hard[chosen] - grid.rules.hardest_share)
    found = grid.value(chosen) * fair[:, None, None] + prices.region[region][:, None, None]
    found -= charges.cell[grid.cell[chosen]]
    found -= charges.money[region] * grid.factor[chosen][:, None, None]
    return np.asarray(np.where(grid.allowed(chosen), found, -np.inf))


def bound_at(grid: Grid, prices: Prices) -> Bound:
    """The Lagrangian bound: every capacity at its price, and each place and district doing its best.

    Args:
        grid: The country.
        prices: Not negative; money never rising.

    Returns:
        The bound holds for whole starts and openings, whatever the prices.
    """
    charges = charges_of(grid, prices)
    places, quarters = len(grid.people), grid.quarters
    surplus, when, which = np.zeros(places), np.zeros(places, int), np.zeros(places, int)
    district = -charges.district
    district[~grid.may_open] = -np.inf
    for low in range(0, places, STRIP):
        chosen = np.arange(low, min(low + STRIP, places))
        table = surplus_of(grid, prices, charges, chosen)
        by_quarter = table.max(axis=2, initial=-np.inf)
        later = np.maximum.accumulate(by_quarter[:, ::-1], axis=1)[:, ::-1]
        gain = np.where(grid.promised[chosen][:, None], later, np.maximum(later, 0.0))
        np.add.at(district, grid.district[chosen], gain)
        flat = table.reshape(len(chosen), -1)
        at = flat.argmax(axis=1)
        surplus[chosen] = flat[np.arange(len(chosen)), at]
        when[chosen], which[chosen] = np.divmod(at, table.shape[2])
    best = district.max(axis=1, initial=-np.inf)
    must = np.zeros(len(best), bool)
    must[grid.district[grid.promised]] = True
    total = float(np.where(must, best, np.maximum(best, 0.0)).sum()) + _capacities(grid, prices, charges)
    return Bound(total + SAFETY * (1 + abs(total)) if quarters else 0.0, surplus, when, which, district)


def _capacities(grid: Grid, prices: Prices, charges: Charges) -> float:
    """Everything there is, at its price."""
    country = grid.country
    days = np.array([each.days for each in country.teams], float)
    visits = np.floor(np.array([each.visits for each in country.hosts], float))
    trainees = np.array([each.trainees for each in country.masters], float)
    least = np.array([each.at_least for each in country.regions], float)
    return float(
        (prices.team * days[:, None]).sum()
        + (prices.host * visits[:, None]).sum()
        + (prices.trainer * grid.stock * grid.trainer_days[:, None]).sum()
        + (charges.master * trainees[:, None]).sum()
        + (prices.money * grid.tranches).sum()
        - (prices.region * least).sum()
    )
