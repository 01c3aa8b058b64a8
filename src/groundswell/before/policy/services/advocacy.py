"""Asks and how they end, days of the calendar, and the address for a calendar program."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Stakeholder
from groundswell.before.policy.models import Ask, Event, Feed, Policy
from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.journal.services import amend, note
from groundswell.ground.people.access import secret_hash
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

RECORD = "policy.policy.record"


@dataclass(frozen=True)
class AskFacts:
    """What is said of an ask.

    Args:
        change: What shall change.
        policy: Which policy; None for a new one that is asked for.
        why: What it costs people today.
        stakeholder: The stakeholder of step 5 to whom it is put, if that is one.
        decision_maker: Who decides, in words; the stakeholder's name and office where nothing is written.
        owner: Who carries it.
        deadline: Until when.
    """

    change: str
    policy: Policy | None = None
    why: str = ""
    decision_maker: str = ""
    owner: str = ""
    deadline: date | None = None
    stakeholder: Stakeholder | None = None


@dataclass(frozen=True)
class EventFacts:
    """What is said of a day of the calendar.

    Args:
        title: What happens.
        on: The day.
        ask: For which ask.
        where: Where.
        who: Who goes.
        next_step: What follows from it.
        done: Whether it has happened.
    """

    title: str
    on: date
    ask: Ask | None = None
    where: str = ""
    who: str = ""
    next_step: str = ""
    done: bool = False


@transaction.atomic
def record_ask(permit: Permit, program: Program, facts: AskFacts) -> Ask:
    """Record an ask.

    Raises:
        BadInput: Its policy or its stakeholder belongs to another program.
        NotAllowed: The person may not see the stakeholder.
    """
    permit = permit.demand(RECORD, program)
    values = asked(permit, program, facts)
    ask = Ask.objects.create(program=program, **values)
    note(permit, ask, after=values)
    return ask


@transaction.atomic
def change_ask(permit: Permit, ask: Ask, facts: AskFacts, *, version: int) -> Ask:
    """Change an open ask, unless somebody else changed it first.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        Conflict: It ended already.
        BadInput: Its policy or its stakeholder belongs to another program.
        NotAllowed: The person may not see the stakeholder.
    """
    permit = permit.demand(RECORD, ask)
    stored = held(ask, version, "program")
    still_open(stored)
    return amend(permit, stored, asked(permit, stored.program, facts, stored.stakeholder_id))


@transaction.atomic
def close_ask(permit: Permit, ask: Ask, state: str, outcome: str, *, version: int) -> Ask:
    """Say how an ask ended: won, lost or withdrawn.

    Args:
        permit: A permit of the person.
        ask: The ask.
        state: ``won``, ``lost`` or ``withdrawn``.
        outcome: What came of it.
        version: The version that the person saw.

    Returns:
        The ask.

    Raises:
        BadInput: It is not said how it ended.
        Conflict: It ended already.
        EditedMeanwhile: Somebody saved it since.
    """
    permit = permit.demand(RECORD, ask)
    if state not in ("won", "lost", "withdrawn") or not outcome.strip():
        raise BadInput(
            _("It is not said how the ask ended."), _("Write the outcome."), code="policy_ask_closed_with_words"
        )
    stored = held(ask, version, "program")
    still_open(stored)
    stored.state, stored.outcome, stored.closed_on = state, outcome.strip(), timezone.localdate()
    stored.version += 1
    stored.save()
    note(permit, stored, before={"state": "open"}, after={"state": state}, reason=stored.outcome)
    return stored


@transaction.atomic
def record_event(permit: Permit, program: Program, facts: EventFacts) -> Event:
    """Record a day of the calendar.

    Raises:
        BadInput: Its ask belongs to another program.
    """
    permit = permit.demand(RECORD, program)
    same_program(program, facts.ask)
    event = Event.objects.create(program=program, **columns(facts))
    note(permit, event, after=columns(facts))
    return event


@transaction.atomic
def change_event(permit: Permit, event: Event, facts: EventFacts, *, version: int) -> Event:
    """Change a day of the calendar, unless somebody else changed it first.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        BadInput: Its ask belongs to another program.
    """
    permit = permit.demand(RECORD, event)
    same_program(event.program, facts.ask)
    return amend(permit, held(event, version, "program"), columns(facts))


@transaction.atomic
def make_feed(permit: Permit, program: Program) -> str:
    """Make the secret address of one's own calendar; an address made before holds no longer.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The secret, which is kept nowhere.
    """
    permit = permit.demand("policy.feed.make", program)
    secret = secrets.token_urlsafe(32)
    person = Person.objects.get(key=permit.person)
    feed, _made = Feed.objects.update_or_create(
        program=program, person=person, defaults={"secret_hash": secret_hash(secret), "made_at": timezone.now()}
    )
    note(permit, feed, after={"calendar": str(person)})
    return secret


def columns(facts: AskFacts | EventFacts) -> dict[str, Any]:
    """As stored."""
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def asked(permit: Permit, program: Program, facts: AskFacts, was: int | None = None) -> dict[str, Any]:
    """An ask as stored; who decides is the stakeholder where nobody else is written.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: What is said of it.
        was: Id of the stakeholder to whom it was put before.

    Raises:
        BadInput: Its policy or its stakeholder belongs to another program.
        NotAllowed: The person may not see the stakeholder.
        NotFound: The person does not reach the stakeholder.
    """
    same_program(program, facts.policy)
    same_program(program, facts.stakeholder)
    values, put_to = columns(facts), facts.stakeholder
    if put_to is None:
        return values
    if put_to.pk != was:
        permit.demand("consensus.stakeholder.read", put_to)
    named = ", ".join(part for part in (put_to.name, put_to.office) if part)
    return values | {"decision_maker": values["decision_maker"] or named[:200]}


def same_program(program: Program, thing: Policy | Ask | Stakeholder | None) -> None:
    """Refuse what belongs to another program.

    Raises:
        BadInput: It does.
    """
    if thing is not None and thing.program_id != program.pk:
        raise BadInput(_("This belongs to another program."), _("Choose another."), code="policy.foreign")


def still_open(ask: Ask) -> None:
    """Refuse to change what ended.

    Raises:
        Conflict: It ended.
    """
    if ask.state != "open":
        raise Conflict(_("This ask has ended."), _("Record it again if it is still needed."), code="policy.ended")
