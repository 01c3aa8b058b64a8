"""Inputs stated “adequate”, as the cases of method 3.4 assume them."""

from __future__ import annotations

from typing import Any

from groundswell.across.gates.services import record_input
from groundswell.domain.values import Interval
from groundswell.ground.programs.models import Program
from tests import make

ADEQUATE: dict[str, Any] = {
    "package_score": 85,
    "package_core_defined": True,
    "data_completeness": 0.92,
    "scalability_score": 80,
    "scalability_critical_gaps": 0,
    "unit_cost": 1200.0,
    "payer_months": 18,
    "scale_cadre": "health worker",
    "serious_harm": False,
    "poorest_interaction": Interval(-0.3, 0.05),
    "fidelity": 0.92,
    "active_dose": 0.3,
}


def type_in(program: Program, context: str = "", without: tuple[str, ...] = ()) -> None:
    """Type in everything adequate but some."""
    for name, value in ADEQUATE.items():
        if name not in without:
            record_input(
                make.desk("gates.input.record", program), program, context, name, value, source="case of the method"
            )
