"""All units, all rules, and the lights: the one call that pages, gates and the command line make."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.domain.monitoring.completeness import COMPLETE_ENOUGH_SHARE
from groundswell.domain.monitoring.dilution.course import course_of, judge_chart, judge_shift, judge_trend
from groundswell.domain.monitoring.dilution.equity import judge_equity
from groundswell.domain.monitoring.dilution.level import judge_level
from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, UnitKind, UnitLight
from groundswell.domain.monitoring.dilution.load import judge_load
from groundswell.domain.monitoring.dilution.overall import overall_light
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.retention import judge_retention
from groundswell.domain.monitoring.dilution.spread import judge_spread
from groundswell.domain.monitoring.dilution.units import (
    Comparison,
    Unit,
    lately,
    pilot_wave,
    refuse_mixed,
    units_of,
)
from groundswell.domain.stats.discovery import discoveries

ALL_KINDS = tuple(UnitKind)
MEAN_SCORE = "P8"
RED_SHARE_LIMIT = 0.20
_DISCOVERED = (2, 4)


@dataclass(frozen=True)
class ExpansionGate:
    """Whether a next wave may start, as far as monitoring can say.

    Args:
        may_start: Whether it may.
        red_share: Units that are red, of those that could be judged (fraction); None where none could.
        completeness_share: Reports received of those expected (fraction); None when not known.
        reasons: Sentences.
    """

    may_start: bool
    red_share: float | None
    completeness_share: float | None
    reasons: tuple[str, ...]


def judge_dilution(
    rows: Sequence[Row],
    parameters: DilutionParameters | None = None,
    *,
    kinds: Iterable[UnitKind] = ALL_KINDS,
    area_of: Mapping[str, str] | None = None,
) -> list[UnitLight]:
    """Judge every wave, depth and place and the programme by the eight rules, and give each its light.

    Args:
        rows: Reports, any order; wave 0 is the pilot.
        parameters: The program's numbers; defaults where None.
        kinds: Which kinds of unit to judge; units of one kind share one Benjamini-Hochberg correction.
        area_of: Area of each place, to judge districts instead of communities. Places stay the clusters.

    Returns:
        Waves by number, depths by number, places by name, the programme.

    Raises:
        BadInput: When periods are of several kinds or a count is negative.

    Source:
        Groundswell method.md 3.5, 3.6.
    """
    chosen = parameters or DilutionParameters()
    refuse_mixed(rows)
    fidelity = _fidelity(rows, chosen)
    pilot_number = pilot_wave(rows)
    pilot = Unit("pilot", UnitKind.WAVE, tuple(row for row in rows if row.wave == pilot_number), True)
    extra = {"scale": _scale(rows, fidelity)} if fidelity == MEAN_SCORE else {}
    until = max((row.period for row in rows), key=lambda period: period.step, default=None)
    judged: list[tuple[Unit, list[RuleResult]]] = []
    for unit in units_of(rows, kinds, area_of):
        case = Comparison(_apart_from_pilot(unit, pilot_number), pilot, fidelity, fidelity == MEAN_SCORE, extra)
        recent = lately(unit, until, pilot_number, fidelity) if until else unit
        judged.append((unit, _rules(unit, recent, case, chosen)))
    _hold_to_discoveries(judged, chosen.fdr)
    return [_light(unit, results) for unit, results in judged]


def expansion_gate(lights: Sequence[UnitLight], completeness_share: float | None) -> ExpansionGate:
    """No new wave while more than 20 % of units are red or completeness is below 80 %; what is not known stops it, too.

    Args:
        lights: Units of one kind, such as all districts.
        completeness_share: Reports received of those expected, fraction; None when not known.

    Source:
        Groundswell method.md 3.6 rule 9 ("The expansion gate").
    """
    judged = [unit for unit in lights if unit.light is not Light.NOT_JUDGED]
    red = sum(unit.light is Light.RED for unit in judged)
    share = red / len(judged) if judged else None
    reasons = []
    if share is None:
        reasons.append("No unit could be judged.")
    elif share > RED_SHARE_LIMIT:
        reasons.append(f"{red} of {len(judged)} units that could be judged are paused: more than one in five.")
    if completeness_share is None:
        reasons.append("How many reports are in is not known.")
    elif completeness_share < COMPLETE_ENOUGH_SHARE:
        reasons.append(f"Only {completeness_share * 100:.0f} % of reports are in; 80 % are needed.")
    return ExpansionGate(not reasons, share, completeness_share, tuple(reasons))


def _fidelity(rows: Sequence[Row], parameters: DilutionParameters) -> str:
    """The indicator of quality that is there: the share of sessions, or the mean score where only scores exist."""
    codes = {row.indicator for row in rows}
    return MEAN_SCORE if parameters.fidelity not in codes and MEAN_SCORE in codes else parameters.fidelity


def _scale(rows: Sequence[Row], code: str) -> float:
    """100 where mean scores are given in per cent, else 1."""
    means = [row.numerator / row.denominator for row in rows if row.indicator == code and row.denominator > 0]
    return 100.0 if means and max(means) > 1 else 1.0


def _apart_from_pilot(unit: Unit, pilot: int | None) -> Unit:
    """A depth or the programme is compared with the pilot without the pilot's own sessions in it."""
    if unit.pilot or unit.kind is UnitKind.WAVE:
        return unit
    return replace(unit, rows=tuple(row for row in unit.rows if row.wave != pilot))


def _rules(unit: Unit, recent: Unit, case: Comparison, parameters: DilutionParameters) -> list[RuleResult]:
    course = course_of(case)
    return [
        judge_level(replace(case, unit=_apart_from_pilot(recent, pilot_wave(case.pilot.rows))), parameters),
        judge_spread(replace(case, unit=recent)),  # hand-overs are counted from the pilot's own
        judge_chart(course, parameters),
        judge_trend(course),
        judge_shift(course, unit.of(case.fidelity), parameters),
        judge_load(case.unit, parameters),
        judge_retention(unit, parameters),
        judge_equity(case.unit, case.pilot, parameters),
    ]


def _hold_to_discoveries(judged: list[tuple[Unit, list[RuleResult]]], rate: float) -> None:
    """Turn reds of rules 2 and 4 that do not stand among all units of their kind into ambers."""
    for kind in UnitKind:
        together = [results for unit, results in judged if unit.kind is kind]
        for rule in _DISCOVERED:
            stands = discoveries([_p(results[rule - 1]) for results in together], rate)
            for results, stood in zip(together, stands, strict=True):
                result = results[rule - 1]
                if result.light is Light.RED and not stood:
                    text = f"{result.text} Among {len(together)} units judged together this may be chance."
                    results[rule - 1] = replace(result, light=Light.AMBER, text=text)


def _p(result: RuleResult) -> float:
    return math.nan if result.p is None else result.p


def _light(unit: Unit, results: Sequence[RuleResult]) -> UnitLight:
    rules = tuple(result for result in results if result.light is not Light.NOT_JUDGED)
    missing = tuple(result for result in results if result.light is Light.NOT_JUDGED)
    light, reason = overall_light(rules, missing)
    return UnitLight(unit.name, light, rules, missing, reason, unit.kind)
