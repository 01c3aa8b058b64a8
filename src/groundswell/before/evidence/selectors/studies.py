"""Reading studies: rows for pages, frozen values for the method, in a fixed number of queries."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import KnownStudy, Study
from groundswell.before.evidence.models.questions import ALL
from groundswell.before.evidence.selectors.frozen import cluster_value, study_value
from groundswell.domain.errors import NotFound
from groundswell.domain.evidence.study import Study as StudyValue
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "evidence.study.read"


def absent() -> NotFound:
    """What is said of a study that is not there, or not for the person."""
    return NotFound(
        _("This study does not exist, or not for you."), _("Go back to the studies."), code="evidence.study_not_found"
    )


def study_by_key(key: UUID) -> Study:
    """The study with that key.

    Raises:
        NotFound: There is none.
    """
    found = Study.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise absent()
    return found


def known_by_key(key: UUID) -> KnownStudy:
    """The known study with that key.

    Raises:
        NotFound: There is none.
    """
    found = KnownStudy.objects.select_related("program").filter(key=key).first()
    if found is None:
        raise absent()
    return found


def study_rows(permit: Permit, program: Program, *, withdrawn: bool = False) -> QuerySet[Study]:
    """Studies of a program with their risks and subgroups: three queries, however many studies.

    Args:
        permit: A permit of the person.
        program: The program.
        withdrawn: Those withdrawn, instead of those that stand.

    Returns:
        The rows, by year and name.
    """
    rows = permit.scope(Study.objects.filter(program=program), READ)
    return rows.filter(withdrawn_at__isnull=not withdrawn).prefetch_related("risks", "subgroups")


def counted_rows(permit: Permit, program: Program, context: str = ALL) -> QuerySet[Study]:
    """Rows of the studies that count towards the verdict of one context.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The rows, by year and name; three queries.
    """
    rows = study_rows(permit, program).filter(counts=True)
    return rows.filter(context=context) if context else rows


def studies_of(permit: Permit, program: Program, context: str = ALL) -> tuple[StudyValue, ...]:
    """The studies that count towards the verdict of one context, as frozen values.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The values, by year and name; three queries.
    """
    return tuple(study_value(row) for row in counted_rows(permit, program, context))


def contexts_of(permit: Permit, program: Program) -> tuple[str, ...]:
    """The contexts named by the studies of a program, in alphabetical order.

    Args:
        permit: A permit of the person.
        program: The program.

    Returns:
        The names; one query.
    """
    rows = permit.scope(Study.objects.filter(program=program, withdrawn_at__isnull=True), READ)
    return tuple(rows.exclude(context="").order_by("context").values_list("context", flat=True).distinct())


def known_of(permit: Permit, program: Program, context: str = ALL) -> tuple[KnownStudy, ...]:
    """Studies known but not entered, of one context or of none in particular.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        The rows; one query.
    """
    rows = permit.scope(KnownStudy.objects.filter(program=program, entered_as__isnull=True), READ)
    return tuple(rows.filter(context__in=(context, "")) if context else rows)


def clusters_of(permit: Permit, study: Study) -> tuple[ClusterRow, ...]:
    """The clusters of a study as frozen values, in the order recorded.

    Args:
        permit: A permit of the person.
        study: The study.

    Returns:
        The clusters; one query.
    """
    permit.demand(READ, study)
    return tuple(cluster_value(row) for row in study.clusters.all())
