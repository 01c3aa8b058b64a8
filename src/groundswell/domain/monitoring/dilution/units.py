"""Which rows make a unit, and the totals that the rules read from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.dilution.lights import Row, UnitKind
from groundswell.domain.monitoring.periods import Period

ENOUGH_SESSIONS = 120
"""With so many, a share of .90 is known to some 4.5 points (one-sided 95 %): half the margin of rule 1."""
Totals = dict[str, tuple[float, float]]  # place → numerator, denominator


@dataclass(frozen=True)
class Unit:
    """A part of the programme with its reports.

    Args:
        name: Name as shown.
        kind: What it is.
        rows: Its reports.
        pilot: Whether it is the reference itself, wholly inside the pilot.
    """

    name: str
    kind: UnitKind
    rows: tuple[Row, ...]
    pilot: bool = False

    @cached_property
    def _by_indicator(self) -> Mapping[str, tuple[Row, ...]]:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            grouped[row.indicator].append(row)
        return {code: tuple(rows) for code, rows in grouped.items()}

    def of(self, indicator: str) -> tuple[Row, ...]:
        """Reports of one indicator for all people: split ones only where no total was reported beside them."""
        rows = self._by_indicator.get(indicator, ())
        whole = {(row.place, row.period) for row in rows if not row.group}
        return tuple(row for row in rows if not row.group or (row.place, row.period) not in whole)

    def split(self, indicator: str) -> tuple[Row, ...]:
        """Reports of one indicator for a part of the people."""
        return tuple(row for row in self._by_indicator.get(indicator, ()) if row.group)


@dataclass(frozen=True)
class Comparison:
    """A unit beside its reference.

    Args:
        unit: The unit.
        pilot: Reports of the pilot (wave 0, or the first wave where there is no wave 0).
        scores: Whether quality is a mean score instead of a share of sessions.
        fidelity: Code of the indicator of quality that is there.
    """

    unit: Unit
    pilot: Unit
    fidelity: str
    scores: bool = False
    extra: Mapping[str, float] = field(default_factory=dict)


def units_of(rows: Sequence[Row], kinds: Iterable[UnitKind], area_of: Mapping[str, str] | None = None) -> list[Unit]:
    """The units of the asked kinds, waves first, then depths, places and the programme.

    Args:
        rows: All reports.
        kinds: Which kinds of unit.
        area_of: Area of each place, to judge districts instead of communities; places not named stand for themselves.
    """
    pilot = pilot_wave(rows)
    areas = area_of or {}
    keys: dict[UnitKind, Callable[[Row], object]] = {
        UnitKind.WAVE: lambda row: row.wave,
        UnitKind.DEPTH: lambda row: row.depth,
        UnitKind.PLACE: lambda row: areas.get(row.place, row.place),
        UnitKind.PROGRAMME: lambda row: "programme",
    }
    wanted = set(kinds)
    units = []
    for kind, key in keys.items():
        if kind not in wanted:
            continue
        grouped: dict[object, list[Row]] = defaultdict(list)
        for row in rows:
            grouped[key(row)].append(row)
        grouped.pop(None, None)  # depth not known
        for value in sorted(grouped, key=lambda one: (isinstance(one, str), one)):
            own = grouped[value]
            name = f"{kind} {value}" if kind in (UnitKind.WAVE, UnitKind.DEPTH) else str(value)
            units.append(Unit(name, kind, tuple(own), all(row.wave == pilot for row in own)))
    return units


def pilot_wave(rows: Iterable[Row]) -> int | None:
    """The wave that others are compared with: 0, or the first one; None without rows."""
    return min((row.wave for row in rows), default=None)


def lately(unit: Unit, until: Period, pilot: int | None, fidelity: str) -> Unit:
    """A unit with the reports that rules 1 and 2 read: those of the last twelve months, and all of the pilot.

    The mean over years hides for years that quality fell; the pilot is the reference, and may have ended long ago.
    Where fewer than :data:`ENOUGH_SESSIONS` were observed in the year, earlier ones count, too.

    Args:
        unit: The unit.
        until: The last period of all reports.
        pilot: Number of the pilot's wave.
        fidelity: The indicator of quality.

    Source:
        Groundswell ADR 0017, with the study that chose the year.
    """
    first = until.step - max(1, round(until.per_year)) + 1
    recent = replace(unit, rows=tuple(row for row in unit.rows if row.wave == pilot or row.period.step >= first))
    sessions = sum(row.denominator for row in recent.of(fidelity) if row.wave != pilot)
    return recent if sessions >= ENOUGH_SESSIONS else unit


def refuse_mixed(rows: Iterable[Row]) -> None:
    """Refuse reports of several kinds of period, and negative or impossible counts.

    Raises:
        BadInput: With the value that cannot be used.
    """
    kinds: dict[object, Row] = {}
    for row in rows:
        kinds.setdefault(row.period.kind, row)
        if row.numerator < 0 or row.denominator < 0:
            raise BadInput(
                f"{row.indicator} of {row.place} in {row.period} is {row.numerator:g} of {row.denominator:g}.",
                "Counts cannot be negative.",
                code="dilution.negative",
            )
    if len(kinds) > 1:
        first, second = list(kinds.values())[:2]
        raise BadInput(
            f"{first.period} is a {first.period.kind} and {second.period} a {second.period.kind}.",
            "Give all reports in one kind of period.",
            code="period.mixed",
        )


def by_place(rows: Iterable[Row]) -> Totals:
    """Numerator and denominator of each place, summed over time."""
    totals: dict[str, tuple[float, float]] = {}
    for row in rows:
        numerator, denominator = totals.get(row.place, (0.0, 0.0))
        totals[row.place] = numerator + row.numerator, denominator + row.denominator
    return totals


def by_period(rows: Iterable[Row]) -> dict[Period, tuple[float, float]]:
    """Numerator and denominator of each period, summed over places, in the order of time."""
    totals: dict[Period, tuple[float, float]] = {}
    for row in rows:
        numerator, denominator = totals.get(row.period, (0.0, 0.0))
        totals[row.period] = numerator + row.numerator, denominator + row.denominator
    return dict(sorted(totals.items()))


def latest(rows: Iterable[Row]) -> Totals:
    """Numerator and denominator of the last report of each place: for levels, which are not summed over time."""
    last: dict[str, Period] = {}
    own = list(rows)
    for row in own:
        if row.place not in last or row.period > last[row.place]:
            last[row.place] = row.period
    return by_place(row for row in own if row.period == last[row.place])
