"""Does quality hold as the approach spreads? Eight rules per unit and one light (Groundswell method.md 3.6).

``judge_dilution(rows, parameters) -> list[UnitLight]`` judges the waves, depths, places and the programme.
"""

from groundswell.domain.monitoring.dilution.grains import judge_grains
from groundswell.domain.monitoring.dilution.judge import ExpansionGate, expansion_gate, judge_dilution
from groundswell.domain.monitoring.dilution.lights import WORDS, Light, Row, RuleResult, UnitKind, UnitLight
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters, parameters_from
from groundswell.domain.monitoring.dilution.retention import outcome_retention

__all__ = [
    "WORDS",
    "DilutionParameters",
    "ExpansionGate",
    "Light",
    "Row",
    "RuleResult",
    "UnitKind",
    "UnitLight",
    "expansion_gate",
    "judge_dilution",
    "judge_grains",
    "outcome_retention",
    "parameters_from",
]
