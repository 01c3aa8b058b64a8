"""Monthly values of the demonstration, drawn by a seeded generator from the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.services import NewValue
from groundswell.front.demonstration.story import HELD_WELL, District

MONTHS = 20
PEOPLE_PER_GROUP = 430
TARGET_SHARE = 0.22
BIRTHS_PER_PERSON_AND_MONTH = 0.032 / 12
SPREAD_FACILITATORS = 4
WATCHED = (12, 18)


@dataclass(frozen=True)
class Member:
    """A community of the programme as the generator sees it."""

    place: int
    persons: int
    depth: int
    poorest: bool


def monthly(
    story: District, members: Sequence[Member], months: Sequence[Period], rng: np.random.Generator
) -> Iterator[NewValue]:
    """All values of one district.

    Args:
        story: How it goes there.
        members: Its communities.
        months: The months, oldest first; those before the start are skipped.
        rng: Seeded generator.
    """
    for ago, month in zip(range(len(months) - 1, -1, -1), months, strict=True):
        if ago >= story.months:
            continue
        came = rng.random(len(members)) < received(story, ago)
        for member, here in zip(members, came, strict=True):
            if here:
                yield from report(story, member, month, ago, rng)
        yield from watched(story, members, month, ago, rng)


def received(story: District, ago: int) -> float:
    """Share of reports that come in a month so long ago."""
    first, lately = story.received
    return lately if ago < 6 else first


def report(story: District, member: Member, month: Period, ago: int, rng: np.random.Generator) -> Iterator[NewValue]:
    """The monthly report of one community."""
    place, lately = member.place, ago < max(1, story.shifted or 1)
    groups = max(1, round(member.persons / PEOPLE_PER_GROUP))
    meeting = int(rng.binomial(groups, 0.95))
    yield NewValue("P2", place, month, meeting, groups)
    yield NewValue("P5", place, month, int(rng.binomial(groups, 0.93)), groups)
    target = max(1, round(member.persons * TARGET_SHARE))
    grown = min(1.0, (story.months - ago) / 18)
    share = (0.24 if member.poorest else 0.30) + 0.16 * grown
    yield NewValue("P3", place, month, int(rng.binomial(target, share)), target)
    yield NewValue("P13", place, month, int(rng.random() < (story.visits if lately else 0.88)), 1)
    if place % SPREAD_FACILITATORS == 0:
        load = story.groups_per_facilitator if lately else 9.0
        yield NewValue("P14", place, month, round(load + rng.normal(0, 0.6)), 1)
    births = int(rng.poisson(member.persons * BIRTHS_PER_PERSON_AND_MONTH))
    if births:
        yield NewValue("O1", place, month, int(rng.binomial(births, 0.034 - 0.010 * grown)), births)


def watched(
    story: District, members: Sequence[Member], month: Period, ago: int, rng: np.random.Generator
) -> Iterator[NewValue]:
    """Sessions that an outsider watched in the district in one month: held well or not."""
    count = int(rng.integers(*WATCHED))
    for index in rng.choice(len(members), size=min(count, len(members)), replace=False):
        member = members[int(index)]
        held = HELD_WELL[member.depth] + (story.shift if ago < story.shifted else 0.0)
        yield NewValue("P9", member.place, month, int(rng.random() < held), 1)
