"""Clusters of one evaluation: their summaries, how alike their people are, what that costs in precision."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.domain.errors import BadInput
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _


@dataclass(frozen=True)
class ClusterRow:
    """What was counted or measured in one cluster, in one period if there are several.

    Args:
        arm: 1 with the approach, 0 the control.
        cluster: Its name.
        n: People.
        events: People with the event; None for a continuous outcome.
        value: Mean of a continuous outcome.
        sd: Its standard deviation between people.
        pair: Matched pair; empty for none.
        stratum: Stratum of the allocation; empty for none.
        period: Period; empty for none.
    """

    arm: int
    cluster: str
    n: float
    events: float | None = None
    value: float | None = None
    sd: float | None = None
    pair: str = ""
    stratum: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        named = _("Cluster %(cluster)s", cluster=self.cluster)
        if self.arm not in (0, 1):
            raise BadInput(
                _("%(named)s has arm %(arm)s.", named=named, arm=self.arm),
                _("Write 1 for the approach and 0 for the control."),
                code="arm",
            )
        if not (math.isfinite(self.n) and self.n > 0):
            raise BadInput(
                _("%(named)s has n %(n)s.", named=named, n=Figure(self.n, "g")),
                _("Leave out clusters in which nobody was measured."),
                code="n",
            )
        if (self.events is None) == (self.value is None):
            raise BadInput(
                _("%(named)s needs events or a value, not both.", named=named), _("Give one of them for every cluster.")
            )
        if self.events is not None and not 0 <= self.events <= self.n:
            raise BadInput(
                _(
                    "%(named)s has %(events)s events in %(n)s people.",
                    named=named,
                    events=Figure(self.events, "g"),
                    n=Figure(self.n, "g"),
                ),
                _("Events are between 0 and n."),
            )
        if self.value is not None and not math.isfinite(self.value):
            raise BadInput(_("%(named)s has value %(value)s.", named=named, value=self.value), _("Give a number."))
        if self.sd is not None and not self.sd >= 0:
            raise BadInput(
                _("%(named)s has standard deviation %(sd)s.", named=named, sd=self.sd), _("It is 0 or more, or empty.")
            )

    @property
    def summary(self) -> float:
        """Share with the event, or the mean."""
        return self.value if self.value is not None else (self.events or 0.0) / self.n


def merged(rows: Iterable[ClusterRow]) -> tuple[ClusterRow, ...]:
    """Add up the rows of each cluster, so that every cluster stands once.

    Args:
        rows: Rows of one or more periods, or of single people.

    Returns:
        One row per cluster, in order of first appearance; means are weighted by people, spreads combined.

    Raises:
        BadInput: A cluster stands in two arms, pairs or strata, or mixes events and values.
    """
    groups: dict[str, list[ClusterRow]] = defaultdict(list)
    for row in rows:
        groups[row.cluster].append(row)
    return tuple(_one(group) for group in groups.values())


def _one(group: Sequence[ClusterRow]) -> ClusterRow:
    first = group[0]
    for row in group[1:]:
        if (row.arm, row.pair, row.stratum) != (first.arm, first.pair, first.stratum):
            raise BadInput(
                _("Cluster %(cluster)s stands in two arms, pairs or strata.", cluster=row.cluster),
                _("Each belongs to one."),
            )
        if (row.events is None) != (first.events is None):
            raise BadInput(
                _("Cluster %(cluster)s has events in one row and values in another.", cluster=row.cluster),
                _("Give one of them."),
            )
    if len(group) == 1:
        return first
    n = math.fsum(row.n for row in group)
    if first.events is not None:
        events = math.fsum(row.events or 0.0 for row in group)
        return ClusterRow(first.arm, first.cluster, n, events=events, pair=first.pair, stratum=first.stratum)
    mean = math.fsum(row.n * row.summary for row in group) / n
    return ClusterRow(
        first.arm, first.cluster, n, value=mean, sd=_spread(group, n, mean), pair=first.pair, stratum=first.stratum
    )


def _spread(group: Sequence[ClusterRow], n: float, mean: float) -> float | None:
    """Combine the standard deviations of several rows; rows of one person each need none."""
    if n <= 1 or any(row.sd is None and row.n != 1 for row in group):
        return None
    within = math.fsum((row.n - 1) * (row.sd or 0.0) ** 2 for row in group)
    between = math.fsum(row.n * (row.summary - mean) ** 2 for row in group)
    return math.sqrt((within + between) / (n - 1))


def intra_cluster_correlation(rows: Sequence[ClusterRow]) -> float | None:
    """Estimate how alike people of one cluster are, by analysis of variance pooled within arms.

    Args:
        rows: One row per cluster.

    Returns:
        The correlation, which may come out below 0; None when it cannot be computed (spreads missing, or no two
        clusters in an arm, or one person per cluster).

    Source:
        Donner and Klar 2000, chapter 6; Ukoumunne 2002. Method 3.0: n0 = (N - Σ_arm Σn²/N_arm)/(clusters - arms).

    Example:
        >>> rows = [ClusterRow(0, "a", 10, events=2), ClusterRow(0, "b", 10, events=8)]
        >>> round(intra_cluster_correlation(rows), 4)
        0.4771
    """
    arms = [[row for row in rows if row.arm == arm] for arm in sorted({row.arm for row in rows})]
    people = math.fsum(row.n for row in rows)
    df_between, df_within = len(rows) - len(arms), people - len(rows)
    if df_between < 1 or df_within <= 0 or any(row.events is None and row.sd is None for row in rows):
        return None
    between = uneven = 0.0
    for arm in arms:
        size = math.fsum(row.n for row in arm)
        mean = math.fsum(row.n * row.summary for row in arm) / size
        between += math.fsum(row.n * (row.summary - mean) ** 2 for row in arm)
        uneven += math.fsum(row.n**2 for row in arm) / size
    within = math.fsum(_within(row) for row in rows)
    msb, msw, n0 = between / df_between, within / df_within, (people - uneven) / df_between
    total = msb + (n0 - 1) * msw
    return (msb - msw) / total if total > 0 else None


def _within(row: ClusterRow) -> float:
    if row.events is not None:
        return row.n * row.summary * (1 - row.summary)
    return (row.n - 1) * (row.sd or 0.0) ** 2


def design_effect(sizes: Sequence[float], icc: float) -> float:
    """Give the factor by which clustering inflates the variance of a mean.

    Args:
        sizes: People per cluster.
        icc: Intra-cluster correlation; below 0 counts as 0.

    Returns:
        1 + ((1 + cv²) m - 1) icc, with m the mean size and cv the coefficient of variation; at least 1.

    Source:
        Eldridge, Ashby and Kerry 2006, International Journal of Epidemiology 35:1292-1300. (1 + cv²) m = Σn²/N.

    Example:
        >>> design_effect([100, 100, 100], 0.02)
        2.98
    """
    return max(1.0, 1 + (math.fsum(size * size for size in sizes) / math.fsum(sizes) - 1) * max(icc, 0.0))
