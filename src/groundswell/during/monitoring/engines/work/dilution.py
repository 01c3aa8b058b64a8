"""How quality holds by wave, hand-over and age, written once: sums, the division comes last."""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

from groundswell.during.monitoring.engines.work.rollup import SHEETS, VALUES

WORKING = {"place": "int64", "wave": "int64", "depth": "int64", "started": "date"}
CELL = ("indicator", "wave", "depth", "age_months")


@lru_cache(maxsize=1)
def dilution() -> ibis.Table:
    """Sums by indicator, wave, hand-overs of the training and whole months since the place started.

    Shares add their counts, means their value times n; only reports with a denominator above zero count, as in the
    rules of dilution. A place that has not started has a negative age; one whose start is not known has none.

    Tables: ``values`` (of shares and means), ``sheets``, ``working`` (places with wave, depth and start).
    """
    rows = ibis.table(VALUES, name="values").join(ibis.table(SHEETS, name="sheets"), "indicator")
    top = ibis.ifelse(rows.aggregation == "mean", rows.value * rows.denominator, rows.numerator)
    counted = rows.select("indicator", "place", "last_day", "part", "denominator", top=top).filter(
        (_.part == "") & _.top.notnull() & (_.denominator > 0)
    )
    placed = counted.join(ibis.table(WORKING, name="working"), "place")
    months = 12 * (_.last_day.year() - _.started.year()) + _.last_day.month() - _.started.month()
    return placed.mutate(age_months=months.cast("int64")).group_by(list(CELL)).agg(
        numerator=_.top.sum(), denominator=_.denominator.sum(), reports=_.count(), places=_.place.nunique()
    ).order_by(*CELL)  # fmt: skip
