"""The training and the logs of step 4: sessions, what was dropped, adapted, tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.elements import documents_meant, known
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.naming import PlaceWords, documents_named
from groundswell.across.exchange.services.tables.spec import (
    Columns,
    Desk,
    Kept,
    ListColumn,
    RoundTrip,
    Rows,
    Wanted,
    joined,
    one_by_one,
)
from groundswell.before.package.models import Adaptation, ManualTest, Simplification, TrainingSession
from groundswell.before.package.selectors import (
    adaptations_of,
    elements_of,
    simplifications_of,
    tests_of,
    training_sessions_of,
)
from groundswell.before.package.services import COLUMNS, change_row, record_row
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

NEEDED = {
    "title",
    "order",
    "dropped",
    "why",
    "who",
    "on",
    "what",
    "place",
    "agreed_by",
    "state",
    "facilitator",
    "sessions",
}
LINKED = {TrainingSession}  # rows that name documents
TESTS_MAY = {"place"}  # where a test was held may stay open


def table(code: str, title: Any, of: Any, read: Any, identity: tuple[str, ...]) -> RoundTrip:
    """The round trip of one log.

    Args:
        code: Its name in addresses.
        title: Its name in words.
        of: Its table.
        read: Gives its rows.
        identity: Columns by which a row without an id is recognised.
    """

    def change(desk: Desk, row: Wanted) -> None:
        assert row.before is not None
        change_row(desk.permit, row.before.item, version=row.before.item.version, **values(desk, row, of))

    def add(desk: Desk, row: Wanted) -> None:
        record_row(desk.permit, desk.program, of, **values(desk, row, of))

    return RoundTrip(
        code, title, "package.package.read", columns_of(of), rows_of(of, read), one_by_one(change, add),
        identity=identity,
    )  # fmt: skip


def columns_of(of: Any) -> Columns:
    """The columns of a log."""

    def columns(permit: Permit, program: Program) -> Sequence[Column]:
        may_be_blank = TESTS_MAY if of is ManualTest else set()
        return tuple(shown(of, name, name in NEEDED - may_be_blank) for name in COLUMNS[of])

    return columns


def shown(of: Any, name: str, needed: bool) -> Column:
    """One column; elements and places are named by one text."""
    unit = _("as stored: 0.8 is 80 per cent") if name == "fidelity" else ""
    if name == "documents":
        return ListColumn(name, _("Described in"), unit=_("titles with semicolons between"), width=32)
    if name in ("element", "place"):
        return Column(name, column_for(of, name).title, required=needed, width=20)
    return column_for(of, name, required=needed, unit=unit)


def rows_of(of: Any, read: Any) -> Rows:
    """The rows of a log; proposals that are decided do not change any more and are left out."""

    def rows(permit: Permit, program: Program) -> Iterator[Kept]:
        words, found = PlaceWords(program), read(permit, program)
        if of is Adaptation:
            found = found.filter(decision="")
        titles = {each.pk: text for text, each in documents_named(permit, program).items()} if of in LINKED else {}
        for row in found:
            cells = {name: cell(row, name, words) for name in COLUMNS[of] if name != "documents"}
            if of in LINKED:
                cells["documents"] = joined(titles[each.pk] for each in row.documents.all())
            yield Kept(str(row.key), str(row), cells, row)

    return rows


def cell(row: Any, name: str, words: PlaceWords) -> Cell:
    """One cell; elements by their short name, places by the text that no other has."""
    if name == "place":
        return words.said.get(row.place_id) if row.place_id else None
    if name == "element":
        return row.element.code if row.element else None
    return cell_of(row, name)


def values(desk: Desk, row: Wanted, of: Any) -> dict[str, Any]:
    """What a row says, as the service takes it.

    Raises:
        BadInput: A cell that is needed is blank, or a place or element is not known.
    """
    said: dict[str, Any] = {}
    for name in COLUMNS[of]:
        text = row.text(name)
        if name == "documents":
            said[name] = documents_meant(desk, row)
        elif name == "place" and text:
            said[name] = desk.words.place(text)
        elif name == "element" and text:
            elements = by_code(elements_of(desk.permit, desk.program))
            said[name] = elements[known(text, elements)]
        else:
            said[name] = stored_of(of, name, row.cells.get(name))
    return said


def by_code(rows: QuerySet[Any]) -> dict[str, Any]:
    """Elements by their short name."""
    return {row.code: row for row in rows}


TRAINING = table(
    "training", gettext_lazy("Sessions of the training"), TrainingSession, training_sessions_of, ("title",)
)
SIMPLIFICATIONS = table(
    "simplifications", gettext_lazy("What was dropped"), Simplification, simplifications_of, ("dropped",)
)
ADAPTATIONS = table(
    "adaptations", gettext_lazy("What was adapted"), Adaptation, adaptations_of, ("what", "place", "on")
)
MANUAL_TESTS = table("manual_tests", gettext_lazy("Tests of the manual"), ManualTest, tests_of, ("facilitator", "on"))
