"""Many control charts at once, through the compiled kernel; see :mod:`groundswell.domain.stats.batch`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _
from groundswell.domain.stats.control_charts import ChartType, Limits
from groundswell.domain.stats.kernels import chart as kernels
from groundswell.domain.stats.run_rules import Flags, RuleFamily, fewest_crossings_allowed, longest_run_allowed
from groundswell.domain.stats.series import Integers

_CHARTS = {
    ChartType.RUN: kernels.RUN,
    ChartType.XMR: kernels.XMR,
    ChartType.P: kernels.P,
    ChartType.PPRIME: kernels.PPRIME,
    ChartType.U: kernels.U,
    ChartType.C: kernels.C,
    ChartType.G: kernels.G,
    ChartType.T: kernels.T,
}
_FAMILIES = {
    RuleFamily.ANHOEJ: kernels.ANHOEJ,
    RuleFamily.SHEWHART: kernels.SHEWHART,
    RuleFamily.WESTERN_ELECTRIC: kernels.WESTERN_ELECTRIC,
}


@dataclass(frozen=True, eq=False)
class ChartBatch:
    """Charts of many series, one entry per point.

    Args:
        limits: Values, centres, limits and zones of all points.
        flags: A :class:`~groundswell.domain.stats.run_rules.Signal` per point.
    """

    limits: Limits
    flags: Flags


def charts_of(
    start: Integers,
    numerator: ArrayLike,
    denominator: ArrayLike,
    chart: ChartType,
    *,
    rules: RuleFamily = RuleFamily.ANHOEJ,
    baseline: int | None = None,
) -> ChartBatch:
    """Draw every series and flag its signals.

    Args:
        start: Where each series begins, and the number of points at the end.
        numerator: Numerators (or values) of all points, series after series, in the order of time; NaN for gaps.
        denominator: Denominators; ones where the chart has none.
        chart: Type of chart.
        rules: Family of rules.
        baseline: How many first points of each series fix its limits; all when None.

    Raises:
        BadInput: When the family needs limits and the chart has none, or the columns differ in length.
    """
    if rules is RuleFamily.WESTERN_ELECTRIC and chart is ChartType.RUN:
        raise BadInput(_("A run chart has no limits for the Western Electric rules."), _("Choose anhoej or shewhart."))
    top, bottom = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    starts = np.asarray(start, dtype=np.int64)
    if not len(top) == len(bottom) == starts[-1]:
        raise BadInput(_("Numerators, denominators and starts do not fit."), _("Give one entry per point."))
    longest = int(np.diff(starts).max(initial=0))
    sizes = range(longest + 1)
    draw, flags = kernels.charts(
        starts,
        np.vstack([top, bottom]),
        (_CHARTS[chart], _FAMILIES[rules], longest if baseline is None else baseline),
        np.array([longest_run_allowed(n) for n in sizes], dtype=np.int64),
        np.array([fewest_crossings_allowed(n) for n in sizes], dtype=np.int64),
    )
    return ChartBatch(Limits(*draw), flags)


def warm_up_charts() -> None:
    """Compile (or load from the cache) the chart kernels: for a background thread at start, never for a request."""
    charts_of(np.array([0, 3]), [1.0, 2.0, 3.0], [4.0, 4.0, 4.0], ChartType.P)
