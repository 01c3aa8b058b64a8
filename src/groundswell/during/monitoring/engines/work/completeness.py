"""Are the reports there, and in time? Written once: counts for every place above, and every period.

Its plain reference is :mod:`groundswell.domain.monitoring.completeness`; a report is expected of every place where the
program works, from the period in which it started to the one in which it stopped.
"""

from __future__ import annotations

from functools import lru_cache

import ibis
from ibis import _

SITES = {"place": "int64", "first_step": "int64", "last_step": "int64"}
REPORTS = {"place": "int64", "step": "int64", "late_days": "int64"}
PERIODS = {"step": "int64"}
TOPS = {"place": "int64", "above": "int64"}


@lru_cache(maxsize=8)
def completeness(due_days: int) -> ibis.Table:
    """Reports expected, received, in time, and received on a known day, for every place above the working ones.

    Tables: ``sites`` (each place where the program works, with its first and last period), ``reports`` (those sent, one
    for a place and period; days after the period's end, null where not known), ``periods``, ``tops`` (every place above
    each working one, and itself).

    Args:
        due_days: Days after its period in which a report is in time.
    """
    sites, periods = ibis.table(SITES, name="sites"), ibis.table(PERIODS, name="periods")
    owed = sites.join(periods, [sites.first_step <= periods.step, sites.last_step >= periods.step])
    sent = ibis.table(REPORTS, name="reports").mutate(came=True)
    each = owed.left_join(sent, ["place", "step"]).select(
        "place", "step", received=_.came.fill_null(False).cast("int64"),
        on_time=(_.late_days <= due_days).fill_null(False).cast("int64"), dated=_.late_days.notnull().cast("int64"),
    )  # fmt: skip
    above = each.join(ibis.table(TOPS, name="tops"), "place")
    counted = above.group_by(["above", "step"]).agg(
        expected=_.count(), received=_.received.sum(), on_time=_.on_time.sum(), dated=_.dated.sum()
    )
    return counted.rename(place="above").order_by("place", "step")
