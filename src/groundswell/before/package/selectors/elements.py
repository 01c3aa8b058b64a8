"""Reading elements with their checks and lessons, and the changes of the core."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.before.package.models import CoreChange, Element, TrainingSession
from groundswell.domain.errors import NotFound
from groundswell.domain.instruments.house import house_instrument
from groundswell.domain.package import facts
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.languages import said

READ = "package.package.read"


def elements_of(permit: Permit, program: Program, *, retired: bool = False) -> QuerySet[Element]:
    """Elements of the package in their order, with checks, lessons, documents and study: four queries.

    Args:
        permit: A permit of the person.
        program: The program.
        retired: Those set aside, instead of those in use.
    """
    rows = permit.scope(Element.objects.filter(program=program, retired_on__isnull=not retired), READ)
    return rows.select_related("program", "study").prefetch_related("items", "sessions", "documents")


def training_sessions_of(permit: Permit, program: Program) -> QuerySet[TrainingSession]:
    """Sessions of the training in their order, with the elements learnt in each and its documents."""
    rows = permit.scope(TrainingSession.objects.filter(program=program), READ)
    return rows.select_related("program").prefetch_related("elements", "documents")


def core_changes_of(permit: Permit, program: Program) -> QuerySet[CoreChange]:
    """Changes of core elements that changed the work, the latest first."""
    rows = permit.scope(CoreChange.objects.filter(element__program=program), READ)
    return rows.select_related("element__program")


def element_by_key(key: UUID) -> Element:
    """The element with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Element.objects.select_related("program", "study").filter(key=key).first()
    if found is None:
        raise NotFound(
            _("This element does not exist, or not for you."), _("Go back to the package."), code="package.element"
        )
    return found


def fidelity_questions() -> list[tuple[str, str]]:
    """Code and words of each question of the observed session (instrument 2.8)."""
    return [(item.code, said(item.text)) for item in house_instrument("fidelity").items]


def question_words(element: Element) -> tuple[str, ...]:
    """How an observer sees whether an element is done, in words."""
    words = dict(fidelity_questions())
    return tuple(item.words or words.get(item.item, item.item) for item in element.items.all())


def frozen_element(row: Element) -> facts.Element:
    """An element as the rules read it, in the reader's language."""
    return facts.Element(
        code=row.code,
        name=str(row),
        kind=row.kind,
        nature=row.nature,
        rationale=row.rationale,
        evidence="; ".join(part for part in (str(row.study or ""), row.evidence) if part),
        limits=row.limits,
        items=question_words(row),
        sessions=tuple(str(session) for session in row.sessions.all()),
        documents=tuple(str(document) for document in row.documents.all()),
    )
