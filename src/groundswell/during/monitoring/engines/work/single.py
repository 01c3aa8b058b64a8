"""What one report shows by itself, and the reports of whole series in the order of time."""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

from groundswell.during.monitoring.engines.work.rollup import SHEETS, VALUES

SERIES = ("indicator", "kind", "part", "place")


def single(rows: ibis.Table) -> ibis.Value:
    """The value of one report, as the domain's ``data_quality.value_of`` tells it; null where it has none."""
    both = rows.numerator.notnull() & rows.denominator.notnull()
    below = ibis.ifelse(rows.denominator > 0, rows.denominator, ibis.null("float64"))
    share = ibis.ifelse(both, rows.numerator / below, rows.value)
    return ibis.ifelse(rows.aggregation == "ratio", share, ibis.coalesce(rows.value, rows.numerator))


@lru_cache(maxsize=1)
def reports() -> ibis.Table:
    """Every report with what it shows by itself. Tables: ``values``, ``sheets``."""
    rows = ibis.table(VALUES, name="values").join(ibis.table(SHEETS, name="sheets"), "indicator")
    return rows.select(*VALUES, "aggregation", single=single(rows))


@lru_cache(maxsize=1)
def series() -> ibis.Table:
    """Single values of whole series, one series after the other, in the order of time.

    Tables: ``values``, ``sheets``.
    """
    known = reports().filter(_.single.notnull())
    return known.select(*SERIES, "step", "numerator", "denominator", "single").order_by(*SERIES, "step")
