"""What to discuss after a round: the alerts of the instrument's file, looked at one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import stdev

from groundswell.domain.instruments.answers import Answer
from groundswell.domain.instruments.instrument import Alert, AlertKind, Instrument
from groundswell.domain.instruments.results import Flag, SideResult, Standing
from groundswell.domain.instruments.standing import NEARLY, standing_of
from groundswell.domain.values import Judgement

type Found = Iterator[tuple[str, float]]


class Seen:
    """What the alerts of one round look at; only what may be shown.

    Args:
        instrument: What was asked.
        answers: Checked answers.
        whole: All raters together.
        sides: Each side.
        kappa: Agreement, where exactly two answered.
    """

    def __init__(
        self,
        instrument: Instrument,
        answers: Sequence[Answer],
        whole: Standing,
        sides: Sequence[SideResult],
        kappa: Judgement | None,
    ) -> None:
        self.instrument, self.answers, self.whole, self.sides, self.kappa = instrument, answers, whole, sides, kappa
        self.shown = {side.side: side.standing for side in sides if side.standing is not None}


def flags_of(seen: Seen) -> tuple[Flag, ...]:
    """Every alert of the instrument that is due in this round.

    Args:
        seen: The round.

    Returns:
        One flag per item, domain or side, in the order of the file.

    Source:
        Method 2.1 to 2.6, their alerts; step 3, "Done".
    """
    return tuple(
        Flag(alert.code, alert.kind, about, value, alert.points, alert.title)
        for alert in seen.instrument.alerts
        if alert.kind in LOOKS
        for about, value in LOOKS[alert.kind](alert, seen)
    )


def _item_range(alert: Alert, seen: Seen) -> Found:
    for item in seen.whole.items:
        if item.range is not None and item.range >= alert.points - NEARLY:
            yield item.code, item.range


def _sides_apart(alert: Alert, seen: Seen) -> Found:
    medians: dict[str, list[float]] = {}
    for standing in seen.shown.values():
        for item in standing.items:
            if item.median is not None:
                medians.setdefault(item.code, []).append(item.median)
    for code in (item.code for item in seen.whole.items):
        values = medians.get(code, [])
        if len(values) > 1 and max(values) - min(values) > alert.points + NEARLY:
            yield code, max(values) - min(values)


def _side_spread(alert: Alert, seen: Seen) -> Found:
    scores = [score for standing in seen.shown.values() if (score := _score(standing)) is not None]
    if len(scores) > 1 and (spread := stdev(scores)) >= alert.points - NEARLY:
        yield "", spread


def _side_above_others(alert: Alert, seen: Seen) -> Found:
    own = seen.shown.get(alert.side)
    others = [answer for answer in seen.answers if answer.side != alert.side]
    if own is None or len({answer.rater for answer in others}) < seen.instrument.seeing.minimum_per_side:
        return
    one, two = _score(own), _score(standing_of(seen.instrument, others))
    if one is not None and two is not None and one - two >= alert.points - NEARLY:
        yield alert.side, one - two


def _domain_at_most(alert: Alert, seen: Seen) -> Found:
    for domain in seen.whole.domains:
        looked_at = not alert.domains or domain.code in alert.domains
        if looked_at and domain.value is not None and domain.value <= alert.points + NEARLY:
            yield domain.code, domain.value


def _few_sides(alert: Alert, seen: Seen) -> Found:
    if len(seen.sides) < alert.points:
        yield "", float(len(seen.sides))


def _low_agreement(alert: Alert, seen: Seen) -> Found:
    value = seen.kappa.value if seen.kappa else None
    if isinstance(value, float) and value < alert.points - NEARLY:
        yield "", value


def _score(standing: Standing) -> float | None:
    return standing.score.value if isinstance(standing.score.value, float) else None


LOOKS: Mapping[AlertKind, Callable[[Alert, Seen], Found]] = {
    AlertKind.ITEM_RANGE: _item_range,
    AlertKind.SIDES_APART: _sides_apart,
    AlertKind.SIDE_SPREAD: _side_spread,
    AlertKind.SIDE_ABOVE_OTHERS: _side_above_others,
    AlertKind.DOMAIN_AT_MOST: _domain_at_most,
    AlertKind.FEW_SIDES: _few_sides,
    AlertKind.LOW_AGREEMENT: _low_agreement,
}
