"""Places taken together where they are alike, so that a large country makes a small program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundswell.domain.planner.grid import Array, Grid

LEFT_OUT = -1
FINE_UP_TO = 3_000


@dataclass(frozen=True)
class Groups:
    """Groups of places of one cell.

    Args:
        of: Group of each place, -1 for those left out, [i].
        count: Places in each, [g].
        cell: [g].
        factor: Mean cost factor, [g].
        value: Mean person-years of a start, [g, s, m].
        allowed: Whether all of its places may start then so, [g, s, m].
        hard: Share of its places that are hard to reach; groups are pure, so 0 or 1, [g].
        must: Whether its places must start, [g].
    """

    of: Array
    count: Array
    cell: Array
    factor: Array
    value: Array
    allowed: Array
    hard: Array
    must: Array


def grouped(grid: Grid, of: Array, allowed: Array | None = None) -> Groups:
    """Groups out of a number for each place; promised places must stand alone.

    Args:
        grid: The country.
        of: Any number per place, -1 to leave it out, [i].
        allowed: What each place may do, [i, s, m]; all rules by default.
    """
    inside = np.flatnonzero(of >= 0)
    numbers, short = np.unique(of[inside], return_inverse=True)
    full = np.full(len(of), LEFT_OUT)
    full[inside] = short
    count = np.bincount(short, minlength=len(numbers)).astype(float)
    may = grid.allowed(inside) if allowed is None else allowed[inside]
    value = np.zeros((len(numbers), *may.shape[1:]))
    np.add.at(value, short, grid.value(inside))
    together = np.ones(value.shape, bool)
    np.logical_and.at(together, short, may)
    first = np.zeros(len(numbers), int)
    first[short[::-1]] = inside[::-1]
    factor = np.bincount(short, weights=grid.factor[inside], minlength=len(numbers)) / np.maximum(count, 1)
    return Groups(
        full, count, grid.cell[first], factor, value / np.maximum(count, 1)[:, None, None], together,
        grid.hard[first].astype(float), grid.promised[first],
    )  # fmt: skip


def each_alone(grid: Grid) -> Array:
    """Every place is its own group."""
    return np.arange(len(grid.people))


def alike(grid: Grid, bands: int) -> Array:
    """A group number per place: same cell, marks and packages, early or late, and near in value for cost.

    Args:
        grid: The country.
        bands: Bands of value per cost in each cell.
    """
    worth = grid.people * (0.2 + np.array([each.readiness for each in grid.country.places])) / grid.factor
    return _numbered(grid, bands, worth)


def near_margin(grid: Grid, surplus: Array, best: Array, bands: int) -> Array:
    """A group number per place: alike in its best package and in how far it is from paying.

    Args:
        grid: The country.
        surplus: What its best start brings beyond its price, [i].
        best: Its best package, [i].
        bands: Bands in each cell.
    """
    return _numbered(grid, bands, surplus / np.maximum(grid.people, 1e-9), best)


def _numbered(grid: Grid, bands: int, order: Array, also: Array | None = None) -> Array:
    """Numbers of groups: equal bands of the order within each kind that must not be mixed."""
    may = grid.allowed()
    packages = (may.any(axis=1) @ (1 << np.arange(may.shape[2]))).astype(np.int64)
    alone = np.where(grid.promised, np.arange(len(order)) + 1, 0)
    extra = np.zeros(len(order), int) if also is None else also
    hard = grid.hard & (grid.rules.hardest_share > 0)
    early = grid.earliest if len(order) <= FINE_UP_TO else grid.earliest > 0
    kinds = np.stack([grid.cell, early, packages, hard, extra, alone])
    _kinds, kind = np.unique(kinds, axis=1, return_inverse=True)
    kind = kind.reshape(-1)
    ranked = np.lexsort((order, kind))
    size = np.bincount(kind)
    within = np.empty(len(order), int)
    within[ranked] = np.arange(len(order)) - np.repeat(np.cumsum(size) - size, size)
    per_cell = np.bincount(grid.cell, minlength=len(grid.cells))[grid.cell]
    width = np.maximum(1, np.ceil(per_cell / bands)).astype(int)
    return np.asarray(kind * (len(order) + 1) + within // width)
