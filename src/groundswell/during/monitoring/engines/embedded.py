"""The embedded engine: DuckDB in this process. It keeps nothing of its own; its tables are the store's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc

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

    def series(
        self, expression: ibis.Table, sources: Mapping[str, Source], by: Sequence[str], kernel: Kernel
    ) -> pa.Table:
        """Run a kernel over the rows of an expression, about a million at a time, so that memory stays flat."""
        found = []
        with self.duck.cursor() as cursor:
            self._open(cursor, sources)
            reader = cursor.sql(sql_of(expression)).to_arrow_reader(ROWS_AT_ONCE)
            rest = reader.schema.empty_table()
            for batch in reader:
                rows = pa.concat_tables([rest, pa.Table.from_batches([batch])])
                cut = start_of_last(rows, by)
                whole, rest = rows.slice(0, cut), rows.slice(cut)
                if whole.num_rows:
                    found.append(kernel(whole))
        return pa.concat_tables([*found, kernel(rest)])

    @staticmethod
    def _open(cursor: duckdb.DuckDBPyConnection, sources: Mapping[str, Source]) -> None:
        for name, source in sources.items():
            if isinstance(source, pa.Table):
                cursor.register(name, source)
            else:
                cursor.read_parquet([str(file) for file in source], hive_partitioning=False).create_view(name)


def start_of_last(rows: pa.Table, by: Sequence[str]) -> int:
    """Where the last series begins, of which more rows may come; the rows are ordered by series."""
    begin, end = 0, len(rows)
    for name in by:
        column = rows.column(name).slice(begin, end - begin)
        begin = end - pc.sum(pc.equal(column, column[-1])).as_py() if end > begin else end
    return begin


def sql_of(expression: ibis.Table) -> str:
    """The expression in DuckDB's words; the same expression is compiled once."""
    return _compiled(expression)


@lru_cache(maxsize=128)
def _compiled(expression: ibis.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))
