"""A stored study as the frozen value that the method reads, and back."""

from __future__ import annotations

from typing import Any

from groundswell.before.evidence.models import Study, StudyCluster
from groundswell.domain.evidence.study import Allocation, Arm, BiasDomain, Design, Measure, Reported, Risk, Subgroup
from groundswell.domain.evidence.study import RiskOfBias as Bias
from groundswell.domain.evidence.study import Study as StudyValue
from groundswell.domain.stats.clusters import ClusterRow

PLAIN = (
    "title",
    "outcome",
    "allocation_unit",
    "yi",
    "vi",
    "clusters_respected",
    "icc",
    "design_effect",
    "follow_up_months",
    "pre_periods",
    "dose_meetings",
    "dose_coverage",
    "fidelity",
    "context",
    "setting",
    "country",
    "year",
    "cadre",
    "package_version",
    "registered",
    "registration",
    "funder",
    "independent",
    "source",
    "analysis_population",
    "notes",
)
OF_ARM = ("clusters", "people", "events", "mean", "sd", "baseline")
OF_SUBGROUP = ("people", "events")


def study_value(row: Study) -> StudyValue:
    """The frozen value of a stored study; its risks and subgroups must be prefetched to keep queries few.

    Args:
        row: The stored study.

    Returns:
        The value that ``domain.evidence`` judges; its id is the study's short name.
    """
    return StudyValue(
        id=row.name,
        design=Design(row.design),
        measure=Measure(row.measure),
        allocation=Allocation(row.allocation),
        treated=Arm(**{name: getattr(row, f"treated_{name}") for name in OF_ARM}),
        control=Arm(**{name: getattr(row, f"control_{name}") for name in OF_ARM}),
        reported=reported_value(row),
        adjusted_for=tuple(row.adjusted_for),
        risk_of_bias=tuple(Bias(BiasDomain(risk.domain), Risk(risk.risk), risk.because) for risk in row.risks.all()),
        subgroups=tuple(
            Subgroup(
                group.variable,
                group.name,
                Arm(people=group.treated_people, events=group.treated_events),
                Arm(people=group.control_people, events=group.control_events),
            )
            for group in row.subgroups.all()
        ),
        **{name: getattr(row, name) for name in PLAIN},
    )


def reported_value(row: Study) -> Reported | None:
    """The printed estimate and interval, None unless all three numbers are recorded."""
    if row.estimate is None or row.lower is None or row.upper is None:
        return None
    return Reported(row.estimate, row.lower, row.upper, row.level, row.df)


def study_columns(value: StudyValue) -> dict[str, Any]:
    """The columns of a study's own row; risks and subgroups are rows of their own.

    Args:
        value: The frozen study.

    Returns:
        Column name to value.
    """
    columns: dict[str, Any] = {name: getattr(value, name) for name in PLAIN}
    columns |= {
        "name": value.id.strip(),
        "design": value.design.value,
        "measure": value.measure.value,
        "allocation": value.allocation.value,
        "adjusted_for": list(value.adjusted_for),
    }
    for arm in ("treated", "control"):
        columns |= {f"{arm}_{name}": getattr(getattr(value, arm), name) for name in OF_ARM}
    printed = value.reported
    columns |= {
        "estimate": printed.estimate if printed else None,
        "lower": printed.lower if printed else None,
        "upper": printed.upper if printed else None,
        "level": printed.level if printed else 0.95,
        "df": printed.df if printed else None,
    }
    return columns


def cluster_value(row: StudyCluster) -> ClusterRow:
    """The frozen value of a stored cluster."""
    return ClusterRow(row.arm, row.cluster, row.n, row.events, row.value, row.sd, row.pair, row.stratum, row.period)
