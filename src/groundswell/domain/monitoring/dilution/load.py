"""Rule 6: is the dose reached, and is the load what was tested?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from groundswell.domain.monitoring.dilution.lights import Light, Row, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.units import Totals, Unit, by_place, latest

AMBER_LOAD = 1.25
RED_LOAD = 1.5
SUPERVISION = 0.80
_WORST = (Light.RED, Light.AMBER, Light.GREEN)
Finding = tuple[Light, str, float]


def judge_load(unit: Unit, parameters: DilutionParameters) -> RuleResult:
    """Coverage against the active dose, groups per facilitator against the tested load, supervision against plan.

    Coverage and load are levels: the last report of each place. Supervision is counted over all reports.

    Args:
        unit: The unit.
        parameters: ``coverage``, ``load``, ``supervision``, ``active_dose``, ``tested_load``.

    Returns:
        ``value`` is the number of the worst finding: a coverage, groups per facilitator or share of visits.

    Source:
        Groundswell method.md 3.6 rule 6.
    """
    findings: dict[str, Finding] = {}
    missing = []
    for name, code, totals, judge in (
        ("coverage", parameters.coverage, latest, _coverage),
        ("load", parameters.load, latest, _load),
        ("supervision", parameters.supervision, by_place, _supervision),
    ):
        value = _ratio(unit.of(code), totals)
        if value is None:
            missing.append(f"no {name} ({code})")
        elif name == "load" and parameters.tested_load is None:
            missing.append("no tested load given")
        else:
            findings[name] = judge(value, parameters)
    if not findings:
        return not_judged(6, f"{', '.join(missing).capitalize()}.")
    light, _, value = min(findings.values(), key=lambda finding: _WORST.index(finding[0]))
    text = " ".join(text for one, text, _ in findings.values() if one is light)
    detail = {name: finding[2] for name, finding in findings.items()} | {"missing": missing}
    return RuleResult(6, light, text, value, n=len({row.place for row in unit.rows}), detail=detail)


def _ratio(rows: Iterable[Row], totals: Callable[[Iterable[Row]], Totals]) -> float | None:
    sums = totals(rows).values()
    below = sum(denominator for _, denominator in sums)
    return sum(numerator for numerator, _ in sums) / below if below else None


def _coverage(value: float, parameters: DilutionParameters) -> Finding:
    said = f"{value * 100:.0f} % of the target group is reached"
    if value < parameters.active_dose:
        return Light.RED, f"{said}: below the {parameters.active_dose * 100:.0f} % at which the approach worked.", value
    return Light.GREEN, f"{said}.", value


def _load(value: float, parameters: DilutionParameters) -> Finding:
    tested = parameters.tested_load or 1.0
    said = f"{value:.1f} groups per facilitator, {tested:g} were tested"
    light = Light.RED if value > RED_LOAD * tested else Light.AMBER if value > AMBER_LOAD * tested else Light.GREEN
    return light, f"{said}.", value


def _supervision(value: float, _parameters: DilutionParameters) -> Finding:
    light = Light.AMBER if value < SUPERVISION else Light.GREEN
    return light, f"{value * 100:.0f} % of supervision visits due were held.", value
