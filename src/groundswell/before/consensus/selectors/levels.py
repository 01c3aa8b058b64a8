"""The levels of the country with who has a say there, judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Commitment, LevelAnswer, Objection, Stakeholder
from groundswell.before.consensus.selectors.stakeholders import (
    READ,
    actor_of,
    open_of,
    overdue_of,
    stakeholders_of,
    standing_of,
)
from groundswell.domain.access import Target
from groundswell.domain.consensus.actors import Side
from groundswell.domain.consensus.readiness import (
    ConsensusRules,
    Coordination,
    Level,
    Readiness,
    coordination,
    judge_level,
)
from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Level as Named
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, Site
from groundswell.ground.programs.selectors import consensus_rules
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class LevelView:
    """One level with its judgement.

    Args:
        found: The judgement.
        objections: Objections there that nobody answered.
        overdue: Commitments there that are late.
        unmoved: Stakeholders whom three contacts did not move.
    """

    found: Readiness
    objections: int
    overdue: int
    unmoved: int

    @property
    def level(self) -> Level:
        """The level itself."""
        return self.found.level


@dataclass(frozen=True)
class Overview:
    """All levels of one program."""

    levels: tuple[LevelView, ...]
    people: tuple[Stakeholder, ...]
    coordination: Coordination
    rules: ConsensusRules

    @property
    def leaders(self) -> int:
        """Community leaders on record, at any level."""
        return sum(person.side == Side.LEADS.value for person in self.people)


def level_named(program: Program, depth: int) -> Named:
    """One named level of the program's country.

    Raises:
        NotFound: The country names no such level.
    """
    found = next((row for row in levels_of(program) if row.depth == depth), None)
    if found is None:
        raise NotFound(_("The country has no such level."), _("Name its levels first."), code="door.not_found")
    return found


def first_place(permit: Permit, program: Program) -> str:
    """The highest place whose stakeholders the person may record, as it is typed."""
    path = program.root.path
    if not permit.allows("consensus.stakeholder.record", Target(str(program.key), path)):
        path = min((grant.path for grant in permit.grants if grant.path.startswith(path)), key=len, default="")
    place = Place.objects.filter(path=path).first()
    return (place.code or str(place)) if place else ""


def levels_of(program: Program) -> list[Named]:
    """The named levels of the program's country from its root down to where it works; two queries."""
    root = program.root
    named = Named.objects.filter(country=root.country_id or root.pk, depth__gte=root.depth)
    return list(named.select_related("country"))


def answers_of(program: Program) -> dict[int, dict[str, LevelAnswer]]:
    """The answers that count, by level and question; one query."""
    found: dict[int, dict[str, LevelAnswer]] = defaultdict(dict)
    for row in LevelAnswer.objects.filter(program=program).order_by("id"):
        found[row.depth][row.item] = row
    return found


def overview_of(permit: Permit, program: Program) -> Overview:
    """Who agrees, decides and objects at each level that the person may see; a fixed number of queries.

    Args:
        permit: A permit of the person; a supervisor gets the own district and what lies below.
        program: The program.
    """
    people = stakeholders_of(permit, program)
    objections, late = open_of(permit, program, Objection), overdue_of(permit, program)
    found = gathered(program, people, objections, late, permit.scope(working_sites(program), READ))
    highest = highest_seen(permit, program)
    seen = tuple(view for view in found.levels if view.level.depth >= highest)
    return found if len(seen) == len(found.levels) else Overview(seen, found.people, coordination(()), found.rules)


def whole_overview(program: Program) -> Overview:
    """All levels, whoever asks: for sentences of the gate, which name nobody and show no position."""
    people = standing_of(Stakeholder.objects.filter(program=program, left_on=None).select_related("place", "program"))
    objections = Objection.objects.filter(stakeholder__program=program, stakeholder__left_on=None, state="open")
    promises = Commitment.objects.filter(stakeholder__program=program, stakeholder__left_on=None, state="open")
    late = promises.filter(due_on__lt=timezone.localdate())
    owner = "stakeholder__place"
    return gathered(
        program, people, objections.select_related(owner), late.select_related(owner), working_sites(program)
    )


def working_sites(program: Program) -> QuerySet[Site]:
    """Places where the program works or will."""
    return Site.objects.filter(program=program, stopped_on=None)


def highest_seen(permit: Permit, program: Program) -> int:
    """Depth of the highest level whose stakeholders the person may see."""
    if permit.allows(READ, Target(str(program.key), program.root.path)):
        return 0
    held = [grant for grant in permit.grants if grant.program in (None, str(program.key)) and grant.path]
    return min((grant.path.count("/") - 1 for grant in held), default=0)


def gathered(
    program: Program,
    people: Iterable[Stakeholder],
    objections: Iterable[Objection],
    late: Iterable[Commitment],
    sites: QuerySet[Site],
) -> Overview:
    """The levels out of their rows, each judged."""
    everybody, answers, rules = tuple(people), answers_of(program), consensus_rules(program)
    paths = list(sites.values_list("place__path", flat=True))
    deepest = max((path.count("/") - 1 for path in paths), default=None)
    names = [row for row in levels_of(program) if deepest is None or row.depth <= deepest]
    open_at, late_at = ([row.stakeholder.place.depth for row in rows] for rows in (objections, late))
    views = []
    for row in names:
        here = tuple(person for person in everybody if person.place.depth == row.depth)
        level = judged_as(row, here, answers.get(row.depth, {}), paths, is_last=row is names[-1])
        unmoved = sum(actor.is_unmoved(rules.unmoved_contacts) for actor in level.actors)
        views.append(LevelView(judge_level(level, rules), open_at.count(row.depth), late_at.count(row.depth), unmoved))
    return Overview(tuple(views), everybody, coordination(tuple(view.level for view in views)), rules)


def judged_as(
    named: Named, people: Iterable[Stakeholder], answers: dict[str, LevelAnswer], paths: list[str], *, is_last: bool
) -> Level:
    """A level as the rules read it."""
    actors = tuple(actor_of(person) for person in people)
    working = {above(path, named.depth) for path in paths} - {""}
    agreeing = {actor.place for actor in actors if actor.side is Side.DECIDES and actor.supports}
    values = {item: float(row.value) for item, row in answers.items()}
    return Level(
        named.depth, str(named), actors, values, is_last and named.depth > 0, len(working), len(working & agreeing)
    )


def above(path: str, depth: int) -> str:
    """The path of the place at a level above; empty where the path ends higher.

    Example:
        >>> above("1/4/9/", 1), above("1/", 1)
        ('1/4/', '')
    """
    parts = path.split("/")[:-1]
    return "/".join(parts[: depth + 1]) + "/" if len(parts) > depth else ""
