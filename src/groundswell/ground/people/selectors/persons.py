"""Finding persons; a person is visible in a program through a role there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.people.models import Organisation, Person, Role
from groundswell.ground.people.selectors.roles import in_force, role_word
from groundswell.kit.door import Permit


def person_by_key(key: str | UUID) -> Person:
    """The person with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    person = Person.objects.select_related("organisation").filter(key=key).first()
    if person is None:
        raise _nobody()
    return person


def roles_of(permit: Permit, *, ended: bool = False) -> QuerySet[Role]:
    """Roles in the permit's program, and over all programs, that the person may see.

    Args:
        permit: A permit of the person.
        ended: Whether roles that were ended or have run out are among them.
    """
    rows = permit.scope(Role.objects.select_related("person", "place"), "people.person.read")
    rows = rows.filter(program__in=["", permit.target.program or ""])
    return rows if ended else rows.filter(in_force())


def persons_of(permit: Permit) -> QuerySet[Person]:
    """Persons with a role in force that the person may see, by name, each with ``seen_roles``; two queries."""
    roles = roles_of(permit)
    seen = Prefetch("roles", queryset=roles.order_by("role"), to_attr="seen_roles")
    return (
        Person.objects.filter(pk__in=roles.order_by().values("person"))
        .select_related("organisation")
        .prefetch_related(seen)
    )


def person_in(permit: Permit, person: Person) -> list[Role]:
    """All roles of a person that one may see, ended ones too, the latest first.

    Raises:
        NotFound: None: then the person is nobody here.
    """
    roles = list(roles_of(permit, ended=True).filter(person=person).order_by("-id"))
    if not roles and permit.person != str(person.key):
        raise _nobody()
    return roles


def own_roles(permit: Permit) -> list[Role]:
    """One's own roles in force, in all programs."""
    return list(Role.objects.filter(in_force(), person__key=permit.person).select_related("place"))


def organisations() -> QuerySet[Organisation]:
    """All organisations by name."""
    return Organisation.objects.order_by("name")


@dataclass(frozen=True)
class CastMember:
    """Somebody of the demonstration, with a sentence of who they are."""

    key: str
    name: str
    sentence: str


def demonstration_cast() -> list[CastMember]:
    """Who can sign in by a click; nobody outside the demonstration."""
    if not settings.DEMONSTRATION:
        return []
    roles = Prefetch("roles", queryset=Role.objects.filter(in_force()).select_related("place"), to_attr="seen_roles")
    rows = (
        Person.objects.filter(Q(is_active=True), demonstration=True)
        .select_related("organisation")
        .prefetch_related(roles)
    )
    return [CastMember(str(person.key), person.name, _who(person)) for person in rows.order_by("pk")]


def _who(person: Person) -> str:
    words = [role_word(role) for role in person.seen_roles]  # type: ignore[attr-defined]
    if person.organisation:
        words.append(str(person.organisation))
    return "; ".join(words) or _("An outsider: has no role and sees nothing")


def _nobody() -> NotFound:
    return NotFound(
        _("This person does not exist, or not for you."), _("Look at the list of people."), code="door.not_found"
    )
