"""The reports that a district of a simulated programme sends: counts drawn by a seeded generator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.monitoring.simulated.plan import District, How, Programme
from groundswell.domain.monitoring.simulated.truth import concerns, lost, lost_share
from groundswell.domain.stats.series import Floats, Integers

HELD_WELL = 0.90
BETWEEN_PLACES, BETWEEN_DISTRICTS, BETWEEN_MONTHS = 0.03, 0.01, 0.015
"""Standard deviations of the true share: what differs without any dilution, and must not be taken for one."""
SEASON = 0.015
WATCHED = (12, 18)
RECEIVED = 0.93
TARGET_SHARE, POOREST_SHARE = 0.22, 0.2
COVERED, COVERED_MORE, GROWS = 0.36, 0.10, 18
VISITS, VISITS_OVERLOADED = 0.88, 0.52
GROUPS, GROUPS_OVERLOADED = 9.0, 15.0
BIRTHS, DEATHS, TRIAL_EFFECT = 0.032 / 12, 0.034, 0.68


@dataclass(frozen=True, eq=False)
class Drawn:
    """Counts by community (row) and month (column); all are 0 where no report came.

    Args:
        watched: Sessions watched by an outsider.
        held: Those held well.
        target: People of the target group; two layers, the poorest and the others.
        reached: Those who came; two layers.
        due: Supervision visits due.
        visits: Those made.
        facilitators: Facilitators who told how many groups they serve.
        groups: The groups they serve.
        births: Births, also in the year before the start.
        deaths: Deaths of newborns among them.
    """

    watched: Integers
    held: Integers
    target: Integers
    reached: Integers
    due: Integers
    visits: Integers
    facilitators: Integers
    groups: Integers
    births: Integers
    deaths: Integers


def draw(programme: Programme, district: District) -> Drawn:
    """All reports of a district; each district has its own chance, so that it may be drawn alone.

    Args:
        programme: The programme with its key.
        district: One of its districts.

    Example:
        >>> from groundswell.domain.monitoring.simulated.plan import invent
        >>> drawn = draw(programme := invent(1), programme.districts[0])
        >>> bool((drawn.held <= drawn.watched).all()), drawn.watched.shape
        (True, (24, 48))
    """
    rng = np.random.default_rng([programme.seed, 2, programme.districts.index(district)])
    shape = len(district.taught_by), programme.months
    month = np.arange(programme.months)
    works = month >= district.start
    came = (rng.random(shape) < RECEIVED) & works
    watched = _watched(shape, works, rng)
    held = rng.binomial(watched, held_well(programme, district, rng))
    target, reached = _covered(programme, district, came, rng)
    overloaded = _overloaded(programme, district)
    due = came.astype(np.int64)
    visits = rng.binomial(due, np.where(overloaded, VISITS_OVERLOADED, VISITS))
    facilitators = due * (np.arange(shape[0]) % 4 == 0)[:, None]
    load = np.where(overloaded, GROUPS_OVERLOADED, GROUPS) + rng.normal(0, 0.6, shape)
    births, deaths = _born(programme, district, rng)
    groups = facilitators * np.rint(load).astype(np.int64)
    return Drawn(watched, held, target, reached, due, visits, facilitators, groups, births, deaths)


def held_well(programme: Programme, district: District, rng: np.random.Generator) -> Floats:
    """True share of sessions held well in each community and month: chance differences, a season, and what was lost."""
    month = np.arange(programme.months)
    communities = len(district.taught_by)
    share = HELD_WELL + rng.normal(0, BETWEEN_DISTRICTS) + rng.normal(0, BETWEEN_PLACES, communities)[:, None]
    share = share + rng.normal(0, BETWEEN_MONTHS, programme.months) + SEASON * np.sin(2 * np.pi * month / 12)
    return np.clip(share - lost(programme, district), 0.02, 0.99)


def _watched(shape: tuple[int, int], works: NDArray[np.bool_], rng: np.random.Generator) -> Integers:
    """An outsider watches a dozen sessions a month, in communities by lot."""
    watched = np.zeros(shape, dtype=np.int64)
    for at in np.flatnonzero(works):
        count = min(int(rng.integers(*WATCHED)), shape[0])
        watched[rng.choice(shape[0], size=count, replace=False), at] = 1
    return watched


def _covered(
    programme: Programme, district: District, came: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Target group and those reached: poorest and others."""
    since = np.arange(programme.months) - district.start
    share = COVERED + COVERED_MORE * np.clip(since / GROWS, 0, 1)
    behind = lost_share(programme, district, How.POOREST)
    persons = np.array(district.persons)[:, None] * TARGET_SHARE
    target = np.array([np.rint(persons * part) * came for part in (POOREST_SHARE, 1 - POOREST_SHARE)]).astype(np.int64)
    return target, rng.binomial(target, np.array([share - behind, share])[:, None, :])


def _overloaded(programme: Programme, district: District) -> NDArray[np.bool_]:
    over = [one for one in programme.declines if one.how is How.OVERLOAD and concerns(one, district)]
    return np.arange(programme.months) >= min((one.month for one in over), default=programme.months)


def _born(programme: Programme, district: District, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Births and deaths: the effect of the trial is reached after a year, unless it fades."""
    since = np.arange(programme.months) - district.start
    persons = np.array(district.persons, dtype=np.float64)[:, None]
    births = rng.poisson(np.broadcast_to(persons * BIRTHS, (len(persons), programme.months))) * (since >= -12)
    kept = np.clip(since / 12, 0, 1) * (1 - lost_share(programme, district, How.OUTCOME))
    odds = DEATHS / (1 - DEATHS) * TRIAL_EFFECT**kept
    return births, rng.binomial(births, odds / (1 + odds))
