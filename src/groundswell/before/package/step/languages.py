"""In which languages the package can be read: one line for each language of the target."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from groundswell.domain.documents.translations import State
from groundswell.domain.package.documents import named
from groundswell.ground.documents.selectors import Translations
from groundswell.kit.telling import told

OPEN = (State.RELEASED, State.OLDER)


def shelves(found: Translations) -> list[dict[str, Any]]:
    """For each language how many documents its book holds, what it lacks, and what is of an older version."""
    return [shelf(found, at, tag) for at, tag in enumerate(found.languages)]


def shelf(found: Translations, at: int, tag: str) -> dict[str, Any]:
    """One language."""
    cells = [(str(row.document), row.cells[at].state) for row in found.rows]
    lacking = [title for title, state in cells if state not in OPEN]
    older = [title for title, state in cells if state is State.OLDER]
    count = len(cells) - len(lacking)
    said = []
    if not count:
        said.append(_("No document is released in this language yet."))
    elif lacking:
        said.append(_("Lacking: %(names)s.") % {"names": told(named(lacking))})
    if older:
        said.append(_("Of an older version: %(names)s.") % {"names": told(named(older))})
    mark = "pause" if not count else "look" if lacking or older else "holds"
    return {"language": tag, "count": count, "total": len(cells), "mark": mark, "said": " ".join(said)}
