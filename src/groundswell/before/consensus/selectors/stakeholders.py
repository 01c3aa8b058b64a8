"""Stakeholders with where they stand now, and all that belongs to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from groundswell.before.consensus.models import Commitment, Contact, Objection, Part, Position, Stakeholder
from groundswell.domain.consensus.actors import Actor, Side
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "consensus.stakeholder.read"


@dataclass(frozen=True)
class Engaged:
    """All that is on record of one stakeholder.

    Args:
        positions: From the first to the last.
        objections: The latest first.
        commitments: By due day.
        contacts: The latest first.
    """

    positions: list[Position]
    objections: list[Objection]
    commitments: list[Commitment]
    contacts: list[Contact]

    @property
    def latest(self) -> Position | None:
        """The position that counts."""
        return self.positions[-1] if self.positions else None


def in_order(positions: QuerySet[Position]) -> QuerySet[Position]:
    """Positions, the one that counts first: the day decides, then what was recorded last."""
    return positions.order_by("-held_on", "-id")


def standing_of(rows: QuerySet[Stakeholder]) -> QuerySet[Stakeholder]:
    """Stakeholders with ``position``, ``position_on`` and ``contacts`` since it last changed, in the same query."""
    held = in_order(Position.objects.filter(stakeholder=OuterRef("pk")))
    rows = rows.annotate(position=Subquery(held.values("value")[:1]), position_on=Subquery(held.values("held_on")[:1]))
    other = held.exclude(value=OuterRef("position"))
    same_since = (
        Position.objects.filter(stakeholder=OuterRef("pk"), held_on__gte=Coalesce(OuterRef("other_on"), date.min))
        .filter(value=OuterRef("position"))
        .order_by("held_on", "id")
    )
    rows = rows.annotate(other_on=Subquery(other.values("held_on")[:1]))
    rows = rows.annotate(since=Subquery(same_since.values("held_on")[:1]))
    after = Contact.objects.filter(stakeholder=OuterRef("pk"), on__gt=Coalesce(OuterRef("since"), date.min)).order_by()
    counted = after.values("stakeholder").annotate(n=Count("pk")).values("n")
    return rows.annotate(contacts=Coalesce(Subquery(counted), 0, output_field=IntegerField()))


def stakeholders_of(permit: Permit, program: Program, *, left: bool = False) -> QuerySet[Stakeholder]:
    """Stakeholders that the person may see, by level and power, each as :func:`standing_of` gives it.

    Args:
        permit: A permit of the person.
        program: The program.
        left: Whether those no longer in office are asked for.
    """
    rows = permit.scope(Stakeholder.objects.filter(program=program, left_on__isnull=not left), READ)
    return standing_of(rows.select_related("program", "place"))


def actor_of(row: Stakeholder) -> Actor:
    """A stakeholder of :func:`standing_of` as the rules read it."""
    return Actor(
        row.name, Side(row.side), row.power, row.position, row.contacts, row.place.path,  # type: ignore[attr-defined]
    )  # fmt: skip


def engaged_of(permit: Permit, stakeholder: Stakeholder) -> Engaged:
    """All that is on record of one stakeholder; four queries.

    Raises:
        NotFound: The stakeholder is not for this person.
        NotAllowed: The person may not read stakeholders.
    """
    permit.demand(READ, stakeholder)
    return Engaged(
        list(Position.objects.filter(stakeholder=stakeholder).order_by("held_on", "id")),
        list(Objection.objects.filter(stakeholder=stakeholder)),
        list(Commitment.objects.filter(stakeholder=stakeholder)),
        list(Contact.objects.filter(stakeholder=stakeholder)),
    )


def parts_of[T: Part](permit: Permit, program: Program, table: type[T]) -> QuerySet[T]:
    """The rows of one kind over all stakeholders in office that the person may see."""
    rows: QuerySet[T] = table._default_manager.filter(stakeholder__program=program, stakeholder__left_on=None)
    return permit.scope(rows, READ).select_related("stakeholder__program", "stakeholder__place")


def open_of[T: Part](permit: Permit, program: Program, table: type[T]) -> QuerySet[T]:
    """Of objections or commitments, those still open."""
    return parts_of(permit, program, table).filter(state="open")


def next_steps_of(permit: Permit, program: Program) -> QuerySet[Contact]:
    """Next steps that are not done, by day."""
    rows = parts_of(permit, program, Contact).exclude(next_step="").filter(next_done_on=None)
    return rows.order_by(F("next_on").asc(), "id")


def overdue_of(permit: Permit, program: Program) -> QuerySet[Commitment]:
    """Commitments that are open after their day."""
    return open_of(permit, program, Commitment).filter(due_on__lt=timezone.localdate())
