"""Does quality hold as the approach spreads? Eight rules per unit and one light (Groundswell method.md 3.6).

``judge_dilution(rows, parameters) -> list[UnitLight]`` judges the programme, its waves, its depths and its places.
"""

from groundswell.domain.monitoring.dilution.lights import (
    WORDS,
    Light,
    Row,
    RuleResult,
    UnitKind,
    UnitLight,
)
from groundswell.domain.monitoring.dilution.parameters import (
    DilutionParameters,
    parameters_from,
)

__all__ = [
    "WORDS",
    "DilutionParameters",
    "Light",
    "Row",
    "RuleResult",
    "UnitKind",
    "UnitLight",
    "parameters_from",
]
