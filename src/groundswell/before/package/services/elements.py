"""Elements: recorded, changed, set aside; a core element whose work becomes another is remembered with its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import Study
from groundswell.before.package.models import CoreChange, Element, FidelityItem, TrainingSession
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.documents.models import Document
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

COLUMNS = (
    "code", "kind", "nature", "names", "descriptions", "limits", "rationale", "study", "evidence", "order",
)  # fmt: skip


@dataclass(frozen=True)
class ElementFacts:
    """What is said of an element.

    Args:
        code: Its short name.
        kind: ``core``, ``adaptable`` or ``optional``.
        names: Its name by language.
        nature: ``process`` or ``result``.
        descriptions: What it is, by language.
        limits: How far it may be adapted.
        rationale: Why it is needed.
        study: The study that shows it.
        evidence: What else shows it.
        order: Its place in the order.
        items: Codes of questions of the observed session.
        own_items: Questions of our own.
        sessions: Sessions of the training.
        documents: Documents that describe it.
    """

    code: str
    kind: str
    names: Mapping[str, str]
    nature: str = "process"
    descriptions: Mapping[str, str] = field(default_factory=dict)
    limits: str = ""
    rationale: str = ""
    study: Study | None = None
    evidence: str = ""
    order: int = 1
    items: tuple[str, ...] = ()
    own_items: tuple[str, ...] = ()
    sessions: tuple[TrainingSession, ...] = ()
    documents: tuple[Document, ...] = ()

    def columns(self) -> dict[str, Any]:
        """As stored in the element itself."""
        values = {name: getattr(self, name) for name in COLUMNS}
        return {name: tidy(value) for name, value in values.items()}

    def parts(self) -> dict[str, list[str]]:
        """Checks, lessons and documents, as the journal keeps them."""
        own = [text.strip() for text in self.own_items if text.strip()]
        return {
            "items": [*self.items, *own],
            "sessions": sorted(map(str, self.sessions)),
            "documents": sorted(map(str, self.documents)),
        }


def tidy(value: Any) -> Any:
    """Words without blanks around them; languages without words are left out."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {tag: text.strip() for tag, text in value.items() if text.strip()}
    return value


@dataclass(frozen=True)
class WorkChanged:
    """That the work itself changes, so that earlier evaluations speak of another package.

    Args:
        why: Why.
        on: From which day; today without one.
    """

    why: str
    on: date | None = None


@transaction.atomic
def record_element(permit: Permit, program: Program, facts: ElementFacts, work: WorkChanged | None = None) -> Element:
    """Record an element.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What is said of it.
        work: Given where a core element is new in the work, not only newly written down.

    Returns:
        The element.

    Raises:
        BadInput: It has no name, or a study, session or document of another program.
    """
    permit = permit.demand("package.element.record", program)
    checked(program, facts)
    element = Element.objects.create(program=program, **facts.columns())
    set_parts(element, facts)
    note(permit, element, after=facts.columns() | facts.parts(), reason=work.why if work else "")
    if work and element.kind == "core":
        remember(permit, element, work, {}, told(facts))
    return element


@transaction.atomic
def change_element(
    permit: Permit, element: Element, facts: ElementFacts, *, version: int, work: WorkChanged | None = None
) -> Element:
    """Change an element, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        element: The element.
        facts: As it shall be.
        version: The version that the person saw.
        work: Given where the work of a core element changes, not only its words.

    Returns:
        The element.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        Conflict: It is set aside.
        BadInput: It would leave the core, or enter it, without a reason.
    """
    permit = permit.demand("package.element.record", element)
    stored = held(element, version, "program")
    in_use(stored)
    checked(stored.program, facts)
    was = facts_of(stored)
    before, after = changes(was.columns() | was.parts(), facts.columns() | facts.parts())
    if not after:
        return stored
    if "core" in (before.get("kind"), after.get("kind")) and work is None:
        raise BadInput(
            _("An element enters or leaves the core."),
            _("Tick that the work changes, and write why: earlier evaluations then count as indirect."),
            code="package.core_needs_reason",
        )
    for name in set(COLUMNS) & set(after):
        setattr(stored, name, after[name])
    stored.version += 1
    stored.save()
    set_parts(stored, facts)
    note(permit, stored, before=before, after=after, reason=work.why if work else "")
    if work and "core" in (was.kind, facts.kind):
        remember(permit, stored, work, told(was), told(facts))
    return stored


