"""Trends from a file: rows ``series, period, value``, one answer per series in the order of first appearance."""

from __future__ import annotations

import argparse
import math
import re
from typing import Any

from groundswell.across.exchange.formats.tables import Row, Table
from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.monitoring.periods import parse_period
from groundswell.domain.monitoring.trends import Trend, trend_of
from groundswell.front.cli.monitoring_columns import decimal_mark, table_of, value_in

DATE_LIKE = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?")


def trends_answer(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """The trend of every series, in the contract's shape.

    Raises:
        BadInput: When a column lacks, a cell is no number or a period stands twice in a series.
        CannotJudge: When no series has two values.
    """
    table = table_of(arguments)
    table.require("period", "value")
    answers = []
    for name, (labels, values) in _series(table).items():
        try:
            trend = trend_of(labels, values, season=arguments.seasonal, level=arguments.level)
        except BadInput as error:
            raise BadInput(f"Series {name}: {error.text}", error.remedy, code=error.code) from error
        answers.append(_answer(name, trend, arguments.seasonal))
    if not any(answer["n"] > 1 for answer in answers):
        raise CannotJudge("No series has two values.", "A trend needs two values or more, better eight.")
    return answers


def in_columns(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer for people: what is nested becomes columns of its own."""
    flat: dict[str, Any] = {}
    for name, value in answer.items():
        nested = value if isinstance(value, dict) else None
        flat |= {f"{name}_{inner}": one for inner, one in nested.items()} if nested else {name: value}
    return flat


def _series(table: Table) -> dict[str, tuple[list[str], list[float | None]]]:
    decimal = decimal_mark(table, ["value"])
    series: dict[str, tuple[list[str], list[float | None]]] = {}
    for row in table.rows:
        labels, values = series.setdefault(row.text("series") if "series" in row else "", ([], []))
        labels.append(_period(row))
        values.append(value_in(row, "value", decimal))
    return series


def _period(row: Row) -> str:
    """The period as written; one that looks like a date must be one."""
    text = row.text("period")
    if DATE_LIKE.fullmatch(text):
        try:
            parse_period(text)
        except BadInput as error:
            raise row.refuse("period", error.text, error.remedy, code=error.code) from error
    return text


def _answer(name: str, trend: Trend, season: int | None) -> dict[str, Any]:
    test, adjusted, shift = trend.test, trend.adjusted, trend.shift
    answer: dict[str, Any] = {
        "series": name,
        "n": test.n,
        "s": test.s,
        "var_s": test.var_s,
        "z": test.z,
        "p": test.p,
        "p_adjusted": adjusted.p if adjusted else None,
        "adjustment": "hamed-rao" if adjusted else None,
        "tau": test.tau,
        "sen_slope": trend.slope.slope,
        "sen_ci": [trend.slope.lower, trend.slope.upper],
        "intercept": trend.slope.intercept,
        "per_year": trend.per_year,
        "lag1": trend.lag1,
        "pettitt": {"k": shift.k, "at": shift.at or None, "index": shift.index or None, "p": shift.p},
    }
    if season and trend.seasonal is not None:
        seasonal = trend.seasonal
        answer["seasonal"] = {
            "season": season,
            "s": seasonal.s,
            "var_s": seasonal.var_s,
            "z": seasonal.z,
            "p": seasonal.p,
            "tau": seasonal.tau,
            "slope_per_cycle": trend.slope_per_cycle,
        }
    why = _why(trend, season)
    return answer | ({"why": why} if why else {})


def _why(trend: Trend, season: int | None) -> str:
    """Why something is null, in a sentence."""
    if trend.test.n < 2:
        return "Fewer than two values: no trend can be told."
    if trend.adjusted is not None and math.isnan(trend.adjusted.p):
        return "The correction for autocorrelation leaves no variance; only the original test stands."
    if season and trend.seasonal is not None and math.isnan(trend.seasonal.p):
        return "No season has two values, so the seasonal test could not be made."
    return ""
