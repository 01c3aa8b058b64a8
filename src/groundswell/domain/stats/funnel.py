"""Do small studies tell another story? Egger's regression test of funnel asymmetry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import two_sided_p
from groundswell.domain.stats.pooling import checked

ENOUGH_STUDIES = 10


@dataclass(frozen=True)
class Egger:
    """Egger's test.

    Args:
        bias: Slope on the standard error (Egger's intercept).
        se: Its standard error.
        t: Their ratio.
        df: Degrees of freedom, k - 2.
        p: Two-sided p.
        limit: The estimate of a study without sampling error.
    """

    bias: float
    se: float
    t: float
    df: int
    p: float
    limit: float


def egger(yi: Sequence[float], vi: Sequence[float], enough: int = ENOUGH_STUDIES) -> Egger:
    """Regress effects on their standard errors, weighted by inverse variance.

    Args:
        yi: Estimates on the analysis scale, length k.
        vi: Sampling variances, length k.
        enough: Studies from which on the test is made.

    Returns:
        The test.

    Raises:
        CannotJudge: Fewer studies than ``enough``, or all equally precise.

    Source:
        Egger, Davey Smith, Schneider and Minder 1997, BMJ 315:629-634; ten studies:
        Sterne and others 2011, BMJ 343:d4002.
    """
    estimates, variances = checked(yi, vi)
    k = len(estimates)
    if k < max(enough, 3):
        raise CannotJudge(
            _("Egger's test needs %(enough)s studies; there are %(k)s.", enough=max(enough, 3), k=k), code="egger.few"
        )
    errors = np.sqrt(variances)
    if np.ptp(errors) <= 1e-12 * errors.max():
        raise CannotJudge(_("All studies are equally precise, so a funnel has no shape."), code="egger.flat")
    weights = 1.0 / variances
    design = np.column_stack([np.ones(k), errors])
    covariance = np.linalg.inv(design.T @ (weights[:, None] * design))
    beta = covariance @ (design.T @ (weights * estimates))
    rest = estimates - design @ beta
    scale = float(weights @ (rest * rest)) / (k - 2)
    se = float(np.sqrt(scale * covariance[1, 1]))
    bias = float(beta[1])
    t = bias / se if se > 0 else float("inf")
    return Egger(bias=bias, se=se, t=t, df=k - 2, p=two_sided_p(t, k - 2), limit=float(beta[0]))
