"""Series work of the engine: the domain's kernels over every series of the store."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from groundswell.domain.stats.batch import trends_of
from groundswell.domain.stats.series import Batch, Integers
from groundswell.during.monitoring.engines.engine import Engine, Source
from groundswell.during.monitoring.engines.work.single import SERIES, series

FIGURES = ("n", "s", "p", "p_adjusted", "slope", "lower", "upper", "lag1", "shift_index", "shift_p", "shift_falls")


def trends(worker: Engine, sources: Mapping[str, Source]) -> pa.Table:
    """Mann-Kendall, Sen's slope with its interval, autocorrelation and Pettitt of every series; one row each.

    Args:
        worker: The engine.
        sources: ``values`` and ``sheets``.
    """
    return worker.series(series(), sources, SERIES, trend_kernel)


def trend_kernel(rows: pa.Table) -> pa.Table:
    """Trends of whole series; the kernel of :func:`groundswell.domain.stats.batch.trends_of` over their rows."""
    starts = starts_of(rows)
    step = rows.column("step").to_numpy().astype(np.int64)
    found = trends_of(Batch(starts, step, rows.column("single").to_numpy()))
    keys = {name: rows.column(name).take(pa.array(starts[:-1])) for name in SERIES}
    return pa.table(keys | {name: getattr(found, name) for name in FIGURES})


def starts_of(rows: pa.Table) -> Integers:
    """Where each series begins, and the number of rows at the end."""
    changes = np.zeros(max(len(rows) - 1, 0), dtype=bool)
    for name in SERIES:
        column = rows.column(name).combine_chunks()
        codes = column.dictionary_encode().indices if pa.types.is_string(column.type) else column
        changes |= np.diff(codes.to_numpy(zero_copy_only=False)) != 0
    begins = np.flatnonzero(np.r_[True, changes]) if len(rows) else np.zeros(0, dtype=np.int64)
    starts: Integers = np.r_[begins, len(rows)].astype(np.int64)
    return starts
