"""The documents of the package: for which languages they are needed, where they stand, what a version holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django.db.models import Q

from groundswell.before.vision.selectors import target_paths
from groundswell.domain.documents.translations import State, order_of, serves
from groundswell.domain.package import facts
from groundswell.ground.documents.models import Document, Edition
from groundswell.ground.documents.selectors import Translations, languages_wanted, translations_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import language_named

READ = "documents.document.read"


def target_languages(permit: Permit, program: Program) -> tuple[str, ...]:
    """Languages in which the package is needed: the program's own, then those spoken where the target is.

    Where no place of the target has a language on record, those of all places within the program's reach.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        Tags without repetition; two or three queries.
    """
    paths = target_paths(permit, program)
    if not paths:
        return languages_wanted(program)
    inside = reduce(or_, (Q(path__gte=path, path__lt=f"{path[:-1]}0") for path in paths))
    rows = Place.objects.filter(inside, closed_on=None).exclude(languages=[]).order_by()
    spoken = sorted({str(tag) for tags in rows.values_list("languages", flat=True).distinct() for tag in tags})
    return tuple(dict.fromkeys([*map(str, program.languages), *spoken])) if spoken else languages_wanted(program)


def written_in(permit: Permit, program: Program) -> Translations:
    """Documents against the languages of the target."""
    return translations_of(permit, program, target_languages(permit, program))


def spoken_of(found: Translations) -> tuple[facts.Spoken, ...]:
    """The languages as the rules read them."""
    return tuple(
        facts.Spoken(
            language_named(tag),
            tuple(str(row.document) for row in found.rows if row.cells[at].state in (State.MISSING, State.DRAFT)),
            tuple(str(row.document) for row in found.rows if row.cells[at].state is State.OLDER),
        )
        for at, tag in enumerate(found.languages)
    )


def papers_of(found: Translations, last: Mapping[str, Any] | None) -> tuple[facts.Paper, ...]:
    """The documents as the rules read them.

    Args:
        found: The documents with their editions.
        last: What the last release holds; None without one, and it holds no list of documents where it is an early one.
    """
    held = {row["id"]: row["label"] for row in last["editions"]} if last and "editions" in last else None
    return tuple(paper(row.document, held) for row in found.rows)


def paper(document: Document, held: Mapping[str, str] | None) -> facts.Paper:
    """A document as the rules read it; its newest version is as old as its original, not as its last translation."""
    rows = issued(document)
    last = max((order_of(row.label) for row in rows), default=())
    dated = min((row.dated for row in rows if order_of(row.label) == last), default=None)
    later = held is not None and any(held.get(id_of(row)) != row.label for row in rows)
    return facts.Paper(str(document), dated, later)


def issued(document: Document, on: date | None = None) -> list[Edition]:
    """The newest released editions of a document, one for each language and medium.

    Args:
        document: The document, its editions fetched.
        on: Only those that were finished on this day; today without one.
    """
    best = {
        (row.language, row.medium): row
        for row in sorted(document.editions.all(), key=lambda one: order_of(one.label))
        if row.is_frozen and (on is None or row.dated <= on)
    }
    return [best[key] for key in sorted(best)]


def id_of(row: Edition) -> str:
    """By what an edition is known from one version of the package to the next."""
    return f"{row.document.key}/{row.language}/{row.medium}"


def frozen_documents(permit: Permit, documents: Sequence[Document], on: date | None) -> dict[str, Any]:
    """Documents and their newest released editions as plain JSON, each with the hash of what it says; one query.

    Args:
        permit: A permit of the person.
        documents: The documents, their editions fetched.
        on: Only editions that were finished on this day; today without one.
    """
    rows = [row for document in documents for row in issued(document, on)]
    whole = {row.pk: row for row in Edition.objects.filter(pk__in=[row.pk for row in rows]).select_related("file")}
    return {
        "documents": [
            {"key": str(each.key), "kind": each.kind, "title": each.title, "audience": each.audience}
            for each in documents
        ],
        "editions": [frozen_edition(row, whole[row.pk]) for row in rows],
    }


def frozen_edition(row: Edition, whole: Edition) -> dict[str, Any]:
    """An edition as a release keeps it."""
    return {
        "id": id_of(row), "edition": str(row.key), "document": str(row.document.key), "language": row.language,
        "medium": row.medium, "label": row.label, "dated": row.dated.isoformat(), "sha256": hash_of(whole),
    }  # fmt: skip


def hash_of(edition: Edition) -> str:
    """The SHA-256 of what an edition says: of its file, or of its text."""
    return edition.file.sha256 if edition.file else sha256(edition.text.encode()).hexdigest()


def editions_held(permit: Permit, frozen: Mapping[str, Any], language: str) -> dict[Document, list[Edition]]:
    """What a version of the package holds in a language, by document in its order; two queries.

    Args:
        permit: A permit of the person.
        frozen: What the version holds.
        language: The language.

    Returns:
        No editions where a document is not released in the language.
    """
    wanted = [row["edition"] for row in frozen.get("editions", ()) if serves(row["language"], language)]
    rows = permit.scope(Edition.objects.filter(key__in=wanted), READ).select_related("document", "file")
    keys = [row["key"] for row in frozen.get("documents", ())]
    documents = {str(each.key): each for each in permit.scope(Document.objects.filter(key__in=keys), READ)}
    found: dict[Document, list[Edition]] = {documents[key]: [] for key in keys if key in documents}
    for row in by_medium(rows):
        found[row.document].append(row)
    return found


def by_medium(rows: Iterable[Edition]) -> list[Edition]:
    """Editions in the order of media: to read, to see, to hear, to watch."""
    return sorted(rows, key=lambda row: ("text", "picture", "sound", "film").index(row.medium))
