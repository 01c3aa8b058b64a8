"""The numbers a program may set for the dilution rules; every one has a default."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from groundswell.domain.errors import BadInput

_SHARES = ("active_dose", "margin", "floor_red", "floor_amber", "fdr")
_CODES = ("fidelity", "coverage", "load", "supervision", "outcome")


@dataclass(frozen=True, kw_only=True)
class DilutionParameters:
    """Which indicator feeds which rule, and where the lines are drawn.

    Args:
        fidelity: Indicator of rules 1-5: share of observed sessions held well (or a mean score, kind ``mean``).
        coverage: Indicator of rules 6 (active dose) and 8 (equity).
        load: Indicator of rule 6: groups per facilitator.
        supervision: Indicator of rule 6: visits held of visits due.
        outcome: Indicator of rule 7.
        trial_effect: Effect of the trial as a ratio (odds ratio); a negative number is read as its natural logarithm.
        trial_se: Standard error of the logarithm of the trial's effect.
        active_dose: Coverage below which the approach was not seen to work, fraction.
        tested_load: Groups per facilitator that the evaluation tested.
        margin: Loss against the pilot that is still fine, fraction (.10 = 10 points).
        floor_red: Fidelity below which a unit is red, fraction.
        floor_amber: Fidelity below which a unit is amber, fraction.
        baseline_periods: Periods that fix the limits of the control chart (8 or more).
        fdr: False discovery rate of Benjamini-Hochberg over the units judged together.

    Raises:
        BadInput: When a number is outside what it can be.

    Source:
        Groundswell method.md 3.0 ("Which indicator feeds which rule"), 3.6 (numbers).
    """

    fidelity: str = "P9"
    coverage: str = "P3"
    load: str = "P14"
    supervision: str = "P13"
    outcome: str = "O1"
    trial_effect: float | None = None
    trial_se: float | None = None
    active_dose: float = 0.30
    tested_load: float | None = None
    margin: float = 0.10
    floor_red: float = 0.60
    floor_amber: float = 0.80
    baseline_periods: int = 8
    fdr: float = 0.10

    def __post_init__(self) -> None:
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                _refuse(
                    name,
                    getattr(self, name),
                    "a share between 0 and 1 (write 0.10 for 10 points)",
                )
        for name in ("tested_load", "trial_se"):
            number = getattr(self, name)
            if number is not None and not number > 0:
                _refuse(name, number, "greater than 0")
        if self.trial_effect in (0, 1):
            _refuse(
                "trial_effect",
                self.trial_effect,
                "a ratio other than 0 and 1; without an effect nothing can be retained",
            )
        if self.baseline_periods < 2:
            _refuse("baseline_periods", self.baseline_periods, "2 or more, better 8 to 12")
        if self.floor_red > self.floor_amber:
            _refuse(
                "floor_red",
                self.floor_red,
                f"at most floor_amber, which is {self.floor_amber}",
            )

    @property
    def ln_trial_effect(self) -> float | None:
        """Natural logarithm of the trial's effect; None where none was given."""
        if self.trial_effect is None:
            return None
        return self.trial_effect if self.trial_effect < 0 else math.log(self.trial_effect)


def parameters_from(values: Mapping[str, Any]) -> DilutionParameters:
    """Parameters from a mapping (a TOML file, columns of a program); keys not given keep their default.

    Raises:
        BadInput: When a key is unknown or a value has the wrong type.
    """
    kinds: dict[str, type] = {field.name: float for field in fields(DilutionParameters)} | dict.fromkeys(_CODES, str)
    kinds["baseline_periods"] = int
    for name, value in values.items():
        if name not in kinds:
            raise BadInput(
                f"“{name}” is not a parameter of the dilution rules.",
                f"Known are: {', '.join(kinds)}.",
            )
        kind = kinds[name]
        right = isinstance(value, (int, float) if kind is float else kind) and not isinstance(value, bool)
        if not right or (kind is float and not math.isfinite(value)):
            _refuse(
                name,
                value,
                "a text" if kind is str else "a whole number" if kind is int else "a number",
            )
    return DilutionParameters(**values)


def _refuse(name: str, value: object, needed: str) -> None:
    raise BadInput(
        f"Parameter {name} is {value}.",
        f"It must be {needed}.",
        code="dilution.parameter",
    )
