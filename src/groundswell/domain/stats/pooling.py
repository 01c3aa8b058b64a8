"""One effect from several studies, with the interval for the mean and the one for a new place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy import special

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.heterogeneity import ESTIMATORS, Residuals, Vector
from groundswell.domain.stats.intervals import cumulative, two_sided_p, wald
from groundswell.domain.values import Interval

type Method = Literal["REML", "DL", "PM", "EE", "MH"]

RANDOM: tuple[Method, ...] = ("REML", "DL", "PM")
SENSITIVITY_TAUS = (0.0, 0.1, 0.2, 0.4)


@dataclass(frozen=True)
class AtTau:
    """The pooled estimate when the spread between places is taken as given."""

    tau: float
    estimate: float
    se: float
    ci: Interval


@dataclass(frozen=True)
class Pooled:
    """A pooled effect on the analysis scale; what could not be computed is None and ``why`` says why.

    Args:
        method: How τ² was estimated, or EE, MH.
        k: Number of studies.
        estimate: The pooled effect.
        se: Classical standard error.
        ci: Wald interval, normal quantile.
        p: Two-sided p, normal.
        se_hk: Modified Hartung-Knapp standard error, never below ``se``.
        ci_hk: Its interval with t(k - 1).
        p_hk: Its two-sided p.
        tau2: Variance of true effects between places.
        i2: Share of the variation that is between places, in per cent.
        q: Cochran's Q.
        q_p: Its p, chi-squared on k - 1.
        prediction: Interval for the effect in a new place, t(k - 2), from three studies on.
        weights: Weight of each study as a fraction, in the order given.
        sensitivity: With two studies: the estimate at given spreads.
        warnings: Sentences for the reader.
        why: By field name: why it is None.
    """

    method: Method
    k: int
    estimate: float
    se: float
    ci: Interval
    p: float
    se_hk: float | None
    ci_hk: Interval | None
    p_hk: float | None
    tau2: float | None
    i2: float | None
    q: float | None
    q_p: float | None
    prediction: Interval | None
    weights: tuple[float, ...]
    sensitivity: tuple[AtTau, ...] = ()
    warnings: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)

    def chance_below(self, value: float) -> float | None:
        """Give the probability that the effect in a new place lies below a value.

        Args:
            value: On the analysis scale.

        Returns:
            T(k - 2) at (value - μ)/√(τ² + se²), se modified Hartung-Knapp; None where there is no prediction interval.

        Source:
            Higgins, Thompson and Spiegelhalter 2009, JRSS A 172:137-159; method 3.2.
        """
        if self.prediction is None or self.se_hk is None or self.tau2 is None:
            return None
        return cumulative((value - self.estimate) / math.sqrt(self.tau2 + self.se_hk**2), self.k - 2)


NEEDS_TWO = _("needs two studies")
NEEDS_THREE = _("needs three studies")
ONE_EFFECT = _("the method takes the effect to be the same everywhere")


def checked(yi: Sequence[float] | Vector, vi: Sequence[float] | Vector) -> tuple[Vector, Vector]:
    """Turn estimates and variances into arrays, or say which one cannot be used.

    Raises:
        BadInput: Lengths differ, a number is missing, or a variance is not above 0.
        CannotJudge: There is no study.
    """
    estimates, variances = np.asarray(yi, dtype=np.float64), np.asarray(vi, dtype=np.float64)
    if estimates.shape != variances.shape or estimates.ndim != 1:
        raise BadInput(
            _("There are %(size)s estimates and %(size2)s variances.", size=estimates.size, size2=variances.size),
            _("Give one variance to each estimate."),
        )
    if not estimates.size:
        raise CannotJudge(_("No study has an effect that can be pooled."), _("Enter at least one."), code="pool.empty")
    bad = ~(np.isfinite(estimates) & np.isfinite(variances) & (variances > 0))
    if bad.any():
        at = int(np.argmax(bad))
        raise BadInput(
            _("Study %(at)s has estimate %(at2)s and variance %(at3)s.", at=at + 1, at2=yi[at], at3=vi[at]),
            _("Both must be numbers and the variance above 0."),
            code="pool.variance",
        )
    return estimates, variances


def pool(
    yi: Sequence[float] | Vector, vi: Sequence[float] | Vector, method: Method = "REML", level: float = 0.95
) -> Pooled:
    """Pool study effects by inverse variance.

    Args:
        yi: Estimates on the analysis scale (log for ratios), length k.
        vi: Sampling variances, length k, above 0.
        method: REML, DL, PM (random effects) or EE (equal effects).
        level: Level of the intervals as a fraction.

    Returns:
        The pooled effect; with one study that study, with two no prediction interval but a sensitivity to τ.

    Raises:
        BadInput: A number cannot be used, or the method is not one of these.
        CannotJudge: There is no study.

    Source:
        DerSimonian and Laird 1986; Viechtbauer 2005 (REML); Hartung and Knapp 2001, Statistics in Medicine
        20:3875-3889, modified as in Rover, Knapp and Friede 2015, BMC Med Res Methodol 15:99 (se = max(classical,
        HK)); prediction interval with t(k - 2), Higgins, Thompson and Spiegelhalter 2009.

    Example:
        >>> pooled = pool([-0.889, -1.585, -1.348, -1.442], [0.326, 0.195, 0.415, 0.020])
        >>> round(pooled.estimate, 4), pooled.tau2
        (-1.4224, 0.0)
    """
    if method not in RANDOM and method != "EE":
        raise BadInput(
            _("%(method)s is not a way to pool estimates.", method=method),
            _("Take REML, DL, PM or EE; MH needs counts (pool_counts)."),
        )
    estimates, variances = checked(yi, vi)
    if len(estimates) == 1:
        return _single(float(estimates[0]), float(variances[0]), method, level)
    residuals = Residuals(estimates, variances)
    sums = residuals.zero
    q = sums.q
    tau2 = ESTIMATORS[method](residuals) if method in RANDOM else 0.0
    df = len(estimates) - 1
    typical = df / sums.trace
    i2 = 100 * tau2 / (tau2 + typical) if method in RANDOM else 100 * max(0.0, (q - df) / q) if q > 0 else 0.0
    return _assembled(residuals, method, level, tau2=tau2, i2=i2, q=q)


def _assembled(residuals: Residuals, method: Method, level: float, *, tau2: float, i2: float, q: float) -> Pooled:
    k = len(residuals.yi)
    weights = 1.0 / (residuals.vi + tau2)
    total = float(weights.sum())
    estimate = float(weights @ residuals.yi) / total
    se = math.sqrt(1 / total)
    rest = residuals.yi - estimate
    is_random = method in RANDOM
    se_hk = max(se, se * math.sqrt(float(weights @ (rest * rest)) / (k - 1))) if is_random else None
    why: dict[str, str] = {}
    warnings: list[str] = []
    prediction = None
    if se_hk is None:
        why = {"se_hk": ONE_EFFECT, "ci_hk": ONE_EFFECT, "p_hk": ONE_EFFECT, "prediction": ONE_EFFECT}
    elif k < 3:
        why["prediction"] = NEEDS_THREE
        warnings.append(_("Two studies: read both; pooling alone carries no verdict."))
    else:
        prediction = wald(estimate, math.sqrt(tau2 + se_hk**2), level, k - 2)
        if k < 5:
            warnings.append(_("The prediction interval is unstable with %(k)s studies.", k=k))
    return Pooled(
        method=method,
        k=k,
        estimate=estimate,
        se=se,
        ci=wald(estimate, se, level),
        p=two_sided_p(estimate / se),
        se_hk=se_hk,
        ci_hk=None if se_hk is None else wald(estimate, se_hk, level, k - 1),
        p_hk=None if se_hk is None else two_sided_p(estimate / se_hk, k - 1),
        tau2=tau2,
        i2=i2,
        q=q,
        q_p=float(special.chdtrc(k - 1, q)),
        prediction=prediction,
        weights=tuple((weights / total).tolist()),
        sensitivity=_sensitivity(residuals, level) if k == 2 and is_random else (),
        warnings=tuple(warnings),
        why=why,
    )


def _single(estimate: float, variance: float, method: Method, level: float) -> Pooled:
    se = math.sqrt(variance)
    fields = ("se_hk", "ci_hk", "p_hk", "tau2", "i2", "q", "q_p")
    return Pooled(
        method=method,
        k=1,
        estimate=estimate,
        se=se,
        ci=wald(estimate, se, level),
        p=two_sided_p(estimate / se),
        se_hk=None,
        ci_hk=None,
        p_hk=None,
        tau2=None,
        i2=None,
        q=None,
        q_p=None,
        prediction=None,
        weights=(1.0,),
        warnings=(_("One study: nothing is pooled."),),
        why=dict.fromkeys(fields, NEEDS_TWO) | {"prediction": NEEDS_THREE},
    )


def _sensitivity(residuals: Residuals, level: float) -> tuple[AtTau, ...]:
    """Give the estimate at fixed τ, because two studies cannot tell τ."""
    found = []
    for tau in SENSITIVITY_TAUS:
        weights = 1.0 / (residuals.vi + tau * tau)
        total = float(weights.sum())
        estimate, se = float(weights @ residuals.yi) / total, math.sqrt(1 / total)
        found.append(AtTau(tau, estimate, se, wald(estimate, se, level)))
    return tuple(found)


def leave_one_out(
    yi: Sequence[float], vi: Sequence[float], method: Method = "REML", level: float = 0.95
) -> tuple[Pooled | None, ...]:
    """Pool again without each study in turn.

    Args:
        yi: Estimates on the analysis scale, length k.
        vi: Sampling variances, length k.
        method: As for :func:`pool`.
        level: As for :func:`pool`.

    Returns:
        One pooled effect per study left out; None when nothing is left.
    """
    estimates, variances = checked(yi, vi)
    if len(estimates) == 1:
        return (None,)
    keep = ~np.eye(len(estimates), dtype=bool)
    return tuple(pool(estimates[row], variances[row], method, level) for row in keep)
