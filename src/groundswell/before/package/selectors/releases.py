"""Reading releases, and the package as it stands, frozen for a release or for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from groundswell.before.evidence.models import Study
from groundswell.before.evidence.selectors import offer_core_changes
from groundswell.before.package.models import Release
from groundswell.before.package.selectors.documents import frozen_documents, papers_of, spoken_of, written_in
from groundswell.before.package.selectors.elements import (
    READ,
    core_changes_of,
    elements_of,
    frozen_element,
    training_sessions_of,
)
from groundswell.before.package.selectors.logs import adaptations_of, frozen_trial, kept, simplifications_of, tests_of
from groundswell.before.package.selectors.rating import rating_of
from groundswell.domain.package import facts
from groundswell.domain.package.releases import changed_since
from groundswell.ground.documents.models import Document
from groundswell.ground.documents.selectors import documents_of
from groundswell.ground.journal.services import plain
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

ELEMENT = ("code", "kind", "nature", "names", "descriptions", "limits", "rationale", "evidence", "order")
TRAINING = ("order", "title", "minutes", "group_size", "materials")
LOGS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "simplifications": (simplifications_of, ("dropped", "why", "who", "on", "element")),
    "adaptations": (
        adaptations_of,
        ("what", "element", "place", "where", "why", "agreed_by", "on", "state", "decision", "decided_why"),
    ),
    "tests": (tests_of, ("facilitator", "organisation", "place", "on", "sessions", "fidelity", "unclear")),
}


def releases_of(permit: Permit, program: Program) -> QuerySet[Release]:
    """Releases of the package, the latest first."""
    return permit.scope(Release.objects.filter(program=program), READ).select_related("program")


def release_by_key(key: UUID) -> Release:
    """The release with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    return kept(Release.objects.select_related("program").filter(key=key).first())


def frozen_package(permit: Permit, program: Program, on: date | None = None) -> dict[str, Any]:
    """All that stands in the package, as plain JSON; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
        on: Only documents that were finished on this day; today without one.
    """
    elements = [
        columns(row, ELEMENT)
        | {
            "study": str(row.study or ""),
            "items": [item.item for item in row.items.all() if item.item],
            "own_items": [item.words for item in row.items.all() if item.words],
            "sessions": [str(session) for session in row.sessions.all()],
            "documents": keys(row.documents.all()),
        }
        for row in elements_of(permit, program)
    ]
    training = [
        columns(row, TRAINING) | {"documents": keys(row.documents.all())}
        for row in training_sessions_of(permit, program)
    ]
    logs = {name: [columns(row, names) for row in read(permit, program)] for name, (read, names) in LOGS.items()}
    rated = rating_of(permit, program).rated
    score = {"score": rated.score, "raters": rated.raters} if rated else {}
    documents = frozen_documents(permit, list(documents_of(permit, program)), on)
    return {"elements": elements, "training": training, **documents, **logs, "rating": score}


def keys(documents: Iterable[Document]) -> list[str]:
    """Documents as a release names them: by what stays the same in every language."""
    return [str(document.key) for document in documents]


def columns(row: Any, names: Sequence[str]) -> dict[str, Any]:
    """Some columns of a row as JSON holds them; records by their words."""
    return plain({name: getattr(row, name) for name in names})


def package_now(permit: Permit, program: Program) -> facts.Package:
    """The package as the checks read it; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    found = written_in(permit, program)
    last = releases_of(permit, program).values_list("frozen", flat=True).first()
    return facts.Package(
        elements=tuple(frozen_element(row) for row in elements_of(permit, program)),
        rated=rating_of(permit, program).rated,
        trials=tuple(frozen_trial(row) for row in tests_of(permit, program)),
        changes=frozen_changes(permit, program),
        releases=frozen_releases(permit, program),
        evaluated=evaluated_of(permit, program),
        proposals=adaptations_of(permit, program).filter(state="proposed", decision="").count(),
        papers=papers_of(found, last),
        spoken=spoken_of(found),
    )


def frozen_changes(permit: Permit, program: Program) -> tuple[facts.CoreChange, ...]:
    """Changes of the core as the rules read them, the latest first."""
    rows = core_changes_of(permit, program)
    return tuple(facts.CoreChange(str(row.element), row.on, row.why) for row in rows)


def frozen_releases(permit: Permit, program: Program) -> tuple[facts.Released, ...]:
    """Releases as the rules read them, the latest first."""
    return tuple(facts.Released(row.version, row.on) for row in releases_of(permit, program).defer("frozen"))


def core_changed_after(permit: Permit, program: Program, moment: datetime) -> tuple[str, ...]:
    """Names of core elements whose change was recorded after a moment, such as a signature; each once.

    Args:
        permit: A permit of the person.
        program: The program.
        moment: The moment.
    """
    rows = core_changes_of(permit, program).filter(at__gt=moment)
    return tuple(dict.fromkeys(str(row.element) for row in rows))


def core_by_study(permit: Permit, program: Program) -> dict[str, tuple[str, ...]]:
    """Core elements that changed since each study of this package used them; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        Names of the elements by the study's short name; studies of today's core are left out.
    """
    changes = frozen_changes(permit, program)
    if not changes:
        return {}
    releases = frozen_releases(permit, program)
    found = {each.study: changed_since(each, releases, changes) for each in evaluated_of(permit, program)}
    return {study: tuple(change.element for change in kept) for study, kept in found.items() if kept}


def evaluated_of(permit: Permit, program: Program) -> tuple[facts.Evaluated, ...]:
    """Studies of this package that count: our own, and those that name a version of it."""
    rows = permit.scope(Study.objects.filter(program=program, withdrawn_at=None, counts=True), "evidence.study.read")
    ours = rows.filter(Q(own=True) | ~Q(package_version="")).values_list("name", "package_version", "recorded_at")
    return tuple(facts.Evaluated(name, version, timezone.localdate(at)) for name, version, at in ours)


offer_core_changes(core_by_study)
