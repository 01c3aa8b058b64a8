"""How early the lights find what is hidden, and how often they are wrong: counted over many programmes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bench.detection.quarters import Unit
from groundswell.domain.monitoring.dilution import Light, UnitLight
from groundswell.domain.monitoring.dilution.overall import overall_light

LIT = (Light.AMBER, Light.RED)
QUARTERS_A_YEAR = 4
Reader = Callable[[UnitLight], Light]
RULES = range(1, 9)


@dataclass(frozen=True)
class Found:
    """How a set of rules did.

    Args:
        what: Which rules, units or declines.
        declined: Units that truly declined.
        found: Of these, lit amber or red after their onset and before the end, fraction.
        months: Median months from onset to the first amber or red; those never lit count as later than all.
        red_found: Of these, red, fraction.
        red_months: Median months from onset to the first red.
        lit_before: Units left out of ``found`` because they were amber or red already before their onset.
        quiet_years: Years of units in which nothing was lost.
        red_a_year: Of these, years in which the unit turned red, fraction.
        lit_a_year: Of these, years in which it turned amber or red, fraction.
    """

    what: str
    declined: int
    found: float | None
    months: float | None
    red_found: float | None
    red_months: float | None
    lit_before: int
    quiet_years: int
    red_a_year: float | None
    lit_a_year: float | None

    @property
    def words(self) -> str:
        """One line for people."""
        said = [f"{self.what}:"]
        if self.declined:
            said += [
                f"{self.declined} declined; amber or red {percent(self.found)}, median {months(self.months)};",
                f"red {percent(self.red_found)}, median {months(self.red_months)};",
            ]
        if self.quiet_years:
            said.append(
                f"in {self.quiet_years:,} quiet years red {percent(self.red_a_year)}, any {percent(self.lit_a_year)}"
            )
        return " ".join(said).rstrip(";") + "."


def percent(share: float | None) -> str:
    """A share as people read it."""
    return "–" if share is None else f"{share * 100:.1f} %"


def months(delay: float | None) -> str:
    """A delay as people read it."""
    return "never" if delay is None else f"{delay:g} months"


def count(what: str, units: Iterable[Unit], read: Reader = lambda light: light.light) -> Found:
    """Count delays and false alarms of units.

    Args:
        what: Words for the line.
        units: Units of any number of programmes.
        read: The light of a unit out of its rules.
    """
    any_delays: list[float | None] = []
    red_delays: list[float | None] = []
    before = quiet = red = lit = 0
    for unit in units:
        course = {month: read(light) for month, light in unit.lights.items()}
        if unit.how not in ("", "little"):
            any_delays += (own := delay(unit, course, LIT))
            red_delays += delay(unit, course, (Light.RED,))
            before += not own
        for year in quiet_years(unit, course):
            quiet += 1
            red += turned(course, year, (Light.RED,))
            lit += turned(course, year, LIT)
    return Found(
        what, len(any_delays), share(any_delays), median(any_delays), share(red_delays), median(red_delays), before,
        quiet,
        red / quiet if quiet else None, lit / quiet if quiet else None,
    )  # fmt: skip


def delay(unit: Unit, course: dict[int, Light], lights: Sequence[Light]) -> list[float | None]:
    """Months from onset to the first such light; None where it never came; nothing where it was lit before."""
    onset = unit.onset or 0
    earlier = [light for month, light in course.items() if month < onset]
    if earlier and earlier[-1] in lights:
        return []
    first = next((month for month, light in course.items() if month >= onset and light in lights), None)
    return [None if first is None else float(first - onset + 1)]


def quiet_years(unit: Unit, course: dict[int, Light]) -> list[list[int]]:
    """Years in which nothing was lost: the four looks of each, with the look before; the first year has none before."""
    months = [month for month in course if unit.onset is None or month < unit.onset]
    whole = len(months) // QUARTERS_A_YEAR * QUARTERS_A_YEAR
    return [months[max(at - 1, 0) : at + QUARTERS_A_YEAR] for at in range(0, whole, QUARTERS_A_YEAR)]


def turned(course: dict[int, Light], year: Sequence[int], lights: Sequence[Light]) -> bool:
    """Whether a unit turned to such a light in a year."""
    looks = [course[month] in lights for month in year]
    first = len(year) == QUARTERS_A_YEAR and looks[0]
    return first or any(now and not earlier for earlier, now in pairwise(looks))


def share(delays: Sequence[float | None]) -> float | None:
    """Share that was found."""
    return sum(one is not None for one in delays) / len(delays) if delays else None


def median(delays: Sequence[float | None]) -> float | None:
    """Median of all, the never found last; None where the middle one was never found."""
    ordered = sorted(math.inf if one is None else one for one in delays)
    middle = ordered[len(ordered) // 2] if ordered else math.inf
    return None if math.isinf(middle) else middle


def only(rules: Iterable[int]) -> Reader:
    """The light as it would be with these rules alone."""
    wanted = frozenset(rules)
    return lambda light: overall_light(
        [one for one in light.rules if one.rule in wanted], [one for one in light.not_judged if one.rule in wanted]
    )[0]


def what_rules_add(hidden: Sequence[Unit], quiet: Sequence[Unit]) -> Iterable[Found]:
    """All rules, all but one, one alone: delays where something is hidden, false alarms where nothing is."""
    yield both("all rules", hidden, quiet, set(RULES))
    for rule in RULES:
        yield both(f"without rule {rule}", hidden, quiet, set(RULES) - {rule})
    for rule in RULES:
        yield both(f"rule {rule} alone", hidden, quiet, {rule})


def both(what: str, hidden: Sequence[Unit], quiet: Sequence[Unit], rules: Iterable[int]) -> Found:
    """Delays of the one, false alarms of the other."""
    read = only(rules)
    wrong = count(what, quiet, read)
    return replace(
        count(what, hidden, read),
        quiet_years=wrong.quiet_years, red_a_year=wrong.red_a_year, lit_a_year=wrong.lit_a_year,
    )  # fmt: skip


def by_kind(units: Sequence[Unit]) -> Iterable[Found]:
    """Each way to decline."""
    for how in sorted({unit.how for unit in units} - {"", "little"}):
        yield count(how, [unit for unit in units if unit.how == how])
