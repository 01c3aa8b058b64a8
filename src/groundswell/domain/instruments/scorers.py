"""The closed list of ways from ratings to one score. Each has a page in docs/method; a file names one of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from groundswell.domain.errors import CannotJudge
from groundswell.domain.instruments.answers import Stakeholder
from groundswell.domain.instruments.instrument import Scale, Scorer
from groundswell.domain.said import said as _


@dataclass(frozen=True)
class Rated:
    """What a scorer sees.

    Args:
        medians: Median of each item that has one, in the order asked.
        domains: Value of each domain that has one, on the scale, in the order of the file.
        weights: Weight of each of these domains.
        scale: The scale.
        stakeholders: Who stands where.
    """

    medians: tuple[float, ...]
    domains: tuple[float, ...]
    weights: tuple[float, ...]
    scale: Scale
    stakeholders: tuple[Stakeholder, ...] = ()


def mean_score(rated: Rated) -> float:
    """Mean of the items, on the scale; every item weighs alike.

    Source:
        Method 2.3, 2.4, 2.7.

    Example:
        >>> mean_score(Rated((3, 4, 5), (4,), (1,), Scale(1, 5)))
        4.0
    """
    return math.fsum(rated.medians) / len(rated.medians)


def median_score(rated: Rated) -> float:
    """Median of the items, on the scale.

    Source:
        Method 2, common rules; for scales whose steps are not alike.

    Example:
        >>> median_score(Rated((1, 4, 5), (4,), (1,), Scale(1, 5)))
        4.0
    """
    return float(median(rated.medians))


def sum_score(rated: Rated) -> float:
    """Sum of the items; what nobody answered adds nothing.

    Source:
        Method 2.5 (item sum of 14 out of 20).

    Example:
        >>> sum_score(Rated((2, 2, 1), (1.67,), (1,), Scale(0, 2)))
        5.0
    """
    return math.fsum(rated.medians)


def share_of_maximum(rated: Rated) -> float:
    """Points reached, in per cent of the points that the answered items could reach.

    Source:
        Method 2.8.

    Example:
        >>> share_of_maximum(Rated((1, 0.5, 1, 0), (), (), Scale(0, 1, 0.5)))
        62.5
    """
    return 100 * math.fsum(rated.medians) / (len(rated.medians) * rated.scale.highest)


def weighted_domains(rated: Rated) -> float:
    """Mean of the domains, each in per cent of the scale's highest and with its weight.

    Source:
        Method 2.1 (all weights 1).

    Example:
        >>> weighted_domains(Rated((3, 1.5), (3, 1.5), (1, 2), Scale(0, 3)))
        66.66666666666667
    """
    total = math.fsum(value * weight for value, weight in zip(rated.domains, rated.weights, strict=True))
    return 100 * total / (math.fsum(rated.weights) * rated.scale.highest)


def yes_share(rated: Rated) -> float:
    """Share of yes, in per cent: no counts 0, yes 1, partly what lies between; not applicable is left out.

    Source:
        Method 2.6, after PEMAT; critical items hold the class down.

    Example:
        >>> yes_share(Rated((1, 1, 0.5), (), (), Scale(0, 1, 0.5)))
        83.33333333333333
    """
    width = rated.scale.highest - rated.scale.lowest
    return 100 * math.fsum(value - rated.scale.lowest for value in rated.medians) / (len(rated.medians) * width)


def polygon_area(rated: Rated) -> float:
    """Area of the polygon over the domains' axes, in per cent of the largest; it depends on the order of the axes.

    Source:
        Method 2.2, after Rifkin's spidergram. Area = sin(2 pi/n)/2 times the sum of products of neighbouring axes, so
        the share is that sum over n times the highest value squared.

    Raises:
        CannotJudge: There are fewer than three axes.

    Example:
        >>> polygon_area(Rated((), (5, 5, 1, 5, 5), (1, 1, 1, 1, 1), Scale(1, 5)))
        68.0
    """
    axes = rated.domains
    if len(axes) < 3:
        raise CannotJudge(_("A polygon needs three axes."), code="instrument.axes")
    around = math.fsum(one * following for one, following in zip(axes, axes[1:] + axes[:1], strict=True))
    return 100 * around / (len(axes) * rated.scale.highest**2)


def net_position(rated: Rated) -> float:
    """Positions weighted by power, from -100 (all oppose) to 100 (all champion).

    Source:
        Method 2.5: sum of power times position over sum of power times 2, times 100.

    Raises:
        CannotJudge: No stakeholder's position is given.

    Example:
        >>> net_position(Rated((), (), (), Scale(0, 2), (Stakeholder("minister", 5, 2), Stakeholder("union", 3, -1))))
        43.75
    """
    if not rated.stakeholders:
        raise CannotJudge(_("No stakeholder's position is given."), code="instrument.positions")
    reached = math.fsum(each.power * each.position for each in rated.stakeholders)
    return 100 * reached / math.fsum(each.power * 2 for each in rated.stakeholders)


SCORERS: Mapping[Scorer, Callable[[Rated], float]] = {
    Scorer.MEAN: mean_score,
    Scorer.MEDIAN: median_score,
    Scorer.SUM: sum_score,
    Scorer.SHARE_OF_MAXIMUM: share_of_maximum,
    Scorer.WEIGHTED_DOMAINS: weighted_domains,
    Scorer.YES_SHARE: yes_share,
    Scorer.POLYGON: polygon_area,
    Scorer.NET_POSITION: net_position,
}

UNITS: Mapping[Scorer, str] = {
    Scorer.MEAN: _("points of the scale"),
    Scorer.MEDIAN: _("points of the scale"),
    Scorer.SUM: _("points"),
    Scorer.SHARE_OF_MAXIMUM: _("per cent of the maximum"),
    Scorer.WEIGHTED_DOMAINS: _("per cent of the maximum"),
    Scorer.YES_SHARE: _("per cent of yes"),
    Scorer.POLYGON: _("per cent of the largest area"),
    Scorer.NET_POSITION: _("support, from -100 to 100"),
}
