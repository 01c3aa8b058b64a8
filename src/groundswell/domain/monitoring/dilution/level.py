"""Rule 1: is quality no worse than in the pilot, and above the floor?"""

from __future__ import annotations

from groundswell.domain.monitoring.dilution.lights import Light, RuleResult, not_judged
from groundswell.domain.monitoring.dilution.parameters import DilutionParameters
from groundswell.domain.monitoring.dilution.units import Comparison, Unit, by_place
from groundswell.domain.stats.clustered_shares import ClusteredShare, clustered_share, share_difference, share_interval
from groundswell.domain.values import Interval

MINIMUM_SESSIONS = 20


def judge_level(case: Comparison, parameters: DilutionParameters) -> RuleResult:
    """Non-inferiority against the pilot (one-sided 95 % limits, clusters = places) and the floor.

    Args:
        case: The unit and its pilot.
        parameters: ``margin``, ``floor_red``, ``floor_amber``.

    Returns:
        ``value`` is the share of sessions held well, or the difference from the pilot where one could be taken; its
        ``interval`` has the two one-sided 95 % limits (level .90).

    Source:
        Groundswell method.md 3.6 rule 1.
    """
    own = quality(case.unit, case)
    if own.n < MINIMUM_SESSIONS:
        return not_judged(
            1, f"{own.n:.0f} sessions were observed ({case.fidelity}); at least {MINIMUM_SESSIONS} are needed."
        )
    floor = _floor(own, case, parameters)
    pilot = quality(case.pilot, case)
    if case.unit.pilot or pilot.n < MINIMUM_SESSIONS:
        return floor
    limits = share_difference(own, pilot)
    return floor if limits is None else _against_pilot(own, pilot, limits, floor, (case, parameters))


def quality(unit: Unit, case: Comparison) -> ClusteredShare:
    """Share of sessions held well (or mean score, as a fraction), with the variance between places."""
    totals = by_place(unit.of(case.fidelity)).values()
    scale = case.extra.get("scale", 1.0)
    return clustered_share(
        [numerator / scale for numerator, _ in totals], [n for _, n in totals], binary=not case.scores
    )


def _floor(own: ClusteredShare, case: Comparison, parameters: DilutionParameters) -> RuleResult:
    said = said_of(own, case)
    if own.share < parameters.floor_red:
        light, text = Light.RED, f"{said}: below the floor of {percent(parameters.floor_red)}."
    elif own.share < parameters.floor_amber:
        light, text = Light.AMBER, f"{said}: below {percent(parameters.floor_amber)}."
    else:
        light, text = Light.GREEN, f"{said}."
    return RuleResult(1, light, text, own.share, share_interval(own, 0.90), round(own.n), detail=_detail(own))


def _against_pilot(
    own: ClusteredShare,
    pilot: ClusteredShare,
    limits: Interval,
    floor: RuleResult,
    by: tuple[Comparison, DilutionParameters],
) -> RuleResult:
    case, parameters = by
    difference = own.share - pilot.share
    compared = (
        f"{said_of(own, case)}, {points(difference)} the "
        f"pilot’s {percent(pilot.share)} (90 % interval {limits.lower * 100:+.0f} to {limits.upper * 100:+.0f})"
    )
    light, unsure = Light.GREEN, False
    if limits.upper < -parameters.margin:
        light, text = Light.RED, f"{compared}: worse by more than {parameters.margin * 100:.0f} points."
    elif limits.lower <= -parameters.margin:
        light, unsure = Light.AMBER, True
        text = f"{compared}: a loss of more than {parameters.margin * 100:.0f} points is not excluded."
    else:
        text = f"{compared}: no worse than the pilot by more than {parameters.margin * 100:.0f} points."
    if floor.light is not Light.GREEN and _RANK[floor.light] >= _RANK[light]:
        # The floor says at least as much: its sentence leads, and its amber counts as a real one.
        text = floor.text if light is Light.GREEN else f"{floor.text} {text}"
        light, unsure = floor.light, False
    detail = _detail(own) | {"pilot_share": pilot.share, "pilot_n": pilot.n, "pilot_clusters": pilot.clusters}
    return RuleResult(1, light, text, difference, limits, round(own.n), not_excluded=unsure, detail=detail)


_RANK = {Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}


def _detail(own: ClusteredShare) -> dict[str, float]:
    return {"share": own.share, "clusters": own.clusters, "design_effect": own.design_effect}


def said_of(own: ClusteredShare, case: Comparison) -> str:
    """The quality of a unit in words."""
    if case.scores:
        return f"The mean score of {own.n:.0f} observed sessions is {percent(own.share)}"
    return f"{percent(own.share)} of {own.n:.0f} observed sessions were held well"


def percent(share: float) -> str:
    """A share as a person reads it."""
    return f"{share * 100:.0f} %"


def points(difference: float) -> str:
    """A difference as a person reads it."""
    rounded = round(abs(difference) * 100)
    if rounded == 0:
        return "the same as"
    return f"{rounded} {'point' if rounded == 1 else 'points'} {'above' if difference > 0 else 'below'}"
