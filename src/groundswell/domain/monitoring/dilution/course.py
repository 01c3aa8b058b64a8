"""Rules 3, 4 and 5: the course of quality over time in one unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import special

from groundswell.domain.errors import CannotJudge
from groundswell.domain.monitoring.charts import ChartSignal, ControlChart, Measured, control_chart
from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.spread import ROUNDING, SIGNIFICANT, p_text
from groundswell.domain.monitoring.dilution.units import Comparison, by_period
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.trends import Trend, season_for, series_trend, shift_of
from groundswell.domain.stats.control_charts import ChartType
from groundswell.domain.stats.cusum import Cusum, cusum
from groundswell.domain.stats.predictive import predictive_tail
from groundswell.domain.stats.series import Series, series_of
from groundswell.domain.values import Interval

FEWEST_PERIODS = 8
AMBER_LOSS_A_YEAR = 0.05
RED_LOSS_A_YEAR = 0.10
LARGE_SAMPLE = 500
IMPROBABLE = 0.0027  # both tails of three sigma
IMPROBABLE_RUN = 0.01
_REPEAT_WINDOW = 6


@dataclass(frozen=True, eq=False)
class Course:
    """Quality of one unit period by period, periods without observation left out.

    Args:
        periods: Periods with observed sessions.
        numerator: Sessions held well (or sum of scores, as fractions).
        n: Sessions observed.
        scores: Whether it is a mean score.
    """

    periods: tuple[Period, ...]
    numerator: tuple[float, ...]
    n: tuple[float, ...]
    scores: bool

    @property
    def series(self) -> Series:
        """Shares with their steps."""
        shares = [numerator / n for numerator, n in zip(self.numerator, self.n, strict=True)]
        return series_of(shares, [period.step for period in self.periods])

    @property
    def labels(self) -> list[str]:
        """Labels of its periods."""
        return [period.label for period in self.periods]


def course_of(case: Comparison) -> Course:
    """The course of a unit's quality."""
    scale = case.extra.get("scale", 1.0)
    totals = {period: total for period, total in by_period(case.unit.of(case.fidelity)).items() if total[1] > 0}
    return Course(
        tuple(totals),
        tuple(numerator / scale for numerator, _ in totals.values()),
        tuple(n for _, n in totals.values()),
        case.scores,
    )


def judge_chart(course: Course, parameters: DilutionParameters) -> RuleResult:
    """Rule 3: control chart with limits frozen in the baseline; only signals on the worse side make a light.

    Returns:
        ``value`` is the last share, its ``interval`` the control limits there.

    Source:
        Groundswell method.md 3.6 rule 3; Anhøj's rules.
    """
    baseline = parameters.baseline_periods
    if len(course.periods) <= baseline:
        return not_judged(3, f"{len(course.periods)} periods with observations; {baseline + 1} are needed for a chart.")
    type_ = chart_type(course, baseline)
    measured = [
        Measured(label, numerator, n)
        for label, numerator, n in zip(course.labels, course.numerator, course.n, strict=True)
    ]
    try:
        chart = control_chart(measured, type_, baseline=baseline)
    except CannotJudge as error:
        return not_judged(3, str(error))
    last = chart.points[-1]
    if last.lower is None or last.upper is None or not last.lower < last.upper:
        return not_judged(3, f"The first {baseline} periods do not vary, so they give no limits.")
    worse = worse_signals(chart, course, baseline)
    light = Light.GREEN if not worse else Light.RED if _repeated(worse) else Light.AMBER
    text = _worse_text(worse, baseline) if worse else "Every period lies within its usual range."
    detail = {"chart": str(type_), "signals": [(signal.label, signal.rule) for signal in worse]}
    return RuleResult(
        3, light, text, last.value, Interval(last.lower, last.upper, 0.9973), len(course.periods), detail=detail
    )


