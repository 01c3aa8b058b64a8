"""How much true effects differ between studies: τ² by DerSimonian-Laird, Paule-Mandel and REML."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

type Vector = NDArray[np.float64]
type Matrix = NDArray[np.float64]

TOLERANCE = 1e-12
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


class Residuals:
    """The three sums that every estimator of τ² needs, at a given τ².

    Without a moderator they are plain sums (the quick way); with one they come from the projection matrix.
    """

    def __init__(self, yi: Vector, vi: Vector, design: Matrix | None = None) -> None:
        self.yi, self.vi, self.design = yi, vi, design
        self.df = len(yi) - (1 if design is None else design.shape[1])

    def at(self, tau2: float) -> tuple[float, float, float, float]:
        """Give Q = y'Py, y'PPy, trace P and trace PP at this τ²."""
        weights = 1.0 / (self.vi + tau2)
        if self.design is None:
            squares = weights * weights
            total, total2 = float(weights.sum()), float(squares.sum())
            rest = self.yi - float(weights @ self.yi) / total
            rest2 = rest * rest
            trace_pp = total2 - 2 * float(squares @ weights) / total + (total2 / total) ** 2
            return float(weights @ rest2), float(squares @ rest2), total - total2 / total, trace_pp
        p = projection(weights, self.design)
        py = p @ self.yi
        return float(self.yi @ py), float(py @ py), float(np.trace(p)), float(np.sum(p * p))

    def log_likelihood(self, tau2: float) -> float:
        """Give the restricted log-likelihood at this τ², without its constant."""
        design = np.ones((len(self.yi), 1)) if self.design is None else self.design
        weights = 1.0 / (self.vi + tau2)
        information = np.linalg.slogdet(design.T @ (weights[:, None] * design))[1]
        return float(0.5 * np.log(weights).sum() - 0.5 * information - 0.5 * self.at(tau2)[0])


def dersimonian_laird(residuals: Residuals) -> float:
    """Estimate τ² by moments.

    Source:
        DerSimonian and Laird 1986, Controlled Clinical Trials 7:177-188, equation 8; with moderators Raudenbush 2009.
    """
    q, _, trace, _ = residuals.at(0.0)
    return max(0.0, (q - residuals.df) / trace)


def paule_mandel(residuals: Residuals) -> float:
    """Estimate τ² such that the generalised Q equals its degrees of freedom.

    Source:
        Paule and Mandel 1982; DerSimonian and Kacker 2007, Contemporary Clinical Trials 28:105-114. Newton's steps
        from 0 rise to the root, because Q falls and is convex in τ².
    """
    tau2 = 0.0
    for _ in range(MOST_STEPS):
        q, slope, _, _ = residuals.at(tau2)
        if q <= residuals.df or slope <= 0:
            break
        step = (q - residuals.df) / slope
        tau2 += step
        if step <= TOLERANCE * tau2:
            break
    return tau2


def restricted_likelihood(residuals: Residuals) -> float:
    """Estimate τ² by restricted maximum likelihood, Fisher scoring from the moment estimate.

    Source:
        Raudenbush 2009, in Cooper, Hedges and Valentine, equations 16.20 and following; Viechtbauer 2005.
    """
    tau2 = dersimonian_laird(residuals)
    for _ in range(MOST_STEPS):
        _, ypp, trace, trace_pp = residuals.at(tau2)
        new = max(0.0, tau2 + (ypp - trace) / trace_pp)
        if abs(new - tau2) <= TOLERANCE * (1e-4 * float(residuals.vi.mean()) + tau2):
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
