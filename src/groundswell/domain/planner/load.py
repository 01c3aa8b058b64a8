"""What starts and openings ask of teams, hosts, trainers and funds, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.grid import OPENING, RUNNING, START_UP, VISIT, Array, Grid

CLOSED = -1


@dataclass(frozen=True)
class Choice:
    """What is decided: for each place its quarter and package, for each district its opening; -1 for never.

    Args:
        quarter: [i].
        package: [i].
        opened: [d].
    """

    quarter: Array
    package: Array
    opened: Array

    @classmethod
    def nothing(cls, grid: Grid) -> Choice:
        """Nobody starts."""
        none = np.full(len(grid.people), CLOSED)
        return cls(none, none.copy(), np.full(len(grid.district_region), CLOSED))

    @property
    def started(self) -> Array:
        """Indices of the places that start."""
        return np.flatnonzero(self.quarter >= 0)


@dataclass(frozen=True)
class Load:
    """Demand: team-days [c, t], host visits [w, t], trainer-days [r, t], money [a, r, t]."""

    team: Array
    visits: Array
    trainer: Array
    money: Array


def load_of(grid: Grid, choice: Choice) -> Load:
    """What the choice asks for.

    Args:
        grid: The country.
        choice: Who starts when and which district opens when.
    """
    at, quarters = choice.started, grid.quarters
    s, m, pack = choice.quarter[at], choice.package[at], grid.packages
    cell, region, factor = grid.cell[at], grid.region[at], grid.factor[at]
    regions = len(grid.country.regions)
    money = np.zeros((5, regions, quarters))
    np.add.at(money[START_UP], (region, s), factor * pack["start_up_cost"][m])
    np.add.at(money[VISIT], (region, s), factor * pack["visit_cost"][m])
    money[RUNNING] += _from_then_on((regions, quarters), region, s, factor * pack["running_cost"][m])
    d = np.flatnonzero(choice.opened >= 0)
    opening, office = grid.openings
    np.add.at(money[OPENING], (grid.district_region[d], choice.opened[d]), opening[d])
    money[RUNNING] += _from_then_on((regions, quarters), grid.district_region[d], choice.opened[d], office[d])
    team = _from_then_on((len(grid.cells), quarters), cell, s, pack["team_days"][m])
    np.add.at(team, (cell, s), pack["team_days_start"][m])
    visits = np.zeros((len(grid.visit_cells), quarters))
    np.add.at(visits, (grid.cell_visit[cell], s), pack["visits"][m])
    trainer = _from_then_on((regions, quarters), region, s, pack["trainer_days"][m])
    np.add.at(trainer, (region, s), pack["trainer_days_start"][m])
    return Load(team, visits, trainer, money)


def _from_then_on(shape: tuple[int, int], row: Array, start: Array, amount: Array) -> Array:
    """Amounts that recur in every quarter after the start, summed by row and quarter."""
    found = np.zeros((shape[0], shape[1] + 1))
    np.add.at(found, (row, start + 1), amount)
    return found.cumsum(axis=1)[:, :-1]


def value_of(grid: Grid, choice: Choice) -> float:
    """Person-years of the choice."""
    at = choice.started
    kind = grid.holding[1][at]
    return float((grid.worth[0][kind, choice.quarter[at], choice.package[at]] * grid.people[at]).sum())