def chart_type(course: Course, baseline: int) -> ChartType:
    """P chart; p prime for large or over-dispersed samples; XmR for scores."""
    if course.scores:
        return ChartType.XMR
    n = np.array(course.n)
    y = np.array(course.numerator)
    if float(np.median(n)) > LARGE_SAMPLE:
        return ChartType.PPRIME
    share = float(y[:baseline].sum() / n[:baseline].sum())
    if not 0 < share < 1:
        return ChartType.P
    squares = float(((y[:baseline] - n[:baseline] * share) ** 2 / (n[:baseline] * share * (1 - share))).sum())
    return ChartType.PPRIME if special.chdtrc(baseline - 1, squares) < SIGNIFICANT else ChartType.P


def worse_signals(chart: ControlChart, course: Course, baseline: int) -> list[ChartSignal]:
    """Signals after the baseline on the side where quality is lower.

    A signal counts only if it is improbable by count, too: with few sessions three sigma are too near, and a centre
    known from eight periods is itself off, so that later periods often lie on one side of it.
    """
    later = float(np.sum(course.numerator[baseline:]) / np.sum(course.n[baseline:]))
    centre = chart.points[0].centre or 0.0
    return [
        signal
        for signal in chart.signals
        if signal.last > baseline and (signal.above is False or (signal.above is None and later < centre))
        if course.scores or _improbable(course, signal, baseline)
    ]


def _improbable(course: Course, signal: ChartSignal, baseline: int) -> bool:
    """Whether the sessions of a signal, taken together, were held worse than the baseline lets expect."""
    start = signal.index - 1 if signal.rule == "beyond" else max(signal.first - 1, baseline)
    end = signal.index if signal.rule == "beyond" else signal.last
    return _tail(course, start, end, baseline) < (IMPROBABLE if signal.rule == "beyond" else IMPROBABLE_RUN)


def _tail(course: Course, start: int, end: int, baseline: int) -> float:
    """How likely the sessions of some periods are to be held so badly, after what the baseline showed."""
    return predictive_tail(
        sum(course.numerator[start:end]),
        sum(course.n[start:end]),
        sum(course.numerator[:baseline]),
        sum(course.n[:baseline]),
    )


def _drifted(course: Course, sums: Cusum, baseline: int) -> bool:
    """Whether the lower CUSUM signals, and the sessions since it left zero are improbable by count, too."""
    if sums.first_lower < 0 or course.scores:
        return sums.first_lower >= 0
    at_zero = np.flatnonzero(sums.lower[: sums.first_lower - baseline] == 0)
    start = baseline + (int(at_zero[-1]) + 1 if len(at_zero) else 0)
    return _tail(course, start, sums.first_lower + 1, baseline) < IMPROBABLE_RUN


def _worse_text(signals: Sequence[ChartSignal], baseline: int) -> str:
    beyond = [signal for signal in signals if signal.rule == "beyond"]
    others = [signal.text for signal in signals if signal.rule != "beyond"]
    if len(beyond) == 1:
        return " ".join([f"{beyond[0].label} lies below the usual range of the first {baseline} periods.", *others])
    if beyond:
        last = f"the last {beyond[-1].label}"
        others.insert(0, f"{len(beyond)} periods lie below the usual range of the first {baseline}, {last}.")
    return " ".join(others)


def _repeated(signals: Sequence[ChartSignal]) -> bool:
    beyond = [signal.index for signal in signals if signal.rule == "beyond"]
    return any(second - first < _REPEAT_WINDOW for first, second in pairwise(beyond))


