"""The advocacy calendar: events, deadlines of asks, ends of policies; and whose calendar program reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.policy.models import Ask, Event, Feed, Policy
from groundswell.domain.access import Target, decide
from groundswell.domain.errors import NotFound
from groundswell.ground.people.access import secret_hash
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit, action_named

READ = "policy.policy.read"


@dataclass(frozen=True)
class Dated:
    """One line of the calendar.

    Args:
        kind: ``event``, ``deadline`` or ``end``.
        key: Key of the record behind it.
        on: The day.
        title: What happens, is due, or ends.
        where: Where; for an ask who decides.
        who: Who goes, or carries it.
        note: The next step, or why.
        done: Whether it is over.
        dropped: Whether it is over without what was wanted: an ask that was lost or withdrawn.
        version: How often the record was saved, for calendar programs.
    """

    kind: str
    key: UUID
    on: date
    title: str
    where: str = ""
    who: str = ""
    note: str = ""
    done: bool = False
    version: int = 1
    dropped: bool = False


def events_of(permit: Permit, program: Program) -> QuerySet[Event]:
    """Events by day."""
    return permit.scope(Event.objects.filter(program=program), READ).select_related("program", "ask")


def calendar_of(permit: Permit, program: Program) -> list[Dated]:
    """Every day of the calendar, in order: three queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    asks = permit.scope(Ask.objects.filter(program=program, deadline__isnull=False), READ)
    ends = permit.scope(Policy.objects.filter(program=program, ends_on__isnull=False, settled_on=None), READ)
    found = [
        Dated("event", row.key, row.on, row.title, row.where, row.who, row.next_step, row.done, row.version)
        for row in events_of(permit, program)
    ]
    found += [
        Dated("deadline", row.key, row.deadline, row.change, row.decision_maker, row.owner, row.why,
              row.state != "open", row.version, row.state in ("lost", "withdrawn"))
        for row in asks if row.deadline
    ]  # fmt: skip
    found += [Dated("end", row.key, row.ends_on, str(row), version=row.version) for row in ends if row.ends_on]
    return sorted(found, key=lambda each: (each.on, each.kind, each.title))


def event_by_key(key: UUID) -> Event:
    """The event with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Event.objects.select_related("program", "ask").filter(key=key).first()
    if found is None:
        raise NotFound(_("This event does not exist, or not for you."), _("Look at the list."), code="door.not_found")
    return found


def feed_by_secret(secret: str) -> Feed:
    """The feed of a secret address.

    Raises:
        NotFound: There is none, another was made since, or its owner has got a new password or lost a role since.
    """
    found = Feed.objects.select_related("person", "program").filter(secret_hash=secret_hash(secret)).first()
    if found is None or not found.person.is_active or found.made_at < (found.person.sealed_at or found.made_at):
        raise NotFound(_("This calendar does not exist."), _("Make a new address."), code="door.not_found")
    return found


def reading_permit(feed: Feed) -> Permit:
    """A permit for the feed's owner, as far as the owner's roles reach today.

    Raises:
        NotFound: The owner may no longer read it.
    """
    person, action, target = feed.person, action_named(READ), Target(str(feed.program.key))
    grants = tuple(person.grants())
    if not decide(grants, action, target, person=str(person.key), today=timezone.localdate()).allowed:
        raise NotFound(_("This calendar does not exist."), _("Make a new address."), code="door.not_found")
    return Permit(str(person.key), str(person), action, target, grants, via="link")
