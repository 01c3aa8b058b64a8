"""Who works where since when, taught by whom; and what is hidden in it: which waves and trainers decline, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

STARTS = (0, 6, 15, 24)
"""Month in which the pilot and the waves begin, the programme's first month being 0."""
SHARE_OF_WAVE = (1, 2, 3, 3)
"""How the districts divide between the pilot and the waves."""
DEPTHS = ((0,), (0, 1), (1, 2), (1, 2))
"""Hand-overs between an original practitioner and the trainers of a wave."""
DISTRICTS, COMMUNITIES, TRAINERS = 9, 24, 4


class How(StrEnum):
    """In which way a part of the programme declines."""

    TRAINER = "trainer"
    SLOW = "slow"
    LOW_START = "low start"
    OVERLOAD = "overload"
    POOREST = "poorest"
    OUTCOME = "outcome"


WORDS = {
    How.TRAINER: "a trainer’s facilitators hold sessions worse from this month on",
    How.SLOW: "all districts of the wave lose quality month by month",
    How.LOW_START: "all districts of the wave hold sessions worse from their start",
    How.OVERLOAD: "facilitators serve more groups, supervisors visit less, and sessions are held worse",
    How.POOREST: "coverage of the poorest falls behind that of the others; sessions stay as good",
    How.OUTCOME: "the effect on deaths fades; sessions stay as good",
}


@dataclass(frozen=True)
class Trainer:
    """A trainer, with the hand-overs behind what they teach; their communities have the same position in a district."""

    name: str
    depth: int


@dataclass(frozen=True)
class District:
    """Where the programme works.

    Args:
        name: Its name or code.
        wave: 0 is the pilot.
        start: Month in which it begins.
        trainers: Its trainers.
        taught_by: Position of the trainer of each community.
        persons: People of each community.
    """

    name: str
    wave: int
    start: int
    trainers: tuple[Trainer, ...]
    taught_by: tuple[int, ...]
    persons: tuple[int, ...]

    @property
    def depths(self) -> tuple[int, ...]:
        """Hand-overs behind each community."""
        return tuple(self.trainers[at].depth for at in self.taught_by)


@dataclass(frozen=True)
class Decline:
    """One entry of the answer key.

    Args:
        how: In which way.
        wave: In which wave.
        month: Onset, counted from the programme's first month.
        points: What is lost when it is complete, fraction: of sessions held well, of coverage of the poorest, or of the
            trial's effect.
        over: Months until it is complete; 0 at once.
        district: Which district; empty for a whole wave.
        trainer: Which trainer; empty for all of them.
    """

    how: How
    wave: int
    month: int
    points: float
    over: int = 0
    district: str = ""
    trainer: str = ""

    def lost(self, month: int, start: int = 0) -> float:
        """What is lost in a month, in a district that began at ``start``.

        Example:
            >>> slow = Decline(How.SLOW, 2, month=20, points=0.24, over=12)
            >>> slow.lost(19), slow.lost(25), slow.lost(40)
            (0.0, 0.12, 0.24)
        """
        since = month - max(self.month, start) + 1
        if since <= 0:
            return 0.0
        return self.points * min(1.0, since / self.over) if self.over else self.points


@dataclass(frozen=True)
class Programme:
    """A programme with its answer key.

    Args:
        seed: Same seed, same programme.
        months: How long it runs.
        districts: Where it works.
        declines: What is hidden in it; empty where nothing is.
    """

    seed: int
    months: int
    districts: tuple[District, ...]
    declines: tuple[Decline, ...] = ()


