"""Places out of a sheet: one row per place with its parent, or one column per level.

A suggestion (:func:`guess_places`) is shown to a person, who may change it; :func:`read_places` does as told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from groundswell.across.exchange.formats.numbers import DecimalMark, number
from groundswell.across.exchange.formats.rows import PlaceRow, PlacesRead
from groundswell.across.exchange.formats.tables import Row, Table
from groundswell.across.exchange.formats.tree import in_tree_order
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.said import said as _


@dataclass(frozen=True)
class LevelColumns:
    """The columns of one level in a sheet with one column per level.

    Args:
        name: Header of the column with names; '' where the level has only codes.
        code: Header of the column with codes; '' where it has none.
    """

    name: str
    code: str = ""


@dataclass(frozen=True)
class PlaceColumns:
    """Which column holds what; '' none.

    Args:
        name: Names.
        code: Codes.
        parent_name: Names of the place above.
        parent_code: Codes of the place above.
        levels: One entry per level, highest first; replaces the four above where it is not empty.
        level_name: What kind of place it is.
        latitude: Degrees north.
        longitude: Degrees east.
        population: Pairs of year (0 unknown) and header.
        languages: Languages, separated by comma, semicolon or slash.
        aliases: Other names, separated likewise.
        external_ids: Headers of further ids; the header is the system's name.
        decimal: Decimal mark of numbers written as text.
    """

    name: str = ""
    code: str = ""
    parent_name: str = ""
    parent_code: str = ""
    levels: tuple[LevelColumns, ...] = ()
    level_name: str = ""
    latitude: str = ""
    longitude: str = ""
    population: tuple[tuple[int, str], ...] = ()
    languages: str = ""
    aliases: str = ""
    external_ids: tuple[str, ...] = ()
    decimal: DecimalMark = "."


def read_places(table: Table, columns: PlaceColumns) -> PlacesRead:
    """The places of a sheet.

    Args:
        table: The sheet.
        columns: Which column holds what.

    Returns:
        The places, parents before children as far as the sheet tells; rows without a name, with a code that stands
        twice, or with the same name twice under one parent are refused.

    Raises:
        BadInput: No column holds names, or a column named is not there.
    """
    _require(table, columns)
    if columns.levels:
        return _read_levels(table, columns)
    rows: list[PlaceRow] = []
    refused: list[RowRefused] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in table:
        try:
            place = _read_row(row, columns)
            key = (place.code,) if place.code else (place.parent_code, place.parent_name, place.name)
            _refuse_repeat(row, columns.code if place.code else columns.name, seen.setdefault(key, row.number))
            rows.append(place)
        except RowRefused as error:
            refused.append(error)
    if columns.parent_code and columns.code:
        rows, outside, circular = in_tree_order(rows)
        numbered = {row.number: row for row in table}
        refused += [_within_itself(numbered[row.number], columns) for row in circular]
        return PlacesRead(tuple(rows), tuple(refused), _outside_note(outside))
    return PlacesRead(tuple(rows), tuple(refused))


def _require(table: Table, columns: PlaceColumns) -> None:
    if not columns.levels and not columns.name:
        raise BadInput(
            _("No column was chosen for the name of the place."),
            _("Choose one of: %(columns)s.", columns=", ".join(table.headers)),
            code="places.no_name",
        )
    named = [
        *(part for level in columns.levels for part in (level.name, level.code)),
        *("" if columns.levels else part for part in (columns.name, columns.code)),
        *(columns.parent_name, columns.parent_code, columns.level_name, columns.latitude, columns.longitude),
        *(header for _year, header in columns.population),
        *(columns.languages, columns.aliases, *columns.external_ids),
    ]
    table.require(*(header for header in named if header))


def _read_row(row: Row, columns: PlaceColumns) -> PlaceRow:
    called = _text(row, columns.name)
    if not called:
        raise row.refuse(columns.name, _("The place has no name."), _("Fill in its name."), code="place.no_name")
    place = PlaceRow(
        row.number,
        called,
        code=_text(row, columns.code),
        parent_code=_text(row, columns.parent_code),
        parent_name=_text(row, columns.parent_name),
    )
    return _with_details(place, row, columns)


def _with_details(place: PlaceRow, row: Row, columns: PlaceColumns) -> PlaceRow:
    latitude = _degrees(row, columns.latitude, 90, columns.decimal)
    longitude = _degrees(row, columns.longitude, 180, columns.decimal)
    population = tuple(
        (year, people)
        for year, header in columns.population
        if (people := number(row, header, decimal=columns.decimal)) is not None
    )
    return replace(
        place,
        level_name=_text(row, columns.level_name) or place.level_name,
        latitude=latitude,
        longitude=longitude,
        population=population,
        languages=_list(row, columns.languages),
        aliases=_list(row, columns.aliases),
        external_ids=tuple((header, text) for header in columns.external_ids if (text := _text(row, header))),
    )


def _read_levels(table: Table, columns: PlaceColumns) -> PlacesRead:
    """Each row is one place of the deepest level filled in it; the places above are made from the rows once."""
    rows: list[PlaceRow] = []
    refused: list[RowRefused] = []
    seen: dict[tuple[str, ...], tuple[int, bool]] = {}
    for row in table:
        try:
            chain = list(_chain(row, columns.levels))
            if not chain:
                level = columns.levels[-1]
                raise row.refuse(
                    level.name or level.code, _("The place has no name."), _("Fill in its name."), code="place.no_name"
                )
            _add_chain(row, chain, columns, rows, seen)
        except RowRefused as error:
            refused.append(error)
    return PlacesRead(tuple(sorted(rows, key=lambda place: place.level or 0)), tuple(refused))


def _add_chain(
    row: Row,
    chain: Sequence[PlaceRow],
    columns: PlaceColumns,
    rows: list[PlaceRow],
    seen: dict[tuple[str, ...], tuple[int, bool]],
) -> None:
    last = len(chain) - 1
    for step, place in enumerate(chain):
        key = (place.code,) if place.code else (*place.ancestors, place.name)
        first, by_itself = seen.get(key, (row.number, False))
        own = step == last
        if own and by_itself:
            level = columns.levels[(place.level or 1) - 1]
            _refuse_repeat(row, (level.code if place.code else level.name) or level.name, first)
        if key not in seen:
            rows.append(_with_details(place, row, columns) if own and len(chain) == len(columns.levels) else place)
        seen[key] = (first, own or by_itself)


def _chain(row: Row, levels: Sequence[LevelColumns]) -> Iterator[PlaceRow]:
    ancestors: tuple[str, ...] = ()
    above = ""
    for depth, level in enumerate(levels, 1):
        code = _text(row, level.code)
        called = _text(row, level.name) or code
        if not called:
            continue
        yield PlaceRow(
            row.number,
            called,
            code=code,
            parent_code=above,
            parent_name=ancestors[-1] if ancestors else "",
            ancestors=ancestors,
            level=depth,
            level_name=level.name or level.code,
        )
        ancestors, above = (*ancestors, called), code


def _refuse_repeat(row: Row, header: str, first: int) -> None:
    if first != row.number:
        raise row.refuse(
            header,
            _("“%(name)s” stands twice; first in row %(row)s.", name=row.text(header), row=first),
            _("Delete one of the two rows, or give each place its own code."),
            code="place.twice",
        )


def _within_itself(row: Row, columns: PlaceColumns) -> RowRefused:
    return row.refuse(
        columns.parent_code,
        _("%(name)s lies within itself, by way of its own children.", name=row.text(columns.name)),
        _("Correct the code of the place above."),
        code="place.circular",
    )


def _outside_note(outside: Sequence[PlaceRow]) -> tuple[str, ...]:
    if not outside:
        return ()
    return (_("%(count)s places name a place above that the sheet does not hold.", count=len(outside)),)


def _degrees(row: Row, header: str, limit: int, decimal: DecimalMark) -> float | None:
    degrees = number(row, header, decimal=decimal) if header else None
    if degrees is not None and abs(degrees) > limit:
        raise row.refuse(
            header,
            _("“%(value)s” is not between -%(limit)s and %(limit)s degrees.", value=row.text(header), limit=limit),
            _("Give degrees with a decimal mark, such as 8.484; latitude and longitude may be exchanged."),
            code="place.degrees",
        )
    return degrees


def _text(row: Row, header: str) -> str:
    return " ".join(row.text(header).split()) if header else ""


def _list(row: Row, header: str) -> tuple[str, ...]:
    text = _text(row, header).replace(";", ",").replace("/", ",")
    return tuple(part for piece in text.split(",") if (part := piece.strip()))
