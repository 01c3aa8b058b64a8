"""Is there consensus to start at a level: ready, conditional, not yet, with each reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from groundswell.domain.consensus.actors import Actor, Side, support_index
from groundswell.domain.errors import BadInput
from groundswell.domain.instruments.answers import Answer
from groundswell.domain.instruments.house import house_instrument
from groundswell.domain.instruments.instrument import CapKind, Instrument
from groundswell.domain.instruments.standing import standing_of
from groundswell.domain.said import Figure
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

INSTRUMENT = "consensus"
YES = 2


class Consensus(StrEnum):
    """What a level may do."""

    READY = "ready"
    CONDITIONAL = "conditional"
    NOT_YET = "not yet"


CLASSES = {"ready": Consensus.READY, "conditional": Consensus.CONDITIONAL}


@dataclass(frozen=True)
class ConsensusRules:
    """Numbers of step 5 that a program may change.

    Args:
        ready_index: Least support index, of 100, of a level that is ready.
        conditional_index: Least support index of a level that may start with conditions.
        opponent_power: Power, 1 to 5, from which one who opposes holds a level back.
        points: Least sum of the ten questions, of 20.
        unmoved_contacts: Contacts after which a position that did not change is shown.

    Raises:
        BadInput: With conditions would need more support than ready.
    """

    ready_index: float = 50.0
    conditional_index: float = 25.0
    opponent_power: int = 4
    points: int = 14
    unmoved_contacts: int = 3

    def __post_init__(self) -> None:
        if self.conditional_index > self.ready_index:
            raise BadInput(
                _("“With conditions” would need more support than “ready”."),
                _("Change the other number first."),
                code="consensus_conditional_below_ready",
            )

    def of(self, instrument: Instrument) -> Instrument:
        """The instrument of step 5 with these limits."""
        limits: dict[str, float] = {"ready": self.ready_index, "conditional": self.conditional_index}
        points: dict[CapKind, float] = {
            CapKind.ITEM_SUM: self.points, CapKind.STRONG_OPPONENT: self.opponent_power,
        }  # fmt: skip
        scoring = instrument.scoring
        classes = tuple(replace(each, lowest=limits.get(each.code, each.lowest)) for each in scoring.classes)
        caps = tuple(replace(cap, points=points.get(cap.kind, cap.points)) for cap in scoring.caps)
        return replace(instrument, scoring=replace(scoring, classes=classes, caps=caps))


DEFAULTS = ConsensusRules()


@dataclass(frozen=True)
class Level:
    """One level of the country as the rules read it.

    Args:
        depth: How many levels below the country.
        name: What the country calls it.
        actors: Who has a say there.
        answers: Answers to the ten questions of the instrument by code; what is missing was not answered.
        is_community: Whether it is the level of the communities, where leaders decide instead of officials.
        working: Places of this level where the program works or will.
        agreeing: Of these, places where a decision-maker supports it.
    """

    depth: int
    name: str
    actors: tuple[Actor, ...] = ()
    answers: Mapping[str, float] = field(default_factory=dict)
    is_community: bool = False
    working: int = 0
    agreeing: int = 0

    @property
    def needed(self) -> Side:
        """Whose agreement this level cannot do without."""
        return Side.LEADS if self.is_community else Side.DECIDES

    @property
    def has_needed(self) -> bool:
        """Whether anybody of that side is on record."""
        return any(actor.side is self.needed for actor in self.actors)

    @property
    def agrees(self) -> bool:
        """Whether one of that side supports it."""
        return any(actor.side is self.needed and actor.supports for actor in self.actors)


@dataclass(frozen=True)
class Readiness:
    """How a level stands.

    Args:
        level: The level.
        state: Ready, conditional, or not yet.
        index: The support index.
        points: Sum of the ten questions, of 20.
        reasons: Each thing that keeps it from being ready, a sentence.
        gaps: Critical questions that are not answered with yes, by code.
        is_red: Whether nobody who must agree is on record.
    """

    level: Level
    state: Consensus
    index: Judgement
    points: float
    reasons: tuple[str, ...]
    gaps: tuple[str, ...]
    is_red: bool


def judge_level(level: Level, rules: ConsensusRules = DEFAULTS) -> Readiness:
    """Judge whether there is consensus to start at one level.

    Args:
        level: The level.
        rules: The numbers of step 5.

    Returns:
        By the defaults, ready if the index is 50 or more, nobody with power 4 or 5 stands at -2, questions 1 to 3 are
        yes and the ten reach 14 of 20 points. Conditional if the index is 25 or more. Else not yet; so too where fewer
        than two thirds of the questions are answered, or nobody who must agree is on record.

    Source:
        Method 2.5 and step 5; the defaults are the limits of the instrument's file.
    """
    instrument = rules.of(house_instrument(INSTRUMENT))
    answers = [Answer("team", "", code, value) for code, value in level.answers.items()]
    standing = standing_of(instrument, answers, tuple(actor.weighed() for actor in level.actors))
    index, points = support_index(level.actors), float(sum(level.answers.values()))
    gaps = tuple(item.code for item in instrument.items if item.critical and level.answers.get(item.code, 0) < YES)
    state = CLASSES.get(standing.class_code or "", Consensus.NOT_YET)
    if not level.has_needed:
        state = Consensus.NOT_YET
    reasons = reasons_of(level, instrument, index, points, gaps)
    return Readiness(level, state, index, points, reasons, gaps, is_red=not level.has_needed)


def reasons_of(
    level: Level, instrument: Instrument, index: Judgement, points: float, gaps: tuple[str, ...]
) -> tuple[str, ...]:
    """What keeps a level from being ready, the worst first."""
    limits = {each.code: each.lowest for each in instrument.scoring.classes}
    caps = {cap.kind: cap.points for cap in instrument.scoring.caps}
    found = [missing(level), weak(index, limits), opposed(level, caps[CapKind.STRONG_OPPONENT])]
    if gaps:
        found.append(_("Questions that must be “yes” and are not: %(items)s.", items=", ".join(gaps)))
    asked = len(instrument.items)
    if len(level.answers) < instrument.scoring.answered * asked:
        found.append(_("%(n)s of %(of)s questions are answered.", n=len(level.answers), of=asked))
    if points < caps[CapKind.ITEM_SUM]:
        needed = Figure(caps[CapKind.ITEM_SUM])
        words = _("The questions reach %(n)s of %(of)s points; %(needed)s are needed.",
                  n=Figure(points), of=YES * asked, needed=needed)  # fmt: skip
        found.append(words)
    return tuple(reason for reason in found if reason)


def missing(level: Level) -> str:
    """That nobody who must agree is on record."""
    if level.has_needed:
        return ""
    if level.is_community:
        return _("No community leader is on record.")
    return _("No decision-maker is on record.")


def weak(index: Judgement, limits: Mapping[str, float | None]) -> str:
    """That support is below what is needed."""
    if not isinstance(index.value, float):
        return ""
    wanted = (limits["conditional"], limits["ready"])
    needed = next((limit for limit in wanted if limit is not None and index.value < limit), None)
    if needed is None:
        return ""
    return _("Support is %(index)s; %(needed)s is needed.", index=Figure(index.value, ".0f"), needed=Figure(needed))


def opposed(level: Level, power: float) -> str:
    """That somebody with much power opposes it."""
    strong = sum(actor.power >= power and actor.position == -2 for actor in level.actors)
    return _("Opposed by %(n)s with power %(power)s or more.", n=strong, power=Figure(power)) if strong else ""


@dataclass(frozen=True)
class Coordination:
    """Whether agreement at the top is carried by the levels below.

    Args:
        top: Whether the highest level agrees.
        without: Names of the levels below, above the communities, where nobody decides for it.
        partly: Names of those that agree in some of the places where the work is, with how many of how many.
    """

    top: bool
    without: tuple[str, ...]
    partly: tuple[tuple[str, int, int], ...]

    @property
    def is_red(self) -> bool:
        """National agreement, but none below."""
        return self.top and bool(self.without)


def coordination(levels: tuple[Level, ...]) -> Coordination:
    """Look whether each level of government between the top and the communities agrees too.

    Args:
        levels: From the top down.

    Returns:
        What is missing.

    Source:
        Lesson L2 of the field guide: negotiation takes place at the regional, district, sector and area levels too.

    Example:
        >>> yes = Actor("minister", Side.DECIDES, 5, 2)
        >>> found = coordination((Level(0, "country", (yes,)), Level(1, "district")))
        >>> found.is_red, found.without
        (True, ('district',))
    """
    if not levels:
        return Coordination(False, (), ())
    below = [level for level in levels[1:] if not level.is_community]
    without = tuple(level.name for level in below if not level.agrees)
    partly = tuple(
        (level.name, level.agreeing, level.working)
        for level in below
        if level.agrees and level.agreeing < level.working
    )
    return Coordination(levels[0].agrees, without, partly)
