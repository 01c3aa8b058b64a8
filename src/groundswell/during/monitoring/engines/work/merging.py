"""A month's values with late corrections laid over them."""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

from groundswell.during.monitoring.engines.work.rollup import VALUES

CELL = ("place", "indicator", "kind", "step", "part")


@lru_cache(maxsize=1)
def merged() -> ibis.Table:
    """What stood and was not touched, and what the changes say, in the order of the store.

    Tables: ``stored`` (values), ``changes`` (values, and whether the cell is gone).
    """
    changes = ibis.table(VALUES | {"gone": "boolean"}, name="changes")
    kept = ibis.table(VALUES, name="stored").anti_join(changes, list(CELL))
    return kept.union(changes.filter(~_.gone).select(*VALUES)).order_by(*CELL)