def invent(
    seed: int, settlements: Mapping[str, Sequence[int]] | None = None, *, months: int = 48, hidden: bool = True
) -> Programme:
    """A programme of a pilot and three waves.

    Args:
        seed: Same seed, same programme.
        settlements: People of each community by name of the district, four districts or more; nine districts of 24
            invented communities without.
        months: How long it runs.
        hidden: Whether parts of it decline; the rest is the same without.

    Example:
        >>> quiet, hidden = invent(3, hidden=False), invent(3)
        >>> quiet.districts == hidden.districts, quiet.declines, len(hidden.declines) > 0
        (True, (), True)
    """
    rng = np.random.default_rng([seed, 0])
    names = list(settlements or (f"D{at}" for at in range(1, DISTRICTS + 1)))
    waves = np.repeat(np.arange(4), shares(len(names)))
    made = tuple(
        _district(name, int(wave), settlements[name] if settlements else None, rng)
        for name, wave in zip(names, waves, strict=True)
    )
    declines = hide(made, months, np.random.default_rng([seed, 1])) if hidden else ()
    return Programme(seed, months, made, declines)


def shares(districts: int) -> list[int]:
    """Districts of the pilot and of each wave; one or more each."""
    counts = [max(1, districts * share // sum(SHARE_OF_WAVE)) for share in SHARE_OF_WAVE]
    counts[-1] += districts - sum(counts)
    return counts


def _district(name: str, wave: int, people: Sequence[int] | None, rng: np.random.Generator) -> District:
    depths, count = DEPTHS[wave], COMMUNITIES if people is None else len(people)
    trainers = tuple(Trainer(f"{name} trainer {at + 1}", depths[at % len(depths)]) for at in range(TRAINERS))
    taught = tuple(int(at) for at in rng.integers(TRAINERS, size=count))
    if people is None:
        people = [int(one) for one in np.clip(rng.lognormal(6.6, 0.6, count), 120, 9000)]
    return District(name, wave, STARTS[wave] + int(rng.integers(3)) * (wave > 0), trainers, taught, tuple(people))


def hide(districts: Sequence[District], months: int, rng: np.random.Generator) -> tuple[Decline, ...]:
    """Hide a dilution: perhaps in one wave, in some trainers, and in what sessions do not show.

    Args:
        districts: Districts of the programme.
        months: How long it runs; nothing begins in its last half year, which no light could see yet.
        rng: Seeded generator.
    """
    later = [district for district in districts if district.wave > 0]
    found = [_of_wave(int(rng.integers(1, 4)), months, rng)] if rng.random() < 0.5 else []
    order = [later[int(at)] for at in rng.permutation(len(later))]
    taken = {decline.wave for decline in found}
    free = [district for district in order if district.wave not in taken]
    with_trainers = max(1, len(free) // 4)
    found += [_of_trainer(district, months, rng) for district in free[:with_trainers]]
    others = (How.OVERLOAD, How.POOREST, How.OUTCOME)
    for district in free[with_trainers : with_trainers + max(1, len(free) // 8)]:
        found.append(_of_district(district, others[int(rng.integers(len(others)))], months, rng))
    return tuple(found)


def _of_wave(wave: int, months: int, rng: np.random.Generator) -> Decline:
    if rng.random() < 0.5:
        return Decline(How.LOW_START, wave, STARTS[wave], round(float(rng.uniform(0.12, 0.30)), 2))
    slow = Decline(How.SLOW, wave, _onset(STARTS[wave], months, rng), round(float(rng.uniform(0.15, 0.35)), 2))
    return replace(slow, over=int(rng.integers(9, 19)))


def _of_trainer(district: District, months: int, rng: np.random.Generator) -> Decline:
    trainer = district.trainers[int(rng.choice(np.unique(district.taught_by)))]
    points = round(float(rng.uniform(0.25, 0.60)), 2)
    month = _onset(district.start, months, rng)
    return Decline(How.TRAINER, district.wave, month, points, 0, district.name, trainer.name)


def _of_district(district: District, how: How, months: int, rng: np.random.Generator) -> Decline:
    low, high = {How.OVERLOAD: (0.08, 0.25), How.POOREST: (0.06, 0.16), How.OUTCOME: (0.5, 1.0)}[how]
    points = round(float(rng.uniform(low, high)), 2)
    return Decline(how, district.wave, _onset(district.start, months, rng), points, 0, district.name)


def _onset(start: int, months: int, rng: np.random.Generator) -> int:
    """A month at least three after the start and seven before the end."""
    return int(rng.integers(start + 3, max(start + 4, months - 6)))
