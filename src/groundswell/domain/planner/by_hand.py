"""Hand rules as a careful office would follow them, with running costs reserved: the first plan, and the peers."""

from __future__ import annotations

import numpy as np

from groundswell.domain.planner.grid import OPENING, RUNNING, START_UP, TRAINING, VISIT, Array, Grid
from groundswell.domain.planner.load import Choice

ENOUGH = 1e-6


class Office:
    """What is left of everything while places are taken in one by one."""

    def __init__(self, grid: Grid) -> None:
        self.grid, country = grid, grid.country
        quarters = np.ones(grid.quarters)
        self.days = np.array([each.days for each in country.teams])[:, None] * quarters
        self.visits = np.array([each.visits for each in country.hosts])[:, None] * quarters
        self.cash = np.cumsum(grid.tranches, axis=1)
        self.strict = np.argsort(grid.payable.sum(axis=(1, 2, 3)), kind="stable")
        self.trainer = grid.stock * grid.trainer_days[:, None]
        self.choice = Choice.nothing(grid)
        self.train()

    def train(self) -> None:
        """Master trainers train in the first half, as far as someone pays."""
        grid, rules = self.grid, self.grid.rules
        for master in grid.country.masters:
            for t in range(grid.quarters // 2):
                for region in master.regions:
                    r, new = grid.region_at[region], master.trainees / len(master.regions)
                    cash = self.paid(self.cash, TRAINING, r, t, new * rules.training_cost)
                    if cash is not None:
                        kept = (1 - rules.attrition) ** np.arange(grid.quarters - t - 1)
                        self.cash = cash
                        self.trainer[r, t + 1 :] += new * kept * grid.trainer_days[r]

    def paid(self, cash: Array, a: int, r: int, t: int, amount: float) -> Array | None:
        """The cash after a payment, strictest earmark first; None where it does not suffice."""
        if amount <= ENOUGH:
            return cash
        cash = cash.copy()
        for f in self.strict:
            if self.grid.payable[f, a, r, t]:
                taken = min(amount, max(0.0, float(cash[f, t:].min())))
                cash[f, t:] -= taken
                amount -= taken
                if amount <= ENOUGH:
                    return cash
        return None

    def all_paid(self, d: int, r: int, factor: float, s: int, m: int) -> Array | None:
        """The cash after everything a start costs to the end, with its district where that is closed."""
        grid, pack = self.grid, self.grid.packages
        bills = [(START_UP, s, factor * pack["start_up_cost"][m]), (VISIT, s, factor * pack["visit_cost"][m])]
        running = factor * pack["running_cost"][m]
        if self.choice.opened[d] < 0:
            bills.append((OPENING, s, grid.openings[0][d]))
            running += grid.openings[1][d]
        bills += [(RUNNING, t, running) for t in range(s + 1, grid.quarters)]
        cash: Array | None = self.cash
        for activity, t, amount in bills:
            cash = self.paid(cash, activity, r, t, float(amount)) if cash is not None else None
        return cash

    def start(self, i: int, s: int, m: int) -> bool:
        """Start a place if everything suffices."""
        grid, pack = self.grid, self.grid.packages
        d, r, c = int(grid.district[i]), int(grid.region[i]), int(grid.cell[i])
        if 0 <= s < self.choice.opened[d]:
            return False
        need = np.where(np.arange(grid.quarters) > s, pack["team_days"][m], 0.0)
        need[s] = pack["team_days_start"][m]
        lessons = np.where(np.arange(grid.quarters) > s, pack["trainer_days"][m], 0.0)
        lessons[s] = pack["trainer_days_start"][m]
        travel = np.where(grid.team_serves[:, c], grid.team_travel[:, c], 0.0)
        load = need * (1 + travel[:, None])
        able = np.flatnonzero(grid.team_serves[:, c] & (self.days + ENOUGH >= load).all(axis=1))
        hosts = np.flatnonzero(grid.host_serves[:, grid.cell_visit[c]] & (self.visits[:, s] >= pack["visits"][m]))
        if not len(able) or (pack["visits"][m] and not len(hosts)) or (self.trainer[r] + ENOUGH < lessons).any():
            return False
        cash = self.all_paid(d, r, float(grid.factor[i]), s, m)
        if cash is None:
            return False
        team = able[grid.team_travel[able, c].argmin()]
        self.days[team] -= load[team]
        if pack["visits"][m]:
            self.visits[hosts[0], s] -= pack["visits"][m]
        self.trainer[r] -= lessons
        self.cash = cash
        self.choice.quarter[i], self.choice.package[i] = s, m
        if self.choice.opened[d] < 0:
            self.choice.opened[d] = s
        return True


def order_of(grid: Grid, rule: str) -> Array:
    """Places in the order of a rule."""
    cost = grid.factor * (grid.packages["start_up_cost"].mean() + 10 * grid.packages["running_cost"].mean())
    ready = np.array([each.readiness for each in grid.country.places])
    value = np.where(grid.allowed(), grid.value(), 0.0).max(axis=(1, 2))
    by = {"readiness per cost": ready / cost, "value per cost": value / cost, "value": value,
          "people per cost": grid.people / cost, "district by district": value / cost}[rule]  # fmt: skip
    if rule != "district by district":
        return np.asarray(np.argsort(-by, kind="stable"))
    mean = np.bincount(grid.district, weights=by) / np.maximum(np.bincount(grid.district), 1)
    return np.asarray(np.lexsort((-by, grid.district, -mean[grid.district])))


def by_hand(grid: Grid, rule: str) -> Choice:
    """Every place in the rule's order, as early as it fits, with the package that brings most of those that fit.

    Args:
        grid: The country; its promises and shares are not looked at.
        rule: The order, by name.
    """
    office = Office(grid)
    for i in order_of(grid, rule):
        allowed, value = grid.allowed(np.array([i]))[0], grid.value(np.array([i]))[0]
        for s in np.flatnonzero(allowed.any(axis=1)):
            packages = np.flatnonzero(allowed[s])
            if any(office.start(int(i), int(s), int(m)) for m in packages[np.argsort(-value[s, packages])]):
                break
    return office.choice
