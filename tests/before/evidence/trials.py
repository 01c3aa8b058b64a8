"""The six women's-group trials of method 4.1, as published; what a case states “adequate” is stated here."""

from __future__ import annotations

from typing import Any

from groundswell.domain.evidence.study import Arm, BiasDomain, Design, Measure, Reported, Risk, RiskOfBias, Study

WELL_RUN = tuple(RiskOfBias(domain, Risk.LOW, "assumed for the case") for domain in BiasDomain)


def trial(name: str, reported: Reported, clusters: int, **over: Any) -> Study:
    """A cluster-randomised trial of newborn deaths, assumed well run and registered."""
    shared: dict[str, Any] = {
        "design": Design.CLUSTER_RANDOMISED,
        "measure": Measure.OR,
        "outcome": "newborn death",
        "allocation_unit": "cluster of villages",
        "clusters_respected": True,
        "treated": Arm(clusters=clusters // 2),
        "control": Arm(clusters=clusters // 2),
        "risk_of_bias": WELL_RUN,
        "registered": True,
        "context": "rural",
        "adjusted_for": ("clustering",),
    }
    return Study(id=name, reported=reported, **(shared | over))


SIX = (
    trial("Nepal, Makwanpur 2004", Reported(0.70, 0.53, 0.94), 24, country="Nepal", year=2004, dose_coverage=0.08,
          treated=Arm(clusters=12, people=2899, events=76), control=Arm(clusters=12, people=3226, events=119)),
    trial("India, Jharkhand 2010", Reported(0.68, 0.59, 0.78), 36, country="India", setting="Jharkhand", year=2010),
    trial("India, Mumbai 2012", Reported(1.48, 1.06, 2.08), 48, country="India", setting="Mumbai", year=2012,
          context="urban slum"),
    trial("Malawi, Mchinji 2013", Reported(0.85, 0.59, 1.22), 48, country="Malawi", year=2013),
    trial("Bangladesh 2013", Reported(0.62, 0.43, 0.89), 18, country="Bangladesh", year=2013, dose_coverage=0.34),
    trial("India, health workers 2016", Reported(0.69, 0.53, 0.89), 30, country="India", setting="five districts",
          year=2016, cadre="health worker", package_version="3.1", fidelity=0.92),
)  # fmt: skip
"""W1 takes all six; W2 those that are rural; W3 Mumbai alone."""

BOLIVIA = Study(
    id="Bolivia, Inquisivi 1998",
    design=Design.BEFORE_AFTER,
    outcome="perinatal death",
    country="Bolivia",
    year=1998,
    context="Andes",
    treated=Arm(people=409, baseline=0.117, mean=0.0438),
)
