"""What goes over the API, as types: from these the description of the API is made."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

type Plain = str | bool | int | float | None
Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]


class Strict(Schema):
    """A shape that takes nothing it does not name: a misspelt name is told, not passed over."""

    model_config = ConfigDict(extra="forbid")


class ErrorOut(Schema):
    """What went wrong, and what to do."""

    code: str = Field(description="Stable name for programs.")
    text: str = Field(description="What happened and with which value, one sentence.")
    remedy: str = Field(description="What to do about it; may be empty.")
    status: int


class ProgramOut(Schema):
    """A program that you may see."""

    code: str
    key: UUID
    name: str
    tables: str = Field(description="Address of its tables.")


class ProgramsOut(Schema):
    """The programs that you may see."""

    programs: list[ProgramOut]


class TableName(Schema):
    """A table of a program."""

    code: str
    title: str
    writable: bool = Field(description="Whether rows are taken back.")
    rows: str = Field(description="Address of its rows.")


class TablesOut(Schema):
    """The tables that you may read."""

    tables: list[TableName]


class Choice(Schema):
    """One of the values that a cell may have."""

    code: str
    word: str


class ColumnOut(Schema):
    """A column of a table."""

    key: str
    title: str
    kind: str = Field(description="text, number, whole, date (2026-01-31) or truth.")
    unit: str
    required: bool
    locked: bool = Field(description="Only shown; what is sent in it is not read.")
    choices: list[Choice] = Field(description="The only values a cell may have, by their codes; empty for any.")


class RowOut(Schema):
    """A row. Send it back with its id, with the cells that change."""

    id: str = Field(description="What the row is and what it said; send it back as it is.")
    cells: dict[str, Plain]


class RowsOut(Schema):
    """Rows of a table, and where the next ones are."""

    table: str
    columns: list[ColumnOut]
    rows: list[RowOut]
    next: str | None = Field(description="Address of the next rows; null at the end.")


class RowIn(Strict):
    """A row: with its id to change it, without to add it or to find it by what it is about."""

    id: str = ""
    cells: dict[str, Plain] = Field(description="What it leaves out stays as it is; null empties a cell.")


class RowsIn(Strict):
    """Rows whose effect shall be seen, at most 5000."""

    rows: list[RowIn]


class RowsToApply(RowsIn):
    """Rows that were previewed, with the key and the fingerprint of their preview."""

    key: UUID
    fingerprint: str


class Refusal(Schema):
    """A row that cannot be used."""

    row: int | None = Field(description="Its place among the rows sent, from 1.")
    field: str
    value: str
    code: str
    text: str
    remedy: str


class Change(Schema):
    """A cell that would change."""

    row: int
    thing: str
    field: str
    old: Plain
    new: Plain


class PreviewOut(Schema):
    """What the rows would do. Nothing is written."""

    added: int
    changed: int
    unchanged: int
    set_aside: int
    refused: int
    changes: list[Change] = Field(description="The first 500 changed rows, cell by cell.")
    refusals: list[Refusal] = Field(description="The first 500 rows that would be left out.")
    key: UUID = Field(description="Send it with “apply”: the same key twice writes once.")
    fingerprint: str = Field(description="Send it with “apply”: it is refused when what is stored changed meanwhile.")


class AppliedOut(Schema):
    """What was written; the import stands in the list of imports."""

    added: int
    changed: int
    unchanged: int
    set_aside: int
    refused: int
    key: UUID
    applied_at: datetime


class ValueOut(Schema):
    """A value of an indicator at a place in a period."""

    place: UUID
    place_code: str
    place_name: str
    indicator: str
    period: str
    group: str = Field(description="Part of the people; empty for all.")
    numerator: float | None
    denominator: float | None
    value: float | None
    flag: str
    comment: str
    entered_at: datetime


class ValuesOut(Schema):
    """Values in the order they were recorded, and where the next ones are."""

    values: list[ValueOut]
    next: str | None = Field(description="Address of the next values; null at the end.")


class Rows(Strict):
    """Which rows of a table."""

    start: int = Field(0, ge=0, le=100_000, description="How many rows to pass over.")
    after: Word = Field("", description="Where the page before ended; the address under next has it, for long tables.")
    limit: int = Field(200, ge=1, le=200, description="How many rows at most.")


class Wanted(Strict):
    """Which values; all where nothing is said."""

    indicator: Word = Field("", description="Code of the indicator.")
    place: Word = Field("", description="Key or code of a place; with all below it.")
    first: Word = Field("", description="From this period on, such as 2025 or 2025-03.")
    last: Word = Field("", description="Up to this period.")
    after: Word = Field("", description="Where the page before ended; follow “next”.")
    limit: int = Field(200, ge=1, le=200, description="How many values at most.")


ERRORS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), ErrorOut)
