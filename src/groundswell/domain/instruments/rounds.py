"""Rounds over time: what changed between two, and whether a project may leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groundswell.domain.errors import CannotJudge
from groundswell.domain.instruments.instrument import Alert, AlertKind, Exit, Instrument
from groundswell.domain.instruments.results import Flag, RoundResult, Standing
from groundswell.domain.instruments.standing import NEARLY
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

MAY_LEAVE, NOT_YET = "may leave", "not yet"


@dataclass(frozen=True)
class Change:
    """Two rounds of one instrument.

    Args:
        score: Later minus earlier score; None where one of them has none.
        domains: The same per domain, on the scale.
        flags: What to discuss.
        warnings: Sentences for the reader.
    """

    score: float | None
    domains: dict[str, float | None]
    flags: tuple[Flag, ...]
    warnings: tuple[str, ...] = ()


def compare_rounds(instrument: Instrument, earlier: RoundResult, later: RoundResult) -> Change:
    """Compare two rounds.

    Args:
        instrument: The instrument, for its alerts.
        earlier: The earlier round, such as the pilot's.
        later: The later round.

    Returns:
        Changes and what to discuss.

    Raises:
        CannotJudge: One of them has too few raters to be shown.

    Source:
        Method 2.2 (an axis falls by 1 from pilot level: participation is hollow), 2.3 (a fall of 0.7).
    """
    if earlier.whole is None or later.whole is None:
        raise CannotJudge(earlier.why or later.why, code="instrument.few")
    before, after = earlier.whole, later.whole
    score = _difference(_value(before), _value(after))
    domains = {
        domain.code: _difference(_domain(before, domain.code), _domain(after, domain.code))
        for domain in instrument.domains
    }
    flags = tuple(flag for alert in instrument.alerts for flag in _flags(alert, score, domains))
    other = earlier.version != later.version
    warnings = (_("The rounds used two versions of the instrument."),) if other else ()
    return Change(score, domains, flags, warnings)


def _flags(alert: Alert, score: float | None, domains: dict[str, float | None]) -> list[Flag]:
    looked: list[tuple[str, float]] = []
    if alert.kind is AlertKind.SCORE_FALL and score is not None:
        looked = [("", -score)]
    elif alert.kind in (AlertKind.DOMAIN_FALL, AlertKind.DOMAIN_CHANGE):
        fall = alert.kind is AlertKind.DOMAIN_FALL
        looked = [
            (code, -change if fall else abs(change))
            for code, change in domains.items()
            if change is not None and (not alert.domains or code in alert.domains)
        ]
    return [
        Flag(alert.code, alert.kind, about, value, alert.points, alert.title)
        for about, value in looked
        if value >= alert.points - NEARLY
    ]


def exit_rule(instrument: Instrument, rounds: Sequence[tuple[date, RoundResult]]) -> Judgement:
    """Judge whether a project may leave: two rounds reach the limits, far enough apart, and the last did not fall.

    Args:
        instrument: The instrument with its exit rule.
        rounds: Day and result of each round, in any order.

    Returns:
        "may leave" or "not yet", with the reason. The last round is held against the newest one that lies far enough
        back.

    Raises:
        CannotJudge: The instrument has no such rule, or no two rounds lie far enough apart.

    Source:
        Method 2.7: mean 5 or more, all critical items 5 or more, two rounds 6 months apart, not falling.
    """
    rule = instrument.exit
    if rule is None:
        raise CannotJudge(_("This instrument has no rule for leaving."), code="instrument.exit")
    ordered = sorted((each for each in rounds if each[1].whole is not None), key=lambda each: each[0])
    back = [each for each in ordered if months_between(each[0], ordered[-1][0]) >= rule.months]
    if not back:
        raise CannotJudge(
            _("No two rounds lie %(months)s months apart.", months=rule.months),
            _("Rate again later."),
            code="instrument.rounds",
        )
    why = _short_of(rule, back[-1][1].whole) or _short_of(rule, ordered[-1][1].whole)
    first, last = _value(back[-1][1].whole), _value(ordered[-1][1].whole)
    if not why and first is not None and last is not None and last < first - NEARLY:
        why = _("The score fell from %(first)s to %(last)s.", first=Figure(first, ".2f"), last=Figure(last, ".2f"))
    return Judgement(NOT_YET if why else MAY_LEAVE, "", n=len(ordered), basis=instrument.code, why=why)


def _short_of(rule: Exit, standing: Standing | None) -> str:
    score = _value(standing)
    if standing is None or score is None:
        return _("A round has no score.")
    if score < rule.lowest - NEARLY:
        return _(
            "A score is %(score)s; %(needed)s is needed.", score=Figure(score, ".2f"), needed=Figure(rule.lowest, "g")
        )
    critical = [item for item in standing.items if item.critical]
    short = [item.code for item in critical if item.median is None or item.median < rule.critical_lowest - NEARLY]
    if short:
        return _("Critical items are below what is needed: %(items)s.", items=", ".join(short))
    return ""


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another.

    Example:
        >>> months_between(date(2026, 1, 31), date(2026, 7, 30)), months_between(date(2026, 1, 31), date(2026, 7, 31))
        (5, 6)
    """
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _value(standing: Standing | None) -> float | None:
    return standing.score.value if standing is not None and isinstance(standing.score.value, float) else None


def _domain(standing: Standing, code: str) -> float | None:
    return next((domain.value for domain in standing.domains if domain.code == code), None)


def _difference(earlier: float | None, later: float | None) -> float | None:
    return None if earlier is None or later is None else later - earlier
