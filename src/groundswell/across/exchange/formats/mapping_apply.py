"""Read a sheet as its mapping says: a row per value, gaps left as gaps, flags kept, nothing summed or guessed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from groundswell.across.exchange.formats.mapping import SheetMapping, ValueColumn, require_answers
from groundswell.across.exchange.formats.numbers import WITHHELD, DecimalMark, number_remedy, parse_number
from groundswell.across.exchange.formats.rows import PlaceScheme, SetAside, ValueKey, ValueRow, ValuesRead
from groundswell.across.exchange.formats.sheet_periods import period_in_name, read_period
from groundswell.across.exchange.formats.tables import Cell, Row, Table, shown
from groundswell.domain.errors import BadInput, RowRefused
from groundswell.domain.said import said as _

_PERIOD_PARTS = {2: ("{0}-{1:0>2}", "{0}-Q{1}", "{0}-W{1:0>2}"), 3: ("{0}-{1:0>2}-{2:0>2}",)}


_NOTHING: tuple[None, str] = (None, "")


class _NotANumber(Exception):
    """A cell that is neither a number nor a known sign for none."""


class _Places(NamedTuple):
    """Where the parts of one value stand in a row; -1 nowhere."""

    value: int = -1
    numerator: int = -1
    denominator: int = -1
    flag: int = -1
    comment: int = -1


class _Group(NamedTuple):
    """The columns that together give one value per row."""

    header: str
    place: str
    period: str
    indicator: str
    at: _Places


class _Found(NamedTuple):
    """What the columns of one group hold in one row."""

    value: float | None
    numerator: float | None
    denominator: float | None
    flag: str
    comment: str


@dataclass
class _Reading:
    """What is gathered while going through the rows."""

    rows: list[ValueRow] = field(default_factory=list)
    refused: list[RowRefused] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    gaps: Counter[str] = field(default_factory=Counter)
    first: dict[ValueKey, int] = field(default_factory=dict)
    repeats: int = 0


def apply_mapping(table: Table, mapping: SheetMapping) -> ValuesRead:
    """The values of a sheet.

    Args:
        table: The sheet.
        mapping: Which column is what; must leave no question open.

    Returns:
        A row per value, or per flag where the value is withheld; refused cells with row, field, value and remedy;
        totals set aside; blank cells counted by indicator.

    Raises:
        BadInput: The mapping leaves a question open or names columns that are not there.
    """
    require_answers(mapping, table)
    reading = _Reading()
    sheet = _Sheet(table, mapping)
    for row in table.rows:
        sheet.read(row, reading)
    notes = []
    if reading.repeats:
        notes.append(_("%(count)s values stand twice with the same number and were read once.", count=reading.repeats))
    if sheet.percent_signs:
        notes.append(
            _("%(count)s values were written with a percent sign: 98%% was read as 98.", count=sheet.percent_signs)
        )
    return ValuesRead(
        tuple(reading.rows),
        tuple(reading.refused),
        tuple(reading.aside),
        reading.gaps,
        frozenset(mapping.cumulative),
        sheet.names,
        tuple(notes),
    )


class _Sheet:
    """One sheet with its mapping worked out to positions, so that a row is read without look-ups by name."""

    def __init__(self, table: Table, mapping: SheetMapping) -> None:
        index = {header: at for at, header in enumerate(table.headers)}
        self.mapping = mapping
        self.place_at = index.get(mapping.place_code or mapping.place, -1)
        self.name_at = index.get(mapping.place, -1) if mapping.place_code else -1
        self.scheme: PlaceScheme = "code" if mapping.place_code else "name"
        self.parents_at = [index[header] for header in mapping.parents]
        self.period_at = [index[header] for header in mapping.period]
        self.indicator_at = index.get(mapping.indicator, -1)
        self.splits = [(header, index[header]) for header in mapping.groups]
        self.totals = frozenset(mapping.totals)
        self.meanings = dict(mapping.periods)
        self.constant_period = self._constant_period(table)
        self.groups = [
            group._replace(period=self._label(group.period) or "") if group.period else group
            for group in _groups(mapping.value_columns(table.headers), index)
        ]
        self.headers = table.headers
        self.values_at = sorted({at for group in self.groups for at in group.at if at >= 0})
        self.names: dict[str, str] = {}
        self.percent_signs = 0
        self.missing = frozenset(mapping.missing)
        self.periods: dict[object, str | None] = {}

    def _constant_period(self, table: Table) -> str:
        mapping = self.mapping
        if mapping.period_constant:
            return self._label(mapping.period_constant) or ""
        if not mapping.period_from_name:
            return ""
        found = period_in_name(table.name)
        if found is None:
            raise BadInput(
                _("The name of %(file)s carries no period.", file=table.name),
                _("Name the file after its period, such as 2024-01.csv, or give the period."),
                code="mapping.no_period_in_name",
            )
        return found

    def read(self, row: Row, reading: _Reading) -> None:
        """Read one row into the gathering."""
        cells = row.values
        if all(cells[at] is None for at in self.values_at):
            for group in self.groups:
                reading.gaps[group.indicator or self._indicator(cells)] += 1
            return
        try:
            place, period, indicator = self._place(cells), self._period(row), self._indicator(cells)
            if not (place and period and indicator):
                self._require_dimensions(row, place, period, indicator)
        except RowRefused as error:
            reading.refused.append(error)
            return
        parents = tuple(_text(cells[at]) for at in self.parents_at) if self.parents_at else ()
        splits = self._splits(cells) if self.splits else ()
        for group in self.groups:
            try:
                found = self._read_group(row, group.at)
            except RowRefused as error:
                reading.refused.append(error)
                continue
            if found is None:
                reading.gaps[group.indicator or indicator] += 1
                continue
            value = ValueRow(
                row.number,
                group.header,
                group.place or place,
                "name" if group.place else self.scheme,
                parents,
                group.period or period,
                group.indicator or indicator,
                found.value,
                found.numerator,
                found.denominator,
                splits,
                found.comment,
                found.flag,
            )
            self._keep(value, row, reading)

    def _keep(self, value: ValueRow, row: Row, reading: _Reading) -> None:
        if value.place in self.totals:
            reading.aside.append(
                SetAside(
                    value, _("“%(place)s” is a total of other places; its values are not added.", place=value.place)
                )
            )
            return
        key = value.key
        at = reading.first.setdefault(key, len(reading.rows))
        if at == len(reading.rows):
            reading.rows.append(value)
            return
        earlier = reading.rows[at]
        if earlier[7:10] == value[7:10]:  # value, numerator, denominator
            reading.repeats += 1
            return
        reading.refused.append(
            row.refuse(
                value.field,
                _(
                    "%(indicator)s of %(place)s in %(period)s stands twice with different numbers; "
                    "first in row %(row)s.",
                    indicator=value.indicator,
                    place=value.place,
                    period=value.period,
                    row=earlier.number,
                ),
                _("Keep the right one, or name the column that tells them apart."),
                code="value.twice",
            )
        )

    def _read_group(self, row: Row, at: _Places) -> _Found | None:
        """What the columns of one group hold in one row; None for a gap."""
        cells = row.values
        value = self._read_cell(row, at.value)
        numerator = self._read_cell(row, at.numerator) if at.numerator >= 0 else _NOTHING
        denominator = self._read_cell(row, at.denominator) if at.denominator >= 0 else _NOTHING
        flag = _text(cells[at.flag]) if at.flag >= 0 else ""
        if value is _NOTHING and numerator is _NOTHING and not flag:
            return None
        marks = [mark for mark in (value[1], numerator[1], denominator[1], flag) if mark]
        return _Found(
            value[0],
            numerator[0],
            denominator[0],
            "; ".join(dict.fromkeys(marks)) if marks else "",
            _text(cells[at.comment]) if at.comment >= 0 else "",
        )

    def _read_cell(self, row: Row, place: int) -> tuple[float | None, str]:
        cell = row.values[place] if place >= 0 else None
        if cell is None:
            return _NOTHING
        if type(cell) is float or type(cell) is int:
            return float(cell), ""
        try:
            return self._number(cell)
        except _NotANumber:
            raise self._refuse_number(row, self.headers[place]) from None

    def _number(self, cell: Cell) -> tuple[float | None, str]:
        """The number in a cell and the mark that says it is weak or withheld."""
        if not isinstance(cell, str):
            if cell is None or isinstance(cell, bool | date) or not math.isfinite(cell):
                raise _NotANumber
            return float(cell), ""
        number = parse_number(cell, self.mapping.decimal)
        if number is not None:
            return number, ""
        if cell in self.missing:
            return _NOTHING
        if cell.endswith(("%", "٪")):
            number = parse_number(cell[:-1].rstrip(), self.mapping.decimal)
            if number is None:
                raise _NotANumber
            self.percent_signs += 1
            return number, ""
        return _marked(cell, self.mapping.decimal)

    def _refuse_number(self, row: Row, header: str) -> RowRefused:
        cell = row.get(header)
        remedy = number_remedy(cell, self.mapping.decimal)
        return row.refuse(
            header, _("“%(value)s” is not a number.", value=row.text(header)), remedy, code="number.wrong"
        )

    def _place(self, cells: Sequence[Cell]) -> str:
        if self.place_at < 0:
            return self.mapping.place_constant
        place = _text(cells[self.place_at])
        if self.name_at >= 0 and place:
            self.names.setdefault(place, _text(cells[self.name_at]))
        return place

    def _indicator(self, cells: Sequence[Cell]) -> str:
        return self.mapping.indicator_constant if self.indicator_at < 0 else _text(cells[self.indicator_at])

    def _splits(self, cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
        return tuple((header, text) for header, at in self.splits if (text := _text(cells[at])))

    def _period(self, row: Row) -> str:
        if not self.period_at:
            return self.constant_period
        if len(self.period_at) == 1:
            told: object = row.values[self.period_at[0]]
        else:
            told = tuple(row.values[at] for at in self.period_at)
        if told not in self.periods:
            self.periods[told] = self._joined(told) if isinstance(told, tuple) else self._label(told)
        label = self.periods[told]
        if label is None:
            text = " ".join(row.shown_at(at) for at in self.period_at)
            raise row.refuse(
                self.mapping.period[0],
                _("“%(value)s” is not a period.", value=text),
                _("Write for example 2024-01-31, 2024-01, 2024-Q1 or 2024; or say which period it means."),
                code="period.unknown",
            )
        return label

    def _label(self, cell: Any) -> str | None:
        if cell is None:
            return ""
        meaning = self.meanings.get(shown(cell)) or cell
        if isinstance(meaning, float) and meaning.is_integer():
            meaning = int(meaning)
        return read_period(meaning, day_first=self.mapping.day_first, dates_are=self.mapping.dates_are)

    def _joined(self, parts: Sequence[Cell]) -> str | None:
        """The period of a year in one column and month, quarter, week or day in others."""
        texts = [shown(part).removesuffix(".0") for part in parts]
        if not any(texts):
            return ""
        if not all(texts):
            return None
        if len(texts) == 2 and not texts[1].isdigit():
            return read_period(f"{texts[1]} {texts[0]}") or read_period(f"{texts[0]} {texts[1]}")
        kind = self._second_kind() if len(texts) == 2 else 0
        return read_period(_PERIOD_PARTS[len(texts)][kind].format(*texts))

    def _second_kind(self) -> int:
        header = self.mapping.period[1].casefold()
        return 1 if header.startswith(("q", "t")) else 2 if header.startswith(("w", "se", "epi")) else 0

    def _require_dimensions(self, row: Row, place: str, period: str, indicator: str) -> None:
        for text, per_group, header, said in (
            (place, 1, self.mapping.place_code or self.mapping.place, _("The place is missing.")),
            (period, 2, self.mapping.period[0] if self.mapping.period else "", _("The period is missing.")),
            (indicator, 3, self.mapping.indicator, _("The indicator is missing.")),
        ):
            if not text and not all(group[per_group] for group in self.groups):
                raise row.refuse(header, said, _("Fill in the cell."), code="dimension.missing")


def _groups(columns: Sequence[ValueColumn], index: dict[str, int]) -> list[_Group]:
    """The columns gathered into groups of one value each."""
    groups: dict[tuple[str, str, str], _Group] = {}
    for column in columns:
        key = (column.place, column.period, column.indicator)
        group = groups.setdefault(key, _Group(column.header, *key, _Places()))
        groups[key] = group._replace(at=group.at._replace(**{column.part: index[column.header]}))
    return list(groups.values())


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        # Most texts have no spaces to tidy; looking first is cheaper than tidying all.
        return " ".join(cell.split()) if "  " in cell or "\n" in cell or "\t" in cell or "\xa0" in cell else cell
    return shown(cell)


def _marked(text: str, decimal: DecimalMark) -> tuple[float | None, str]:
    """A number marked as a small sample, ``(12.3)`` or ``12.3*``; or a mark that withholds it, ``*`` or ``<5``."""
    if text in WITHHELD or (text[0] in "<>≤≥" and parse_number(text[1:].strip(), decimal) is not None):
        return None, text
    inner = text.strip("()*†‡ ")
    number = parse_number(inner, decimal) if inner != text else None
    if number is None:
        raise _NotANumber
    return number, text
