"""Dilution from a file: rows ``place, wave, depth, period, indicator, numerator, denominator`` and a light per unit."""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from groundswell.across.exchange.formats.numbers import DecimalMark
from groundswell.across.exchange.formats.tables import Row as Line
from groundswell.across.exchange.formats.tables import Table
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.dilution import (
    DilutionParameters,
    Row,
    RuleResult,
    UnitKind,
    UnitLight,
    judge_dilution,
    parameters_from,
)
from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS, Aggregation
from groundswell.domain.monitoring.periods import Period, as_months, parse_period
from groundswell.front.cli.monitoring_columns import decimal_mark, table_of, value_in

PROPORTIONS = {
    sheet.code for sheet in DEFAULT_INDICATORS if sheet.aggregation is Aggregation.RATIO and not sheet.may_exceed_one
}
REQUIRED = ("place", "wave", "depth", "period", "indicator", "numerator", "denominator")


def dilution_answer(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """The lights in the contract's shape.

    Raises:
        BadInput: When a column lacks, a cell cannot be used, or the parameters are wrong.
    """
    parameters = read_parameters(arguments.parameters) if arguments.parameters else DilutionParameters()
    rows = _rows(table_of(arguments))
    lights = judge_dilution(rows, parameters, kinds=[UnitKind(unit) for unit in arguments.units])
    return [_unit(unit) for unit in lights]


def dilution_lines(answer: list[dict[str, Any]]) -> list[str]:
    """The same for people: the light and its reason, the rules beneath."""
    lines = []
    for unit in answer:
        lines.append(f"{unit['unit']}: {unit['light']} ({unit['word']}). {unit['reason']}")
        lines += [f"    rule {rule['rule']}, {rule['light']}: {rule['text']}" for rule in unit["rules"]]
        lines += [f"    rule {rule['rule']}, not judged: {rule['why']}" for rule in unit["not_judged"]]
    return lines


def read_parameters(path: str) -> DilutionParameters:
    """The parameters of a TOML file, at the top or under ``[dilution]``."""
    try:
        values = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check the name of the file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is not TOML: {error}.", "Write lines such as margin = 0.10.") from error
    return parameters_from(values.get("dilution", values))


def _rows(table: Table) -> list[Row]:
    table.require(*REQUIRED)
    if not table.rows:
        raise BadInput(f"{table.name} has headers and no rows.", "Give one row for each report.")
    decimal = decimal_mark(table, ("numerator", "denominator", "exposure_months", "months_since_start"))
    rows = [row for line in table.rows if (row := _row(line, decimal)) is not None]
    months = as_months([row.period for row in rows])
    return [replace(row, period=month) for row, month in zip(rows, months, strict=True)]


def _row(line: Line, decimal: DecimalMark) -> Row | None:
    numerator, denominator = value_in(line, "numerator", decimal), value_in(line, "denominator", decimal)
    if numerator is None or denominator is None:
        return None  # a gap stays a gap
    for column, value in (("numerator", numerator), ("denominator", denominator)):
        if value < 0:
            raise line.refuse(column, f"A count of {value:g} is below 0.", "Correct the cell.")
    indicator = line.text("indicator").strip()
    if numerator > denominator and indicator in PROPORTIONS:
        raise line.refuse(
            "numerator",
            f"{numerator:g} of {denominator:g} is more than all, and {indicator} is a share of its denominator.",
            "Correct one of the two numbers.",
        )
    if not line.text("place").strip():
        raise line.refuse("place", "The place is missing.", "Name the place of the report.")
    wave = _whole(line, "wave")
    if wave is None:
        raise line.refuse("wave", "The wave is missing.", "Write 0 for the pilot, 1 for the first wave.")
    return Row(
        place=line.text("place"),
        wave=wave,
        depth=_whole(line, "depth"),
        period=_period(line),
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        group=line.text("group").strip() if "group" in line else "",
        exposure_months=value_in(line, "exposure_months", decimal),
        partner=line.text("partner").strip() if "partner" in line else "",
        months_since_start=value_in(line, "months_since_start", decimal),
    )


def _whole(line: Line, column: str) -> int | None:
    value = value_in(line, column)
    if value is None:
        return None
    if value != int(value) or value < 0:
        raise line.refuse(column, f"A {column} of {value:g} is not a whole number from 0 up.", "Correct the cell.")
    return int(value)


def _period(line: Line) -> Period:
    try:
        return parse_period(line.text("period"))
    except BadInput as error:
        raise line.refuse("period", error.text, error.remedy, code=error.code) from error


def _unit(unit: UnitLight) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "light": str(unit.light),
        "rules": [_rule(rule) for rule in unit.rules],
        "not_judged": [{"rule": rule.rule, "why": rule.why} for rule in unit.not_judged],
        "reason": unit.reason,
        "word": unit.word,
        "kind": str(unit.kind),
    }


def _rule(rule: RuleResult) -> dict[str, Any]:
    interval = rule.interval
    return {
        "rule": rule.rule,
        "light": str(rule.light),
        "text": rule.text,
        "value": rule.value,
        "interval": [interval.lower, interval.upper] if interval else None,
        "level": interval.level if interval else None,
        "n": rule.n,
        "p": rule.p,
        "detail": rule.detail,
    }
