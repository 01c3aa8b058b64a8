"""Small duties that return by the clock, such as sealing the journal; a room's tasks.py names them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from groundswell.kit.jobs.outcome import Outcome

log = logging.getLogger("groundswell.jobs")


@dataclass
class Round:
    """One duty: safe to be done by two workers at once, and short.

    Args:
        name: For the log.
        seconds: How often.
        duty: What is done.
    """

    name: str
    seconds: float
    duty: Callable[[], object]
    last: float = field(default=float("-inf"))


_rounds: dict[str, Round] = {}


def regularly(name: str, seconds: float, duty: Callable[[], object]) -> None:
    """Name a duty that every worker does each so many seconds."""
    _rounds[name] = Round(name, seconds, duty)


def go_round() -> None:
    """Do what is due; a duty that fails is logged and tried again next time."""
    for duty in list(_rounds.values()):
        if time.monotonic() - duty.last >= duty.seconds:
            duty.last = time.monotonic()
            with Outcome() as outcome:
                duty.duty()
            if outcome.error is not None:
                log.error("round %s", duty.name, exc_info=outcome.error)
