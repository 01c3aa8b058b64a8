"""A control chart from a file: rows ``label, value`` or ``label, numerator, denominator``."""

from __future__ import annotations

import argparse
from typing import Any

from groundswell.across.exchange.formats.numbers import DecimalMark
from groundswell.across.exchange.formats.tables import Row, Table
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.charts import Measured, control_chart
from groundswell.domain.stats.control_charts import COUNTED, ChartType
from groundswell.domain.stats.run_rules import RuleFamily
from groundswell.front.cli.monitoring_columns import decimal_mark, table_of, value_in

LABELS = ("label", "period", "date", "month", "week", "sample")
NO = ("0", "no", "false", "n", "f")
YES = ("", "1", "yes", "true", "y", "t")
SHARES = (ChartType.P, ChartType.PPRIME)
COUNTS = ("numerator", "denominator")


def chart_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """The chart in the contract's shape.

    Raises:
        BadInput: When a column lacks or a cell cannot be used.
        CannotJudge: When there are too few points to fix limits.
    """
    table = table_of(arguments)
    chart = control_chart(
        _points(table, ChartType(arguments.type)),
        ChartType(arguments.type),
        rules=RuleFamily(arguments.rules),
        baseline=arguments.baseline,
        screen=arguments.screen,
    )
    return {
        "type": str(chart.type),
        "rules": str(chart.rules),
        "points": [
            {
                "label": point.label,
                "value": point.value,
                "centre": point.centre,
                "lower": point.lower,
                "upper": point.upper,
                "phase": point.phase,
                "included": point.included,
            }
            for point in chart.points
        ],
        "signals": [
            {
                "index": signal.index,
                "label": signal.label,
                "rule": signal.rule,
                "text": signal.text,
                "above": signal.above,
                "first": signal.first,
                "last": signal.last,
            }
            for signal in chart.signals
        ],
    }


def _points(table: Table, chart: ChartType) -> list[Measured]:
    if not table.rows:
        raise BadInput(f"{table.name} has headers and no rows.", "Give one row for each point.")
    counted = all(column in table.headers for column in COUNTS)
    if chart in COUNTED or (counted and "value" not in table.headers):
        table.require(*COUNTS)
    elif "value" not in table.headers and "numerator" not in table.headers:
        table.require("value")
    decimal = decimal_mark(table, ("value", *COUNTS))
    return [_point(table, row, chart, decimal) for row in table.rows]


def _point(table: Table, row: Row, chart: ChartType, decimal: DecimalMark) -> Measured:
    numerator, denominator = (value_in(row, column, decimal) for column in COUNTS)
    if chart not in COUNTED and "value" in table.headers:
        numerator, denominator = value_in(row, "value", decimal), None
    if denominator is not None and denominator < 0:
        raise row.refuse("denominator", f"A denominator of {denominator:g} is below 0.", "Correct the cell.")
    if numerator is not None and numerator < 0 and chart in (*COUNTED, ChartType.C, ChartType.G):
        column = "numerator" if denominator is not None else "value"
        raise row.refuse(column, f"A count of {numerator:g} is below 0.", "Correct the cell.")
    if chart in SHARES and numerator is not None and denominator is not None and numerator > denominator:
        raise row.refuse("numerator", f"{numerator:g} of {denominator:g} is more than all.", "Correct the cell.")
    if numerator is None or (denominator is None and chart in COUNTED):
        numerator = denominator = None
    return Measured(_label(table, row), numerator, denominator, _phase(row), _included(row))


def _included(row: Row) -> bool:
    word = row.text("include").strip().lower() if "include" in row else ""
    if word not in (*YES, *NO):
        raise row.refuse("include", f"“{word}” is neither 1 nor 0.", "Write 1, or 0 to show the point uncounted.")
    return word not in NO


def _label(table: Table, row: Row) -> str:
    column = next((header for header in LABELS if header in table.headers), None)
    return row.text(column) if column else str(row.number - table.header_row)


def _phase(row: Row) -> int | str:
    text = row.text("phase") if "phase" in row else ""
    if not text:
        return 1
    try:
        return int(text)
    except ValueError:
        return text
