"""The program of the rollout: section by section as it stands on the method page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.grid import OPENING, RUNNING, START_UP, TRAINING, VISIT, Array, Grid
from groundswell.domain.planner.groups import Groups
from groundswell.domain.planner.load import Load
from groundswell.domain.planner.program import Program


@dataclass(frozen=True)
class Fixed:
    """What is already decided and must be served, too.

    Args:
        load: What it asks for.
        opened: Opening of each district, -1 for never, [d]; None where openings are still to be decided.
        starts: Places started in each region, [r].
        fairness: Its person-years beyond the share of the hardest to reach.
    """

    load: Load
    opened: Array | None
    starts: Array
    fairness: float = 0.0


class Model:
    """The program with its blocks.

    Args:
        grid: The country.
        groups: Who may start.
        fixed: What is decided already; its money counts openings.
        share: Share of every capacity that may be used.
        whole: Whether starts and openings must be whole.
    """

    def __init__(
        self, grid: Grid, groups: Groups, fixed: Fixed, *, share: float = 1.0, whole: bool = False
    ) -> None:  # fmt: skip
        self.grid, self.groups, self.fixed, self.share, self.whole = grid, groups, fixed, share, whole
        self.program = Program()
        self.quarters = grid.quarters
        self.scale = max(float(groups.value.max(initial=0.0)), 1e-9)
        self._starts()
        if fixed.opened is None:
            self._openings()
        else:
            self._once()
        self._teams()
        self._hosts()
        self._trainers()
        self._money()
        self._fairness()

    # Who starts ----------------------------------------------------------------------------------------------------

    def _starts(self) -> None:
        groups, grid = self.groups, self.grid
        allowed = groups.allowed
        self.district = np.array([grid.district_at[grid.cells[c][0]] for c in groups.cell], int)
        if self.fixed.opened is not None:
            opened = self.fixed.opened[self.district]
            quarters = np.arange(self.quarters)
            allowed = allowed & ((opened >= 0)[:, None] & (quarters >= opened[:, None]))[:, :, None]
        self.g, self.s, self.m = np.nonzero(allowed)
        self.region = grid.district_region[self.district]
        goal = groups.value[self.g, self.s, self.m] / self.scale
        upper = groups.count[self.g]
        self.x = self.program.add("start", (len(self.g),), goal, upper=upper, whole=self.whole)

    def _once(self) -> None:
        must = np.where(self.groups.must, self.groups.count, 0.0)
        row = self.program.limit("once", self.groups.count.shape, upper=self.groups.count, lower=must)
        self.program.put(row[self.g], self.x)

    def _openings(self) -> None:
        """Places of an open district that have not started yet are carried from quarter to quarter."""
        grid, program, groups = self.grid, self.program, self.groups
        districts = len(grid.district_region)
        self.o = program.add("opening", (districts, self.quarters), upper=grid.may_open * 1.0, whole=self.whole)
        row = program.limit("opened once", (districts,), upper=1.0)
        program.put(row[:, None], self.o)
        count = groups.count
        left = np.zeros((len(count), self.quarters))
        left[:] = count[:, None]
        left[groups.must, -1] = 0.0
        waiting = program.add("waiting", left.shape, upper=left)
        row = program.limit("waiting", left.shape, upper=0.0, lower=0.0)
        program.put(row, waiting)
        program.put(row[:, 1:], waiting[:, :-1], -1.0)
        program.put(row, self.o[self.district], -count[:, None])
        program.put(row[self.g, self.s], self.x)
        if groups.must.any():
            row = program.limit("promised district", (int(groups.must.sum()),), lower=1.0)
            program.put(row[:, None], self.o[self.district[groups.must]])

    def _recurring(self, name: str, shape: tuple[int, int]) -> tuple[Array, Array]:
        """A state that carries on what was started: its columns and its rows, [·, t]."""
        state = self.program.add(name, shape)
        row = self.program.limit(name, shape, upper=0.0, lower=0.0)
        self.program.put(row, state)
        self.program.put(row[:, 1:], state[:, :-1], -1.0)
        return state, row

    def _carry(self, rows: Array, at: Array, amount: Array) -> None:
        """Starts that add to a state from the quarter after them on."""
        later = (self.s + 1 < self.quarters) & (amount != 0)
        self.program.put(rows[at[later], self.s[later] + 1], self.x[later], -amount[later])

    def _now(self, rows: Array, at: Array, amount: Array) -> None:
        """Starts that ask for something in their own quarter."""
        some = amount != 0
        self.program.put(rows[at[some], self.s[some]], self.x[some], -amount[some])

    # Who serves ----------------------------------------------------------------------------------------------------

    def _teams(self) -> None:
        grid, program, pack = self.grid, self.program, self.grid.packages
        cell = self.groups.cell[self.g]
        shape = (len(grid.cells), self.quarters)
        self.k, self.c = np.nonzero(grid.team_serves)
        days = np.array([each.days for each in grid.country.teams], float)
        effort = 1 + grid.team_travel[self.k, self.c][:, None]
        work = program.add("work", (len(self.k), self.quarters), self._small(effort))
        need = program.limit("team need", shape, lower=self.fixed.load.team)
        has = program.limit("team", (len(days), self.quarters), upper=self.share * days[:, None])
        program.put(need[self.c], work)
        program.put(has[self.k], work, effort)
        if len(self.x):
            state, rows = self._recurring("team state", shape)
            program.put(need, state, -1.0)
            self._carry(rows, cell, pack["team_days"][self.m])
            self._now(need, cell, pack["team_days_start"][self.m])
        self.work = work

    def _hosts(self) -> None:
        grid, program = self.grid, self.program
        self.h, self.w = np.nonzero(grid.host_serves)
        borne = np.array([each.visits for each in grid.country.hosts], float)
        visits = program.add("visit", (len(self.h), self.quarters))
        need = program.limit("visit need", (len(grid.visit_cells), self.quarters), lower=self.fixed.load.visits)
        has = program.limit("host", (len(borne), self.quarters), upper=np.floor(borne)[:, None])
        program.put(need[self.w], visits)
        program.put(has[self.h], visits)
        self._now(need, grid.cell_visit[self.groups.cell[self.g]], grid.packages["visits"][self.m])
        self.visit = visits

    def _trainers(self) -> None:
        grid, program, pack = self.grid, self.program, self.grid.packages
        regions = len(grid.country.regions)
        shape = (regions, self.quarters)
        masters = grid.country.masters
        serves = [[region.code in each.regions for region in grid.country.regions] for each in masters]
        self.q, self.r = np.nonzero(np.array(serves, bool).reshape(len(masters), regions))
        new = program.add("training", (len(self.q), self.quarters), self._small(np.ones((len(self.q), 1))))
        trainees = np.array([each.trainees for each in masters], float)[:, None]
        has = program.limit("master", (len(masters), self.quarters), upper=self.share * trainees)
        program.put(has[self.q], new)
        stock = program.add("trained", shape)
        rows = program.limit("trained", shape, upper=0.0, lower=0.0)
        program.put(rows, stock)
        program.put(rows[:, 1:], stock[:, :-1], self.grid.rules.attrition - 1.0)
        program.put(rows[self.r][:, 1:], new[:, :-1], -1.0)
        there = self.share * grid.trainer_days[:, None] * grid.stock - self.fixed.load.trainer
        need = program.limit("trainer", shape, upper=there)
        program.put(need, stock, -self.share * grid.trainer_days[:, None])
        if len(self.x):
            state, rows = self._recurring("trainer state", shape)
            program.put(need, state)
            region = self.region[self.g]
            self._carry(rows, region, pack["trainer_days"][self.m])
            self._now(need, region, -pack["trainer_days_start"][self.m])
        self.new = new

    # Who pays ------------------------------------------------------------------------------------------------------

    def _money(self) -> None:
        grid, program, unit = self.grid, self.program, self.grid.money_unit
        load = self.fixed.load.money / unit
        need = program.limit("money need", load.shape, lower=load)
        self.f, self.a, self.fr, self.ft = np.nonzero(grid.payable & self._asked(load))
        pay = program.add("payment", (len(self.f),))
        program.put(need[self.a, self.fr, self.ft], pay)
        left = program.add("left", grid.tranches.shape)
        row = program.limit("fund", left.shape, upper=self.share * grid.tranches / unit)
        program.put(row, left)
        program.put(row[:, 1:], left[:, :-1], -1.0)
        program.put(row[self.f, self.ft], pay)
        program.put(need[TRAINING][self.r], self.new, -grid.rules.training_cost / unit)
        if len(self.x) or self.fixed.opened is None:
            self._running(need)
        self.pay = pay

    def _asked(self, load: Array) -> Array:
        """Whether anyone could ask for money there, [a, r, t]: fewer columns where nobody does."""
        asked = load > 0
        asked[TRAINING] = True
        if len(self.x) or self.fixed.opened is None:
            asked[:] = True
        return np.asarray(asked)

    def _running(self, need: Array) -> None:
        grid, program, pack, unit = self.grid, self.program, self.grid.packages, self.grid.money_unit
        region = self.region[self.g]
        factor = self.groups.factor[self.g] / unit
        state, rows = self._recurring("running state", need.shape[1:])
        program.put(need[RUNNING], state, -1.0)
        self._carry(rows, region, factor * pack["running_cost"][self.m])
        self._now(need[START_UP], region, factor * pack["start_up_cost"][self.m])
        self._now(need[VISIT], region, factor * pack["visit_cost"][self.m])
        if self.fixed.opened is None:
            cost, office = (each[:, None] / unit for each in grid.openings)
            program.put(need[OPENING][grid.district_region], self.o, -cost)
            program.put(rows[grid.district_region][:, 1:], self.o[:, :-1], -office)

    # Who comes first -----------------------------------------------------------------------------------------------

    def _fairness(self) -> None:
        grid, program = self.grid, self.program
        least = np.array([each.at_least for each in grid.country.regions], float) - self.fixed.starts
        if (least > 0).any():
            row = program.limit("region", least.shape, lower=least)
            program.put(row[self.region[self.g]], self.x)
        if grid.rules.hardest_share > 0:
            row = program.limit("hardest", (1,), lower=-self.fixed.fairness / self.scale)
            factor = self.groups.hard[self.g] - grid.rules.hardest_share
            program.put(row, self.x, factor * self.groups.value[self.g, self.s, self.m] / self.scale)

    def _small(self, amount: Array) -> Array:
        """What serving costs in the goal: only where nothing else is to be decided, lest the bound be bent."""
        nothing_else = not len(self.groups.count)
        return np.asarray(-amount if nothing_else else 0.0 * amount)
