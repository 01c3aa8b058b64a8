"""Taking the result of a study's own cluster analysis over as its reported effect, so that it can be pooled."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import Study
from groundswell.before.evidence.selectors import clusters_of, study_value
from groundswell.before.evidence.services.studies import change_study, standing_of
from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.study import Allocation, Arm, Measure, Reported
from groundswell.domain.stats.cluster_tests import Finding
from groundswell.domain.stats.comparison import NEVER, Comparison, compare
from groundswell.kit.door import Permit

MEASURE_OF = {
    "risk difference": Measure.RD,
    "log risk ratio": Measure.RR,
    "mean difference": Measure.MD,
    "difference in change of risk": Measure.RD,
    "difference in change of mean": Measure.MD,
}


def adoptable(found: Comparison) -> dict[str, Finding]:
    """The methods whose result may be taken over: with an interval, on a scale that can be pooled, by the clusters.

    Args:
        found: The analysis of the clusters.

    Returns:
        Name to finding.
    """
    return {
        name: result
        for name, result in found.methods.items()
        if isinstance(result, Finding)
        and result.ci is not None
        and result.why != NEVER
        and result.scale in MEASURE_OF
        and name != "pre_trend"
    }


@transaction.atomic
def adopt_analysis(permit: Permit, study: Study, method: str, *, version: int, level: float = 0.95) -> Study:
    """Take one method's result over as the study's estimate, with its interval and degrees of freedom.

    Args:
        permit: A permit of the person.
        study: The study; its clusters are recorded.
        method: Name of the method, one of :func:`adoptable`.
        version: The version of the study that the person saw.
        level: Level of the interval.

    Returns:
        The changed study; the journal keeps what stood before.

    Raises:
        BadInput: The method gives nothing that can be taken over.
        EditedMeanwhile: Somebody changed the study since.
    """
    permit = permit.demand("evidence.study.change", study).because(_("taken over from the analysis of its clusters"))
    found = compare(clusters_of(permit, study), level=level)
    result = adoptable(found).get(method)
    if result is None or result.ci is None:
        raise BadInput(
            _("“%(method)s” gives no result that can be taken over.") % {"method": method},
            _("Choose a method with an interval that respects the clusters."),
            code="evidence.adopt",
        )
    interval = result.ratio_ci or result.ci
    estimate = result.estimate if result.ratio is None else result.ratio
    arms = {
        arm: replace(
            old, clusters=found.clusters[number], people=round(found.people[number]), events=None, mean=None, sd=None
        )
        for number, arm, old in arms_of(study)
    }
    value = replace(
        study_value(study),
        measure=MEASURE_OF[result.scale],
        allocation=Allocation.CLUSTER,
        reported=Reported(estimate, interval.lower, interval.upper, level, result.df),
        clusters_respected=True,
        icc=found.icc,
        design_effect=found.design_effect,
        treated=arms["treated"],
        control=arms["control"],
        yi=None,
        vi=None,
    )
    return change_study(permit, study, value, standing_of(study), version=version)


def arms_of(study: Study) -> tuple[tuple[int, str, Arm], ...]:
    """Number, name and frozen value of both arms."""
    value = study_value(study)
    return ((1, "treated", value.treated), (0, "control", value.control))
