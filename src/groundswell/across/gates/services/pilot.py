"""Handing a pilot's own monitoring data to step 2 as clusters."""

from __future__ import annotations

from django.db import transaction

from groundswell.across.gates.selectors.monitored import PilotClusters, Stretch, pilot_clusters
from groundswell.before.evidence.selectors import Study
from groundswell.before.evidence.services import record_clusters
from groundswell.during.monitoring.models import Indicator
from groundswell.kit.door import Permit


@transaction.atomic
def analyse_pilot(
    permit: Permit, study: Study, indicator: Indicator, after: Stretch, before: Stretch | None = None
) -> PilotClusters:
    """Record the communities of monitoring as the clusters of a study.

    Args:
        permit: A permit of the person, for recording clusters.
        study: The study of our own pilot.
        indicator: The outcome, a share of counted people.
        after: The stretch that is compared.
        before: A stretch before the approach began.

    Returns:
        The clusters that were recorded, and how many communities belong to neither arm.

    Raises:
        BadInput: The indicator or the stretches do not fit.
        CannotJudge: One arm has no community with values.
    """
    found = pilot_clusters(permit, study.program, indicator, after, before)
    why = f"{indicator}, {after.first} – {after.last}"
    record_clusters(permit.demand("evidence.cluster.record", study).because(why), study, found.rows)
    return found
