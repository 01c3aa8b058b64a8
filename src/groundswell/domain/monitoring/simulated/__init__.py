"""Programmes out of a seed, with a hidden dilution and its answer key: what the lights are measured on.

``invent(seed)`` gives a programme whose waves and trainers decline at known months; ``draw(programme, district)`` its
reports; ``lost`` what a unit has truly lost, month by month.
"""

from groundswell.domain.monitoring.simulated.plan import Decline, District, How, Programme, Trainer, invent
from groundswell.domain.monitoring.simulated.reports import Drawn, draw
from groundswell.domain.monitoring.simulated.truth import began, lost, lost_share

__all__ = [
    "Decline", "District", "Drawn", "How", "Programme", "Trainer", "began", "draw", "invent", "lost", "lost_share",
]  # fmt: skip
