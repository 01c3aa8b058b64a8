"""One effect from several 2 x 2 tables, without adding to empty cells."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from groundswell.domain.errors import CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.heterogeneity import Vector
from groundswell.domain.stats.intervals import two_sided_p, wald
from groundswell.domain.stats.pooling import NEEDS_TWO, ONE_EFFECT, Pooled
from groundswell.domain.stats.two_by_two import RiskMeasure, Table, effect_of_counts


def pool_counts(tables: Sequence[Table], measure: RiskMeasure, level: float = 0.95) -> Pooled:
    """Pool 2 x 2 tables by Mantel and Haenszel (equal effects).

    Args:
        tables: Events and people in arm 1, then events and people in arm 0, per study.
        measure: RR, OR (pooled on the log scale) or RD.
        level: Level of the interval as a fraction.

    Returns:
        The pooled effect; no half is added to empty cells.

    Raises:
        CannotJudge: No table, or no events to compare.

    Source:
        Mantel and Haenszel 1959; variance for RR and RD Greenland and Robins 1985, Biometrics 41:55-68, equations 13
        and 8; for OR Robins, Breslow and Greenland 1986, Biometrics 42:311-323.
    """
    if not len(tables):
        raise CannotJudge(_("No study has counts that can be pooled."), _("Enter at least one."), code="pool.empty")
    a, n1, c, n0 = np.asarray(tables, dtype=np.float64).T
    numerator, denominator, variance = {"RR": _mh_rr, "OR": _mh_or, "RD": _mh_rd}[measure](a, n1, c, n0)
    if not (denominator > 0 and variance > 0 and (measure == "RD" or numerator > 0)):
        raise CannotJudge(
            _("Mantel-Haenszel found no events in one of the arms."),
            _("Use RD, or another method."),
            code="pool.no_events",
        )
    ratio = numerator / denominator
    estimate, se = ratio if measure == "RD" else math.log(ratio), math.sqrt(variance)
    q, i2, q_p, why = _spread(tables, measure, estimate)
    return Pooled(
        method="MH",
        k=len(tables),
        estimate=estimate,
        se=se,
        ci=wald(estimate, se, level),
        p=two_sided_p(estimate / se),
        se_hk=None,
        ci_hk=None,
        p_hk=None,
        tau2=0.0,
        i2=i2,
        q=q,
        q_p=q_p,
        prediction=None,
        weights=_mh_weights(a, n1, c, n0, measure),
        why=dict.fromkeys(("se_hk", "ci_hk", "p_hk", "prediction"), ONE_EFFECT) | why,
    )


def _spread(
    tables: Sequence[Table], measure: RiskMeasure, estimate: float
) -> tuple[float | None, float | None, float | None, dict[str, str]]:
    """Give Q around the Mantel-Haenszel estimate, I², the p of Q, and why not where they cannot be computed."""
    effects = [found for table in tables if (found := effect_of_counts(table, measure)) is not None]
    df = len(effects) - 1
    if df < 1:
        return None, None, None, dict.fromkeys(("i2", "q", "q_p"), NEEDS_TWO)
    q = sum((effect.yi - estimate) ** 2 / effect.vi for effect in effects)
    return q, 100 * max(0.0, (q - df) / q) if q > 0 else 0.0, float(special.chdtrc(df, q)), {}


def _mh_weights(a: Vector, n1: Vector, c: Vector, n0: Vector, measure: str) -> tuple[float, ...]:
    total = n1 + n0
    raw = {"RR": c * n1 / total, "OR": (n1 - a) * c / total, "RD": n1 * n0 / total}[measure]
    return tuple((raw / raw.sum()).tolist())


def _mh_rr(a: Vector, n1: Vector, c: Vector, n0: Vector) -> tuple[float, float, float]:
    total = n1 + n0
    top, bottom = float((a * n0 / total).sum()), float((c * n1 / total).sum())
    spread = float(((n1 * n0 * (a + c) - a * c * total) / total**2).sum())
    return top, bottom, spread / (top * bottom) if top * bottom > 0 else 0.0


def _mh_or(a: Vector, n1: Vector, c: Vector, n0: Vector) -> tuple[float, float, float]:
    b, d, total = n1 - a, n0 - c, n1 + n0
    p, q, r, s = (a + d) / total, (b + c) / total, a * d / total, b * c / total
    top, bottom = float(r.sum()), float(s.sum())
    if top * bottom <= 0:
        return top, bottom, 0.0
    variance = (p @ r) / (2 * top**2) + (p @ s + q @ r) / (2 * top * bottom) + (q @ s) / (2 * bottom**2)
    return top, bottom, float(variance)


def _mh_rd(a: Vector, n1: Vector, c: Vector, n0: Vector) -> tuple[float, float, float]:
    total = n1 + n0
    weight = float((n1 * n0 / total).sum())
    top = float(((a * n0 - c * n1) / total).sum())
    pair = (n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / total**2
    rate = (a * (n0 - c) + c * (n1 - a)) / (2 * total)
    return top, weight, (top / weight * float(pair.sum()) + float(rate.sum())) / weight**2
