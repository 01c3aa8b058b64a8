"""From the program's fractions to whole starts: fix what is whole, round the largest up, go on; nothing by chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.groups import Groups, each_alone, grouped
from groundswell.domain.planner.load import CLOSED, Choice, Load, load_of, value_of
from groundswell.domain.planner.model import Fixed, Model
from groundswell.domain.planner.prices import STRIP, Prices, charges_of, surplus_of
from groundswell.domain.planner.program import SOLVED, Solver

WHOLE = 1e-6
UNLIKELY, MOSTLY = 0.05, 0.5
FEW = 6
WORTH_A_LOOK = 0.15
STUBBORN = 400


@dataclass(frozen=True)
class Clock:
    """When to stop; whoever asks hands in the clock, since the planner has none.

    Args:
        now: Tells the time in seconds, such as ``time.monotonic``.
        until: Its reading at which the best plan so far is handed over.
    """

    now: Callable[[], float]
    until: float

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.until - self.now())


def opened_by(model: Model, solver: Solver, columns: Array, clock: Clock) -> Array:
    """Openings of districts out of a program in which they are fractions, [d].

    Args:
        model: The program with its openings.
        solver: Where it was solved; goes on from there.
        columns: Its solution.
        clock: When to stop rounding carefully and take what is likeliest.
    """
    opened = np.full(model.o.shape[0], CLOSED - 1)
    for _round in range(len(opened)):
        mass = columns[model.o]
        whole = mass.sum(axis=1)
        undecided = opened < CLOSED
        settled = undecided & ((whole < UNLIKELY) | (mass.max(axis=1) > 1 - WHOLE))
        rest = np.flatnonzero(undecided & ~settled)
        likeliest = rest[np.argsort(-whole[rest], kind="stable")][: max(1, len(rest) // 4)]
        for d in (*np.flatnonzero(settled), *likeliest):
            opened[d] = int(mass[d].argmax()) if whole[d] >= UNLIKELY else CLOSED
            value = np.zeros(model.quarters)
            if opened[d] >= 0:
                value[opened[d]] = 1.0
            solver.bound(model.o[d], value, value)
        if not len(rest):
            break
        found = solver.solve()
        if found.status != SOLVED or not clock.left:
            for d in likeliest if clock.left else ():
                opened[d] = CLOSED
                solver.bound(model.o[d], np.zeros(model.quarters), np.zeros(model.quarters))
            continue
        columns = found.columns
    return np.asarray(np.maximum(opened, CLOSED))


def likeliest(model: Model, columns: Array) -> Array:
    """Openings of a large country: a district opens when most of it does in the program, [d].

    Args:
        model: The program with its openings.
        columns: Its solution.
    """
    mass = columns[model.o]
    return np.asarray(np.where(mass.sum(axis=1) >= MOSTLY, mass.argmax(axis=1), CLOSED))


def candidates(grid: Grid, prices: Prices, most: int = FEW, margin: float = WORTH_A_LOOK) -> Array:
    """The few starts of each place that come near to paying at these prices, [i, s, m].

    Args:
        grid: The country.
        prices: Of what is scarce.
        most: How many starts per place.
        margin: How far from paying is still worth a look, as a share of the start's value.
    """
    charges, places = charges_of(grid, prices), len(grid.people)
    found = np.zeros((places, grid.quarters, len(grid.country.packages)), bool)
    for low in range(0, places, STRIP):
        chosen = np.arange(low, min(low + STRIP, places))
        surplus = surplus_of(grid, prices, charges, chosen)
        flat = surplus.reshape(len(chosen), -1)
        nearest = np.argsort(-flat, axis=1, kind="stable")[:, :most]
        keep = np.zeros(flat.shape, bool)
        np.put_along_axis(keep, nearest, True, axis=1)
        near = surplus >= -margin * grid.value(chosen)
        near |= (grid.promised[chosen] & np.isfinite(surplus).any(axis=(1, 2)))[:, None, None]
        found[chosen] = keep.reshape(surplus.shape) & near & np.isfinite(surplus)
    return found


def alone(grid: Grid, chosen: Array, may: Array) -> Groups:
    """Some places, each alone, with some of their starts; those without any are left out.

    Args:
        grid: The country.
        chosen: Which places, [i] of truth.
        may: Which starts, [i, s, m].
    """
    some = chosen & (may.any(axis=(1, 2)) | grid.promised)
    return grouped(grid, np.where(some, each_alone(grid), -1), may)


def fixed_by(grid: Grid, choice: Choice, opened: Array | None, load: Load | None = None) -> Fixed:
    """What a choice has decided already.

    Args:
        grid: The country.
        choice: The starts that stay.
        opened: Openings where they are decided, too; None where they are not.
        load: What it asks for; computed where not given.
    """
    at = choice.started
    worth = grid.worth[0][grid.holding[1][at], choice.quarter[at], choice.package[at]] * grid.people[at]
    fair = float((worth * (grid.hard[at] - grid.rules.hardest_share)).sum())
    started = np.bincount(grid.region[at], minlength=len(grid.country.regions)).astype(float)
    return Fixed(load_of(grid, choice) if load is None else load, opened, started, fair)


def dived(grid: Grid, choice: Choice, may: Array, clock: Clock) -> Choice:
    """The choice with as many more starts as a dive through the program finds.

    Args:
        grid: The country.
        choice: Openings, and starts that stay.
        may: Starts that may be added, [i, s, m].
        clock: When to stop.

    Returns:
        The choice itself where nothing can be added.
    """
    groups = alone(grid, choice.quarter < 0, may)
    if not len(groups.count):
        return choice
    model = Model(grid, groups, fixed_by(grid, choice, choice.opened))
    solver = model.program.highs(clock.left)
    found = solver.solve()
    if found.status != SOLVED:
        return choice
    x = _dive(model, solver, found.columns, clock)
    taken = np.flatnonzero(x > 1 - WHOLE)
    places = np.flatnonzero(groups.of >= 0)[model.g[taken]]
    quarter, package = choice.quarter.copy(), choice.package.copy()
    quarter[places], package[places] = model.s[taken], model.m[taken]
    return Choice(quarter, package, choice.opened)


def _dive(model: Model, solver: Solver, columns: Array, clock: Clock) -> Array:
    """Whole starts, [x]; a batch that cannot be served is taken back and halved."""
    kept = columns[model.x]
    up, barred = np.zeros(len(kept), bool), np.zeros(len(kept), bool)
    share = 0.3
    for _round in range(STUBBORN):
        up |= kept > 1 - WHOLE
        parts = np.flatnonzero((kept > WHOLE) & ~up)
        if not len(parts) or not clock.left:
            break
        parts = parts[np.argsort(-kept[parts], kind="stable")]
        _places, first = np.unique(model.g[parts], return_index=True)
        batch = parts[np.sort(first)][: max(1, int(len(parts) * share))]
        solver.bound(model.x, (up | np.isin(np.arange(len(up)), batch)) * 1.0, ~barred * 1.0)
        solver.lasting(clock.left)
        found = solver.solve()
        if found.status == SOLVED:
            kept, share = found.columns[model.x], min(0.3, share * 1.5)
            up[batch] = True
        elif len(batch) == 1:
            barred[batch] = True
            kept = np.where(barred, 0.0, kept)
        else:
            share = len(batch) / 2 / len(parts)
    return np.where(up, 1.0, 0.0)


def better(grid: Grid, one: Choice, other: Choice) -> Choice:
    """The one that brings more; the first where they are equal."""
    return other if value_of(grid, other) > value_of(grid, one) else one
