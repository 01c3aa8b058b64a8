"""What raters gave: a value of the scale, "don't know", or "not applicable"; checked before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.instrument import Instrument, Item, Scale
from groundswell.domain.said import said as _


class NoRating(StrEnum):
    """An answer that is no value; both are kept."""

    DONT_KNOW = "don't know"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Answer:
    """One rater's answer to one item.

    Args:
        rater: A name or number; the same person has the same.
        side: The rater's side; empty where there are none.
        item: Code of the item.
        given: The value as it was answered, or what stands for none.
    """

    rater: str
    side: str
    item: str
    given: float | NoRating


@dataclass(frozen=True)
class Stakeholder:
    """Where somebody stands.

    Args:
        name: Who.
        power: From 1 to 5.
        position: -2 opposes, -1 doubts, 0 unknown or neutral, 1 supports, 2 champions.
    """

    name: str
    power: float
    position: float

    def __post_init__(self) -> None:
        if not 1 <= self.power <= 5:
            raise BadInput(_("Power goes from 1 to 5."), code="instrument.power")
        if self.position not in (-2, -1, 0, 1, 2):
            raise BadInput(_("A position is -2, -1, 0, 1 or 2."), code="instrument.position")


def check_answer(answer: Answer, instrument: Instrument) -> None:
    """Refuse an answer that the instrument does not know.

    Args:
        answer: The answer.
        instrument: What was asked.

    Raises:
        BadInput: There is no such item, the value is not on the scale, or "not applicable" is not allowed.
    """
    if answer.item not in {item.code for item in instrument.items}:
        raise BadInput(
            _("The instrument has no such item."),
            _("Its items are: %(known)s.", known=", ".join(item.code for item in instrument.items)),
            code="instrument.item",
        )
    if answer.given is NoRating.NOT_APPLICABLE and not instrument.scale.not_applicable:
        raise BadInput(
            _("“Not applicable” is no answer here."),
            _("Write “don't know”, or leave it empty."),
            code="instrument.answer",
        )
    if not isinstance(answer.given, NoRating) and place_on(instrument.scale, answer.given) is None:
        raise BadInput(
            _("The answer is not on the scale."),
            _("Write one of: %(known)s.", known=", ".join(f"{value:g}" for value in instrument.scale.values)),
            code="instrument.answer",
        )


class Together:
    """The answers of one round, one after the other; those that contradict each other are refused."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._sides: dict[str, str] = {}

    def add(self, answer: Answer) -> None:
        """Take one more answer.

        Args:
            answer: The answer.

        Raises:
            BadInput: A rater answers an item twice, or stands on two sides.
        """
        if (answer.rater, answer.item) in self._seen:
            raise BadInput(
                _("Rater %(rater)s answers item %(item)s twice.", rater=answer.rater, item=answer.item),
                _("Keep one of the two."),
                code="instrument.twice",
            )
        self._seen.add((answer.rater, answer.item))
        if self._sides.setdefault(answer.rater, answer.side) != answer.side:
            raise BadInput(
                _("Rater %(rater)s stands on two sides.", rater=answer.rater),
                _("Give one side, or two raters."),
                code="instrument.side",
            )


def place_on(scale: Scale, value: float) -> float | None:
    """The value of the scale that is meant; None when it is none of them."""
    return next((each for each in scale.values if abs(each - value) < 1e-9), None)


def turned(item: Item, scale: Scale, value: float) -> float:
    """The value as it counts: a reverse item is turned round.

    Example:
        >>> turned(Item("16", reverse=True), Scale(1, 5), 5)
        1
    """
    return scale.lowest + scale.highest - value if item.reverse else value


def raters_of(answers: Sequence[Answer]) -> tuple[str, ...]:
    """All raters, in the order of their first answer."""
    return tuple(dict.fromkeys(answer.rater for answer in answers))
