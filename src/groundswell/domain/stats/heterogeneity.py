"""How much true effects differ between studies: τ² by DerSimonian-Laird, Paule-Mandel and REML."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

type Vector = NDArray[np.float64]
type Matrix = NDArray[np.float64]

TOLERANCE = 1e-11
MOST_STEPS = 200


def projection(weights: Vector, design: Matrix) -> Matrix:
    """Give P = W - WX(X'WX)^-1 X'W, which takes the fitted part out of the data.

    Args:
        weights: Inverse variances, length k.
        design: Columns of the model, k x p, the intercept included.

    Returns:
        The k x k matrix.
    """
    weighted = weights[:, None] * design
    return np.diag(weights) - weighted @ np.linalg.solve(design.T @ weighted, weighted.T)


class Sums(NamedTuple):
    """Q = y'Py, y'PPy, y'PPPy, and the traces of P and PP, at one τ²."""

    q: float
    ypp: float
    yppp: float
    trace: float
    trace_pp: float


class Residuals:
    """The sums that every estimator of τ² needs, at a given τ².

    Without a moderator they are plain sums (the quick way); with one they come from the projection matrix.
    """

    def __init__(self, yi: Vector, vi: Vector, design: Matrix | None = None) -> None:
        self.yi, self.vi, self.design = yi, vi, design
        self.df = len(yi) - (1 if design is None else design.shape[1])
        self.zero = self.at(0.0)

    def at(self, tau2: float) -> Sums:
        """Give the sums at this τ²."""
        weights = 1.0 / (self.vi + tau2)
        if self.design is None:
            total = float(weights.sum())
            mean = float(weights @ self.yi) / total
            py = weights * (self.yi - mean)
            squares = weights * weights
            total2 = float(squares.sum())
            ppy = weights * (py - float(weights @ py) / total)
            trace_pp = total2 - 2 * float(squares @ weights) / total + (total2 / total) ** 2
            return Sums(
                float(self.yi @ py) - mean * float(py.sum()),
                float(py @ py),
                float(py @ ppy),
                total - total2 / total,
                trace_pp,
            )
        p = projection(weights, self.design)
        py = p @ self.yi
        return Sums(float(self.yi @ py), float(py @ py), float(py @ p @ py), float(np.trace(p)), float(np.sum(p * p)))

    def log_likelihood(self, tau2: float) -> float:
        """Give the restricted log-likelihood at this τ², without its constant."""
        design = np.ones((len(self.yi), 1)) if self.design is None else self.design
        weights = 1.0 / (self.vi + tau2)
        information = np.linalg.slogdet(design.T @ (weights[:, None] * design))[1]
        return float(0.5 * np.log(weights).sum() - 0.5 * information - 0.5 * self.at(tau2).q)


def dersimonian_laird(residuals: Residuals) -> float:
    """Estimate τ² by moments.

    Source:
        DerSimonian and Laird 1986, Controlled Clinical Trials 7:177-188, equation 8; with moderators Raudenbush 2009.
    """
    sums = residuals.zero
    return max(0.0, (sums.q - residuals.df) / sums.trace)


def paule_mandel(residuals: Residuals) -> float:
    """Estimate τ² such that the generalised Q equals its degrees of freedom.

    Source:
        Paule and Mandel 1982; DerSimonian and Kacker 2007, Contemporary Clinical Trials 28:105-114. Newton's steps
        from 0 rise to the root, because Q falls and is convex in τ².
    """
    tau2 = 0.0
    for _ in range(MOST_STEPS):
        sums = residuals.at(tau2)
        if sums.q <= residuals.df or sums.ypp <= 0:
            break
        step = (sums.q - residuals.df) / sums.ypp
        tau2 += step
        if step <= TOLERANCE * tau2:
            break
    return tau2


def restricted_likelihood(residuals: Residuals) -> float:
    """Estimate τ² by restricted maximum likelihood.

    Newton's steps from the moment estimate, Fisher's where the likelihood is not curved downwards; to convergence, in a
    few steps where Fisher scoring alone may take hundreds.

    Source:
        Raudenbush 2009, in Cooper, Hedges and Valentine, equations 16.20 and following; Viechtbauer 2005.
    """
    tau2 = dersimonian_laird(residuals)
    small = 1e-4 * float(residuals.vi.mean())
    for _ in range(MOST_STEPS):
        sums = residuals.at(tau2)
        slope, curve = sums.ypp - sums.trace, 2 * sums.yppp - sums.trace_pp
        new = tau2 + slope / (curve if curve > 0 else sums.trace_pp)
        if new <= 0:
            if residuals.zero.ypp <= residuals.zero.trace:
                return 0.0
            new = tau2 / 2
        if abs(new - tau2) <= TOLERANCE * (small + tau2):
            return new
        tau2 = new
    return _search(residuals)


def _search(residuals: Residuals) -> float:
    """Find the maximum on a grid and refine it, for the rare data on which the scoring steps swing."""
    span = float(np.ptp(residuals.yi)) ** 2 + float(residuals.vi.max())
    grid = np.concatenate(([0.0], np.geomspace(span * 1e-9, span, 200)))
    best = int(np.argmax([residuals.log_likelihood(value) for value in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = optimize.minimize_scalar(
        lambda value: -residuals.log_likelihood(value), bounds=(low, high), method="bounded", options={"xatol": 1e-14}
    )
    at_zero = residuals.log_likelihood(0.0)
    return 0.0 if at_zero >= -float(found.fun) else float(found.x)


ESTIMATORS = {"DL": dersimonian_laird, "PM": paule_mandel, "REML": restricted_likelihood}
