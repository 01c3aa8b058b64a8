"""The register of policies, the reviews and the asks, as rows and as the rules read them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

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


def policies_of(permit: Permit, program: Program, *, area: str = "", place: Place | None = None) -> QuerySet[Policy]:
    """Policies with what they touch, those that hinder most first, settled ones last: three queries.

    Args:
        permit: A permit of the person.
        program: The program.
        area: Only those of one area of the checklist.
        place: Only those that hold in this place.
    """
    rows = permit.scope(Policy.objects.filter(program=program), READ)
    if area:
        rows = rows.filter(area=area)
    if place:
        rows = rows.filter(place=place)
    rows = rows.annotate(rank=RANK).order_by("rank", "area", "title", "pk")
    return rows.select_related("program", "place", "file").prefetch_related("waves", "elements")


def reviews_of(permit: Permit, program: Program) -> QuerySet[Review]:
    """Who looked for policies where, the latest first."""
    return permit.scope(Review.objects.filter(program=program), READ).select_related("place", "program")


def asks_of(permit: Permit, program: Program, *, ended: bool = False) -> QuerySet[Ask]:
    """Open asks by deadline; or those that ended, the latest first.

    Args:
        permit: A permit of the person.
        program: The program.
        ended: Whether those that ended are asked for.
    """
    rows = permit.scope(Ask.objects.filter(program=program), READ).select_related("program", "policy")
    if ended:
        return rows.exclude(state="open").order_by("-closed_on", "-id")
    return rows.filter(state="open")


def jurisdictions_of(program: Program) -> list[Place]:
    """The area of the program, and the regions below it where it works or will: two queries."""
    root = program.root
    paths = Site.objects.filter(program=program).values_list("place__path", flat=True)
    numbers = {int(path[len(root.path) :].split("/", 1)[0]) for path in paths if len(path) > len(root.path)}
    return [root, *Place.objects.filter(pk__in=numbers).order_by("name")]


def register_of(permit: Permit, program: Program) -> facts.Register:
    """All that the rules read of one program; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    country, *regions = jurisdictions_of(program)
    asks = permit.scope(Ask.objects.filter(program=program), READ)
    sites = Site.objects.filter(program=program).values_list("place__path", "wave__number")
    return facts.Register(
        policies=tuple(frozen(row) for row in policies_of(permit, program)),
        reviews=tuple(facts.Review(row.area, row.place.path, row.on) for row in reviews_of(permit, program)),
        asks=tuple(facts.Ask(row.change, row.decision_maker, row.owner, row.deadline, row.state) for row in asks),
        country=country.path,
        regions=tuple((place.path, str(place)) for place in regions),
        sites=tuple(sites),
    )


def frozen(row: Policy) -> facts.Policy:
    """A policy as the rules read it; its place and waves are loaded."""
    return facts.Policy(
        key=str(row.key),
        title=row.title,
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
