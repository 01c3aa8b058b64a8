"""A control chart with its labels, phases and signals in words: what a page draws and the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from groundswell.domain.errors import BadInput, CannotJudge
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.stats.control_charts import COUNTED, ChartType, Limits, chart_limits
from groundswell.domain.stats.run_rules import Found, RuleFamily, Signal, find_signals
from groundswell.domain.stats.series import Floats

FEWEST_POINTS = 2


@dataclass(frozen=True)
class Measured:
    """One point to be drawn.

    Args:
        label: Its period or name.
        numerator: Count, or the value itself where the chart has no denominator; None where missing.
        denominator: Sample size or exposure; None where the chart has none.
        phase: Limits are computed anew in each phase.
        included: False: shown, but not counted in centre, limits and runs.
    """

    label: str
    numerator: float | None
    denominator: float | None = None
    phase: int | str = 1
    included: bool = True


@dataclass(frozen=True)
class ChartPoint:
    """One point as drawn; None where there is no value or no line."""

    label: str
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    phase: int | str
    included: bool


@dataclass(frozen=True)
class ChartSignal:
    """One signal.

    Args:
        index: The point that completes it, counted from 1.
        label: Label of that point.
        rule: ``beyond``, ``run``, ``crossings``, ``trend``, ``two-of-three`` or ``four-of-five``.
        text: The signal in plain words.
        above: Whether it lies above the centre (or rises); None for crossings.
        first: First point it stands on, from 1.
        last: Last point that prolongs it, from 1.
    """

    index: int
    label: str
    rule: str
    text: str
    above: bool | None
    first: int
    last: int


@dataclass(frozen=True)
class ControlChart:
    """A chart and what it signals."""

    type: ChartType
    rules: RuleFamily
    points: tuple[ChartPoint, ...]
    signals: tuple[ChartSignal, ...]


def control_chart(
    measured: Sequence[Measured],
    chart: ChartType,
    *,
    rules: RuleFamily = RuleFamily.ANHOEJ,
    baseline: int | None = None,
    screen: bool = False,
) -> ControlChart:
    """Draw a chart: limits by phase, signals by one family of rules.

    Args:
        measured: Points in the order of time.
        chart: Type of chart.
        rules: Family of rules.
        baseline: How many first points of each phase, left out or not, fix its limits; all when None.
        screen: Leave out large moving ranges when sigma is taken from them.

    Raises:
        BadInput: When a point lacks what the chart needs, or the baseline is too short.
        CannotJudge: When a phase has fewer than two known points.

    Source:
        Groundswell method.md 3.0 ("Chart rules") and 3.6 rule 3.

    Example:
        >>> points = [Measured(str(i), 5, 50) for i in range(1, 11)] + [Measured("11", 30, 50)]
        >>> [(signal.index, signal.rule) for signal in control_chart(points, ChartType.P, baseline=10).signals]
        [(11, 'beyond')]
    """
    if baseline is not None and baseline < FEWEST_POINTS:
        raise BadInput(
            _("A baseline of %(baseline)s points fixes no limits.", baseline=baseline), _("Take 8 or more, better 12.")
        )
    points: list[ChartPoint] = []
    signals: list[ChartSignal] = []
    for _phase, group in groupby(measured, key=lambda point: point.phase):
        phase = list(group)
        limits, found = _draw(phase, chart, rules, baseline, screen)
        signals += [_signal(phase, one, len(points)) for one in found]
        points += _points(phase, limits)
    return ControlChart(chart, rules, tuple(points), tuple(signals))


def _draw(
    phase: Sequence[Measured], chart: ChartType, rules: RuleFamily, baseline: int | None, screen: bool
) -> tuple[Limits, list[Found]]:
    numerator = _column([point.numerator for point in phase])
    denominator = _denominators(phase, chart)
    counted = np.array([point.included for point in phase])
    known = counted & ~np.isnan(numerator / np.where(denominator == 0, np.nan, denominator))
    base = known if baseline is None else known & (np.arange(len(phase)) < baseline)
    if np.count_nonzero(base) < FEWEST_POINTS:
        raise CannotJudge(
            _("The phase that begins at %(label)s has fewer than two values to fix its limits.", label=phase[0].label),
            _("Give more points, or join it with the phase before."),
            code="chart.short",
        )
    limits = chart_limits(chart, numerator, denominator, base, screen=screen)
    return limits, find_signals(limits, counted, rules, chart)


def _column(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _denominators(phase: Sequence[Measured], chart: ChartType) -> Floats:
    for point in phase:
        if chart in COUNTED and point.denominator is None and point.numerator is not None:
            raise BadInput(
                _(
                    "A %(chart)s chart needs a numerator and a denominator; %(label)s has no denominator.",
                    chart=chart,
                    label=point.label,
                ),
                _("Give both columns, or choose run or xmr for single values."),
                code="chart.denominator",
            )
        if chart is ChartType.T and point.numerator is not None and point.numerator <= 0:
            raise BadInput(
                _(
                    "The time between events at %(label)s is %(numerator)s.",
                    label=point.label,
                    numerator=Figure(point.numerator, "g"),
                ),
                _("A t chart needs times greater than 0; give them in a finer unit."),
                code="chart.time",
            )
    return _column([1.0 if point.denominator is None else point.denominator for point in phase])


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _points(phase: Sequence[Measured], limits: Limits) -> list[ChartPoint]:
    return [
        ChartPoint(
            point.label,
            _known(limits.value[i]),
            _known(limits.centre[i]),
            _known(limits.lower[i]),
            _known(limits.upper[i]),
            point.phase,
            point.included,
        )
        for i, point in enumerate(phase)
    ]


_RULES: dict[Signal, tuple[str, bool | None, str]] = {
    Signal.BEYOND_ABOVE: ("beyond", True, "{label} lies above the upper limit."),
    Signal.BEYOND_BELOW: ("beyond", False, "{label} lies below the lower limit."),
    Signal.RUN_ABOVE: ("run", True, "{length} points in a row lie above the centre, the last at {last}."),
    Signal.RUN_BELOW: ("run", False, "{length} points in a row lie below the centre, the last at {last}."),
    Signal.TREND_UP: ("trend", True, "{length} points in a row rise, the last at {last}."),
    Signal.TREND_DOWN: ("trend", False, "{length} points in a row fall, the last at {last}."),
    Signal.TWO_OF_THREE_ABOVE: ("two-of-three", True, "Two of three points up to {label} lie over 2 sigma above."),
    Signal.TWO_OF_THREE_BELOW: ("two-of-three", False, "Two of three points up to {label} lie over 2 sigma below."),
    Signal.FOUR_OF_FIVE_ABOVE: ("four-of-five", True, "Four of five points up to {label} lie over 1 sigma above."),
    Signal.FOUR_OF_FIVE_BELOW: ("four-of-five", False, "Four of five points up to {label} lie over 1 sigma below."),
    Signal.CROSSINGS: (
        "crossings",
        None,
        "The series crosses its centre too seldom up to {label}: more than chance moves it.",
    ),
}


def _signal(phase: Sequence[Measured], found: Found, offset: int) -> ChartSignal:
    rule, above, text = _RULES[found.signal]
    index, last = found.points[0], found.points[-1]
    label = phase[index].label
    return ChartSignal(
        index=offset + index + 1,
        label=label,
        rule=rule,
        text=text.format(label=label, last=phase[last].label, length=found.length),
        above=above,
        first=offset + found.first + 1,
        last=offset + last + 1,
    )
