"""Before and after, with and without: difference in differences between clusters."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.cluster_tests import Finding, NotComputed, two_arms
from groundswell.domain.stats.clusters import ClusterRow, merged
from groundswell.domain.stats.intervals import two_sided_p, wald

FEWEST_PRE_PERIODS = 3
SORTS_AS_WRITTEN = re.compile(r"-?\d+(\.\d+)?|\d{4}-?([A-Za-z]*\d+)(-\d+)?")


def ordered_periods(rows: Sequence[ClusterRow]) -> list[str]:
    """Give the periods in time: numbers and ISO periods sorted, other labels in order of first appearance."""
    periods = list(dict.fromkeys(row.period for row in rows if row.period))
    if all(re.fullmatch(r"-?\d+(\.\d+)?", period) for period in periods):
        return sorted(periods, key=float)
    if all(SORTS_AS_WRITTEN.fullmatch(period) for period in periods):
        return sorted(periods)
    return periods


def before_and_after(rows: Sequence[ClusterRow], post: str = "") -> tuple[list[ClusterRow], list[ClusterRow]]:
    """Split rows at the first period after the start.

    Args:
        rows: All rows.
        post: That period; empty takes the second of two.

    Returns:
        Rows before, rows from then on. With more than two periods and no ``post``, only the last period counts as after
        and none as before.

    Raises:
        BadInput: ``post`` names no period, or the first one.
    """
    periods = ordered_periods(rows)
    if not periods:
        if post:
            raise BadInput(
                _("There is no column of periods to find %(post)s in.", post=post),
                _("Add a column period."),
                code="post",
            )
        return [], list(rows)
    if any(not row.period for row in rows):
        raise BadInput(_("Some rows have no period."), _("Give every row its period."), code="period")
    if post and post not in periods:
        raise BadInput(
            _("The period %(post)s is not among %(names)s.", post=post, names=", ".join(periods)),
            _("Name one of them."),
            code="post",
        )
    if post and periods.index(post) == 0:
        raise BadInput(
            _("The period %(post)s is the first one.", post=post), _("There must be one before it."), code="post"
        )
    if not post and len(periods) != 2:
        return [], [row for row in rows if row.period == periods[-1]]
    start = periods.index(post) if post else 1
    early = set(periods[:start])
    return [row for row in rows if row.period in early], [row for row in rows if row.period not in early]


def cluster_robust(rows: Sequence[ClusterRow], post: str, scale: str, level: float = 0.95) -> Finding:
    """Fit cluster and period effects plus arm after the start, with errors robust to clustering (CR1).

    Args:
        rows: One row per cluster and period.
        post: First period after the start; empty takes the second of two.
        scale: Scale in words.
        level: Level of the interval.

    Returns:
        The finding, t(clusters - 1); it trusts many clusters in both arms, and says so.

    Raises:
        CannotJudge: Clusters are missing in some periods, or nothing varies.

    Source:
        Liang and Zeger 1986, with G/(G - 1) (N - 1)/(N - K), where K counts all cluster and period effects,
        as statsmodels does.
    """
    periods = ordered_periods(rows)
    start = periods.index(post) if post else 1
    cells = [merged([row for row in rows if row.period == period]) for period in periods]
    names = [row.cluster for row in cells[0]]
    by_period = [{row.cluster: row for row in cell} for cell in cells]
    if any(set(cell) != set(names) for cell in by_period):
        raise CannotJudge(_("Some clusters are missing in some periods."), code="did.unbalanced")
    y = np.array([[cell[name].summary for cell in by_period] for name in names])
    arm = np.array([by_period[0][name].arm for name in names], dtype=np.float64)
    exposed = arm[:, None] * (np.arange(len(periods)) >= start)[None, :]
    x, z = _two_way(exposed), _two_way(y)
    power = float((x * x).sum())
    estimate = float((x * z).sum()) / power
    scores = (x * (z - estimate * x)).sum(axis=1)
    groups, cells_n = y.shape[0], y.size
    parameters = groups + len(periods)
    scale_up = groups / (groups - 1) * (cells_n - 1) / (cells_n - parameters)
    se = float(np.sqrt(scale_up * float(scores @ scores))) / power
    if not se > 0:
        raise CannotJudge(_("The clusters do not vary."), code="clusters.no_spread")
    few = int(min(arm.sum(), len(arm) - arm.sum()))
    why = _("trusts many clusters in both arms; one arm has %(n)s", n=few) if few < 10 else ""
    ci = wald(estimate, se, level, groups - 1)
    return Finding(scale, estimate, se, groups - 1, ci, two_sided_p(estimate / se, groups - 1), why=why)


def _two_way(values: np.ndarray) -> np.ndarray:
    means = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0, keepdims=True) + values.mean()
    return np.asarray(means, dtype=np.float64)


def pre_trend(rows: Sequence[ClusterRow], post: str, level: float = 0.95) -> Finding | NotComputed:
    """Compare the slopes of the arms before the start, per step of the series.

    Args:
        rows: All rows.
        post: First period after the start; empty takes the second of two.
        level: Level of the interval.

    Returns:
        The difference in slopes, or why it was not computed (fewer than three periods before the start).
    """
    periods = ordered_periods(rows)
    start = periods.index(post) if post else 1
    if start < FEWEST_PRE_PERIODS:
        return NotComputed(
            _(
                "not computed: needs %(fewest_pre_periods)s periods before the start",
                fewest_pre_periods=FEWEST_PRE_PERIODS,
            )
        )
    slopes, arms = [], []
    for name in dict.fromkeys(row.cluster for row in rows):
        own = [row for row in rows if row.cluster == name and row.period in periods[:start]]
        points = [(periods.index(row.period), row.summary) for row in own]
        if len(points) < 2:
            continue
        steps, values = np.array(points, dtype=np.float64).T
        centred = steps - steps.mean()
        slopes.append(float(centred @ values) / float(centred @ centred))
        arms.append(own[0].arm)
    try:
        return two_arms(slopes, arms, _("difference in slopes before the start, per period"), level)
    except CannotJudge as missing:
        return NotComputed(_("not computed: %(text)s", text=missing.text))
