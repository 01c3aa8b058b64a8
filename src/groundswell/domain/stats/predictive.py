"""How likely is a count as low as this one, after what the baseline showed?"""

from __future__ import annotations

import numpy as np
from scipy import special


def predictive_tail(successes: float, n: float, baseline_successes: float, baseline_n: float) -> float:
    """Probability of at most so many successes in a new sample, the share being known only from a baseline.

    Three sigma are a normal approximation of one in 740; for samples of five or twenty sessions it is wrong by a factor
    of ten, and it takes the baseline's share for certain. This is the exact answer to both.

    Args:
        successes: Successes of the new sample.
        n: Its size.
        baseline_successes: Successes of the baseline.
        baseline_n: Size of the baseline.

    Source:
        Beta-binomial predictive distribution with Jeffreys' prior (Gelman et al., Bayesian Data Analysis, section 2.4).

    Example:
        >>> round(predictive_tail(2, 5, 880, 1000), 4), round(predictive_tail(1, 5, 880, 1000), 4)
        (0.0147, 0.001)
    """
    if successes >= n:
        return 1.0
    k = np.arange(int(np.floor(successes)) + 1, dtype=np.float64)
    a, b = baseline_successes + 0.5, baseline_n - baseline_successes + 0.5
    ways = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return float(min(np.exp(ways + special.betaln(k + a, n - k + b) - special.betaln(a, b)).sum(), 1.0))
