"""The best plan of a tiny country by trying every one: what the optimiser is held against."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from groundswell.domain.errors import BadInput
from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.load import CLOSED, Choice, Load, load_of, value_of
from groundswell.domain.planner.program import SOLVED, Program
from groundswell.domain.said import said as _

MOST = 3_000_000


def best_by_trial(grid: Grid) -> tuple[float, Choice | None]:
    """The largest value that any allowed plan has, and one plan that has it.

    Args:
        grid: A tiny country.

    Returns:
        Person-years and the choice; minus infinity and None where no plan keeps every promise.

    Raises:
        BadInput: There are too many plans to try.
    """
    places, value = len(grid.people), grid.value()
    options = [_options(grid, i) for i in range(places)]
    if np.prod([len(each) for each in options], dtype=float) > MOST:
        raise BadInput(_("There are too many plans to try."), _("Take fewer places, quarters or packages."))
    worths = [np.array([value[i, s, m] if s >= 0 else 0.0 for s, m in each]) for i, each in enumerate(options)]
    total = np.zeros(1)
    for worth in worths:
        total = (total[:, None] + worth).ravel()
    trial, shape = _Trial(grid), tuple(len(each) for each in options)
    order = np.argsort(-total, kind="stable")
    picks = np.stack(np.unravel_index(order, shape)) if places else np.zeros((0, 1), int)
    alive = np.ones(len(order), bool)
    while alive.any():
        picked = picks[:, int(alive.argmax())]
        choice = trial.served([options[i][n] for i, n in enumerate(picked)])
        if choice is not None:
            return value_of(grid, choice), choice
        core = _least_refused(trial, options, picked)
        alive &= ~np.all([picks[i] == picked[i] for i in core], axis=0)
    return -np.inf, None


def _least_refused(trial: _Trial, options: list[list[tuple[int, int]]], picked: Array) -> list[int]:
    """Places whose starts alone cannot be served: every plan with these starts is refused with them."""
    if trial.binds_all:
        return list(range(len(picked)))
    kept = picked.copy()
    for i in range(len(kept)):
        held, kept[i] = kept[i], 0
        if trial.served([options[j][n] for j, n in enumerate(kept)]) is not None:
            kept[i] = held
    return [i for i, n in enumerate(kept) if n]


def _options(grid: Grid, i: int) -> list[tuple[int, int]]:
    """Never first, then every allowed quarter and package."""
    never = [] if grid.promised[i] else [(CLOSED, CLOSED)]
    found = np.argwhere(grid.allowed(np.array([i]))[0])
    return never + [(int(s), int(m)) for s, m in found]


class _Trial:
    """A grid with the one small program that tells whether a choice can be served; only its right sides change."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.binds_all = bool(
            grid.promised.any() or grid.rules.hardest_share or any(each.at_least for each in grid.country.regions)
        )
        load = load_of(grid, Choice.nothing(grid))
        columns, terms, right = _flat(grid, load)
        self.empty = not columns
        program = Program()
        block = program.add("all", (columns,))
        rows = program.limit("all", (len(right),), upper=np.array(right))
        at = np.array(terms, float).reshape(-1, 3)
        program.put(rows[at[:, 0].astype(int)], block[at[:, 1].astype(int)], at[:, 2])
        self.solver = program.highs()
        self.solver.option("presolve", "off")

    def served(self, starts: list[tuple[int, int]]) -> Choice | None:
        """A choice with these starts that can be served, over all openings."""
        quarter, package = (np.array([each[n] for each in starts], int) for n in range(2))
        if not _fair(self.grid, quarter, package):
            return None
        for opened in _openings(self.grid, quarter):
            choice = Choice(quarter, package, opened)
            if self.feasible(choice):
                return choice
        return None

    def feasible(self, choice: Choice) -> bool:
        """Whether teams, hosts, trainers and funds suffice."""
        load = load_of(self.grid, choice)
        right = np.array(_flat(self.grid, load, terms_too=False)[2])
        if self.empty:
            return bool((right >= -1e-9).all())
        self.solver.limit_rows(right)
        return self.solver.solve().status == SOLVED


def _fair(grid: Grid, quarter: Array, package: Array) -> bool:
    started = np.bincount(grid.region[quarter >= 0], minlength=len(grid.country.regions))
    if (started < [each.at_least for each in grid.country.regions]).any():
        return False
    at = np.flatnonzero(quarter >= 0)
    worth = grid.value(at)[np.arange(len(at)), quarter[at], package[at]]
    return bool(worth[grid.hard[at]].sum() >= grid.rules.hardest_share * worth.sum() - 1e-9)


def _openings(grid: Grid, quarter: Array) -> Iterator[Array]:
    """Every way to open the districts that are needed, latest first."""
    first = np.full(len(grid.district_region), grid.quarters)
    np.minimum.at(first, grid.district[quarter >= 0], quarter[quarter >= 0])
    ways = [
        [t for t in range(first[d], -1, -1) if grid.may_open[d, t]] if first[d] < grid.quarters else [CLOSED]
        for d in range(len(first))
    ]
    return (np.array(each) for each in itertools.product(*ways))


def _flat(grid: Grid, load: Load, terms_too: bool = True) -> tuple[int, list[tuple[float, ...]], list[float]]:
    """The program written out flat: columns, terms and right sides of rows ≤."""
    country, quarters = grid.country, grid.quarters
    terms: list[tuple[float, ...]] = []
    right: list[float] = []
    number = itertools.count()

    def rows(limits: Array) -> Array:
        block = np.arange(len(right), len(right) + limits.size).reshape(limits.shape)
        right.extend(limits.ravel().tolist())
        return block

    every = np.ones(quarters)
    work, team = rows(-load.team), rows(np.array([each.days * every for each in country.teams]).reshape(-1, quarters))
    visit, host = (
        rows(-load.visits),
        rows(np.array([each.visits * every for each in country.hosts]).reshape(-1, quarters)),
    )
    days = rows(grid.stock * grid.trainer_days[:, None] - load.trainer)
    taught = rows(np.array([each.trainees * every for each in country.masters]).reshape(-1, quarters))
    cash, owed = rows(np.cumsum(grid.tranches, axis=1) / grid.money_unit), rows(-load.money / grid.money_unit)
    if not terms_too:
        return 0, terms, right
    for t, (k, c) in itertools.product(range(quarters), np.argwhere(grid.team_serves)):
        column = next(number)
        terms += [(work[c, t], column, -1.0), (team[k, t], column, 1 + grid.team_travel[k, c])]
    for t, (h, w) in itertools.product(range(quarters), np.argwhere(grid.host_serves)):
        column = next(number)
        terms += [(visit[w, t], column, -1.0), (host[h, t], column, 1.0)]
    for t, (q, r) in itertools.product(range(quarters), _lineages(grid)):
        column = next(number)
        terms += [(taught[q, t], column, 1.0), (owed[4, r, t], column, grid.rules.training_cost / grid.money_unit)]
        kept = [(1 - grid.rules.attrition) ** n * grid.trainer_days[r] for n in range(quarters - t - 1)]
        terms += [(days[r, t + 1 + n], column, -each) for n, each in enumerate(kept)]
    for f, a, r, t in np.argwhere(grid.payable):
        column = next(number)
        terms += [(owed[a, r, t], column, -1.0), *((cash[f, later], column, 1.0) for later in range(t, quarters))]
    return next(number), terms, right


def _lineages(grid: Grid) -> list[tuple[int, int]]:
    """Master trainers with the regions for which they train."""
    return [(q, grid.region_at[region]) for q, each in enumerate(grid.country.masters) for region in each.regions]
