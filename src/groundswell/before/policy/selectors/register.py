"""The register of policies, the reviews and the asks, as rows and as the rules read them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Stakeholder
from groundswell.before.policy.models import Ask, Policy, Review
from groundswell.domain.errors import NotFound
from groundswell.domain.policy import facts
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site
from groundswell.kit.door import Permit

READ = "policy.policy.read"
RANK = Case(
    When(settled_on__isnull=False, then=4),
    *(
        When(Q(on_reach=stance) | Q(on_effectiveness=stance), then=rank)
        for rank, stance in enumerate(("blocking", "inhibiting", "supportive"))
    ),
    default=3,
)


@dataclass(frozen=True)
class Known:
    """Step 6 of one program: its rows for the pages, and the same as the rules read them.

    Args:
        places: Its jurisdictions: the area of the program, then the regions.
        policies: Its policies, those that hinder most first.
        reviews: Its reviews, the latest first.
        register: All of it, frozen.
    """

    places: list[Place]
    policies: list[Policy]
    reviews: list[Review]
    register: facts.Register


def policies_of(permit: Permit, program: Program) -> QuerySet[Policy]:
    """Policies with what they touch, those that hinder most first, settled ones last: three queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    rows = permit.scope(Policy.objects.filter(program=program), READ)
    rows = rows.annotate(rank=RANK).order_by("rank", "area", "title", "pk")
    return rows.select_related("program", "place", "file").prefetch_related("waves", "elements")


def reviews_of(permit: Permit, program: Program) -> QuerySet[Review]:
    """Who looked for policies where, the latest first."""
    return permit.scope(Review.objects.filter(program=program), READ).select_related("place", "program")


def asks_of(permit: Permit, program: Program, *, ended: bool = False) -> QuerySet[Ask]:
    """Open asks by deadline; or those that ended, the latest first: two queries.

    The stakeholder of an ask is there for those only who may read stakeholders.

    Args:
        permit: A permit of the person.
        program: The program.
        ended: Whether those that ended are asked for.
    """
    rows = permit.scope(Ask.objects.filter(program=program), READ).select_related("program", "policy")
    seen = permit.scope(Stakeholder.objects.all(), "consensus.stakeholder.read")
    rows = rows.prefetch_related(Prefetch("stakeholder", queryset=seen))
    if ended:
        return rows.exclude(state="open").order_by("-closed_on", "-id")
    return rows.filter(state="open")


def stakeholders_for(permit: Permit, program: Program, ask: Ask) -> QuerySet[Stakeholder]:
    """To whom an ask may be put, as far as the person may see them: who is in office, and to whom it was put."""
    rows = Stakeholder.objects.filter(Q(left_on=None) | Q(pk=ask.stakeholder_id), program=program)
    rows = permit.scope(rows, "consensus.stakeholder.read")
    return rows.select_related("place").order_by("place__depth", "name", "pk")


def jurisdictions_of(program: Program) -> list[Place]:
    """The area of the program, and the regions below it where it works or will: two queries."""
    root = program.root
    paths = Site.objects.filter(program=program).values_list("place__path", flat=True)
    numbers = {int(path[len(root.path) :].split("/", 1)[0]) for path in paths if len(path) > len(root.path)}
    return [root, *Place.objects.filter(pk__in=numbers).order_by("name")]


def known_of(permit: Permit, program: Program) -> Known:
    """All that is on record of step 6 but its calendar, read once; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    places, policies = jurisdictions_of(program), list(policies_of(permit, program))
    reviews = list(reviews_of(permit, program))
    asks = permit.scope(Ask.objects.filter(program=program), READ)
    register = facts.Register(
        policies=tuple(frozen(row) for row in policies),
        reviews=tuple(facts.Review(row.area, row.place.path, row.on) for row in reviews),
        asks=tuple(facts.Ask(row.change, row.decision_maker, row.owner, row.deadline, row.state) for row in asks),
        country=places[0].path,
        regions=tuple((place.path, str(place)) for place in places[1:]),
        sites=tuple(Site.objects.filter(program=program).values_list("place__path", "wave__number")),
    )
    return Known(places, policies, reviews, register)


def register_of(permit: Permit, program: Program) -> facts.Register:
    """All that the rules read of one program; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    return known_of(permit, program).register


def areas_of(program: Program, depth: int) -> list[Place]:
    """The open places of one level of the program's area, by name; one query without boundaries."""
    root = program.root
    rows = Place.objects.filter(path__gt=root.path, path__lt=root.end, depth=depth, closed_on=None)
    return list(rows.only("key", "path", "name", "names").order_by("name"))


def frozen(row: Policy) -> facts.Policy:
    """A policy as the rules read it; its place and waves are loaded."""
    return facts.Policy(
        key=str(row.key),
        title=str(row),
        area=row.area,
        path=row.place.path,
        effectiveness=facts.Stance(row.on_effectiveness),
        reach=facts.Stance(row.on_reach),
        treatment=row.treatment,
        starts=row.starts_on,
        ends=row.ends_on,
        steps=frozenset(row.steps),
        waves=frozenset(wave.number for wave in row.waves.all()),
        settled=row.settled_on is not None,
        kind=row.kind,
    )


def policy_by_key(key: UUID) -> Policy:
    """The policy with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    rows = Policy.objects.select_related("program", "place", "file").prefetch_related("waves", "elements")
    found = rows.filter(key=key).first()
    if found is None:
        raise NotFound(_("This policy does not exist, or not for you."), _("Look at the list."), code="door.not_found")
    return found


def ask_by_key(key: UUID) -> Ask:
    """The ask with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    found = Ask.objects.select_related("program", "policy__place").filter(key=key).first()
    if found is None:
        raise NotFound(_("This ask does not exist, or not for you."), _("Look at the list."), code="door.not_found")
    return found
