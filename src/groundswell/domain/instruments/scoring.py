"""A round of an instrument, judged: the whole, each side, what to discuss, and how far raters agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from groundswell.domain.instruments.answers import (
    Answer,
    NoRating,
    Stakeholder,
    Together,
    check_answer,
    place_on,
    raters_of,
    turned,
)
from groundswell.domain.instruments.disclosure import shown_sides
from groundswell.domain.instruments.flags import Seen, flags_of
from groundswell.domain.instruments.instrument import Gate, Instrument, Scorer
from groundswell.domain.instruments.results import GateResult, RoundResult, SideResult, Standing
from groundswell.domain.instruments.standing import NEARLY, standing_of
from groundswell.domain.said import said as _
from groundswell.domain.stats.agreement import UNIT, cohen_kappa, krippendorff_alpha
from groundswell.domain.values import Judgement


def score_round(
    instrument: Instrument, answers: Sequence[Answer], stakeholders: tuple[Stakeholder, ...] = ()
) -> RoundResult:
    """Judge a round.

    Args:
        instrument: What was asked.
        answers: All answers of the round.
        stakeholders: Positions at this level, for the scorer that weighs them.

    Returns:
        The result; nothing but the number of raters while they are fewer than the instrument's minimum.

    Raises:
        BadInput: An answer is not on the scale, its item is unknown, or answers contradict each other.

    Source:
        Method 2, common rules; 3.0, "Few raters".
    """
    together = Together()
    for answer in answers:
        check_answer(answer, instrument)
        together.add(answer)
    raters = raters_of(answers)
    if len(raters) < instrument.seeing.minimum_raters or not raters:
        why = _(
            "%(raters)s answered; nothing is shown below %(needed)s.",
            raters=len(raters),
            needed=instrument.seeing.minimum_raters,
        )
        hidden = Judgement(None, UNIT, why=why)
        return RoundResult(instrument.code, instrument.version, len(raters), None, (), (), (), hidden, None, why)
    whole = standing_of(instrument, answers, stakeholders)
    sides = _sides(instrument, answers)
    alpha, kappa = _agreement(instrument, answers, raters)
    return RoundResult(
        instrument.code,
        instrument.version,
        len(raters),
        whole,
        sides,
        flags_of(Seen(instrument, answers, whole, sides, kappa)),
        tuple(_gate(gate, whole) for gate in instrument.gates),
        alpha,
        kappa,
    )


def _sides(instrument: Instrument, answers: Sequence[Answer]) -> tuple[SideResult, ...]:
    names = sorted({answer.side for answer in answers if answer.side})
    own = {name: [answer for answer in answers if answer.side == name] for name in names}
    counts = {name: len(raters_of(given)) for name, given in own.items()}
    sideless = len(raters_of([answer for answer in answers if not answer.side]))
    shown = shown_sides(counts | ({"": sideless} if sideless else {}), instrument.seeing)
    return tuple(
        SideResult(name, counts[name], _side(instrument, own[name]))
        if name in shown
        else SideResult(name, counts[name], None, _("Too few raters to be shown by itself."))
        for name in names
    )


def _side(instrument: Instrument, answers: Sequence[Answer]) -> Standing:
    """One side; without single items where anonymity was promised."""
    standing = standing_of(instrument, answers)
    if instrument.scoring.scorer is Scorer.NET_POSITION:
        standing = replace(standing, score=replace(standing.score, why=_("Positions are not rated by side.")))
    return replace(standing, items=(), gaps=(), unanswered=()) if instrument.seeing.anonymous else standing


def _gate(gate: Gate, whole: Standing) -> GateResult:
    medians = {item.code: item.median for item in whole.items}
    short = tuple(code for code in gate.items if (value := medians[code]) is None or value < gate.lowest - NEARLY)
    return GateResult(gate.code, not short, short, gate.title)


def _agreement(
    instrument: Instrument, answers: Sequence[Answer], raters: Sequence[str]
) -> tuple[Judgement, Judgement | None]:
    items = {item.code: item for item in instrument.items}
    scale = instrument.scale
    given: dict[tuple[str, str], float] = {}
    for answer in answers:
        if not isinstance(answer.given, NoRating) and (value := place_on(scale, answer.given)) is not None:
            given[answer.rater, answer.item] = round(turned(items[answer.item], scale, value), 9)
    table = [[given.get((rater, code)) for code in items] for rater in raters]
    kappa = cohen_kappa(table[0], table[1], scale=scale.values) if len(raters) == 2 else None
    return krippendorff_alpha(table), kappa
