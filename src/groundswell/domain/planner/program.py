"""A linear or integer program built in named blocks of columns and rows, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from groundswell.domain.planner.grid import Array

INFINITE = float("inf")
SOLVED, OUT_OF_TIME, IMPOSSIBLE = "solved", "out of time", "impossible"


@dataclass(frozen=True)
class Solution:
    """What a solve found.

    Args:
        status: ``solved``, ``out of time`` or ``impossible``.
        columns: Value of each column; empty where none was found.
        duals: Price of each row, not negative for what is scarce; empty for integer programs.
        objective: Value of the goal.
        bound: What no solution passes.
    """

    status: str
    columns: Array
    duals: Array
    objective: float
    bound: float


class Program:
    """Columns and rows by name; each block is an array of their numbers in the shape that its indices have."""

    def __init__(self) -> None:
        self.blocks: dict[str, Array] = {}
        self.rows: dict[str, Array] = {}
        self._goal: list[Array] = []
        self._limits: list[tuple[Array, Array]] = []
        self._whole: list[Array] = []
        self._row_limits: list[tuple[Array, Array]] = []
        self._terms: list[tuple[Array, Array, Array]] = []
        self.columns = self.height = 0

    def add(
        self, name: str, shape: Sequence[int], goal: Any = 0.0, *, upper: Any = INFINITE, lower: Any = 0.0,
        whole: bool = False,
    ) -> Array:  # fmt: skip
        """A block of columns.

        Args:
            name: Its name.
            shape: How its columns are counted.
            goal: What one unit adds to the goal.
            upper: Most.
            lower: Least.
            whole: Whether only whole numbers will do.
        """
        size = int(np.prod(shape))
        block = np.arange(self.columns, self.columns + size).reshape(shape)
        self.blocks[name] = block
        self.columns += size
        self._goal.append(np.broadcast_to(goal, shape).ravel().astype(float))
        self._limits.append(
            tuple(np.broadcast_to(each, shape).ravel().astype(float) for each in (lower, upper))  # type: ignore[arg-type]
        )
        self._whole.append(np.full(size, whole))
        return block

    def limit(self, name: str, shape: Sequence[int], *, upper: Any = INFINITE, lower: Any = -INFINITE) -> Array:
        """A block of rows without terms yet.

        Args:
            name: Its name.
            shape: How its rows are counted.
            upper: Right side of ≤.
            lower: Right side of ≥.
        """
        size = int(np.prod(shape))
        block = np.arange(self.height, self.height + size).reshape(shape)
        self.rows[name] = block
        self.height += size
        self._row_limits.append(
            tuple(np.broadcast_to(each, shape).ravel().astype(float) for each in (lower, upper))  # type: ignore[arg-type]
        )
        return block

    def put(self, rows: Array, columns: Array, factor: Any = 1.0) -> None:
        """Terms: factor × column in row, for arrays of one shape."""
        row, column, value = np.broadcast_arrays(rows, columns, np.asarray(factor, float))
        self._terms.append((row.ravel(), column.ravel(), value.ravel()))

    def highs(self, seconds: float = INFINITE, *, threads: int = 1, seed: int = 0) -> Solver:
        """The program handed to HiGHS."""
        return Solver(self, seconds, threads=threads, seed=seed)

    def arrays(self) -> tuple[Array, tuple[Array, Array], Array, tuple[Array, Array], tuple[Array, Array, Array]]:
        """Goal, limits of columns, which are whole, limits of rows, and the matrix by columns."""
        row, column, value = (np.concatenate([each[n] for each in self._terms] or [np.zeros(0)]) for n in range(3))
        key = column.astype(np.int64) * max(1, self.height) + row
        unique, at = np.unique(key, return_inverse=True)
        summed = np.bincount(at, weights=value, minlength=len(unique))
        starts = np.searchsorted(unique, np.arange(self.columns + 1) * max(1, self.height))
        matrix = starts.astype(np.int32), (unique % max(1, self.height)).astype(np.int32), summed
        limits = tuple(np.concatenate([each[n] for each in self._limits]) for n in range(2))
        row_limits = tuple(np.concatenate([each[n] for each in self._row_limits]) for n in range(2))
        goal, whole = np.concatenate(self._goal), np.concatenate(self._whole)
        return goal, limits, whole, row_limits, matrix  # type: ignore[return-value]


class Solver:
    """HiGHS with a program inside; bounds may be changed and the solve goes on from where it was."""

    def __init__(self, program: Program, seconds: float, *, threads: int, seed: int) -> None:
        import highspy
        from highspy._core import _Highs  # the bare solver: the class around it prints its licence on making

        self.program = program
        goal, limits, whole, row_limits, matrix = program.arrays()
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = program.columns, program.height
        model.col_cost_, model.sense_ = goal, highspy.ObjSense.kMaximize
        model.col_lower_, model.col_upper_ = limits
        model.row_lower_, model.row_upper_ = row_limits
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix
        self.has_whole = bool(whole.any())
        if self.has_whole:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[int(each)] for each in whole]
        self.highs: Any = _Highs()
        options = {"output_flag": False, "threads": threads, "random_seed": seed}
        for name, value in options.items():
            self.highs.setOptionValue(name, value)
        self.lasting(seconds)
        self.highs.passModel(model)

    def lasting(self, seconds: float) -> None:
        """Set how long each solve may last from now on."""
        if seconds < INFINITE:
            self.highs.setOptionValue("time_limit", float(self.highs.getRunTime() + max(seconds, 0.01)))

    def option(self, name: str, value: str | float | bool) -> None:
        """Set an option of HiGHS."""
        self.highs.setOptionValue(name, value)

    def bound(self, columns: Array, lower: Array, upper: Array) -> None:
        """Change the limits of some columns."""
        size = len(columns)
        lower, upper = (np.broadcast_to(each, size).astype(float) for each in (lower, upper))
        self.highs.changeColsBounds(size, np.asarray(columns, np.int32), lower.copy(), upper.copy())

    def limit_rows(self, upper: Array) -> None:
        """Give every row another upper limit and no lower one."""
        size = len(upper)
        self.highs.changeRowsBounds(size, np.arange(size, dtype=np.int32), np.full(size, -INFINITE), upper)

    def start_with(self, columns: Array, values: Array) -> None:
        """Offer values of some columns to begin with; the others follow from them."""
        self.highs.setSolution(len(columns), np.asarray(columns, np.int32), np.asarray(values, float))

    def solve(self) -> Solution:
        """Solve, or go on from the last basis."""
        import highspy

        self.highs.run()
        status = self.highs.getModelStatus()
        info = self.highs.getInfo()
        found = self.highs.getSolution()
        feasible = info.primal_solution_status == 2
        columns = np.array(found.col_value) if feasible else np.zeros(0)
        duals = np.array(found.row_dual) if found.dual_valid else np.zeros(0)
        bound = float(info.mip_dual_bound) if self.has_whole else float(info.objective_function_value)
        word = {
            highspy.HighsModelStatus.kOptimal: SOLVED,
            highspy.HighsModelStatus.kInfeasible: IMPOSSIBLE,
            highspy.HighsModelStatus.kUnboundedOrInfeasible: IMPOSSIBLE,
        }.get(status, OUT_OF_TIME)
        return Solution(word, columns, duals, float(info.objective_function_value), bound)
