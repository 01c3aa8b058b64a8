"""What a unit has truly lost, known because it was put there."""

from __future__ import annotations

import numpy as np

from groundswell.domain.monitoring.simulated.plan import Decline, District, How, Programme
from groundswell.domain.stats.series import Floats

SEEN_IN_SESSIONS = frozenset({How.TRAINER, How.SLOW, How.LOW_START, How.OVERLOAD})
MATERIAL = 0.05
"""A loss of fewer points of quality than the method's own five is no decline."""


def concerns(decline: Decline, district: District) -> bool:
    """Whether an entry of the key is about a district, in whole or in part."""
    return decline.wave == district.wave and decline.district in ("", district.name)


def lost(programme: Programme, district: District) -> Floats:
    """Quality lost in each community (row) and month (column), fraction; at most .9.

    Args:
        programme: The programme with its key.
        district: One of its districts.

    Example:
        >>> from groundswell.domain.monitoring.simulated.plan import invent
        >>> quiet = invent(1, hidden=False)
        >>> float(lost(quiet, quiet.districts[3]).max())
        0.0
    """
    gone = np.zeros((len(district.taught_by), programme.months))
    names = np.array([district.trainers[at].name for at in district.taught_by])
    for decline in programme.declines:
        if decline.how in SEEN_IN_SESSIONS and concerns(decline, district):
            course = [decline.lost(month, district.start) for month in range(programme.months)]
            gone += np.where(np.isin(names, decline.trainer or names), 1.0, 0.0)[:, None] * np.array(course)
    return np.minimum(gone, 0.9)


def lost_share(programme: Programme, district: District, how: How) -> Floats:
    """What is lost beside the sessions in each month: coverage of the poorest, or the share of the trial's effect."""
    courses = [
        [decline.lost(month, district.start) for month in range(programme.months)]
        for decline in programme.declines
        if decline.how is how and concerns(decline, district)
    ]
    return np.sum(courses, axis=0) if courses else np.zeros(programme.months)


def began(course: Floats, material: float = MATERIAL) -> int | None:
    """Onset of a unit's decline: the first month with any loss, if it ever loses what is material; None otherwise.

    Args:
        course: True loss of the unit month by month.
        material: What it must lose at the end to count.

    Example:
        >>> began(np.array([0, 0, 0.02, 0.04, 0.06])), began(np.array([0, 0, 0.02, 0.04, 0.04]))
        (2, None)
    """
    return int(np.argmax(course > 0)) if float(course.max(initial=0.0)) >= material else None
