"""How one sheet is to be read as values: which column is what. Asked once, remembered by the sheet's headers.

The pure counterpart of the mapping page: :class:`SheetMapping` is what the page fills in, a TOML file may hold it
(``--map MAP.toml``), and it explains itself in sentences.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Literal, get_args

from groundswell.across.exchange.formats.numbers import DecimalMark
from groundswell.across.exchange.formats.sheet_periods import DatesAre, read_period, unclear_date
from groundswell.across.exchange.formats.tables import Table
from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

type Part = Literal["value", "numerator", "denominator", "flag", "comment"]
type Rest = Literal["ignore", "place", "period", "indicator"]

PARTS: tuple[Part, ...] = get_args(Part.__value__)
RESTS: tuple[Rest, ...] = get_args(Rest.__value__)


@dataclass(frozen=True)
class ValueColumn:
    """A column that holds (part of) values, and what its header alone says of them.

    Args:
        header: Its header.
        part: Which part of the value it holds.
        place: The place that all its values belong to; '' where each row tells.
        period: The period that all its values belong to; '' where each row tells.
        indicator: The indicator that all its values belong to; '' where each row tells.
    """

    header: str
    part: Part = "value"
    place: str = ""
    period: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class SheetMapping:
    """Which column of a sheet is what; '' or empty where none is.

    Args:
        place: Column with the name of the place.
        place_code: Column with its code; wins over the name where both are given.
        parents: Columns with the places above, highest first.
        place_constant: The one place of the whole sheet.
        period: Column with the period; or year, then month, quarter, week or day of it in a second and third.
        period_constant: The one period of the whole sheet.
        period_from_name: Take the period from the file's name.
        dates_are: What full dates stand for.
        day_first: How 3/4/2020 is read: True 3 April, False March 4; None not yet known.
        periods: What period texts of this sheet mean, such as ``("NFHS5", "2020")``.
        indicator: Column with the indicator.
        indicator_constant: The one indicator of the whole sheet.
        values: Columns with values.
        rest: What all columns named nowhere else stand for: each is one place, one period or one indicator; or nothing.
        ignored: Columns left out although ``rest`` would take them.
        groups: Columns that split values, such as sex or age.
        totals: Places that are totals of others; their values are set aside.
        cumulative: Indicators that are running totals; marked, never differenced here.
        missing: Words that mean "no value" here.
        decimal: Decimal mark of numbers written as text.
    """

    place: str = ""
    place_code: str = ""
    parents: tuple[str, ...] = ()
    place_constant: str = ""
    period: tuple[str, ...] = ()
    period_constant: str = ""
    period_from_name: bool = False
    dates_are: DatesAre = "day"
    day_first: bool | None = None
    periods: tuple[tuple[str, str], ...] = ()
    indicator: str = ""
    indicator_constant: str = ""
    values: tuple[ValueColumn, ...] = ()
    rest: Rest = "ignore"
    ignored: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    cumulative: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    decimal: DecimalMark = field(default=".")

    @property
    def named_headers(self) -> tuple[str, ...]:
        """Every header that the mapping names and a sheet must have, values and ignored ones left out."""
        single = (self.place, self.place_code, self.indicator)
        return tuple(dict.fromkeys(header for header in (*single, *self.parents, *self.period, *self.groups) if header))

    def value_columns(self, headers: Sequence[str]) -> tuple[ValueColumn, ...]:
        """All columns with values among a sheet's headers: those named, and what ``rest`` adds.

        Args:
            headers: The sheet's headers.
        """
        if self.rest == "ignore":
            return self.values
        taken = {*self.named_headers, *self.ignored, *(column.header for column in self.values)}
        added = [
            ValueColumn(
                header,
                place=header if self.rest == "place" else "",
                period=header if self.rest == "period" else "",
                indicator=header if self.rest == "indicator" else "",
            )
            for header in headers
            if header not in taken
        ]
        return (*self.values, *added)

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether a sheet has every column that the mapping names, so that it may be read in the same way."""
        have = set(headers)
        return have.issuperset(self.named_headers) and have.issuperset(column.header for column in self.values)

    def to_json(self) -> str:
        """The mapping as JSON; what stands at its default is left out."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_dict(self) -> dict[str, object]:
        """The mapping as plain values; what stands at its default is left out."""
        told: dict[str, object] = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if value == part.default:
                continue
            if part.name == "values":
                value = [{f.name: v for f in fields(c) if (v := getattr(c, f.name)) != f.default} for c in value]
            elif part.name == "periods":
                value = dict(value)
            told[part.name] = list(value) if isinstance(value, tuple) else value
        return told


def signature(headers: Sequence[str]) -> str:
    """The same short text for the same headers, whatever their order, case and spacing.

    Args:
        headers: The sheet's headers.

    Example:
        >>> signature(["Place", "Value"]) == signature(["value ", "PLACE"])
        True
    """
    plain = sorted(" ".join(header.casefold().split()) for header in headers)
    return hashlib.sha256("\x1f".join(plain).encode()).hexdigest()[:32]


def open_questions(mapping: SheetMapping, table: Table) -> tuple[str, ...]:
    """What a person must still answer before the sheet can be read, as questions; none when it is complete.

    Args:
        mapping: The mapping so far.
        table: The sheet.
    """
    columns = [column for column in mapping.value_columns(table.headers) if column.part not in {"flag", "comment"}]
    questions: list[str] = []
    if not columns:
        questions.append(_("Which columns hold the values?"))
    if not (mapping.place or mapping.place_code or mapping.place_constant or _all(columns, "place")):
        questions.append(_("Which place do the values belong to?"))
    if not (mapping.indicator or mapping.indicator_constant or _all(columns, "indicator")):
        questions.append(_("Which indicator do the values belong to?"))
    if not (mapping.period or mapping.period_constant or mapping.period_from_name or _all(columns, "period")):
        questions.append(_("Which period do the values belong to?"))
    meanings = dict(mapping.periods)
    texts = dict.fromkeys(text for column in columns if (text := column.period))
    if mapping.period_constant:
        texts[mapping.period_constant] = None
    questions += [
        _("Which period is “%(text)s”?", text=text)
        for text in texts
        if read_period(meanings.get(text) or text, day_first=mapping.day_first) is None
    ]
    questions += [
        _("Which period is “%(text)s”?", text=text)
        for text, meaning in meanings.items()
        if not meaning and text not in texts
    ]
    if mapping.day_first is None and len(mapping.period) == 1 and mapping.period[0] in table.headers:
        unclear = unclear_date(table.column(mapping.period[0]))
        if unclear:
            questions.append(_("Does “%(text)s” begin with the day or with the month?", text=unclear))
    return tuple(questions)


def require_answers(mapping: SheetMapping, table: Table) -> None:
    """Refuse to read a sheet whose mapping leaves questions open or names columns that are not there.

    Raises:
        BadInput: With the open questions as text.
    """
    table.require(*mapping.named_headers, *(column.header for column in mapping.values))
    questions = open_questions(mapping, table)
    if questions:
        raise BadInput(
            _("%(file)s cannot be read yet: %(questions)s", file=table.name, questions=" ".join(questions)),
            _("Answer on the mapping page, or in the file given with --map."),
            code="mapping.open",
        )


def _all(columns: Sequence[ValueColumn], what: str) -> bool:
    return bool(columns) and all(getattr(column, what) for column in columns)
