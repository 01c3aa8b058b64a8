"""A plan made better by branch and bound: the whole of a small country, or some districts of a large one at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.load import CLOSED, Choice, value_of
from groundswell.domain.planner.model import Model
from groundswell.domain.planner.program import Solution, Solver
from groundswell.domain.planner.rounding import Clock, alone, fixed_by

NEIGHBOURHOOD = 60
NODES = 200


def branched(
    grid: Grid, choice: Choice, free: Array, may: Array, clock: Clock, nodes: int | None = None
) -> tuple[Choice, Solution]:
    """The best choice that branch and bound finds when some districts are free and all others stay as they are.

    Args:
        grid: The country.
        choice: The plan to begin with.
        free: Which districts are free, [d] of truth.
        may: Which starts to look at, [i, s, m].
        clock: When to stop.
        nodes: After how many branches to stop; None for no limit.

    Returns:
        The better of the two plans, and what was found (its bound speaks only of the starts that were looked at).
    """
    inside = free[grid.district]
    rest = Choice(
        np.where(inside, CLOSED, choice.quarter), np.where(inside, CLOSED, choice.package),
        np.where(free, CLOSED, choice.opened),
    )  # fmt: skip
    at = np.flatnonzero(inside & (choice.quarter >= 0))
    may = may.copy()
    may[at, choice.quarter[at], choice.package[at]] = True
    groups = alone(grid, inside, may)
    model = Model(grid, groups, fixed_by(grid, rest, None), whole=True)
    solver = model.program.highs(clock.left)
    if nodes is not None:
        solver.option("mip_max_nodes", nodes)
    solver.option("mip_rel_gap", 1e-6)
    if len(choice.started):
        _begin(solver, model, choice)
    found = solver.solve()
    if not len(found.columns):
        return choice, found
    better = _merged(grid, rest, model, found.columns)
    return (better if value_of(grid, better) > value_of(grid, choice) + 1e-9 else choice), found


def _begin(solver: Solver, model: Model, choice: Choice) -> None:
    """Offer the plan at hand: its starts and openings; the rest follows from them."""
    places = np.flatnonzero(model.groups.of >= 0)[model.g]
    taken = (choice.quarter[places] == model.s) & (choice.package[places] == model.m)
    opened = np.zeros(model.o.shape)
    used = np.unique(model.district)
    used = used[choice.opened[used] >= 0]
    opened[used, choice.opened[used]] = 1.0
    solver.start_with(np.concatenate([model.x, model.o.ravel()]), np.concatenate([taken * 1.0, opened.ravel()]))


def _merged(grid: Grid, rest: Choice, model: Model, columns: Array) -> Choice:
    quarter, package, opened = rest.quarter.copy(), rest.package.copy(), rest.opened.copy()
    taken = np.flatnonzero(columns[model.x] > 0.5)
    places = np.flatnonzero(model.groups.of >= 0)[model.g[taken]]
    quarter[places], package[places] = model.s[taken], model.m[taken]
    at = columns[model.o]
    open_now = np.flatnonzero(at.max(axis=1, initial=0.0) > 0.5)
    opened[open_now] = at[open_now].argmax(axis=1)
    return Choice(quarter, package, opened)


def neighbourhoods(grid: Grid, seed: int) -> Iterator[Array]:
    """Some districts at a time, each district once in a round; near ones in even rounds, any in odd ones.

    Args:
        grid: The country.
        seed: Decides the order.
    """
    rng = np.random.default_rng(seed)
    size = np.bincount(grid.district, minlength=len(grid.district_region))
    together = max(1, round(NEIGHBOURHOOD / max(1.0, size.mean())))
    while True:
        for by_region in (True, False):
            order = rng.permutation(len(size))
            if by_region:
                order = order[np.argsort(grid.district_region[order], kind="stable")]
            for low in range(0, len(order), together):
                free = np.zeros(len(size), bool)
                free[order[low : low + together]] = True
                yield free
