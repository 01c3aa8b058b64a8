"""Rule 8: does the gap between the poorest and the others widen?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.units import Unit, latest
from groundswell.domain.monitoring.periods import Period

POOREST = frozenset({"poorest", "poorest fifth", "lowest", "q1"})
OTHERS = frozenset({"others", "other", "not poorest"})
WEALTH = frozenset({"", "wealth", "poverty", "quintile", "wealth quintile", "group"})
"""Names of the split that may hold the poorest; sex, age or residence beside it are other people counted again."""
NOT_WEALTH = frozenset(["female", "male", "women", "men", "girls", "boys", "urban", "rural", "young", "old"])
WIDENING = 0.05


def judge_equity(unit: Unit, pilot: Unit, parameters: DilutionParameters) -> RuleResult:
    """Coverage of the others minus coverage of the poorest, now against the unit's own start and against the pilot.

    Args:
        unit: The unit; its coverage rows carry ``group``: ``poorest`` against ``others``, or against every other
            group of wealth (``wealth=middle``); groups of sex, age or residence are left out.
        pilot: The pilot.
        parameters: ``coverage``.

    Returns:
        ``value`` is the widening (fraction): the larger of the two comparisons that could be made.

    Source:
        Groundswell method.md 3.6 rule 8.
    """
    rows = _by_wealth(unit, parameters)
    now, start = _halves(rows)
    gap = coverage_gap(now)
    if gap is None:
        return not_judged(8, f"Coverage ({parameters.coverage}) is not split into poorest and others.")
    earlier = {"at its start": coverage_gap(start)}
    if not unit.pilot:
        earlier["in the pilot"] = coverage_gap(_by_wealth(pilot, parameters))
    widened = {when: gap - before for when, before in earlier.items() if before is not None}
    if not widened:
        return not_judged(8, "There is no earlier period and no pilot to compare the gap with.")
    when = max(widened, key=lambda one: widened[one])
    light = Light.AMBER if widened[when] >= WIDENING - 1e-12 else Light.GREEN
    text = (
        f"The poorest are reached {_behind(gap)} the others; {abs(widened[when]) * 100:.0f} points"
        f" {'more' if widened[when] > 0 else 'less'} apart than {when}."
    )
    detail = {"gap": gap} | {f"widening {one}": value for one, value in widened.items()}
    return RuleResult(8, light, text, widened[when], n=round(_people(now)), detail=detail)


def coverage_gap(rows: Sequence[Row]) -> float | None:
    """Coverage of the others minus that of the poorest, from the last report of each place; None where a side lacks."""
    sides = {group: wealth_of(group) for group in {row.group for row in rows}}
    rest = {group for group, side in sides.items() if side in OTHERS}
    rest = rest or {group for group, side in sides.items() if side not in POOREST}
    poorest = _coverage(row for row in rows if sides[row.group] in POOREST)
    others = _coverage(row for row in rows if row.group in rest)
    return None if poorest is None or others is None else others - poorest


def wealth_of(group: str) -> str:
    """The part of the people by wealth that a group stands for; empty for another split, or for several at once.

    Example:
        >>> wealth_of("wealth=Poorest"), wealth_of("others"), wealth_of("sex=female"), wealth_of("sex=f; wealth=q1")
        ('poorest', 'others', '', '')
    """
    split, _, category = group.strip().lower().rpartition("=")
    return category.strip() if split.strip() in WEALTH and category.strip() not in NOT_WEALTH else ""


def _by_wealth(unit: Unit, parameters: DilutionParameters) -> list[Row]:
    """Coverage reports for a part of the people by wealth."""
    return [row for row in unit.split(parameters.coverage) if wealth_of(row.group)]


def _coverage(rows: Iterable[Row]) -> float | None:
    last = latest(rows).values()
    people = sum(denominator for _, denominator in last)
    return sum(numerator for numerator, _ in last) / people if people else None


def _halves(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The later and the earlier half of the periods; a single period is the later one."""
    periods: list[Period] = sorted({row.period for row in rows})
    earlier = set(periods[: len(periods) // 2])
    return [row for row in rows if row.period not in earlier], [row for row in rows if row.period in earlier]


def _people(rows: Iterable[Row]) -> float:
    return sum(denominator for _, denominator in latest(rows).values())


def _behind(gap: float) -> str:
    points = f"{abs(gap) * 100:.0f} points"
    return f"{points} less than" if gap > 0 else f"{points} more than"
