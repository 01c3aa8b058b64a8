"""Columns of monitoring files: headers whatever their case, gaps, and which decimal mark the file uses."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from groundswell.across.exchange.formats.numbers import DecimalMark, parse_number
from groundswell.across.exchange.formats.tables import Row, Table, read_table
from groundswell.front.cli.figures import figure

MISSING = ("NA", "na", "N/A", "NaN", "nan", ".", "-", "")


def table_of(arguments: argparse.Namespace) -> Table:
    """The table that a command was given, its headers in lower case."""
    table = read_table(arguments.file, sheet=arguments.sheet)
    lowered = [header.strip().lower() for header in table.headers]
    return table.renamed(lowered) if len(set(lowered)) == len(lowered) else table


def decimal_mark(table: Table, columns: Iterable[str]) -> DecimalMark:
    """The mark with which every number of the columns can be read: the point, unless only the comma will do."""
    texts = [
        value
        for column in columns
        if column in table.headers
        for value in table.column(column)
        if isinstance(value, str) and value not in MISSING
    ]
    if all(parse_number(text) is not None for text in texts):
        return "."
    return "," if all(parse_number(text, ",") is not None for text in texts) else "."


def value_in(row: Row, column: str, decimal: DecimalMark = ".") -> float | None:
    """The number in a cell; None for a gap or a column that is not there."""
    return figure(row, column, decimal=decimal, missing=MISSING) if column in row else None
