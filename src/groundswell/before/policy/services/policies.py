"""Policies recorded, changed, settled; areas of the checklist reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.package.models import Element
from groundswell.before.package.services.elements import tidy
from groundswell.before.policy.models import Policy, Review
from groundswell.domain.access import within
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.documents.models import File
from groundswell.ground.journal.services import changes, note
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

RECORD = "policy.policy.record"
COLUMNS = (
    "title", "titles", "kind", "area", "place", "link", "file", "starts_on", "ends_on", "on_effectiveness", "on_reach",
    "effect", "treatment", "steps",
)  # fmt: skip


@dataclass(frozen=True)
class PolicyFacts:
    """What is said of a policy.

    Args:
        title: What it is called.
        kind: ``law``, ``plan``, ``norm``, ``circular``, ``budget``, ``staffing``, ``guideline``, ``permission`` or
            ``other``.
        area: Code of its area of the checklist.
        place: Where it holds, with everything below.
        link: Address of its text.
        file: Its text as a file.
        starts_on: First day in force.
        ends_on: Last day in force.
        on_effectiveness: What it is for the effectiveness.
        on_reach: What it is for the reach.
        effect: What it does to the program.
        treatment: What is done about it; empty while nobody decided.
        steps: Numbers of the steps it stops; none for all.
        waves: Waves it stops; none for all.
        elements: Elements of the package that it touches.
        titles: What it is called in other languages, by language.
    """

    title: str
    kind: str
    area: str
    place: Place
    link: str = ""
    file: File | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    on_effectiveness: str = "neutral"
    on_reach: str = "neutral"
    effect: str = ""
    treatment: str = ""
    steps: tuple[int, ...] = ()
    waves: tuple[Wave, ...] = ()
    elements: tuple[Element, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """As stored in the policy itself."""
        values = {name: getattr(self, name) for name in COLUMNS} | {"steps": sorted(self.steps)}
        return {name: tidy(value) for name, value in values.items()}

    def links(self) -> dict[str, list[str]]:
        """Waves and elements, as the journal keeps them."""
        return {"waves": sorted(map(str, self.waves)), "elements": sorted(map(str, self.elements))}


@transaction.atomic
def record_policy(permit: Permit, program: Program, facts: PolicyFacts) -> Policy:
    """Record a policy.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What is said of it.

    Returns:
        The policy.

    Raises:
        BadInput: It holds outside the program's area, names a wave, element or file of another program, or is there.
    """
    permit = permit.demand(RECORD, program)
    check(program, facts)
    only_one(program, facts)
    policy = Policy.objects.create(program=program, **facts.columns())
    join(policy, facts)
    note(permit, policy, after=facts.columns() | facts.links())
    return policy


@transaction.atomic
def change_policy(permit: Permit, policy: Policy, facts: PolicyFacts, *, version: int) -> Policy:
    """Change a policy, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        policy: The policy.
        facts: As it shall be.
        version: The version that the person saw.

    Returns:
        The policy.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        BadInput: As for a new one.
    """
    permit = permit.demand(RECORD, policy)
    stored = held(policy, version, "program")
    check(stored.program, facts)
    only_one(stored.program, facts, besides=stored)
    before = {name: getattr(stored, name) for name in COLUMNS}
    linked = {"waves": sorted(map(str, stored.waves.all())), "elements": sorted(map(str, stored.elements.all()))}
    was, now = changes(before | linked, facts.columns() | facts.links())
    if not now:
        return stored
    for name, value in facts.columns().items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    join(stored, facts)
    note(permit, stored, before=was, after=now)
    return stored


@transaction.atomic
def settle_policy(permit: Permit, policy: Policy, how: str, *, version: int) -> Policy:
    """Say how a policy that hindered was settled: it hinders no longer.

    Args:
        permit: A permit of the person.
        policy: The policy.
        how: It was changed, the way around stands, or its area is left out.
        version: The version that the person saw.

    Returns:
        The policy.

    Raises:
        BadInput: It is not said how.
        Conflict: It is settled already.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, policy)
    if not how.strip():
        raise BadInput(_("It is not said how it was settled."), _("Write how."), code="policy_settled_with_words")
    stored = held(policy, version, "program")
    if stored.settled_on:
        raise Conflict(_("This policy is settled already."), _("Look at it again."), code="policy.settled")
    stored.settled_on, stored.settled_how, stored.version = timezone.localdate(), how.strip(), stored.version + 1
    stored.save()
    note(permit, stored, before={"settled": False}, after={"settled": True}, reason=how.strip())
    return stored


@transaction.atomic
def review_area(permit: Permit, program: Program, area: str, place: Place, *, on: date, found: str = "") -> Review:
    """Note that somebody looked for policies of one area in one place.

    Args:
        permit: A permit of the person.
        program: The program.
        area: Code of the area.
        place: For which place.
        on: The day.
        found: What was found; empty for nothing.

    Returns:
        The review.

    Raises:
        BadInput: The place lies outside the program's area, or the day is yet to come.
    """
    permit = permit.demand(RECORD, program)
    inside(program, place)
    if on > timezone.localdate():
        raise BadInput(_("The day of the review is yet to come."), _("Write the day it was done."), code="policy.day")
    made = Review.objects.create(
        program=program, area=area, place=place, on=on, found=found.strip(), by_name=permit.name
    )
    note(permit, made, after={"area": area, "for": str(place), "on": on.isoformat(), "found": made.found})
    return made


def check(program: Program, facts: PolicyFacts) -> None:
    """Refuse what does not belong to the program.

    Raises:
        BadInput: The place lies outside its area; the link is no page; a wave, element or file is another program's.
    """
    inside(program, facts.place)
    if facts.link and not facts.link.strip().lower().startswith(("https://", "http://")):
        raise BadInput(
            _("“%(link)s” is not the address of a page.") % {"link": facts.link},
            _("It begins with https:// or http://."),
            code="policy.link",
        )
    parts = (*facts.waves, *facts.elements, *((facts.file,) if facts.file else ()))
    if any(part.program_id != program.pk for part in parts):
        raise BadInput(
            _("A wave, an element or a file belongs to another program."), _("Choose another."), code="policy.foreign"
        )


def only_one(program: Program, facts: PolicyFacts, besides: Policy | None = None) -> None:
    """Refuse a second policy of one title in one place.

    Raises:
        BadInput: There is one already.
    """
    same = Policy.objects.filter(program=program, title=facts.title.strip(), place=facts.place)
    if (same.exclude(key=besides.key) if besides else same).exists():
        raise BadInput(
            _("A policy of this title is there already for this place."), _("Choose another title."), code="policy_once"
        )


def inside(program: Program, place: Place) -> None:
    """Refuse a place outside the program's area.

    Raises:
        BadInput: It lies outside.
    """
    if not within(place.path, program.root.path):
        raise BadInput(
            _("%(place)s lies outside the area of the program.") % {"place": place},
            _("Choose a place within it."),
            code="policy.place",
        )


def join(policy: Policy, facts: PolicyFacts) -> None:
    """Store waves and elements."""
    policy.waves.set(facts.waves)
    policy.elements.set(facts.elements)
