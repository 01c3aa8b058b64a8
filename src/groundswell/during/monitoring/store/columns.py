"""Columns of the store, and reading them out of the database of record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa

from groundswell.domain.monitoring.periods import PeriodKind, period_of
from groundswell.during.monitoring.models import Indicator, Value

VALUES = pa.schema([
    ("place", pa.int64()), ("indicator", pa.int64()), ("kind", pa.string()), ("step", pa.int32()),
    ("last_day", pa.date32()), ("part", pa.string()), ("numerator", pa.float64()), ("denominator", pa.float64()),
    ("value", pa.float64()), ("flag", pa.string()),
])  # fmt: skip
FIELDS = (
    "place_id", "indicator_id", "kind", "step", "last_day", "disaggregation", "numerator", "denominator", "value",
    "flag",
)  # fmt: skip
SORTED = [(name, "ascending") for name in ("place", "indicator", "kind", "step", "part")]


def table_of(rows: Iterable[Sequence[object]], schema: pa.Schema = VALUES) -> pa.Table:
    """Rows as a table of a schema."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)


def month_of(day: date) -> date:
    """The month in whose files a period with this last day stands, as its first day."""
    return day.replace(day=1)


def end_of(month: date) -> date:
    """The last day of a month."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@lru_cache(maxsize=512)
def first_days(month: date) -> tuple[date, ...]:
    """First days of all periods, of every kind, that end in a month: the index of values is by first day."""
    days = [month + timedelta(days=at) for at in range((end_of(month) - month).days + 1)]
    periods = {period_of(kind, day) for kind in PeriodKind for day in days}
    return tuple(sorted({period.first for period in periods if month_of(period.last) == month}))


def values_of(indicators: Sequence[int], month: date) -> pa.Table:
    """All values of a month as they stand in the database, in the order of the store; one query."""
    rows = Value.objects.filter(
        indicator_id__in=indicators, first_day__in=first_days(month), last_day__gte=month, last_day__lte=end_of(month)
    ).order_by()  # fmt: skip
    return table_of(rows.values_list(*FIELDS).iterator(chunk_size=20_000)).sort_by(SORTED)


def months_of(indicators: Sequence[int]) -> list[date]:
    """Every month in which a period with values may end, in order; one query for each indicator, over its index."""
    days: set[date] = set()
    for number in indicators:
        days |= set(Value.objects.filter(indicator_id=number).order_by().values_list("first_day", flat=True).distinct())
    periods = {period for day in days for kind in PeriodKind if (period := period_of(kind, day)).first == day}
    return sorted({month_of(period.last) for period in periods})


def sheets_of(program: int) -> pa.Table:
    """How each indicator of a program is combined; one query."""
    rows = Indicator.objects.filter(program_id=program).order_by("pk").values_list("pk", "aggregation")
    return table_of(rows, pa.schema([("indicator", pa.int64()), ("aggregation", pa.string())]))
