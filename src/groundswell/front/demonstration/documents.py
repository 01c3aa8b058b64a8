"""The documents of the demonstration: own texts in three languages, some missing, one older, one not released yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files

from django.core.files.base import ContentFile
from django.utils import timezone

from groundswell.front.demonstration.story import UNION
from groundswell.ground.documents.models import Document, Edition
from groundswell.ground.documents.services import (
    DocumentFacts,
    EditionFacts,
    record_document,
    record_edition,
    set_state,
)
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

type Leave = Callable[[str, Program], Permit]

LICENCE = "CC BY-SA 4.0"
RECORD, RELEASE = "documents.document.record", "documents.edition.release"
HELD = files(__package__) / "texts"


@dataclass(frozen=True)
class Written:
    """A version of a document in the demonstration.

    Args:
        language: Its language.
        label: Its version.
        months: How many months ago it was finished.
        state: Where it stands.
        pages: Pages on paper.
        ending: What kind of file holds it.
    """

    language: str
    label: str
    months: int
    state: str = "released"
    pages: int | None = None
    ending: str = "md"


LIBRARY: dict[str, tuple[DocumentFacts, tuple[Written, ...]]] = {
    "guide": (
        DocumentFacts("guide", {
            "en": "Guide for facilitators of mothers’ groups", "fr": "Guide pour animer un groupe de mères",
            "ar": "دليل ميسّرات مجموعات الأمهات",
        }, "facilitators", LICENCE, "Amina Sorie"),
        (Written("en", "3.0", 40, pages=70), Written("en", "3.1", 31, pages=64), Written("fr", "3.1", 30, pages=68),
         Written("ar", "3.0", 37, pages=60)),
    ),
    "trainer": (
        DocumentFacts("trainer", {"en": "Manual for trainers", "fr": "Manuel des formateurs"}, "trainers", LICENCE,
                      "Amina Sorie"),
        (Written("en", "3.1", 31, pages=96), Written("fr", "3.0", 37, pages=80),
         Written("fr", "3.1", 1, "checked", pages=98)),
    ),
    "meeting4": (
        DocumentFacts("session", {
            "en": "Meeting 4: choosing three problems", "fr": "Réunion 4 : choisir trois problèmes",
        }, "facilitators", LICENCE),
        (Written("en", "3.1", 31, pages=2), Written("fr", "3.1", 30, pages=2)),
    ),
    "meeting7": (
        DocumentFacts("session", {
            "en": "Meeting 7: when a baby needs help at once",
            "fr": "Réunion 7 : quand un bébé a besoin d’aide tout de suite",
            "ar": "الاجتماع السابع: متى يحتاج المولود إلى مساعدة فورًا",
        }, "facilitators", LICENCE),
        (Written("en", "3.1", 31, pages=2), Written("fr", "3.1", 30, pages=2), Written("ar", "3.1", 6, pages=2)),
    ),
    "supervision": (
        DocumentFacts("supervision", {"en": "One meeting watched", "fr": "Une réunion observée"}, "supervisors",
                      LICENCE),
        (Written("en", "3.1", 31, pages=1), Written("fr", "3.1", 12, pages=1)),
    ),
    "radio": (
        DocumentFacts("radio", {"en": "The night of the rain", "fr": "La nuit de pluie"}, "everybody", LICENCE),
        (Written("en", "1.2", 9),),
    ),
    "poster": (
        DocumentFacts("poster", {
            "en": "Danger signs of the newborn", "fr": "Signes de danger du nouveau-né",
            "ar": "علامات الخطر عند المولود",
        }, "mothers and families", LICENCE),
        (Written("en", "2", 20, pages=1, ending="png"), Written("fr", "2", 19, pages=1, ending="png")),
    ),
}  # fmt: skip
"""By the name under which the texts lie in ``texts/``."""


def publish(program: Program, leave: Leave) -> None:
    """Load the documents of step 4.

    Args:
        program: The program.
        leave: Gives the leave for an action.
    """
    for name, (facts, versions) in LIBRARY.items():
        document = record_document(leave(RECORD, program), program, facts)
        firsts: dict[str, Edition] = {}
        for version in versions:
            made = written(document, name, version, firsts.get(version.label), leave)
            firsts.setdefault(version.label, made)


def by_name(program: Program) -> dict[str, Document]:
    """The documents of the demonstration by the name under which their texts lie."""
    titles = {facts.title["en"]: name for name, (facts, _versions) in LIBRARY.items()}
    return {titles[row.title["en"]]: row for row in Document.objects.filter(program=program)}


def written(document: Document, name: str, version: Written, first: Edition | None, leave: Leave) -> Edition:
    """One version, as far on as it is; translated from the first of its label where there is one."""
    program, held = document.program, HELD / f"{name}.{version.language}.{version.label}.{version.ending}"
    is_text = version.ending == "md"
    facts = EditionFacts(
        version.label,
        version.language,
        timezone.localdate() - timedelta(days=30 * version.months),
        text=held.read_text(encoding="utf-8") if is_text else "",
        pages=version.pages,
        made_by=UNION,
        translated_from=first,
    )
    upload = None if is_text else ContentFile(held.read_bytes(), held.name)
    made = record_edition(leave(RECORD, program), document, facts, upload)
    for state in ("checked", "released")[: ("draft", "checked", "released").index(version.state)]:
        made = set_state(leave(RELEASE if state == "released" else RECORD, program), made, state, version=made.version)
    return made
