"""Reads the real meta-analyses of ../shared/data; nothing of them is kept here."""

from __future__ import annotations

from pathlib import Path

from groundswell.across.exchange.formats.numbers import as_number
from groundswell.across.exchange.formats.tables import read_table
from groundswell.domain.stats.two_by_two import RiskMeasure, effect_of_counts

type Counts = list[tuple[float, float, float, float]]


def columns(shared_data: Path, file: str, *names: str) -> list[tuple[float, ...]]:
    """Rows of numbers from the named columns."""
    table = read_table(shared_data / "evidence" / "meta-analysis" / file)
    rows = []
    for row in table:
        values = tuple(as_number(row.get(name)) for name in names)
        rows.append(tuple(float("nan") if value is None else value for value in values))
    return rows


def bcg_counts(shared_data: Path) -> Counts:
    """Events and people per arm of the 13 trials of BCG vaccine."""
    return [(a, a + b, c, c + d) for a, b, c, d in columns(shared_data, "dat.bcg.txt", "tpos", "tneg", "cpos", "cneg")]


def effects(counts: Counts, measure: RiskMeasure) -> tuple[list[float], list[float]]:
    """yi and vi of tables with events."""
    found = [effect for table in counts if (effect := effect_of_counts(table, measure)) is not None]
    return [effect.yi for effect in found], [effect.vi for effect in found]
