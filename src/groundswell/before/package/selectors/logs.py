"""Reading the logs: simplifications, adaptations with their proposals, tests of the manual."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _

from groundswell.before.package.models import Adaptation, ManualTest, Simplification, TrainingSession
from groundswell.before.package.selectors.elements import READ
from groundswell.domain.errors import NotFound
from groundswell.domain.package import facts
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def simplifications_of(permit: Permit, program: Program) -> QuerySet[Simplification]:
    """What was dropped, the latest first."""
    rows = permit.scope(Simplification.objects.filter(program=program), READ)
    return rows.select_related("program", "element")


def adaptations_of(permit: Permit, program: Program) -> QuerySet[Adaptation]:
    """What was adapted, the latest first."""
    rows = permit.scope(Adaptation.objects.filter(program=program), READ)
    return rows.select_related("program", "element", "place")


def proposals_of(permit: Permit, program: Program) -> QuerySet[Adaptation]:
    """Proposals to change the core: those without a decision first, then the latest."""
    return adaptations_of(permit, program).filter(state="proposed").order_by("decision", "-on", "-id")


def tests_of(permit: Permit, program: Program) -> QuerySet[ManualTest]:
    """Tests of the manual, the latest first."""
    rows = permit.scope(ManualTest.objects.filter(program=program), READ)
    return rows.select_related("program", "place")


def frozen_trial(row: ManualTest) -> facts.Trial:
    """A test of the manual as the rules read it."""
    return facts.Trial(row.facilitator, row.sessions, row.fidelity)


MOST_PLACES = 60


def places_to_adapt(permit: Permit, program: Program) -> list[Place]:
    """Places where the person may write down what was adapted, as many levels as a menu can hold."""
    root = program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end)
    return levels_that_fit(permit.scope(inside, "package.adaptation.record").filter(closed_on=None, merged_into=None))


def levels_that_fit(rows: QuerySet[Place]) -> list[Place]:
    """Places from the top down, as many levels as a menu can hold, the topmost in any case.

    Args:
        rows: The places; two queries are made.
    """
    counts = rows.values("depth").annotate(n=Count("id")).order_by("depth").values_list("depth", "n")
    total, deepest = 0, None
    for depth, count in counts:
        total += count
        if deepest is not None and total > MOST_PLACES:
            break
        deepest = depth
    return list(rows.filter(depth__lte=deepest or 0).defer("geometry", "drawing").order_by("path"))


def session_by_key(key: UUID) -> TrainingSession:
    """The session of the training with a key, for the door."""
    return kept(TrainingSession.objects.select_related("program").filter(key=key).first())


def simplification_by_key(key: UUID) -> Simplification:
    """The simplification with a key, for the door."""
    return kept(Simplification.objects.select_related("program", "element").filter(key=key).first())


def adaptation_by_key(key: UUID) -> Adaptation:
    """The adaptation with a key, for the door."""
    return kept(Adaptation.objects.select_related("program", "element", "place").filter(key=key).first())


def test_by_key(key: UUID) -> ManualTest:
    """The test of the manual with a key, for the door."""
    return kept(ManualTest.objects.select_related("program", "place").filter(key=key).first())


def kept[M: Model](found: M | None) -> M:
    """What was found.

    Raises:
        NotFound: There is nothing.
    """
    if found is None:
        raise NotFound(_("This row does not exist, or not for you."), _("Go back to the package."), code="package.row")
    return found
