"""The planner: a plan, what it brings, and the bound that no plan passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import CannotJudge
from groundswell.domain.planner.by_hand import by_hand
from groundswell.domain.planner.country import Country
from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.groups import FINE_UP_TO, alike, each_alone, grouped, near_margin
from groundswell.domain.planner.improving import branched, neighbourhoods
from groundswell.domain.planner.load import Choice, value_of
from groundswell.domain.planner.model import Model
from groundswell.domain.planner.plan import Plan
from groundswell.domain.planner.prices import Bound, Prices, bound_at, prices_from
from groundswell.domain.planner.program import IMPOSSIBLE, OUT_OF_TIME, SOLVED
from groundswell.domain.planner.rounding import Clock, better, candidates, dived, fixed_by, likeliest, opened_by
from groundswell.domain.planner.settle import settled
from groundswell.domain.planner.verify import verify
from groundswell.domain.said import said as _

WHOLE_UP_TO = 500
ALONE_UP_TO = 250
OPTIMAL, FEASIBLE, INFEASIBLE = "optimal", "feasible", "infeasible"
CLOSE = 1e-6


@dataclass(frozen=True)
class Outcome:
    """What the planner found.

    Args:
        status: ``optimal``, ``feasible`` or ``infeasible``.
        plan: The plan; None when infeasible.
        choice: The same as numbers of the grid.
        value: Person-years at or above the floor.
        bound: Person-years that no plan passes.
        prices: Of what is scarce, where the bound was found.
        priced: The bound with what each place and district brings beyond its price.
    """

    status: str
    plan: Plan | None
    choice: Choice
    value: float
    bound: float
    prices: Prices
    priced: Bound

    @property
    def gap(self) -> float:
        """Share of the bound that is not reached."""
        return max(0.0, self.bound - self.value) / self.bound if self.bound > 0 else 0.0


def solve(country: Country, clock: Clock, *, seed: int = 0) -> Outcome:
    """Plan a country.

    Args:
        country: What there is; its codes must be known to each other (see ``checks``).
        clock: When the best plan so far is handed over.
        seed: Decides the order in which districts are looked at again.

    Returns:
        The plan with its certified bound.

    Raises:
        CannotJudge: Time ended before a plan that keeps every promise was found, and before there was proof of none.
    """
    return solve_grid(Grid(country), clock, seed=seed)


def solve_grid(grid: Grid, clock: Clock, *, seed: int = 0, start: Choice | None = None) -> Outcome:
    """Plan a country that is in arrays already.

    Args:
        grid: The country.
        clock: When the best plan so far is handed over.
        seed: Decides the order in which districts are looked at again.
        start: A plan known beforehand; the answer is never worse.

    Raises:
        CannotJudge: Time ended before a plan that keeps every promise was found, and before there was proof of none.
    """
    nothing = Choice.nothing(grid)
    if start is None and not _bound_by_promises(grid):
        start = by_hand(grid, "value per cost")
    relaxed = _relaxed(grid, clock)
    if relaxed is None:
        prices = _free(grid)
        return Outcome(INFEASIBLE, None, nothing, 0.0, 0.0, prices, bound_at(grid, prices))
    prices, priced, opened = relaxed
    best = dived(grid, Choice(nothing.quarter, nothing.package, opened), candidates(grid, prices), clock)
    if len(best.started):
        best = dived(grid, best, candidates(grid, prices, 4 * grid.quarters, 0.9), clock)
    if start is not None:
        best = better(grid, best, start)
    best, bound, ended = _improved(grid, best, prices, priced.value, clock, seed)
    best, plan = _served(grid, best, priced)
    value = value_of(grid, best)
    if plan is not None and verify(grid.country, plan):
        plan = None
    if plan is None and ended != IMPOSSIBLE:
        raise CannotJudge(
            _("No plan that keeps every promise was found in the time given; that does not mean that there is none."),
            _("Give more time, or give up a promise or a share."), code="planner.not_found",
        )  # fmt: skip
    if plan is None:
        return Outcome(INFEASIBLE, None, nothing, 0.0, bound, prices, priced)
    status = OPTIMAL if ended == SOLVED or value >= bound * (1 - CLOSE) else FEASIBLE
    return Outcome(status, plan, best, value, max(bound, value), prices, priced)


def _relaxed(grid: Grid, clock: Clock) -> tuple[Prices, Bound, Array] | None:
    """Prices, bound and openings from programs of groups; None when even fractions keep no promise."""
    nothing = fixed_by(grid, Choice.nothing(grid), None)
    small, large = len(grid.people) <= ALONE_UP_TO, len(grid.people) > FINE_UP_TO
    of = each_alone(grid) if small else alike(grid, 2 if large else 4)
    best: tuple[Prices, Bound] | None = None
    for last in (True,) if small else (False, True):
        model = Model(grid, grouped(grid, of), nothing)
        solver = model.program.highs(max(clock.left, 5.0))
        if large:
            solver.option("solver", "ipm")
            solver.option("run_crossover", "off")
        found = solver.solve()
        if found.status == IMPOSSIBLE:
            return None
        if not len(found.duals):
            break
        prices = prices_from(model, found.duals)
        priced = bound_at(grid, prices)
        if best is None or priced.value < best[1].value:
            best = prices, priced
        if not last:
            of = near_margin(grid, priced.surplus, priced.package, 4 if large else 8)
    if best is None:
        prices = _free(grid)
        best = prices, bound_at(grid, prices)
    if found.status != SOLVED:
        return *best, np.full(len(grid.district_region), -1)
    return *best, (likeliest(model, found.columns) if large else opened_by(model, solver, found.columns, clock))


def _bound_by_promises(grid: Grid) -> bool:
    """Whether a plan must keep more than capacities."""
    least = any(each.at_least for each in grid.country.regions)
    return bool(grid.promised.any() or grid.rules.hardest_share or least)


def _free(grid: Grid) -> Prices:
    """Everything for nothing."""
    country, quarters = grid.country, grid.quarters
    sizes = (len(country.teams), len(country.hosts), len(country.regions), len(country.funds))
    team, host, trainer, money = (np.zeros((size, quarters)) for size in sizes)
    return Prices(team, host, trainer, money, np.zeros(len(country.regions)))


def _improved(
    grid: Grid, best: Choice, prices: Prices, bound: float, clock: Clock, seed: int
) -> tuple[Choice, float, str]:
    """The plan made better while time lasts, the bound, and how the search ended: only ``solved`` proves it best."""
    if len(grid.people) <= WHOLE_UP_TO:
        every = np.ones(len(grid.district_region), bool)
        may = grid.allowed() if len(grid.people) <= ALONE_UP_TO else candidates(grid, prices, 16, 0.3)
        best, found = branched(grid, best, every, may, clock)
        if len(grid.people) > ALONE_UP_TO:
            return best, bound, OUT_OF_TIME
        if found.status == SOLVED:
            bound = min(bound, max(value_of(grid, best), found.bound * _scale(grid)))
        return best, bound, found.status
    may = candidates(grid, prices, 12, 0.3)
    for number, free in enumerate(neighbourhoods(grid, seed)):
        if not clock.left or number > 40 * len(grid.district_region):
            break
        best, _found = branched(grid, best, free, may, clock, 200)
    return best, bound, OUT_OF_TIME


def _scale(grid: Grid) -> float:
    return max(float(grid.value().max(initial=0.0)), 1e-9)


def _served(grid: Grid, best: Choice, priced: Bound) -> tuple[Choice, Plan | None]:
    """The plan by name; where the last digits of a program promised too much, the starts that pay least give way."""
    best = _needed(grid, best)
    order = best.started[np.argsort(priced.surplus[best.started], kind="stable")]
    order = order[~grid.promised[order]]
    dropped = 0
    while True:
        plan = settled(grid, best)
        if plan is not None or dropped >= len(order):
            return best, plan
        more = order[dropped : max(2 * dropped, 1)]
        dropped = max(2 * dropped, 1)
        quarter, package = best.quarter.copy(), best.package.copy()
        quarter[more] = package[more] = -1
        best = _needed(grid, Choice(quarter, package, best.opened))


def _needed(grid: Grid, choice: Choice) -> Choice:
    """The choice without districts that are opened for nobody."""
    used = np.isin(np.arange(len(choice.opened)), grid.district[choice.started])
    return Choice(choice.quarter, choice.package, np.where(used, choice.opened, -1))
