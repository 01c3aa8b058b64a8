"""The published trials of women's groups (method 4.1) as studies; facts beside the estimates are assumed adequate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from groundswell.domain.evidence.certainty import CertaintyFacts, propose_certainty
from groundswell.domain.evidence.study import Arm, BiasDomain, Design, Measure, Reported, Risk, RiskOfBias, Study
from groundswell.domain.evidence.verdict import Recorded, VerdictInputs
from groundswell.domain.values import Interval

ON = date(2026, 11, 30)
CADRE, VERSION = "local facilitator", "1.0"


def trial(name: str, estimate: tuple[float, float, float], clusters: int, country: str, **over: Any) -> Study:
    """A cluster-randomised trial with low risk of bias; the interval allows for the clusters."""
    arm = Arm(clusters=clusters)
    facts: dict[str, Any] = {
        "design": Design.CLUSTER_RANDOMISED,
        "measure": Measure.OR,
        "treated": arm,
        "control": arm,
        "reported": Reported(*estimate),
        "clusters_respected": True,
        "country": country,
        "cadre": CADRE,
        "package_version": VERSION,
        "registered": True,
        "context": "rural",
        "risk_of_bias": (RiskOfBias(BiasDomain.ALLOCATION, Risk.LOW),),
    }
    return Study(id=name, **facts | over)


MUMBAI = trial("Shah More 2012", (1.48, 1.06, 2.08), 24, "India, Mumbai", context="urban slum")
RURAL = (
    trial("Manandhar 2004", (0.70, 0.53, 0.94), 12, "Nepal"),
    trial("Tripathy 2010", (0.68, 0.59, 0.78), 18, "India, Jharkhand"),
    trial("Lewycka 2013", (0.85, 0.59, 1.22), 24, "Malawi"),
    trial("Fottrell 2013", (0.62, 0.43, 0.89), 9, "Bangladesh", measure=Measure.RR),
    trial("Tripathy 2016", (0.69, 0.53, 0.89), 15, "India, Odisha"),
)
SIX = (*RURAL[:2], MUMBAI, *RURAL[2:])
BOLIVIA = Study(
    id="O'Rourke 1998",
    design=Design.BEFORE_AFTER,
    measure=Measure.RR,
    country="Bolivia",
    treated=Arm(people=409, events=18, baseline=0.117),
    control=Arm(),
)
SASA = trial("Abramsky 2014", (0.48, 0.16, 1.39), 4, "Uganda", measure=Measure.RR)


def adequate(studies: tuple[Study, ...], context: str = "rural", **over: Any) -> VerdictInputs:
    """Inputs in which everything but the evidence is adequate."""
    certainty = propose_certainty(studies, CertaintyFacts(cadre=CADRE, package_version=VERSION))
    facts: dict[str, Any] = {
        "certainty": certainty,
        "package_score": Recorded(90.0, "package review"),
        "package_core_defined": Recorded(True),
        "data_completeness": Recorded(0.95),
        "scalability_score": Recorded(80.0),
        "scalability_critical_gaps": Recorded(0),
        "unit_cost": Recorded(1.6),
        "payer_months": Recorded(24.0),
        "scale_cadre": Recorded(CADRE),
        "serious_harm": Recorded(False),
        "poorest_interaction": Recorded(Interval(-0.2, 0.05)),
        "fidelity": Recorded(0.85),
        "active_dose": Recorded(0.3),
    }
    return VerdictInputs(context, VERSION, ON, studies, **facts | over)


def bare(inputs: VerdictInputs) -> VerdictInputs:
    """The same with nothing recorded by other steps."""
    return VerdictInputs(inputs.context, inputs.package_version, inputs.on, inputs.studies, certainty=inputs.certainty)


def shifted(study: Study, log_ratio: float) -> Study:
    """The same study with its estimate and interval moved on the log scale."""
    assert study.reported is not None
    factor = 2.718281828459045**log_ratio
    reported = study.reported
    moved = replace(
        reported, estimate=reported.estimate * factor, lower=reported.lower * factor, upper=reported.upper * factor
    )
    return replace(study, reported=moved)
