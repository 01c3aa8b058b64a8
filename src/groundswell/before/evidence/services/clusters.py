"""Recording what was counted in each cluster of a study."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import Study, StudyCluster
from groundswell.domain.errors import BadInput
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.ground.journal.services import note
from groundswell.kit.door import Permit


@transaction.atomic
def record_clusters(permit: Permit, study: Study, clusters: Sequence[ClusterRow]) -> int:
    """Record the clusters of a study, in place of those that stood.

    This is also how a pilot is analysed from its own monitoring data: monitoring freezes its values per community
    as :class:`ClusterRow` (arm 1 for communities with the approach), and a room above both hands them over here.

    Args:
        permit: A permit of the person.
        study: The study.
        clusters: One row per cluster, and per period where there are several.

    Returns:
        How many rows are recorded.

    Raises:
        BadInput: There is none, or a cluster stands twice in one period.
    """
    permit = permit.demand("evidence.cluster.record", study)
    if not clusters:
        raise BadInput(_("There is no cluster to record."), _("Give one row per cluster."), code="evidence.no_clusters")
    refuse_twice(clusters)
    before = study.clusters.count()
    study.clusters.all().delete()
    StudyCluster.objects.bulk_create(
        StudyCluster(
            study=study,
            arm=row.arm,
            cluster=row.cluster,
            n=row.n,
            events=row.events,
            value=row.value,
            sd=row.sd,
            pair=row.pair,
            stratum=row.stratum,
            period=row.period,
        )
        for row in clusters
    )
    note(permit, study, before={"cluster rows": before}, after={"cluster rows": len(clusters)})
    return len(clusters)


def refuse_twice(clusters: Sequence[ClusterRow]) -> None:
    """Refuse a cluster that stands twice in one period.

    Raises:
        BadInput: One does.
    """
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(clusters, 1):
        if (row.cluster, row.period) in seen:
            raise BadInput(
                _("Row %(number)s: cluster “%(cluster)s” stands twice in period “%(period)s”.")
                % {"number": number, "cluster": row.cluster, "period": row.period or "–"},
                _("Add the two rows up, or correct the name."),
                code="cluster_once_per_study_and_period",
            )
        seen.add((row.cluster, row.period))
