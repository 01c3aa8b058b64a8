"""The rules at the two grains that pages read: totals of places for levels, totals of periods for courses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from groundswell.domain.monitoring.dilution.judge import ALL_KINDS, judge_dilution
from groundswell.domain.monitoring.dilution.lights import Row, UnitKind, UnitLight
from groundswell.domain.monitoring.dilution.overall import overall_light
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters

COURSE = frozenset({3, 4, 5})


def judge_grains(
    by_place: Sequence[Row],
    by_period: Sequence[Row],
    parameters: DilutionParameters | None = None,
    *,
    kinds: Iterable[UnitKind] = ALL_KINDS,
    area_of: Mapping[str, str] | None = None,
) -> list[UnitLight]:
    """Lights of the units, each with its levels from the one grain and its course from the other.

    Rules 1, 2, 6, 7 and 8 read totals of places (the clusters), rules 3, 4 and 5 read totals of periods. One row per
    place, and one per unit and period, hold all of that in thousands of rows instead of hundreds of thousands.

    Args:
        by_place: One row for each place (quality, supervision), or its last report (coverage, load), or by exposure.
        by_period: Rows of quality by unit and period; their place is the unit.
        parameters: The program's numbers; defaults where None.
        kinds: Which kinds of unit to judge.
        area_of: Unit of each place of ``by_place``.
    """
    wanted = tuple(kinds)
    courses = {(one.kind, one.unit): one for one in judge_dilution(by_period, parameters, kinds=wanted)}
    levels = judge_dilution(by_place, parameters, kinds=wanted, area_of=area_of)
    return [joined(one, courses.get((one.kind, one.unit))) for one in levels]


def joined(level: UnitLight, course: UnitLight | None) -> UnitLight:
    """One light out of a unit's levels and its course."""
    if course is None:
        return level
    rules = [one for one in level.rules if one.rule not in COURSE] + [one for one in course.rules if one.rule in COURSE]
    missing = [one for one in level.not_judged if one.rule not in COURSE]
    missing += [one for one in course.not_judged if one.rule in COURSE]
    rules.sort(key=lambda one: one.rule)
    missing.sort(key=lambda one: one.rule)
    light, reason = overall_light(rules, missing)
    return UnitLight(level.unit, light, tuple(rules), tuple(missing), reason, level.kind)
