"""Documents of the library: kind, titles in the program's languages, for whom, licence, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import cell_of, column_for, stored_of
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.domain.documents.translations import newest
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.models import Document
from groundswell.ground.documents.selectors import documents_of, issues_of, languages_wanted
from groundswell.ground.documents.services import DocumentFacts, change_document, record_document
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import language_named

TITLE = "title"
PLAIN = ("audience", "licence", "contact")


def languages_of(program: Program) -> tuple[str, ...]:
    """Languages in which a document can have a title, the main one first."""
    return languages_wanted(program) or ("en",)


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of documents; the newest version is only shown, it comes from the editions."""
    main, *others = languages_of(program)
    keys = {main: TITLE} | {tag: f"{TITLE}:{tag}" for tag in others}
    titles = (
        Column(key, _("Title in %(language)s") % {"language": language_named(tag)}, width=32)
        for tag, key in keys.items()
    )
    return (
        column_for(Document, "kind", required=True),
        *titles,
        *(column_for(Document, name) for name in PLAIN),
        Column("newest", _("Newest version"), locked=True),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The documents with the version that is newest."""
    main = languages_of(program)[0]
    for row in documents_of(permit, program):
        cells: dict[str, Cell] = {name: cell_of(row, name) for name in ("kind", *PLAIN)}
        cells |= {TITLE if tag == main else f"{TITLE}:{tag}": text for tag, text in row.title.items()}
        yield Kept(str(row.key), str(row), cells | {"newest": newest(issues_of(row.editions.all())) or None}, row)


def facts(row: Wanted, main: str) -> DocumentFacts:
    """What a row says of a document; titles in languages that have no column stay.

    Args:
        row: The row.
        main: The language of the first title.

    Raises:
        BadInput: It has no kind.
    """
    if not row.text("kind"):
        raise BadInput(_("“%(column)s” is blank.") % {"column": _("Kind")}, _("Fill in the cell."), code="table.blank")
    titles = dict(row.before.item.title) if row.before else {}
    named = (key for key in row.cells if key.partition(":")[0] == TITLE)
    titles |= {key.partition(":")[2] or main: row.text(key) for key in named}
    kind = stored_of(Document, "kind", row.cells.get("kind"))
    return DocumentFacts(kind, titles, *(row.text(name) for name in PLAIN))


def change(desk: Desk, row: Wanted) -> None:
    """Change one document."""
    assert row.before is not None
    document: Document = row.before.item
    change_document(desk.permit, document, facts(row, languages_of(desk.program)[0]), version=document.version)


def add(desk: Desk, row: Wanted) -> None:
    """Record one document."""
    record_document(desk.permit, desk.program, facts(row, languages_of(desk.program)[0]))


DOCUMENTS = RoundTrip(
    "documents", gettext_lazy("Documents"), "documents.document.read", columns, rows, one_by_one(change, add),
    identity=(TITLE,),
)  # fmt: skip
