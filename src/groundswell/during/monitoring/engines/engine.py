"""What an engine is: it reads files or tables, runs an expression, and runs a kernel over whole series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

type Source = Sequence[Path] | pa.Table
type Kernel = Callable[[pa.Table], pa.Table]


class Engine(Protocol):
    """Relational work and series work over the store, wherever it is done."""

    def table(self, expression: ibis.Table, sources: Mapping[str, Source]) -> pa.Table:
        """Run an expression over unbound tables and give its rows.

        Args:
            expression: Written once in Ibis, for every engine.
            sources: For each unbound table that it names the files or the rows.
        """
        ...

    def series(
        self, expression: ibis.Table, sources: Mapping[str, Source], by: Sequence[str], kernel: Kernel
    ) -> pa.Table:
        """Run a kernel over the rows of an expression, whole series at a time.

        Args:
            expression: Rows ordered by the columns that name a series, and then by time.
            sources: As for :meth:`table`.
            by: The columns that name a series; none is ever cut in two.
            kernel: Pure: rows of some whole series in, one row per series (or point) out.
        """
        ...
