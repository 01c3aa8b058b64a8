"""Generalised estimating equations by statsmodels, where the extra ``analysis`` is installed."""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from groundswell.domain.stats.cluster_tests import Finding, NotComputed
from groundswell.domain.stats.clusters import ClusterRow
from groundswell.domain.stats.intervals import two_sided_p, wald

LARGEST_CLUSTER = 4000  # the correction inverts a matrix of people by people
NEEDS_EXTRA = "not computed: needs groundswell[analysis]"


def mancl_derouen(rows: Sequence[ClusterRow], level: float = 0.95) -> Finding | NotComputed:
    """Fit an exchangeable logistic GEE with the Mancl-DeRouen correction and t(clusters - 2).

    Args:
        rows: One row per cluster, with events.
        level: Level of the interval.

    Returns:
        The log odds ratio of arm 1 against arm 0, or why it was not computed.

    Source:
        Mancl and DeRouen 2001, Biometrics 57:126-134 (statsmodels: ``bias_reduced``); method 3.1.
    """
    if any(row.n > LARGEST_CLUSTER for row in rows):
        return NotComputed(f"not computed: a cluster has more than {LARGEST_CLUSTER} people, too many for this method")
    if importlib.util.find_spec("statsmodels") is None:
        return NotComputed(NEEDS_EXTRA)
    if any(row.events is None or not (row.events.is_integer() and float(row.n).is_integer()) for row in rows):
        return NotComputed("not computed: needs whole events and people per cluster")
    arms = [row.arm for row in rows]
    if min(arms.count(0), arms.count(1)) < 2:
        return NotComputed("not computed: needs two clusters in each arm")
    totals = [
        (sum(row.events or 0 for row in rows if row.arm == a), sum(row.n for row in rows if row.arm == a))
        for a in (0, 1)
    ]
    if any(events in (0, people) for events, people in totals):
        return NotComputed("not computed: nobody, or everybody, in one arm had the event")
    try:
        beta, se = _fit(rows)
    except np.linalg.LinAlgError:
        return NotComputed("not computed: the equations did not converge")
    if not (np.isfinite(beta) and np.isfinite(se) and se > 0):
        return NotComputed("not computed: the equations did not converge")
    df = len(rows) - 2
    ci = wald(beta, se, level, df)
    p = two_sided_p(beta / se, df)
    return Finding("log odds ratio", beta, se, df, ci, p, float(np.exp(beta)), ci.exp())


def _fit(rows: Sequence[ClusterRow]) -> tuple[float, float]:
    api: Any = importlib.import_module("statsmodels.api")
    sizes = np.array([int(row.n) for row in rows])
    events = np.array([int(row.events or 0) for row in rows])
    groups = np.repeat(np.arange(len(rows)), sizes)
    place = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    had = (place < np.repeat(events, sizes)).astype(float)
    design = np.column_stack([np.ones(len(groups)), np.repeat([row.arm for row in rows], sizes)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = api.GEE(had, design, groups, family=api.families.Binomial(), cov_struct=api.cov_struct.Exchangeable())
        fitted = model.fit(cov_type="bias_reduced")
    return float(fitted.params[1]), float(fitted.bse[1])
