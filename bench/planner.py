"""The rollout planner beside careful hand rules and a planner that does not look at quality, on made-up countries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bench.measuring import peak_mb
from groundswell.domain.planner.by_hand import by_hand
from groundswell.domain.planner.exhaustive import best_by_trial
from groundswell.domain.planner.generate import TINY, Size, made_up
from groundswell.domain.planner.grid import Array, Grid
from groundswell.domain.planner.load import Choice, value_of
from groundswell.domain.planner.rounding import Clock
from groundswell.domain.planner.solving import solve_grid
from groundswell.domain.planner.verify import verify

SEED, SECONDS = 1, {100: 60, 1_000: 60, 10_000: 300}
TRIED = 1_000
THOUSAND = 1_000.0


class Blind(Grid):
    """The country as it looks to those who count people only: every package holds everywhere."""

    @cached_property
    def worth(self) -> tuple[Array, Array]:
        chance, _kind = self.holding
        left = np.arange(self.quarters, 0, -1)[None, :, None] / 4
        whole = np.broadcast_to(left, (chance.shape[0], self.quarters, chance.shape[1]))
        return whole, np.ones(whole.shape, bool)


@dataclass(frozen=True)
class Planned:
    """One line: what was planned, and figures by name; values are thousand person-years at or above the floor."""

    work: str
    seconds: float
    peak_mb: float
    value: float | None = None
    bound: float | None = None
    gap: float | None = None
    ratio: float | None = None
    seed: int = SEED

    @property
    def words(self) -> str:
        """One line for people."""
        line = f"{self.work}: {self.seconds:.3g} CPU s, {self.peak_mb:.0f} MB at peak"
        if self.value is not None:
            line += f"; value {self.value:,.1f} thousand person-years"
        if self.gap is not None:
            line += f", bound {self.bound:,.1f}, gap {self.gap:.2%}"
        if self.ratio is not None:
            line += f"; the planner reaches {self.ratio:.3g} times as much"
        return f"{line}."


def results(*, quick: bool = False, size: int | None = None) -> Iterator[Planned]:
    """The gap to the certified bound, the peers' values, and tiny countries by brute force."""
    if size is None:
        yield tiny(TRIED // 20 if quick else TRIED)
    for places in (size,) if size else (100,) if quick else (100, 1_000, 10_000):
        yield from planned(places, 20 if quick else SECONDS.get(places, 300))


def tiny(count: int) -> Planned:
    """Plan, optimum and bound of tiny countries."""
    began = time.process_time()
    for seed in range(count):
        grid = Grid(made_up(seed, TINY))
        best, _choice = best_by_trial(grid)
        outcome = solve_grid(grid, soon(60))
        assert outcome.value <= best + 1e-6, seed
        assert best <= outcome.bound + 1e-6, seed
        assert abs(outcome.value - best) <= 1e-6 * max(1, best), seed
        assert outcome.plan is not None, seed
        assert verify(grid.country, outcome.plan) == (), seed
    return Planned(f"{count} tiny countries: plan = optimum ≤ bound", time.process_time() - began, peak_mb())


def soon(seconds: float) -> Clock:
    """So many seconds from now."""
    return Clock(time.monotonic, time.monotonic() + seconds)


def planned(places: int, seconds: float) -> Iterator[Planned]:
    """One country with its peers; the ratio is ours over theirs, in person-years at or above the floor."""
    country = made_up(SEED, Size(places))
    grid, began = Grid(country), time.process_time()
    outcome = solve_grid(grid, soon(seconds))
    spent = time.process_time() - began
    assert outcome.plan is not None
    assert verify(country, outcome.plan) == ()
    ours = (outcome.value / THOUSAND, outcome.bound / THOUSAND, outcome.gap)
    yield Planned(f"plan of {places:,} communities in {seconds:g} s, verified", spent, peak_mb(), *ours)
    peers: dict[str, Callable[[], Choice]] = {
        "readiness per cost": lambda: by_hand(grid, "readiness per cost"),
        "strongest hand rule by trial": lambda: max(
            (by_hand(grid, rule) for rule in ("value per cost", "value", "people per cost", "readiness per cost")),
            key=lambda choice: value_of(grid, choice),
        ),
        "district by district": lambda: by_hand(grid, "district by district"),
        "quality-blind": lambda: solve_grid(Blind(country), soon(seconds)).choice,
    }
    for name, plan in peers.items():
        began = time.process_time()
        value = value_of(grid, plan())
        took, ratio = time.process_time() - began, outcome.value / value if value else None
        yield Planned(f"{name}, {places:,} communities", took, peak_mb(), value / THOUSAND, ratio=ratio)
