"""The whole package of a language as one book: its elements and training first, then its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from groundswell.before.package.models import Release
from groundswell.before.package.selectors import editions_held
from groundswell.before.package.step.words import kind_heading
from groundswell.ground.documents.services import Book, bound, spoken
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import said

KINDS = ("core", "adaptable", "optional")


def book_released(permit: Permit, release: Release, language: str) -> Book:
    """A version of the package as it was, in one language.

    Args:
        permit: A permit of the person.
        release: The version.
        language: The language.
    """
    return book_from(permit, release.program, release.frozen, language, release.version)


def book_from(permit: Permit, program: Program, frozen: Mapping[str, Any], language: str, version: str = "") -> Book:
    """The book of what a version holds, or of what one would hold today.

    Args:
        permit: A permit of the person.
        program: The program.
        frozen: What it holds.
        language: The language of the book.
        version: The version; empty for the package as it is today.
    """
    permit = permit.demand("documents.document.read", program)
    book = bound(program, language, editions_held(permit, frozen, language), version=version)
    return replace(book, opening=opening(frozen, language))


def opening(frozen: Mapping[str, Any], language: str) -> str:
    """Elements and training of a version, in the language of the book as far as they are written in it."""
    with spoken(language):
        kinds = [(kind, [row for row in frozen.get("elements", ()) if row["kind"] == kind]) for kind in KINDS]
        shown = [(kind_heading(kind, len(rows)), [told(row, language) for row in rows]) for kind, rows in kinds if rows]
        return render_to_string("package/opening.html", {"kinds": shown, "training": frozen.get("training", ())})


def told(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """An element as the book tells it."""
    return {
        "name": said(row["names"], language) or row["code"],
        "description": said(row["descriptions"], language),
        "rationale": row["rationale"],
        "limits": row["limits"],
        "sessions": row["sessions"],
    }


def languages_held(frozen: Mapping[str, Any]) -> dict[str, int]:
    """In which languages a version holds documents, and how many in each."""
    pairs = {(row["language"], row["document"]) for row in frozen.get("editions", ())}
    counted = sorted(language for language, _document in pairs)
    return {language: counted.count(language) for language in counted}
