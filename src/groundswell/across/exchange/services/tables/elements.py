"""Elements of the package of step 4, one row each: words in every language, checks and lessons as lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.naming import documents_named
from groundswell.across.exchange.services.tables.spec import (
    Desk,
    Kept,
    ListColumn,
    RoundTrip,
    Wanted,
    joined,
    listed,
    one_by_one,
    reason_column,
)
from groundswell.before.evidence.selectors import study_rows
from groundswell.before.package.forms.elements import language_name, tags_of
from groundswell.before.package.models import Element
from groundswell.before.package.selectors import elements_of, fidelity_questions, training_sessions_of
from groundswell.before.package.services import (
    ElementFacts,
    WorkChanged,
    change_element,
    facts_of,
    record_element,
)
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Document
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

PLAIN = ("code", "kind", "nature", "order", "rationale", "evidence", "limits")
NEEDED = ("code", "kind", "nature", "order")


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of elements; the last says why the work changes, where it does."""
    tags = tags_of(program)
    return (
        *(column_for(Element, name, required=name in NEEDED) for name in PLAIN[:4]),
        *(Column(f"names_{tag}", worded(_("Name"), tag), width=28) for tag in tags),
        *(Column(f"descriptions_{tag}", worded(_("What it is"), tag), width=40) for tag in tags),
        *(column_for(Element, name) for name in PLAIN[4:]),
        Column("study", _("Study that shows it"), width=20),
        ListColumn(
            "items", _("Questions of the observed session"), unit=_("numbers with semicolons between"), width=24
        ),
        Column("own_items", _("Our own questions"), unit=_("one in each line"), width=32),
        ListColumn("sessions", _("Learnt in"), unit=_("titles with semicolons between"), width=32),
        ListColumn("documents", _("Described in"), unit=_("titles with semicolons between"), width=32),
        reason_column(_("Why the work changes; empty where only words do")),
    )


def worded(what: str, tag: str) -> str:
    """What a column holds, in which language."""
    return _("%(what)s, in %(language)s") % {"what": what, "language": language_name(tag)}


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The elements in use, in their order."""
    titles = {document.pk: text for text, document in documents_named(permit, program).items()}
    for row in elements_of(permit, program):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in PLAIN}
        for tag in tags_of(program):
            cells |= {f"names_{tag}": row.names.get(tag), f"descriptions_{tag}": row.descriptions.get(tag)}
        items = list(row.items.all())
        cells |= {
            "study": str(row.study) if row.study else None,
            "items": joined(item.item for item in items if item.item),
            "own_items": "\n".join(item.words for item in items if item.words) or None,
            "sessions": joined(row.sessions.all()),
            "documents": joined(titles[document.pk] for document in row.documents.all()),
        }
        yield Kept(str(row.key), str(row), cells, row)


def facts(desk: Desk, row: Wanted, element: Element | None = None) -> ElementFacts:
    """What a row says of an element; languages that have no column keep their words.

    Raises:
        BadInput: A question, a session, a document or a study is not known.
    """
    said: dict[str, Any] = {name: stored_of(Element, name, row.cells.get(name)) for name in PLAIN}
    for column in ("names", "descriptions"):
        kept = dict(getattr(element, column)) if element else {}
        said[column] = kept | {tag: row.text(f"{column}_{tag}") for tag in tags_of(desk.program)}
    questions = [code for code, _words in fidelity_questions()]
    sessions = {session.title: session for session in training_sessions_of(desk.permit, desk.program)}
    return ElementFacts(
        **said,
        study=study_named(desk, row.text("study")),
        items=tuple(known(code, questions) for code in listed(row.cells.get("items"))),
        own_items=tuple(row.text("own_items").splitlines()),
        sessions=tuple(sessions[known(title, sessions)] for title in listed(row.cells.get("sessions"))),
        documents=documents_meant(desk, row),
    )


def documents_meant(desk: Desk, row: Wanted) -> tuple[Document, ...]:
    """The documents that a row names.

    Raises:
        BadInput: One is not known.
    """
    return tuple(desk.documents[known(title, desk.documents)] for title in listed(row.cells.get("documents")))


def known(text: str, offered: Any) -> str:
    """A text that is one of those offered.

    Raises:
        BadInput: It is not.
    """
    if text not in offered:
        raise BadInput(
            _("“%(text)s” is not known.") % {"text": text},
            _("Write one of: %(names)s.") % {"names": "; ".join(offered) or "–"}, code="table.unknown",
        )  # fmt: skip
    return text


def study_named(desk: Desk, name: str) -> Any:
    """The study of that name, None for none."""
    if not name:
        return None
    studies = {study.name: study for study in study_rows(desk.permit, desk.program)}
    return studies[known(name, studies)]


def work(row: Wanted) -> WorkChanged | None:
    """That the work changes, where the row says why."""
    return WorkChanged(row.reason) if row.reason else None


def change(desk: Desk, row: Wanted) -> None:
    """Change one element; the order of its questions stays where the row names the same ones."""
    assert row.before is not None
    element: Element = row.before.item
    wanted = facts(desk, row, element)
    stored = facts_of(element)
    if set(wanted.items) == set(stored.items):
        wanted = ElementFacts(**vars(wanted) | {"items": stored.items})
    change_element(desk.permit, element, wanted, version=element.version, work=work(row))


def add(desk: Desk, row: Wanted) -> None:
    """Record one element."""
    record_element(desk.permit, desk.program, facts(desk, row), work(row))


ELEMENTS = RoundTrip(
    "elements", gettext_lazy("Elements of the package"), "package.package.read", columns, rows,
    one_by_one(change, add), identity=("code",),
)  # fmt: skip
