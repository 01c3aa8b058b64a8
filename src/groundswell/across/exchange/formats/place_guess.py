"""Which column of a sheet of places is likely what; a person looks it over before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundswell.across.exchange.formats.columns import Column, columns_of, decimal_mark
from groundswell.across.exchange.formats.nesting import code_of, nested
from groundswell.across.exchange.formats.place_tables import LevelColumns, PlaceColumns
from groundswell.across.exchange.formats.tables import Table
from groundswell.across.exchange.formats.words import header_says

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def guess_places(table: Table) -> PlaceColumns:
    """A first choice of columns: parent columns where the sheet has them, one column per level otherwise.

    Args:
        table: The sheet.
    """
    columns = columns_of(table)
    left = [header for header, column in columns.items() if not (column.is_blank or _counts_rows(column))]
    details = _details(left, columns, table.name)
    taken = {details.latitude, details.longitude, details.languages, details.aliases, details.level_name}
    taken |= {header for _year, header in details.population}
    left = [header for header in left if header not in taken]
    above = [header for header in left if header_says(header, "parent")]
    texts = [header for header in left if header not in above and not _is_measure(columns[header])]
    codes = [header for header in texts if header_says(header, "code") or not columns[header].is_text]
    names = [header for header in texts if header not in codes and columns[header].is_text]
    said = [header for header in names if header_says(header, "place") or header_says(header, "name")]
    names = said or names
    if above:
        return _with_parents(details, names, codes, above, columns)
    chain = nested(names, columns)
    if len(chain) > 1:
        return replace(details, levels=_levels(chain, codes, columns))
    name = chain[0] if chain else ""
    return replace(details, name=name, code=code_of(chain, codes, columns))


def _levels(chain: Sequence[str], codes: Sequence[str], columns: Mapping[str, Column]) -> tuple[LevelColumns, ...]:
    """The levels with their codes; from the finest up, so that no code is taken for two levels."""
    levels: list[LevelColumns] = []
    left = list(codes)
    for depth in range(len(chain), 0, -1):
        code = code_of(chain[:depth], left, columns)
        left = [header for header in left if header != code]
        levels.insert(0, LevelColumns(chain[depth - 1], code))
    return tuple(levels)


def _with_parents(
    details: PlaceColumns,
    names: Sequence[str],
    codes: Sequence[str],
    above: Sequence[str],
    columns: Mapping[str, Column],
) -> PlaceColumns:
    """One row per place: the finest name with its code, and the place above by code or by name."""
    name = max(names, key=lambda header: len(columns[header].distinct), default="")
    code = code_of([name], codes, columns) if name else ""
    known = set(columns[code].distinct) if code else set()
    parent_code = parent_name = ""
    for header in above:
        cells = columns[header].distinct
        is_code = bool(cells) and sum(cell in known for cell in cells) > len(cells) / 2
        if not parent_code and (is_code or header_says(header, "code")):
            parent_code = header
        elif not parent_name and columns[header].is_text:
            parent_name = header
    return replace(details, name=name, code=code, parent_code=parent_code, parent_name=parent_name)


def _details(headers: Sequence[str], columns: Mapping[str, Column], name: str) -> PlaceColumns:
    def first(role: str, numeric: bool) -> str:
        fit = (header for header in headers if columns[header].is_numeric == numeric and header_says(header, role))
        return next(fit, "")

    people = [header for header in headers if columns[header].is_numeric and header_says(header, "population")]
    if not people:
        people = [header for header in headers if columns[header].is_numeric and header.casefold() == "total"]
    used = [columns[header] for header in (first("latitude", True), first("longitude", True), *people) if header]
    level = first("level", False)
    return PlaceColumns(
        latitude=first("latitude", True),
        longitude=first("longitude", True),
        population=tuple((_year_of(header) or _year_of(name), header) for header in people),
        languages=first("language", False),
        aliases=first("alias", False),
        level_name=level if level and len(columns[level].distinct) < len(columns[level].cells) else "",
        decimal=decimal_mark(used),
    )


def _year_of(header: str) -> int:
    match = _YEAR.search(header)
    return int(match[1]) if match else 0


def _counts_rows(column: Column) -> bool:
    return column.counts_up and (header_says(column.header, "number") or column.header.startswith("column "))


def _is_measure(column: Column) -> bool:
    """Whether a column holds numbers that no code is: with fractions, or repeated and not said to be a code."""
    if not column.is_numeric or header_says(column.header, "code"):
        return False
    return not column.whole_numbers_within(0, 10**15) or len(column.distinct) < len(column.cells)
