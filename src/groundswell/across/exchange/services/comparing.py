"""Rows that came back against what is stored: what would change, the writing of it, and the lines that show it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.tables import Cell, shown
from groundswell.across.exchange.formats.workbook import BackRow, Column
from groundswell.across.exchange.models import Import, Line
from groundswell.across.exchange.services.checking import MOST_REFUSED, MOST_SHOWN, refusal_line
from groundswell.across.exchange.services.tables import Kept, RoundTrip, Wanted
from groundswell.across.exchange.services.tables.spec import REASON, Desk, compared, digest, plain, unmarked
from groundswell.domain.errors import BadInput, Conflict, GroundswellError, RowRefused, Where
from groundswell.kit.errors import conflict_of

MOST_ROWS_SHOWN = 500


@dataclass
class Outcome:
    """What a workbook comes to.

    Args:
        columns: Columns of the table.
        added: New rows.
        changed: Rows that differ.
        unchanged: How many rows say what is stored.
        refused: Rows that cannot be used.
    """

    columns: Sequence[Column]
    added: list[Wanted] = field(default_factory=list)
    changed: list[Wanted] = field(default_factory=list)
    unchanged: int = 0
    refused: list[RowRefused] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        added, changed, refused = len(self.added), len(self.changed), len(self.refused)
        return {
            "added": added, "changed": changed, "unchanged": self.unchanged, "refused": refused, "set_aside": 0,
        }  # fmt: skip

    def fingerprint(self) -> str:
        """What would be written: the same fingerprint, the same changes."""
        digest = hashlib.sha256()
        for what, rows in (("added", self.added), ("changed", self.changed)):
            for row in rows:
                before = dict(row.before.cells) if row.before else None
                told = [(key, shown(cell)) for key, cell in sorted(row.cells.items())]
                digest.update(repr((what, row.number, told, row.before and row.before.id, before)).encode())
        return digest.hexdigest()


class Comparison:
    """Compares rows that came back with what is stored."""

    def __init__(self, table: RoundTrip, columns: Sequence[Column], stored: Iterable[Kept], file: str) -> None:
        self.table, self.file = table, file
        self.columns = {column.key: column for column in columns}
        self.by_id = {row.id: row for row in stored}
        last_first = reversed(self.by_id.values()) if table.identity else ()  # of several, the first one counts
        self.by_identity = {self.identity(row.cells): row for row in last_first}
        self.meant: dict[str, int] = {}
        self.outcome = Outcome(columns)

    def identity(self, cells: Mapping[str, object]) -> tuple[str, ...]:
        """By what a row without an id is recognised."""
        said = (plain(self.columns[key], cells.get(key)) for key in self.table.identity if key in self.columns)  # type: ignore[arg-type]
        return tuple(shown(cell).casefold() for cell in said)

    def take(self, row: BackRow) -> None:
        """Compare one row."""
        try:
            self.compare(row)
        except RowRefused as error:
            self.outcome.refused.append(error)
        except GroundswellError as error:
            self.refuse(row.number, error)

    def refuse(self, number: int, error: GroundswellError, key: str = "", value: str = "") -> None:
        """Note a row that cannot be used."""
        title = self.columns[key].header if key in self.columns else ""
        where = Where(self.file, "", number, title, value[:300])
        self.outcome.refused.append(RowRefused(error.text, error.remedy, where=where, code=error.code))

    def compare(self, row: BackRow) -> None:
        """Sort one row into added, changed and unchanged.

        Raises:
            Conflict: Somebody changed it since it was downloaded.
            BadInput: It is not here any more, stands twice, or changes what it is about.
        """
        known, marks = unmarked(row.id)
        before = self.stored(known, row)
        if before is None:
            if any(plain(self.columns[key], cell) is not None for key, cell in row.cells.items()):
                self.outcome.added.append(Wanted(row.number, self.filled(row)))
            return
        self.once(before, row.number)
        found = self.touched(row, before, marks)
        if not found:
            self.outcome.unchanged += 1
            return
        for key in found:
            if key in self.table.fixed:
                raise self.about(key)
        said = {key: row.cells.get(key) for key in (*found, REASON)}
        self.outcome.changed.append(Wanted(row.number, {**before.cells, **said}, tuple(found), before))

    def filled(self, row: BackRow) -> dict[str, Cell]:
        """The cells of a new row, blank where the file has no such column.

        Raises:
            RowRefused: A cell that is needed is not there.
        """
        cells = {key: row.cells.get(key) for key, column in self.columns.items() if not column.locked}
        for key, cell in cells.items():
            column = self.columns[key]
            if column.required and cell is None:
                where = Where(self.file, "", row.number, column.header)
                text = _("%(title)s is missing.") % {"title": column.title}
                raise RowRefused(text, _("Fill in the cell."), where=where, code="table.required")
        return cells

    def touched(self, row: BackRow, before: Kept, marks: frozenset[str]) -> list[str]:
        """Keys of the cells that somebody changed in the file and that differ from what is stored.

        A cell that says what it said when it went out was not touched: a newer value in the house stays. In a row
        that somebody wrote without an id, blank cells say nothing.

        Raises:
            Conflict: A touched cell was changed in the house too.
        """
        found: list[str] = []
        both: list[str] = []
        for key, column in self.columns.items():
            if not compared(column) or key not in row.cells:
                continue
            new, now = plain(column, row.cells[key]), plain(column, before.cells.get(key))
            if new == now or (not row.id and new is None) or digest(key, new) in marks:
                continue
            (both if marks and digest(key, now) not in marks else found).append(key)
        if both:
            raise self.edited(row, before, both)
        return found

    def stored(self, known: str, row: BackRow) -> Kept | None:
        """The stored row that a row means, None for a new one.

        Raises:
            BadInput: It is not here any more, or not for the person.
        """
        if known:
            if known not in self.by_id:
                raise BadInput(
                    _("This row is not here any more, or not for you."),
                    _("Download the table again."),
                    code="table.gone",
                )
            return self.by_id[known]
        said = self.identity(row.cells)
        return self.by_identity.get(said) if any(said) else None

    def once(self, before: Kept, number: int) -> None:
        """Refuse a second row about the same.

        Raises:
            BadInput: There was one.
        """
        earlier = self.meant.setdefault(before.id, number)
        if earlier != number:
            raise BadInput(
                _("Row %(row)s is about the same.") % {"row": earlier}, _("Keep one of the two."), code="table.twice"
            )

    def edited(self, row: BackRow, before: Kept, found: list[str]) -> Conflict:
        """What to say of a row that somebody else changed since the download."""
        words = _("%(field)s is now “%(theirs)s”, you wrote “%(yours)s”")
        both = "; ".join(
            words
            % {
                "field": self.columns[key].title,
                "theirs": shown(before.cells.get(key)),
                "yours": shown(row.cells.get(key)),
            }
            for key in found
        )
        return Conflict(
            _("Somebody changed %(thing)s since you downloaded the table: %(both)s.")
            % {"thing": before.label, "both": both},
            _("Download the table again, and repeat what still fits."),
            code="table.meanwhile",
        )

    def about(self, key: str) -> BadInput:
        """What to say of a row that would be about something else."""
        return BadInput(
            _("“%(column)s” says what this row is about, so it cannot change.") % {"column": self.columns[key].title},
            _("Put it back, and write a new row below with an empty column A."),
            code="table.fixed",
        )


def write(desk: Desk, comparison: Comparison) -> Outcome:
    """Write what differs; what a service refuses becomes a refused row and is not written.

    Args:
        desk: Who writes where.
        comparison: The rows, all taken.

    Returns:
        What was written, and what was refused in the order of the rows.
    """
    outcome = comparison.outcome
    for rows in (outcome.changed, outcome.added):
        done = [*attempted(desk, comparison.table, list(rows), comparison)]
        rows[:] = sorted(done, key=lambda row: row.number)
    if comparison.table.finish:
        comparison.table.finish(desk)
    outcome.refused.sort(key=lambda refusal: refusal.where.row or 0)
    return outcome


def attempted(desk: Desk, table: RoundTrip, rows: list[Wanted], comparison: Comparison) -> Iterator[Wanted]:
    """The rows that could be written: one at a time, or many together and halved where one is refused."""
    if not rows:
        return
    size = 1 if table.one_by_one else len(rows)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        try:
            with transaction.atomic():
                assert table.write is not None
                table.write(desk, part)
        except (GroundswellError, IntegrityError, DataError) as error:
            if len(part) > 1:
                for half in (part[: len(part) // 2], part[len(part) // 2 :]):
                    yield from attempted(desk, table, half, comparison)
                continue
            known = told(error)
            if known is None:
                raise
            key = part[0].differing[0] if len(part[0].differing) == 1 else ""
            comparison.refuse(part[0].number, known, key, part[0].text(key) if key else "")
        else:
            yield from part


def told(error: GroundswellError | IntegrityError | DataError) -> GroundswellError | None:
    """The sentence of what a service or the database refused; None where nobody foresaw it."""
    if isinstance(error, GroundswellError):
        return error
    if isinstance(error, IntegrityError):
        unnamed = BadInput(
            _("A number in this row is below zero, or not allowed there."), _("Correct it."), code="table.number"
        )
        return conflict_of(error) or (unnamed if "check constraint" in str(error).lower() else None)
    return BadInput(
        _("A text is too long for its cell, or a number too large."), _("Shorten it."), code="table.too_long"
    )


def lines_of(batch: Import, outcome: Outcome, filename: str) -> Iterator[Line]:
    """The lines of the preview: refused rows, then each changed cell with what stands there, then added rows."""
    yield from (refusal_line(batch, refusal) for refusal in outcome.refused[:MOST_REFUSED])
    titles = {column.key: column.title for column in outcome.columns}
    for row in outcome.changed[:MOST_ROWS_SHOWN]:
        assert row.before is not None
        for key in row.differing:
            thing = _("%(thing)s: %(field)s") % {"thing": row.before.label, "field": titles[key]}
            yield Line(
                batch=batch, what="changed", filename=filename, number=row.number, field=titles[key][:200],
                thing=thing[:300], old=(shown(row.before.cells.get(key)) or "–")[:300],
                new=(shown(row.cells.get(key)) or "–")[:300],
            )  # fmt: skip
    for row in outcome.added[:MOST_SHOWN]:
        told = "; ".join(f"{titles[key]}: {shown(cell)}" for key, cell in row.cells.items() if cell is not None)
        first = next((shown(cell) for cell in row.cells.values() if cell is not None), "")
        yield Line(batch=batch, what="added", filename=filename, number=row.number, thing=first[:300], new=told[:300])
