"""From answers to items, domains, score and class: the common rules of all instruments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from groundswell.domain.errors import CannotJudge
from groundswell.domain.instruments.answers import Answer, NoRating, Stakeholder, raters_of, turned
from groundswell.domain.instruments.instrument import (
    ONE_LOWER,
    Cap,
    CapKind,
    Domain,
    DomainStatistic,
    Instrument,
    Item,
    Scale,
    Scoring,
)
from groundswell.domain.instruments.results import DomainResult, ItemResult, Standing
from groundswell.domain.instruments.scorers import SCORERS, UNITS, Rated, sum_score
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

NEARLY = 1e-9


def standing_of(
    instrument: Instrument, answers: Sequence[Answer], stakeholders: tuple[Stakeholder, ...] = ()
) -> Standing:
    """How some raters, together, rate.

    Args:
        instrument: What was asked.
        answers: Checked answers of these raters.
        stakeholders: Positions, for the scorer that weighs them.

    Returns:
        Items (medians), domains, score and class. There is a score only when every domain that applies has one: what
        was not answered is never taken as adequate.

    Source:
        Method 2, common rules.
    """
    raters = len(raters_of(answers))
    by_item: dict[str, list[Answer]] = {item.code: [] for item in instrument.items}
    for answer in answers:
        by_item[answer.item].append(answer)
    items, domains = [], []
    for domain in instrument.domains:
        own = [item_result(item, domain.code, by_item[item.code], instrument.scale) for item in domain.items]
        domains.append(_domain_result(domain, own, raters, instrument))
        items += own
    rated = _rated(instrument, items, domains, stakeholders)
    score = _score(instrument, rated, domains, raters)
    critical = [item for item in items if item.critical and item.applies]
    below = instrument.scoring.critical_below or -math.inf
    gaps = tuple(item.code for item in critical if item.median is not None and item.median < below - NEARLY)
    unanswered = tuple(item.code for item in critical if item.median is None)
    uncapped, capped = _classes(instrument.scoring, rated, score, (len(gaps), len(unanswered)))
    return Standing(raters, tuple(items), tuple(domains), score, capped, uncapped, gaps, unanswered)


def item_result(item: Item, domain: str, answers: Sequence[Answer], scale: Scale) -> ItemResult:
    """One item over its answers.

    Args:
        item: The item.
        domain: Code of its domain.
        answers: Its answers.
        scale: The scale, for items that are turned round.

    Returns:
        Median, range and counts.
    """
    values = [turned(item, scale, answer.given) for answer in answers if not isinstance(answer.given, NoRating)]
    return ItemResult(
        code=item.code,
        domain=domain,
        median=float(median(values)) if values else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        n=len(values),
        dont_know=sum(answer.given is NoRating.DONT_KNOW for answer in answers),
        not_applicable=sum(answer.given is NoRating.NOT_APPLICABLE for answer in answers),
        critical=item.critical,
        reverse=item.reverse,
    )


def _domain_result(domain: Domain, items: Sequence[ItemResult], raters: int, instrument: Instrument) -> DomainResult:
    asked = raters * len(items) - sum(item.not_applicable for item in items)
    answered = sum(item.n for item in items)
    medians = [item.median for item in items if item.median is not None]
    if not asked:
        return DomainResult(domain.code, None, None, 0, 0, _("Not applicable."))
    if not medians or answered < instrument.scoring.answered * asked:
        share = instrument.scoring.answered
        why = _("%(answered)s of %(asked)s answers; %(share)s are needed.", answered=answered, asked=asked, share=share)
        return DomainResult(domain.code, None, None, answered, asked, why)
    of_median = instrument.scoring.domain_statistic is DomainStatistic.MEDIAN
    value = float(median(medians)) if of_median else math.fsum(medians) / len(medians)
    return DomainResult(domain.code, value, 100 * value / instrument.scale.highest, answered, asked)


def _rated(
    instrument: Instrument,
    items: Sequence[ItemResult],
    domains: Sequence[DomainResult],
    stakeholders: tuple[Stakeholder, ...],
) -> Rated:
    scored = [
        (result.value, domain.weight)
        for result, domain in zip(domains, instrument.domains, strict=True)
        if result.value is not None
    ]
    return Rated(
        tuple(item.median for item in items if item.median is not None),
        tuple(value for value, _weight in scored),
        tuple(weight for _value, weight in scored),
        instrument.scale,
        stakeholders,
    )


def _score(instrument: Instrument, rated: Rated, domains: Sequence[DomainResult], raters: int) -> Judgement:
    scorer = instrument.scoring.scorer
    unit, basis = UNITS[scorer], scorer.value
    missing = [domain.code for domain in domains if domain.value is None and domain.asked]
    if missing or not rated.medians:
        codes = ", ".join(missing or [domain.code for domain in domains])
        why = _("Too little was answered in: %(domains)s.", domains=codes)
        return Judgement(None, unit, n=raters, basis=basis, why=why)
    detail = {"mean": math.fsum(rated.domains) / len(rated.domains), "sum": sum_score(rated)}
    try:
        value = SCORERS[scorer](rated)
    except CannotJudge as error:
        return Judgement(None, unit, n=raters, basis=basis, why=error.text, detail=detail)
    return Judgement(value, unit, n=raters, basis=basis, detail=detail)


def _classes(
    scoring: Scoring, rated: Rated, score: Judgement, critical: tuple[int, int]
) -> tuple[str | None, str | None]:
    """The class of the score alone, and after what holds it down."""
    if not isinstance(score.value, int | float) or not scoring.classes:
        return None, None
    codes = [each.code for each in scoring.classes]
    reached = [each.lowest is None or score.value >= each.lowest - NEARLY for each in scoring.classes]
    place = top = max(number for number, there in enumerate(reached) if there)
    held = [cap for cap in scoring.caps if _holds(cap, rated, critical)]
    if any(cap.to == ONE_LOWER for cap in held):
        place = max(place - 1, 0)
    place = min([place, *(codes.index(cap.to) for cap in held if cap.to != ONE_LOWER)])
    return codes[top], codes[place]


def _holds(cap: Cap, rated: Rated, critical: tuple[int, int]) -> bool:
    """Whether a cap holds; a critical item that nobody answered counts only where one gap is enough."""
    gaps, unanswered = critical
    if cap.kind is CapKind.CRITICAL_ITEMS:
        return gaps + (unanswered if cap.points <= 1 else 0) >= cap.points
    if cap.kind is CapKind.ITEM_SUM:
        return sum_score(rated) < cap.points - NEARLY
    return any(each.power >= cap.points and each.position <= -2 for each in rated.stakeholders)
