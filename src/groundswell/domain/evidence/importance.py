"""What counts as an important benefit, on the scale of the analysis."""

from __future__ import annotations

import math
from typing import Literal

from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.study import Measure
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _

type Benefit = Literal["low", "high"]


def important_difference(
    measure: Measure, benefit: Benefit = "low", mid: float | None = None, thresholds: Thresholds = DEFAULTS
) -> float | None:
    """Give the minimum important difference on the analysis scale, signed towards benefit.

    Args:
        measure: Measure of effect.
        benefit: ``low`` when a lower outcome is better.
        mid: Minimum important difference on the natural scale; for a ratio .90 and its reciprocal mean the same size,
            for a difference the size counts. None takes the threshold.
        thresholds: The defaults.

    Returns:
        Log ratio or difference, below 0 when lower is better; None where the measure has no default and none is given.

    Raises:
        BadInput: A ratio is not above 0 or is 1, or a difference is 0.

    Example:
        >>> round(important_difference(Measure.RR), 4), round(important_difference(Measure.RR, "high"), 4)
        (-0.1054, 0.1054)
    """
    if mid is None:
        mid = _default(measure, thresholds)
        if mid is None:
            return None
    if measure.is_ratio:
        if not 0 < mid < math.inf or mid == 1:
            raise BadInput(
                _("%(mid)s is not a minimum important ratio.", mid=Figure(mid, "g")),
                _("Write 0.90 for a relative change of ten per cent."),
                code="mid",
            )
        size = abs(math.log(mid))
    else:
        size = abs(mid)
        if not 0 < size < math.inf:
            raise BadInput(
                _("The minimum important difference is 0."), _("Write the smallest change that matters."), code="mid"
            )
    return -size if benefit == "low" else size


def _default(measure: Measure, thresholds: Thresholds) -> float | None:
    if measure.is_ratio:
        return thresholds.mid_ratio
    return thresholds.mid_smd if measure is Measure.SMD else thresholds.mid_difference
