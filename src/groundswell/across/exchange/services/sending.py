"""Tables going out: as a workbook that comes back, or as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.workbook import Column, OutRow, write_csv, write_workbook
from groundswell.across.exchange.services.tables import TABLES, Kept, RoundTrip
from groundswell.across.exchange.services.tables.spec import marked
from groundswell.domain.errors import BadInput, NotFound
from groundswell.during.monitoring.models import Value
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import written

MOST_ROWS = 100_000


@dataclass(frozen=True)
class Sent:
    """A table as a file.

    Args:
        filename: What it is called.
        media_type: What it is.
        data: Its bytes.
    """

    filename: str
    media_type: str
    data: bytes


def table_named(code: str) -> RoundTrip:
    """The table of that name.

    Raises:
        NotFound: There is none.
    """
    if code not in TABLES:
        raise NotFound(_("There is no such table."), _("Look at the list of tables."), code="exchange.table")
    return TABLES[code]


@dataclass(frozen=True)
class Offered:
    """A table on the page of imports, with the years into which it is divided where it is large."""

    code: str
    title: str
    years: tuple[int, ...] = ()
    writable: bool = True


def tables_for(permit: Permit, program: Program) -> list[Offered]:
    """The tables that the person may download; three queries."""
    mine = [table for table in TABLES.values() if permit.allows(table.read, program)]
    years = years_of_values(permit, program)
    return [
        Offered(table.code, str(table.title), years if table.code == "values" else (), table.write is not None)
        for table in mine
    ]


def years_of_values(permit: Permit, program: Program) -> tuple[int, ...]:
    """The years with values, the latest first, where there are more values than one workbook takes."""
    rows = permit.scope(Value.objects.filter(indicator__program=program), "monitoring.value.read").order_by()
    if rows.count() <= MOST_ROWS:
        return ()
    return tuple(day.year for day in rows.dates("first_day", "year", order="DESC"))


@dataclass(frozen=True)
class Part:
    """Which rows of a large table are wanted; all where nothing is said.

    Args:
        period: Only rows whose period begins like this, such as ``2025``.
        indicator: Only rows of the indicator with this code.
        query: What else the address says; the table itself knows what it means.
    """

    period: str = ""
    indicator: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    def holds(self, row: Kept) -> bool:
        """Whether a row is wanted."""
        begins = str(row.cells.get("period", "")).startswith(self.period)
        return begins and self.indicator in ("", row.cells.get("indicator"))

    @property
    def name(self) -> str:
        """What the file's name says of it."""
        return "".join(f"-{slugify(part)}" for part in (self.indicator, self.period) if part)


ALL = Part()


def send_table(permit: Permit, program: Program, code: str, *, ending: str = "xlsx", part: Part = ALL) -> Sent:
    """A table of a program as a file, narrowed to what the person may see.

    Args:
        permit: A permit for downloading.
        program: The program.
        code: Name of the table.
        ending: ``xlsx`` for a workbook that comes back, or ``csv``.
        part: Which rows of it.

    Raises:
        NotFound: There is no such table.
        NotAllowed: The person may not read it.
        BadInput: It has more rows than a workbook takes.
    """
    permit = permit.demand("exchange.table.download", program)
    table = table_named(code)
    permit = permit.demand(table.read, program)
    columns = table.columns(permit, program)
    wanted = table.narrow(permit, program, part.query) if table.narrow and part.query else part.holds
    found = out_rows(table, columns, filter(wanted, table.rows(permit, program)))
    name = f"{program.code}-{table.code}{part.name}.{ending}"
    if ending == "csv":
        return Sent(name, "text/csv; charset=utf-8", write_csv(columns, found))
    rows = few_enough(table, found)
    told = (
        _("Change cells or write rows below; then upload this file on the page of imports.")
        if table.write
        else _("This table is for reading: it is changed on its own pages, and nothing written here comes back.")
    )
    rtl, notes = get_language_bidi(), [str(program), told]
    data = write_workbook(str(table.title), columns, rows, rtl=rtl, stamp=stamp_of(table, program), notes=notes)
    return Sent(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data)


def out_rows(table: RoundTrip, columns: Sequence[Column], rows: Iterable[Kept]) -> Iterator[OutRow]:
    """Rows as they go out, each with its id where the table comes back."""
    for row in rows:
        yield OutRow(marked(columns, row) if table.write else row.id, row.cells)


def few_enough(table: RoundTrip, rows: Iterable[OutRow]) -> list[OutRow]:
    """The rows, as long as a workbook can bring them back.

    Raises:
        BadInput: There are too many.
    """
    found = list(rows)
    if len(found) > MOST_ROWS:
        raise BadInput(
            _("“%(table)s” has %(rows)s rows; a workbook takes %(most)s.")
            % {"table": table.title, "rows": written(len(found)), "most": written(MOST_ROWS)},
            _("Download one year at a time, or take the CSV file."),
            code="exchange.too_many_rows",
        )
    return found


def stamp_of(table: RoundTrip, program: Program) -> str:
    """What a workbook says of itself: its table, its language, its program."""
    return f"{table.code} {get_language() or 'en'} {program.key}"


@dataclass(frozen=True)
class Stamp:
    """Where a workbook belongs."""

    table: str
    language: str
    program: str


def read_stamp(text: str) -> Stamp | None:
    """The stamp of a workbook, None where it is none of ours."""
    parts = text.split()
    return Stamp(*parts) if len(parts) == 3 and parts[0] in TABLES else None


def same_program(stamp: Stamp, program: Program, filename: str) -> Stamp:
    """Refuse a table of another program.

    Raises:
        BadInput: It is.
    """
    if stamp.program != str(program.key):
        raise BadInput(
            _("%(file)s was downloaded from another program.") % {"file": filename},
            _("Download the table here, and write your changes into that one."),
            code="exchange.other_program",
        )
    return stamp
