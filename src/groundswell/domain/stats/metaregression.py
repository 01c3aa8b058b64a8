"""Does the effect change with dose, depth or place? Meta-regression with Hartung-Knapp standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.heterogeneity import ESTIMATORS, Residuals
from groundswell.domain.stats.intervals import two_sided_p, wald
from groundswell.domain.stats.pooling import Method, checked
from groundswell.domain.values import Interval

ENOUGH_STUDIES = 10


@dataclass(frozen=True)
class Coefficient:
    """One coefficient: per unit of its moderator, on the analysis scale.

    Args:
        name: ``intercept`` or the moderator.
        estimate: The coefficient.
        se: Classical standard error.
        ci: Wald interval, normal quantile.
        p: Its p.
        se_hk: Modified Hartung-Knapp standard error.
        ci_hk: Its interval, t(k - p).
        p_hk: Its p.
    """

    name: str
    estimate: float
    se: float
    ci: Interval
    p: float
    se_hk: float
    ci_hk: Interval
    p_hk: float


@dataclass(frozen=True)
class MetaRegression:
    """A fitted meta-regression.

    Args:
        k: Studies used.
        coefficients: Intercept first.
        tau2: Residual variance between places.
        i2: Residual I², per cent.
        r2: Share of τ² explained, per cent; None when there was none to explain.
        q: Residual Q.
        q_p: Its p.
        warnings: Sentences for the reader.
    """

    k: int
    coefficients: tuple[Coefficient, ...]
    tau2: float
    i2: float
    r2: float | None
    q: float
    q_p: float
    warnings: tuple[str, ...] = ()


def meta_regression(
    yi: Sequence[float],
    vi: Sequence[float],
    moderators: Sequence[tuple[str, Sequence[float]]],
    method: Method = "REML",
    level: float = 0.95,
) -> MetaRegression:
    """Regress study effects on moderators.

    Args:
        yi: Estimates on the analysis scale, length k.
        vi: Sampling variances, length k.
        moderators: Name and values (length k, any unit) of each moderator.
        method: REML, DL, PM or EE.
        level: Level of the intervals as a fraction.

    Returns:
        The coefficients with classical and modified Hartung-Knapp errors.

    Raises:
        BadInput: Lengths differ, a value is missing, or the method is not one of these.
        CannotJudge: Fewer than three studies, too few for the moderators, or a moderator that does not vary.

    Source:
        Knapp and Hartung 2003, Statistics in Medicine 22:2693-2710; R² Raudenbush 2009. Method 3.2.
    """
    estimates, variances = checked(yi, vi)
    columns = [np.asarray(values, dtype=np.float64) for _, values in moderators]
    names = ["intercept", *(name for name, _ in moderators)]
    k, p = len(estimates), len(names)
    for name, column in zip(names[1:], columns, strict=True):
        if len(column) != k or not np.isfinite(column).all():
            raise BadInput(
                _("The moderator %(name)s is not given for every study.", name=name), _("Leave out studies without it.")
            )
    if k < p + 1:
        raise CannotJudge(
            _("%(k)s studies are too few for a meta-regression.", k=k), _("It needs at least %(p)s.", p=p + 1)
        )
    design = np.column_stack([np.ones(k), *columns])
    if np.linalg.matrix_rank(design) < p:
        raise CannotJudge(
            _("The moderators do not vary, or repeat each other."),
            _("Choose a moderator that differs between studies."),
        )
    if method not in ESTIMATORS and method != "EE":
        raise BadInput(
            _("%(method)s is not a way to fit a meta-regression.", method=method), _("Take REML, DL, PM or EE.")
        )
    residuals = Residuals(estimates, variances, design)
    estimator = ESTIMATORS.get(method)
    tau2 = estimator(residuals) if estimator else 0.0
    before = estimator(Residuals(estimates, variances)) if estimator else 0.0
    sums = residuals.zero
    q = sums.q
    typical = (k - p) / sums.trace
    return MetaRegression(
        k=k,
        coefficients=_coefficients(residuals, design, names, tau2, level),
        tau2=tau2,
        i2=100 * tau2 / (tau2 + typical) if estimator else 100 * max(0.0, (q - (k - p)) / q),
        r2=max(0.0, 100 * (before - tau2) / before) if before > 0 else None,
        q=q,
        q_p=float(special.chdtrc(k - p, q)),
        warnings=()
        if k >= ENOUGH_STUDIES
        else (_("%(n)s studies: a moderator counts only if it was planned before the data were seen.", n=k),),
    )


def _coefficients(
    residuals: Residuals, design: np.ndarray, names: Sequence[str], tau2: float, level: float
) -> tuple[Coefficient, ...]:
    weights = 1.0 / (residuals.vi + tau2)
    covariance = np.linalg.inv(design.T @ (weights[:, None] * design))
    beta = covariance @ (design.T @ (weights * residuals.yi))
    df = len(residuals.yi) - len(names)
    widen = max(1.0, residuals.at(tau2).q / df) ** 0.5
    found = []
    for name, estimate, variance in zip(names, beta.tolist(), np.diag(covariance).tolist(), strict=True):
        se = variance**0.5
        se_hk = se * widen
        found.append(
            Coefficient(
                name=name,
                estimate=estimate,
                se=se,
                ci=wald(estimate, se, level),
                p=two_sided_p(estimate / se),
                se_hk=se_hk,
                ci_hk=wald(estimate, se_hk, level, df),
                p_hk=two_sided_p(estimate / se_hk, df),
            )
        )
    return tuple(found)