@transaction.atomic
def retire_element(permit: Permit, element: Element, why: str, *, version: int) -> Element:
    """Set an element aside; it stays on record, and a core element counts as a change of the core.

    Args:
        permit: A permit of the person.
        element: The element.
        why: Why.
        version: The version that the person saw.

    Raises:
        BadInput: It is not said why.
        EditedMeanwhile: Somebody saved it since.
        Conflict: It is set aside already.
    """
    permit = permit.demand("package.element.record", element)
    if not why.strip():
        raise BadInput(_("It is not said why."), _("Write why it is set aside."), code="element_retired_with_reason")
    stored = held(element, version, "program")
    in_use(stored)
    stored.retired_on, stored.retired_why, stored.version = timezone.localdate(), why.strip(), stored.version + 1
    stored.save()
    note(permit, stored, before={"in_use": True}, after={"in_use": False}, reason=why.strip())
    if stored.kind == "core":
        remember(permit, stored, WorkChanged(why.strip()), told(facts_of(stored)), {})
    return stored


def in_use(element: Element) -> None:
    """Refuse to touch what is set aside.

    Raises:
        Conflict: It is set aside.
    """
    if element.retired_on:
        raise Conflict(
            _("This element is set aside."), _("Record it under a new short name."), code="package.element_retired"
        )


def checked(program: Program, facts: ElementFacts) -> None:
    """Refuse what cannot be an element of this program.

    Raises:
        BadInput: It has no name, or a study, session or document of another program.
    """
    if not tidy(facts.names):
        raise BadInput(
            _("An element has no name."), _("Write its name in one language at least."), code="element_has_name"
        )
    linked: list[Any] = [*facts.sessions, *facts.documents, *([facts.study] if facts.study else [])]
    if any(thing.program_id != program.pk for thing in linked):
        raise BadInput(
            _("A study, a session or a document belongs to another program."),
            _("Choose another."),
            code="package.foreign",
        )


def set_parts(element: Element, facts: ElementFacts) -> None:
    """Write the checks, lessons and documents of an element anew where they differ."""
    wanted = [("", text) for text in facts.parts()["items"] if text not in facts.items]
    wanted = [*((code, "") for code in facts.items), *wanted]
    if [(item.item, item.words) for item in FidelityItem.objects.filter(element=element)] != wanted:
        FidelityItem.objects.filter(element=element).delete()
        for code, words in dict.fromkeys(wanted):
            FidelityItem.objects.create(element=element, item=code, words=words)
    element.sessions.set(facts.sessions)
    element.documents.set(facts.documents)


def facts_of(element: Element) -> ElementFacts:
    """What is stored of an element."""
    items = list(FidelityItem.objects.filter(element=element))
    columns = {name: getattr(element, name) for name in COLUMNS}
    return ElementFacts(
        **columns,
        items=tuple(item.item for item in items if item.item),
        own_items=tuple(item.words for item in items if item.words),
        sessions=tuple(element.sessions.all()),
        documents=tuple(element.documents.all()),
    )


def told(facts: ElementFacts) -> dict[str, Any]:
    """What makes the work, as the history of the core keeps it."""
    values = facts.columns()
    return {name: values[name] for name in ("kind", "nature", "names", "descriptions", "limits")}


def remember(
    permit: Permit, element: Element, work: WorkChanged, before: dict[str, Any], after: dict[str, Any]
) -> CoreChange:
    """Remember a change of the core with its day and reason.

    Raises:
        BadInput: It is not said why, or the day lies ahead.
    """
    today = timezone.localdate()
    if not work.why.strip():
        raise BadInput(_("A core element changes without a reason."), _("Write why."), code="core_change_has_reason")
    if work.on and work.on > today:
        raise BadInput(_("The day lies ahead."), _("Choose today or an earlier day."), code="package.change_day")
    old, new = changes(before, after) if before and after else (before, after)
    return CoreChange.objects.create(
        element=element, on=work.on or today, why=work.why.strip(), before=old, after=new, by_name=permit.name
    )
