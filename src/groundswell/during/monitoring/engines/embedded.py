"""The embedded engine: DuckDB in this process. It keeps nothing of its own; its tables are the store's files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import duckdb
import ibis
import pyarrow as pa

from groundswell.during.monitoring.engines.engine import Kernel, Source

ROWS_AT_ONCE = 1_000_000


@lru_cache(maxsize=1)
def working() -> Embedded:
    """The engine of this process."""
    return Embedded()


class Embedded:
    """DuckDB without a file: a cursor for each piece of work, so that threads do not meet."""

    def __init__(self, threads: int | None = None) -> None:
        settings: dict[str, str | bool | int | float | list[str]] = {"preserve_insertion_order": False}
        self.duck = duckdb.connect(config=settings | ({"threads": threads} if threads else {}))

    def table(self, expression: ibis.Table, sources: Mapping[str, Source]) -> pa.Table:
        """Run an expression over the sources and give its rows."""
        with self.duck.cursor() as cursor:
            self._open(cursor, sources)
            return cursor.sql(sql_of(expression)).to_arrow_table()

    def series(self, expression: ibis.Table, sources: Mapping[str, Source], kernel: Kernel) -> pa.Table:
        """Run a kernel over the rows of an expression, about a million at a time, so that memory stays flat."""
        found = []
        with self.duck.cursor() as cursor:
            self._open(cursor, sources)
            rest: pa.Table | None = None
            for batch in cursor.sql(sql_of(expression)).to_arrow_reader(ROWS_AT_ONCE):
                rows = pa.Table.from_batches([batch])
                rows = rows if rest is None else pa.concat_tables([rest, rows])
                whole, rest = before_last_series(rows)
                if whole.num_rows:
                    found.append(kernel(whole))
            if rest is not None and (rest.num_rows or not found):
                found.append(kernel(rest))
        return pa.concat_tables(found) if found else kernel(expression.schema().to_pyarrow().empty_table())

    @staticmethod
    def _open(cursor: duckdb.DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
        for name, source in sources.items():
            if isinstance(source, pa.Table):
                cursor.register(name, source)
            else:
                cursor.read_parquet([str(file) for file in source], hive_partitioning=False).create_view(name)


def before_last_series(rows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows of the series that are whole, and rows of the last one, of which more may come."""
    last = rows.column("series")[-1].as_py()
    numbers = rows.column("series").to_numpy()
    cut = int(numbers.searchsorted(last))
    return rows.slice(0, cut), rows.slice(cut)


def sql_of(expression: ibis.Table) -> str:
    """The expression in DuckDB's words; the same expression is compiled once."""
    return _compiled(expression)


@lru_cache(maxsize=128)
def _compiled(expression: ibis.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))