def judge_trend(course: Course) -> RuleResult:
    """Rule 4: Mann-Kendall and the loss that Sen's slope projects over twelve months.

    Returns:
        ``value`` is the projected change in twelve months (fraction).

    Source:
        Groundswell method.md 3.6 rule 4.
    """
    if len(course.periods) < FEWEST_PERIODS:
        return not_judged(4, f"{len(course.periods)} periods with observations; {FEWEST_PERIODS} are needed.")
    first, last = course.periods[0], course.periods[-1]
    season = season_for(first, last)
    trend = series_trend(course.series, course.labels, season=season, per_year=first.per_year)
    change = _change_a_year(trend, first.per_year)
    p = trend.p_for_light
    light = Light.GREEN
    if p < SIGNIFICANT and ROUNDING - change >= AMBER_LOSS_A_YEAR:
        light = Light.RED if ROUNDING - change >= RED_LOSS_A_YEAR else Light.AMBER
    text = f"Quality {'falls' if change < 0 else 'rises'} by {abs(change) * 100:.1f} points a year ({p_text(p)})."
    if p >= SIGNIFICANT or change == 0:
        text = f"No trend is seen over {len(course.periods)} periods ({p_text(p)})."
    interval = Interval(trend.slope.lower * first.per_year, trend.slope.upper * first.per_year)
    used = "hamed-rao" if trend.adjusted else "seasonal" if trend.seasonal else "mann-kendall"
    detail = {"test": used, "sen_slope": trend.slope.slope, "lag1": trend.lag1}
    return RuleResult(4, light, text, change, interval, len(course.periods), p, detail=detail)


def _change_a_year(trend: Trend, per_year: float) -> float:
    if trend.slope_per_cycle is not None and not math.isnan(trend.slope_per_cycle):
        return trend.slope_per_cycle
    return trend.slope.slope * per_year


def judge_shift(course: Course, rows: Sequence[Row], parameters: DilutionParameters) -> RuleResult:
    """Rule 5: a shift downward (Pettitt) or a drift below the baseline (lower CUSUM), with what happened near it.

    Returns:
        ``value`` is the lowest CUSUM in baseline standard deviations (None without a baseline), ``p`` Pettitt's.

    Source:
        Groundswell method.md 3.6 rule 5.
    """
    if len(course.periods) < FEWEST_PERIODS:
        return not_judged(5, f"{len(course.periods)} periods with observations; {FEWEST_PERIODS} are needed.")
    series = course.series
    shift = shift_of(series, course.labels)
    sums = cusum(series, parameters.baseline_periods, least_sd=_chance_sd(course, parameters.baseline_periods))
    shifted = shift.p < SIGNIFICANT and shift.falls
    drifted = _drifted(course, sums, parameters.baseline_periods)
    text = "No shift downward is seen."
    if shifted or drifted:
        at = shift.index - 1 if shifted else sums.first_lower
        text = _shift_text(course, at, shifted=shifted) + _near(course.periods[at], rows)
    detail = {"pettitt_k": shift.k, "pettitt_at": shift.at, "cusum_from": _label(course, sums)}
    lowest = float(sums.lower.min()) if len(sums.lower) else None
    light = Light.AMBER if shifted or drifted else Light.GREEN
    return RuleResult(5, light, text, lowest, None, len(course.periods), shift.p, detail=detail)


def _chance_sd(course: Course, baseline: int) -> float:
    """Standard deviation that chance alone gives a period's share; eight periods often show less, by luck."""
    sessions = sum(course.n[:baseline])
    share = sum(course.numerator[:baseline]) / sessions
    if course.scores or not 0 < share < 1:
        return 0.0
    return math.sqrt(share * (1 - share) * float(np.mean(1 / np.array(course.n))))


def _shift_text(course: Course, at: int, *, shifted: bool) -> str:
    if shifted:
        return f"Quality shifted down after {course.periods[at].label}."
    return f"Quality drifted below its baseline by {course.periods[at].label}."


def _label(course: Course, sums: Cusum) -> str:
    return course.periods[sums.first_lower].label if sums.first_lower >= 0 else ""


def _near(period: Period, rows: Sequence[Row]) -> str:
    """Partners and depths that first appear within two periods of a change."""
    first: dict[str, Period] = {}
    for row in rows:
        for event in (f"partner {row.partner} began" if row.partner else "", _depth(row)):
            if event and (event not in first or row.period < first[event]):
                first[event] = row.period
    start = min((row.period.step for row in rows), default=0)
    near = [
        f"{event} in {when.label}"
        for event, when in sorted(first.items(), key=lambda item: item[1])
        if abs(when.step - period.step) <= 2 and when.step > start
    ]
    return f" Near it: {'; '.join(near)}." if near else ""


def _depth(row: Row) -> str:
    return f"depth {row.depth} began" if row.depth is not None else ""
