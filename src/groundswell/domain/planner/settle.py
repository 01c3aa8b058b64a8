"""With the starts fixed: who serves them and who pays, by name. None where they cannot be served."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from groundswell.domain.planner.country import ACTIVITIES
from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.groups import LEFT_OUT, grouped
from groundswell.domain.planner.load import Choice, load_of
from groundswell.domain.planner.model import Fixed, Model
from groundswell.domain.planner.plan import Opening, Payment, Plan, Start, Training, Work
from groundswell.domain.planner.program import SOLVED

LEAST = 1e-7


def settled(grid: Grid, choice: Choice) -> Plan | None:
    """The plan with its teams, hosts, trainers and payments.

    Args:
        grid: The country.
        choice: Who starts when, which district opens when.

    Returns:
        The plan with the least travel and training; None where teams, hosts, trainers or funds do not suffice.
    """
    nobody = grouped(grid, np.full(len(grid.people), LEFT_OUT))
    enough = np.array([each.at_least for each in grid.country.regions], float)
    model = Model(grid, nobody, Fixed(load_of(grid, choice), choice.opened, enough, np.inf))
    solver = model.program.highs()
    solver.option("solver", "simplex")  # a vertex: visits of hosts come out whole
    found = solver.solve()
    return _plan(grid, choice, model, found.columns) if found.status == SOLVED else None


def _plan(grid: Grid, choice: Choice, model: Model, columns: Array) -> Plan:
    country = grid.country
    work = columns[model.work] if len(model.k) else np.zeros((0, grid.quarters))
    regions = country.regions
    opened = [(n, int(t)) for n, t in enumerate(choice.opened) if t >= 0]
    trained = columns[model.new]
    return Plan(
        starts=_starts(grid, choice, model, columns, work),
        openings=tuple(Opening(country.districts[n].code, t) for n, t in opened),
        work=tuple(_work(grid, model, n, t, work[n, t]) for n, t in np.argwhere(work > LEAST)),
        trainings=tuple(
            Training(country.masters[model.q[n]].code, regions[model.r[n]].code, int(t), float(trained[n, t]))
            for n, t in np.argwhere(trained > LEAST)
        ),
        payments=tuple(_payment(grid, model, int(n), columns) for n in np.flatnonzero(columns[model.pay] > LEAST)),
    )


def _work(grid: Grid, model: Model, n: int, t: int, days: float) -> Work:
    district, language = grid.cells[model.c[n]]
    return Work(grid.country.teams[model.k[n]].code, district, language, int(t), float(days))


def _payment(grid: Grid, model: Model, n: int, columns: Array) -> Payment:
    fund, region = grid.country.funds[model.f[n]].code, grid.country.regions[model.fr[n]].code
    amount = float(columns[model.pay[n]] * grid.money_unit)
    return Payment(fund, ACTIVITIES[model.a[n]], region, int(model.ft[n]), amount)


def _starts(grid: Grid, choice: Choice, model: Model, columns: Array, work: Array) -> tuple[Start, ...]:
    """Largest demand first to the team with most days left in the cell; hosts by their whole visits."""
    country = grid.country
    days: dict[tuple[int, int], list[list[float]]] = defaultdict(list)
    for n, t in zip(*np.nonzero(work > LEAST), strict=True):
        days[int(model.c[n]), int(t)].append([float(work[n, t]), -float(model.k[n])])
    visits: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, h in enumerate(model.h):
        for t in range(grid.quarters):
            borne = round(float(columns[model.visit[n, t]]))
            visits[int(model.w[n]), t] += [int(h)] * borne
    rows = []
    for i in sorted(choice.started, key=lambda i: (-grid.packages["team_days_start"][choice.package[i]], i)):
        cell, t, package = int(grid.cell[i]), int(choice.quarter[i]), country.packages[choice.package[i]]
        host = ""
        for _visit in range(package.visits):
            host = country.hosts[visits[int(grid.cell_visit[cell]), t].pop()].code
        lead = _lead(grid, days[cell, t], package.team_days_start)
        rows.append(Start(country.places[i].code, t, package.code, lead, host))
    order = {place.code: n for n, place in enumerate(country.places)}
    return tuple(sorted(rows, key=lambda each: order[each.place]))


def _lead(grid: Grid, there: list[list[float]], needed: float) -> str:
    if not there or not needed:
        return ""
    best = max(there)
    best[0] -= needed
    return grid.country.teams[int(-best[1])].code
