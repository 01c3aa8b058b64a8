"""What the pages of documents say, and what rooms above ask: findings in words, and lights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.documents.translations import Cell, State
from groundswell.ground.documents.models import Document, Edition
from groundswell.ground.documents.selectors import INLINE, Translated, Translations
from groundswell.ground.documents.selectors.library import translated
from groundswell.ground.programs.models import Program
from groundswell.kit.languages import language_named
from groundswell.kit.style import written

MARKS = {State.RELEASED: "holds", State.DRAFT: "look", State.OLDER: "look", State.MISSING: "pause"}


def finding(found: Translations) -> str:
    """The main finding of the library."""
    if not found.rows:
        return _("No document is recorded yet")
    lacking = sum(any(cell.state is not State.RELEASED for cell in row.cells) for row in found.rows)
    total = len(found.rows)
    if not lacking:
        return ngettext(
            "%(n)s document, complete in every language", "%(n)s documents, all complete in every language", total
        ) % {"n": written(total)}
    words = {"n": written(lacking), "total": written(total)}
    return (
        ngettext(
            "%(n)s of %(total)s documents is not complete in every language",
            "%(n)s of %(total)s documents are not complete in every language",
            lacking,
        )
        % words
    )


def because(found: Translations) -> str:
    """How many translations are missing or older, and which languages have nothing."""
    if not found.rows:
        return _("Record what facilitators, trainers and communities read, hear and see.")
    missing, older = found.count(State.MISSING), found.count(State.OLDER)
    parts = []
    if missing:
        parts.append(
            ngettext("%(n)s translation is missing.", "%(n)s translations are missing.", missing)
            % {"n": written(missing)}
        )
    if older:
        parts.append(
            ngettext("%(n)s is of an older version.", "%(n)s are of an older version.", older) % {"n": written(older)}
        )
    if empty := found.without_medium():
        names = ", ".join(language_named(tag) for tag in empty)
        parts.append(_("Nothing is released in: %(languages)s.") % {"languages": names})
    return " ".join(parts)


def cell_shown(cell: Cell, tag: str) -> dict[str, Any]:
    """A cell as pages show it: its mark, its words, the version, and where it leads."""
    return {
        "language": tag,
        "state": MARKS[cell.state],
        "word": word_of(cell.state),
        "label": cell.issue.label if cell.issue else "",
        "key": cell.issue.key if cell.issue else "",
        "missing": cell.state is State.MISSING,
        "coming": cell.coming,
    }


def addresses(program: Program) -> Callable[[Edition, int], str]:
    """Where a book of this house finds the file of an edition: shown in the browser where that is safe, else sent."""

    def address(edition: Edition, number: int) -> str:
        assert edition.file is not None
        name = "documents:look" if edition.file.media_type in INLINE else "documents:file"
        return reverse(name, args=[program.code, edition.file.key])

    return address


def word_of(state: State) -> str:
    """The state of a translation in a word."""
    return {
        State.RELEASED: _("Released"),
        State.DRAFT: _("Draft"),
        State.OLDER: _("Outdated"),
        State.MISSING: _("Not there"),
    }[state]


def row_shown(row: Translated, languages: Sequence[str]) -> dict[str, Any]:
    """A document with its cells."""
    cells = [cell_shown(cell, tag) for cell, tag in zip(row.cells, languages, strict=True)]
    return {"document": row.document, "newest": row.newest, "cells": cells}


def shown(found: Translations) -> dict[str, Any]:
    """The table of documents and languages."""
    return {"languages": found.languages, "rows": [row_shown(row, found.languages) for row in found.rows]}


def listed(documents: Iterable[Document], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Documents of one page of the list, with their cells."""
    return [row_shown(row, languages) for row in translated(list(documents), languages)]


def shelves(found: Translations) -> list[dict[str, Any]]:
    """For each language how many documents its book would hold, of how many."""
    total = len(found.rows)
    counts = [
        (tag, sum(row.cells[index].state in (State.RELEASED, State.OLDER) for row in found.rows))
        for index, tag in enumerate(found.languages)
    ]
    return [{"language": tag, "count": count, "total": total} for tag, count in counts]
