"""How sure the plan is: drawn again and again with errors that places share, so that many places do not hide them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import rankdata

from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.load import Choice
from groundswell.domain.planner.quality import Delivery, chance_of_holding, expected_quality
from groundswell.domain.said import Said
from groundswell.domain.said import said as _

DRAWS = 1000
STRIP = 200
TIGHT = 28.5  # Beta(3.5, 25): as sure of the loss at a hand-over as 28.5 pairs would make us
LINEAGE_SD, COST_SD = 0.25, 0.15
LATE_QUARTERS = 0.5
NAMES = {
    "loss": _("loss at each hand-over"),
    "lineage": _("differences between master trainers' lineages"),
    "decay": _("decay without supervision"),
    "turnover": _("turnover of people"),
    "costs": _("costs"),
    "delays": _("delays"),
}


@dataclass(frozen=True)
class Chance:
    """People who live at or above the floor at the end of the plan.

    Args:
        target: How many there should be; None where the vision does not say.
        probability: Chance that there are; None without a target.
        p05: Nineteen of twenty draws lie above.
        p50: Half of the draws lie above.
        p95: One of twenty draws lies above.
        matter: The uncertainties by the share of the ranks' variance that goes with each, largest first.
    """

    target: float | None
    probability: float | None
    p05: float
    p50: float
    p95: float
    matter: tuple[tuple[Said, float], ...]


def chance_of(grid: Grid, choice: Choice, seed: int = 0, draws: int = DRAWS) -> Chance:
    """The chance of meeting the target.

    Args:
        grid: The country.
        choice: The plan.
        seed: The same seed gives the same draws.
        draws: How many.

    Returns:
        Its band. Loss, decay, turnover, costs and delays are shared by the programme, lineages by the regions of one
        master trainer; a costlier programme leaves out the places that start last.
    """
    drawn = _drawn(grid, np.random.default_rng(seed), draws)
    reached = np.concatenate([_reached(grid, choice, drawn, low) for low in range(0, draws, STRIP)])
    target = grid.rules.target_people
    p05, p50, p95 = (float(each) for each in np.quantile(reached, [0.05, 0.5, 0.95]))
    probability = None if target is None else float((reached >= target).mean())
    return Chance(target, probability, p05, p50, p95, _matter(drawn, reached))


def _drawn(grid: Grid, rng: np.random.Generator, draws: int) -> dict[str, Array]:
    """Each draw of each uncertainty, [n]; of lineages one per region, [n, r]."""
    cascade, masters = grid.country.cascade, grid.country.masters
    lineage = rng.normal(0, LINEAGE_SD, (draws, len(masters) + 1))
    of = [
        next((q for q, each in enumerate(masters) if region.code in each.regions), len(masters))
        for region in grid.country.regions
    ]
    return {
        "loss": _share(rng, cascade.loss, TIGHT, draws),
        "lineage": np.exp(lineage[:, of]),
        "decay": _share(rng, cascade.decay, 20, draws),
        "turnover": _share(rng, cascade.turnover, 40, draws),
        "costs": np.exp(rng.normal(0, COST_SD, draws)),
        "delays": rng.exponential(LATE_QUARTERS, draws),
    }


def _share(rng: np.random.Generator, mean: object, tight: float, draws: int) -> Array:
    centre = float(np.clip(np.asarray(mean, float), 1e-3, 1 - 1e-3))
    return np.asarray(rng.beta(centre * tight, (1 - centre) * tight, draws))


def _reached(grid: Grid, choice: Choice, drawn: dict[str, Array], low: int) -> Array:
    """People at or above the floor at the end, for some of the draws."""
    at, part = choice.started, slice(low, low + STRIP)
    if not len(at):
        return np.zeros(len(drawn["loss"][part]))
    pack, m = grid.packages, choice.package[at]
    delivery = Delivery(pack["transfers"][m], pack["supervised"][m], pack["visits"][m] > 0)
    loss = np.clip(drawn["loss"][part][:, None] * drawn["lineage"][part][:, grid.region[at]], 0, 0.95)
    cascade = replace(
        grid.country.cascade, loss=loss, decay=drawn["decay"][part][:, None], turnover=drawn["turnover"][part][:, None]
    )
    age = grid.quarters - 1 - choice.quarter[at] - drawn["delays"][part][:, None]
    readiness = np.array([grid.country.places[i].readiness for i in at])
    chance = chance_of_holding(cascade, expected_quality(cascade, delivery, readiness, np.maximum(age, 0)))
    there = (age >= 0) & _paid(grid, choice, drawn["costs"][part])
    return np.asarray((grid.people[at] * chance * there).sum(axis=1))


def _paid(grid: Grid, choice: Choice, costs: Array) -> Array:
    """Whether the money reaches a place when everything costs so many times as much, [n, place]."""
    at = choice.started
    pack, s, m = grid.packages, choice.quarter[at], choice.package[at]
    cost = pack["start_up_cost"][m] + pack["visit_cost"][m] + pack["running_cost"][m] * (grid.quarters - 1 - s)
    cost = cost * grid.factor[at]
    order = np.argsort(s, kind="stable")
    reached = np.empty(len(at))
    reached[order] = np.cumsum(cost[order])
    opening = float(grid.openings[0][choice.opened >= 0].sum())
    money = max(float(grid.tranches.sum()) - opening, 0.0)
    return np.asarray(reached[None, :] * costs[:, None] <= max(money, float(reached.max())))


def _matter(drawn: dict[str, Array], reached: Array) -> tuple[tuple[Said, float], ...]:
    """Squared rank correlation of each uncertainty with what was reached, largest first."""
    if np.ptp(reached) == 0:
        return ()
    ranks = rankdata(reached)
    shares = {}
    for name, values in drawn.items():
        single = values.mean(axis=1) if values.ndim > 1 else values
        shares[name] = float(np.corrcoef(rankdata(single), ranks)[0, 1]) ** 2 if np.ptp(single) > 0 else 0.0
    return tuple((NAMES[name], shares[name]) for name in sorted(shares, key=lambda name: -shares[name]))
