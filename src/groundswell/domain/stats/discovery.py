"""Many tests at once: which findings stand when a share of false ones is allowed among them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _
from groundswell.domain.stats.series import Floats


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjusted p-values: the smallest false discovery rate at which each finding stands.

    Args:
        p: p-values, NaN where a test could not be made (it stays NaN and does not count).

    Raises:
        BadInput: When a p-value is below 0 or above 1.

    Source:
        Benjamini and Hochberg (1995), step-up procedure.

    Example:
        >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.005]).round(4).tolist()
        [0.02, 0.04, 0.04, 0.02]
    """
    values = np.asarray(p, dtype=np.float64).reshape(-1)
    known = ~np.isnan(values)
    if bool(np.any((values[known] < 0) | (values[known] > 1))):
        raise BadInput(_("A p-value is below 0 or above 1."), _("Give p-values as fractions."), code="discovery.p")
    tested = values[known]
    order = np.argsort(tested)[::-1]
    ranks = np.arange(len(tested), 0, -1)
    stepped = np.minimum.accumulate(tested[order] * len(tested) / ranks) if len(tested) else tested
    adjusted = np.full(len(values), np.nan)
    placed = np.empty(len(tested))
    placed[order] = np.minimum(stepped, 1.0)
    adjusted[known] = placed
    return adjusted


def discoveries(p: ArrayLike, rate: float = 0.10) -> NDArray[np.bool_]:
    """Which findings stand at a false discovery rate.

    Args:
        p: p-values, NaN where there is none.
        rate: Allowed share of false findings among those that stand, fraction.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(benjamini_hochberg(p) <= rate)
