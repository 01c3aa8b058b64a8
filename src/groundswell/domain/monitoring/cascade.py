"""How much of what was taught is left after each hand-over: K_d = K_0 r^d."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import said as _
from groundswell.domain.stats.clustered_shares import t_quantile
from groundswell.domain.values import Interval

LEAST_PER_LEVEL = 0.90
LEAST_AT_THE_END = 0.80


@dataclass(frozen=True)
class CascadeRetention:
    """Retention of knowledge or skill per hand-over.

    Args:
        per_level: r, what a hand-over leaves (fraction; above 1 when trainees do better than their trainers).
        interval: Its 95 % interval; None with a single pair.
        pairs: Trainer-trainee pairs it stands on.
        depth: Deepest level in use.
        at_depth: r to the power of the depth.
        alert: Whether r < .90 or r^depth < .80.
    """

    per_level: float
    interval: Interval | None
    pairs: int
    depth: int
    at_depth: float
    alert: bool


def left_after(per_level: float, depth: int, start: float = 1.0) -> float:
    """What is left after so many hand-overs.

    Args:
        per_level: r, fraction.
        depth: Hand-overs.
        start: Level of the original practitioner.

    Source:
        Groundswell method.md 3.5 (S52: .75 leaves .42 after three).

    Example:
        >>> round(left_after(0.75, 3), 2)
        0.42
    """
    return start * per_level**depth


def cascade_retention(pairs: Sequence[tuple[float, float]], depth: int) -> CascadeRetention:
    """Estimate r from scores of trainers and of those they trained: the geometric mean of the ratios.

    Args:
        pairs: Score of the trainer and of the trainee, same scale, both above 0.
        depth: Deepest level in use, 0 or more.

    Raises:
        BadInput: When a score is not above 0 or the depth is negative.
        CannotJudge: When there is no pair.

    Source:
        Groundswell method.md 3.5 ("Cascade model").

    Example:
        >>> round(cascade_retention([(80, 72), (90, 81)], depth=2).per_level, 6)
        0.9
    """
    if not pairs:
        raise CannotJudge(_("No pair of trainer and trainee has scores."), _("Record the same test for both."))
    if depth < 0 or any(trainer <= 0 or trainee <= 0 for trainer, trainee in pairs):
        raise BadInput(_("A score or depth of the cascade is not above 0."), _("Give scores above 0 on one scale."))
    logs = [math.log(trainee / trainer) for trainer, trainee in pairs]
    mean = math.fsum(logs) / len(logs)
    per_level = math.exp(mean)
    interval = None
    if len(logs) > 1:
        se = math.sqrt(math.fsum((one - mean) ** 2 for one in logs) / (len(logs) - 1) / len(logs))
        reach = t_quantile(0.975, len(logs) - 1) * se
        interval = Interval(math.exp(mean - reach), math.exp(mean + reach))
    at_depth = left_after(per_level, depth)
    # A hand-over that leaves exactly .90 is no alert, whatever the last bit says.
    alert = per_level < LEAST_PER_LEVEL - 1e-12 or at_depth < LEAST_AT_THE_END - 1e-12
    return CascadeRetention(per_level, interval, len(pairs), depth, at_depth, alert)
