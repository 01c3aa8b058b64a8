"""How many clusters the next evaluation needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundswell.domain.errors import BadInput
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.intervals import cumulative, normal_point, quantile

# Beyond these no trial is planned; they keep the arithmetic finite.
LARGEST_CLUSTER, LARGEST_K = 1e9, 100.0


@dataclass(frozen=True)
class ClusterPlan:
    """Clusters per arm, rounded up and exact."""

    clusters_per_arm: int
    exact: float


def clusters_needed(
    control: float, effect: float, cluster_size: float, k: float, power: float = 0.8, level: float = 0.95
) -> ClusterPlan:
    """Plan a trial of two proportions with equal arms, not matched.

    Args:
        control: Share with the outcome expected without the approach.
        effect: Share expected with it.
        cluster_size: People measured per cluster.
        k: Coefficient of variation of true shares between clusters; .25 when nothing is known.
        power: Chance of finding the effect if it is there.
        level: Level of the interval, .95 for a two-sided p of .05.

    Returns:
        Clusters per arm.

    Raises:
        BadInput: A share or the power is not between 0 and 1, both shares are equal, or a size is not above 0.

    Source:
        Hayes and Bennett 1999, International Journal of Epidemiology 28:319-326, equation 2; method 3.1.

    Example:
        >>> round(clusters_needed(0.04, 0.028, 300, 0.25).exact, 2)
        21.04
    """
    for name, value in (("control", control), ("effect", effect), ("power", power), ("level", level)):
        if not 0 < value < 1:
            raise BadInput(
                _("%(name)s is %(value)s.", name=name, value=Figure(value, "g")),
                _("Write a share between 0 and 1, such as 0.04."),
                code=f"plan.{name}",
            )
    if control == effect:
        raise BadInput(_("Control and effect are the same share."), _("Plan for a difference."), code="plan.effect")
    if not 0 < cluster_size <= LARGEST_CLUSTER or not 0 <= k <= LARGEST_K:
        raise BadInput(
            _(
                "The cluster size is %(cluster_size)s and k is %(k)s.",
                cluster_size=Figure(cluster_size, "g"),
                k=Figure(k, "g"),
            ),
            _("Size above 0, k 0 or more."),
            code="plan.k",
        )
    weight = quantile(level) + normal_point(power)
    exact = 1 + max(weight, 0.0) ** 2 * _spread(control, effect, cluster_size, k) / (control - effect) ** 2
    return ClusterPlan(max(2, math.ceil(exact - 1e-9)), exact)


def power_of(control: float, effect: float, cluster_size: float, k: float, clusters: int, level: float = 0.95) -> float:
    """Give the power of a trial with so many clusters per arm, by the same formula turned round.

    Args:
        control: As for :func:`clusters_needed`.
        effect: The same.
        cluster_size: The same.
        k: The same.
        clusters: Clusters per arm, two or more.
        level: The same.

    Returns:
        The power, a fraction.
    """
    reach = math.sqrt((clusters - 1) * (control - effect) ** 2 / _spread(control, effect, cluster_size, k))
    return cumulative(reach - quantile(level))


def _spread(control: float, effect: float, cluster_size: float, k: float) -> float:
    sampling = (control * (1 - control) + effect * (1 - effect)) / cluster_size
    return sampling + k * k * (control * control + effect * effect)
