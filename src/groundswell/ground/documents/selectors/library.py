"""Finding documents and their editions, and in which languages they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Prefetch, QuerySet, Value, When
from django.utils.translation import gettext as _

from groundswell.domain.documents.translations import Cell, Issue, State, cell_of, newest, order_of, serves
from groundswell.domain.errors import NotFound
from groundswell.ground.documents.models import KINDS, Document, Edition
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

__all__ = [
    "Document", "Edition", "Translated", "Translations", "document_by_key", "documents_of", "edition_by_key",
    "editions_of", "issues_of", "languages_wanted", "released_in", "translated", "translations_of",
]  # fmt: skip
READ = "documents.document.read"
BY_KIND = Case(*(When(kind=code, then=Value(place)) for place, (code, _words) in enumerate(KINDS)))
"""Guides before manuals before plans: the order in which people take a package up."""


@dataclass(frozen=True)
class Translated:
    """One document in the languages that are asked for.

    Args:
        document: The document.
        newest: Its newest released version, or its newest draft; empty where it has no edition.
        cells: Where it stands, one for each language of the table.
    """

    document: Document
    newest: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Translations:
    """Documents against languages.

    Args:
        languages: Tags of the languages, those of the program first, then those spoken at its places.
        rows: The documents.
    """

    languages: tuple[str, ...]
    rows: tuple[Translated, ...]

    def without_medium(self) -> tuple[str, ...]:
        """Languages in which nothing at all is released: what their speakers hear or see is nothing."""
        return tuple(
            tag
            for index, tag in enumerate(self.languages)
            if not any(row.cells[index].state in (State.RELEASED, State.OLDER) for row in self.rows)
        )

    def count(self, state: State) -> int:
        """In how many cells a document stands so."""
        return sum(cell.state == state for row in self.rows for cell in row.cells)


def documents_of(permit: Permit, program: Program, *, kind: str = "", language: str = "") -> QuerySet[Document]:
    """The documents of a program with their editions, by kind; two queries.

    Args:
        permit: A permit of the person.
        program: The program.
        kind: Only of this kind.
        language: Only those that have an edition in this language.
    """
    rows = permit.scope(Document.objects.filter(program=program), READ)
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(pk__in=Edition.objects.filter(language=language).values("document"))
    return (
        rows.select_related("program")
        .order_by(BY_KIND, "id")
        .prefetch_related(Prefetch("editions", Edition.objects.defer("text").order_by("language", "-dated", "-id")))
    )


def editions_of(permit: Permit, document: Document) -> list[Edition]:
    """The editions of a document without their texts, the newest version first."""
    rows = permit.scope(Edition.objects.filter(document=document), READ).defer("text")
    found = rows.select_related("file", "document__program", "translated_from", "recorded_by")
    return sorted(found, key=lambda row: (order_of(row.label), row.language), reverse=True)


def document_by_key(key: UUID | str) -> Document:
    """The document with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Document.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise NotFound(
            _("This document does not exist, or not for you."), _("Look at the list."), code="door.not_found"
        )
    return found


def edition_by_key(key: UUID | str) -> Edition:
    """The edition with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Edition.objects.select_related("document__program", "file", "translated_from").filter(key=key).first()
    if found is None:
        raise NotFound(_("This version does not exist, or not for you."), _("Look at the list."), code="door.not_found")
    return found


def languages_wanted(program: Program) -> tuple[str, ...]:
    """Languages in which documents are needed: the program's own, then those spoken at places within its reach.

    Args:
        program: The program.

    Returns:
        Tags without repetition; one query.
    """
    below = Place.objects.filter(path__gte=program.root.path, path__lt=program.root.end, closed_on=None)
    lists = below.exclude(languages=[]).order_by().values_list("languages", flat=True).distinct()
    spoken = sorted({str(tag) for tags in lists for tag in tags})
    return tuple(dict.fromkeys([*map(str, program.languages), *spoken]))


def issues_of(rows: Iterable[Edition]) -> list[Issue]:
    """Editions as the domain reads them."""
    return [issue_of(row) for row in rows]


def issue_of(row: Edition) -> Issue:
    """An edition as the domain reads it."""
    return Issue(row.label, row.language, row.is_frozen, row.medium, str(row.key))


def translated(documents: Sequence[Document], languages: Sequence[str]) -> tuple[Translated, ...]:
    """Documents whose editions are fetched already, in languages."""
    rows = []
    for document in documents:
        issues = issues_of(document.editions.all())
        rows.append(Translated(document, newest(issues), tuple(cell_of(issues, tag) for tag in languages)))
    return tuple(rows)


def translations_of(permit: Permit, program: Program, languages: Sequence[str] = ()) -> Translations:
    """All documents of a program against the languages they are needed in; three queries.

    Args:
        permit: A permit of the person.
        program: The program.
        languages: The languages; without them those of the program and its places.
    """
    tags = tuple(languages) or languages_wanted(program)
    return Translations(tags, translated(list(documents_of(permit, program)), tags))


def released_in(
    permit: Permit, program: Program, language: str, only: Iterable[Document] | None = None
) -> dict[Document, list[Edition]]:
    """What a reader of a language gets of each document: its newest released editions, one for each medium.

    Args:
        permit: A permit of the person.
        program: The program.
        language: The language.
        only: These documents; without it all of the program.

    Returns:
        Editions with their files and texts by document; no editions where none is released in the language.
    """
    rows = permit.scope(Edition.objects.filter(document__program=program, status="released"), READ)
    if only is not None:
        rows = rows.filter(document__in=list(only))
    documents = list(documents_of(permit, program) if only is None else only)
    found: Mapping[int, list[Edition]] = defaultdict(list)
    for row in rows.select_related("document", "file"):
        if serves(row.language, language):
            found[row.document_id].append(row)
    return {document: newest_of(found[document.pk]) for document in documents}


def newest_of(rows: Sequence[Edition]) -> list[Edition]:
    """The newest edition in each medium, in the order of media."""
    best: dict[str, Edition] = {}
    for row in sorted(rows, key=lambda one: order_of(one.label)):
        best[row.medium] = row
    return [best[medium] for medium in ("text", "picture", "sound", "film") if medium in best]
