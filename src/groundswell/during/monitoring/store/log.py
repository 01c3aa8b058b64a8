"""Reading the change log of a program from where the store stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from groundswell.during.monitoring.models import ValueChange
from groundswell.during.monitoring.store.columns import VALUES, month_of, table_of

CHANGES = VALUES.append(pa.field("gone", pa.bool_()))
AT_ONCE = 100_000
NOTHING = [None, None, None, ""]


@dataclass(frozen=True, eq=False)
class News:
    """A piece of the change log.

    Args:
        last: Number of its last change.
        months: The cells it touched, each as it was left, by month.
        more: Whether the log goes on.
    """

    last: int
    months: Mapping[date, pa.Table]
    more: bool


def last_change(program: int) -> int:
    """Number of the last change in the log of a program; 0 where there is none."""
    return ValueChange.objects.filter(program=program).order_by("-id").values_list("id", flat=True).first() or 0


def waiting_after(program: int, change: int) -> int:
    """How many changes the log has after one."""
    return ValueChange.objects.filter(program=program, id__gt=change).count()


def news_after(program: int, change: int, most: int = AT_ONCE) -> News | None:
    """What the log says after a change; None where it says nothing; one query.

    Args:
        program: Which program.
        change: Number of the last change that is known.
        most: How many changes are read at once.
    """
    rows = ValueChange.objects.filter(program=program, id__gt=change).order_by("id")
    columns = ("id", "place_id", "indicator_id", "kind", "step", "last_day", "disaggregation", "after")
    read = list(rows.values_list(*columns)[:most])
    if not read:
        return None
    cells = {(*row[1:5], row[6]): row for row in read}
    months: dict[date, list[tuple[object, ...]]] = defaultdict(list)
    for row in cells.values():
        after = row[7]
        months[month_of(row[5])].append((*row[1:7], *(after or NOTHING)[:4], after is None))
    return News(read[-1][0], {at: table_of(found, CHANGES) for at, found in months.items()}, len(read) == most)
