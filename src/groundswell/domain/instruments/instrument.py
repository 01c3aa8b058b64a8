"""An instrument as a frozen value: what is asked, on which scale, how it is scored and who may see what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

type Texts = Mapping[str, str]

ONE_LOWER = "one lower"


class Scorer(StrEnum):
    """The closed list of ways to a score; each is a function of ``scorers`` and has a page in docs/method."""

    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum with thresholds"
    SHARE_OF_MAXIMUM = "share of maximum"
    WEIGHTED_DOMAINS = "weighted domains"
    YES_SHARE = "yes-share with critical items"
    POLYGON = "area of the polygon"
    NET_POSITION = "net position by power"


class DomainStatistic(StrEnum):
    """What stands for a domain: the mean or the median of its items' medians."""

    MEAN = "mean"
    MEDIAN = "median"


class CapKind(StrEnum):
    """What holds a class down, whatever the score."""

    CRITICAL_ITEMS = "critical items"
    ITEM_SUM = "item sum"
    STRONG_OPPONENT = "strong opponent"


class AlertKind(StrEnum):
    """What is looked at beside the score; the last three compare two rounds."""

    ITEM_RANGE = "item range"
    SIDES_APART = "sides apart"
    SIDE_SPREAD = "side spread"
    SIDE_ABOVE_OTHERS = "side above others"
    DOMAIN_AT_MOST = "domain at most"
    FEW_SIDES = "few sides"
    LOW_AGREEMENT = "low agreement"
    SCORE_FALL = "score fall"
    DOMAIN_FALL = "domain fall"
    DOMAIN_CHANGE = "domain change"


@dataclass(frozen=True)
class Scale:
    """The values an item may be answered with.

    Args:
        lowest: Lowest value.
        highest: Highest value, a whole number of steps above.
        step: Distance of two neighbouring values.
        words: What a value means, in each language.
        not_applicable: Whether an item may be marked as not applicable.
    """

    lowest: float
    highest: float
    step: float = 1.0
    words: Mapping[float, Texts] = field(default_factory=dict)
    not_applicable: bool = False

    @property
    def values(self) -> tuple[float, ...]:
        """All values, lowest first.

        Example:
            >>> Scale(0, 1, 0.5).values
            (0.0, 0.5, 1.0)
        """
        steps = round((self.highest - self.lowest) / self.step)
        return tuple(round(self.lowest + place * self.step, 9) for place in range(steps + 1))


@dataclass(frozen=True)
class Item:
    """One question.

    Args:
        code: Its name within the instrument.
        text: The question in each language.
        critical: Whether a low answer holds the class down.
        reverse: Whether a high answer is a bad one; it is turned round before anything is computed.
    """

    code: str
    text: Texts = field(default_factory=dict)
    critical: bool = False
    reverse: bool = False


@dataclass(frozen=True)
class Domain:
    """Items that stand for one side of the matter.

    Args:
        code: Its name within the instrument.
        items: Its items, in the order they are asked.
        title: Its title in each language.
        weight: Its weight with the scorer "weighted domains".
    """

    code: str
    items: tuple[Item, ...]
    title: Texts = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True)
class Class:
    """A range of the score with its words.

    Args:
        code: Its name.
        lowest: Lowest score of the class; None for the lowest class.
        title: Its words in each language.
    """

    code: str
    lowest: float | None = None
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Cap:
    """What holds the class down.

    Args:
        kind: What is looked at.
        points: Critical items: how many below the limit; item sum: the sum that is needed; strong opponent: the power
            from which an opponent counts.
        to: The class that cannot be passed then, or "one lower".
    """

    kind: CapKind
    points: float
    to: str = ONE_LOWER


@dataclass(frozen=True)
class Alert:
    """What is flagged beside the score.

    Args:
        code: Its name.
        kind: What is looked at.
        points: The limit.
        title: What it means, in each language.
        domains: The domains it looks at; all when empty.
        side: The side it looks at, where the kind needs one.
    """

    code: str
    kind: AlertKind
    points: float
    title: Texts = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    side: str = ""


@dataclass(frozen=True)
class Gate:
    """A function that needs certain items.

    Args:
        code: Its name.
        items: Codes of the items.
        lowest: What each of them must reach.
        title: The function in each language.
    """

    code: str
    items: tuple[str, ...]
    lowest: float
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Exit:
    """When a project may leave: two rounds that hold.

    Args:
        lowest: Score that both rounds must reach.
        critical_lowest: What each critical item must reach in both.
        months: Months that must lie between them.
    """

    lowest: float
    critical_lowest: float
    months: int


@dataclass(frozen=True)
class Seeing:
    """Who answers, and below how many nothing is shown.

    Args:
        minimum_raters: Raters in all below which nothing is shown.
        anonymous: Whether anonymity was promised.
        minimum_per_side: Raters of a side below which it is not shown by itself; counts where anonymity was promised.
        rated_by: A reminder of who should rate, in each language.
    """

    minimum_raters: int = 1
    anonymous: bool = False
    minimum_per_side: int = 1
    rated_by: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Scoring:
    """How answers become a score and a class.

    Args:
        scorer: The way to the score.
        classes: From the lowest to the highest; may be empty.
        caps: What holds the class down.
        answered: Share of the asked answers that a domain needs.
        domain_statistic: What stands for a domain.
        critical_below: A critical item with a median below this is a gap.
    """

    scorer: Scorer = Scorer.MEAN
    classes: tuple[Class, ...] = ()
    caps: tuple[Cap, ...] = ()
    answered: Fraction = Fraction(2, 3)
    domain_statistic: DomainStatistic = DomainStatistic.MEAN
    critical_below: float | None = None


@dataclass(frozen=True)
class Instrument:
    """A rated questionnaire.

    Args:
        code: Its name.
        version: Its version; a changed copy has its own.
        scale: The values of an answer.
        domains: Its domains with their items.
        scoring: How it is scored.
        seeing: Who answers and who may see.
        alerts: What is flagged.
        gates: Functions that need certain items.
        exit: When a project may leave; None where it does not say.
        title: Its title in each language.
        source: Where it comes from.
        number: Its number in the method, such as 2.1.
    """

    code: str
    version: str
    scale: Scale
    domains: tuple[Domain, ...]
    scoring: Scoring = Scoring()
    seeing: Seeing = Seeing()
    alerts: tuple[Alert, ...] = ()
    gates: tuple[Gate, ...] = ()
    exit: Exit | None = None
    title: Texts = field(default_factory=dict)
    source: str = ""
    number: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order they are asked."""
        return tuple(item for domain in self.domains for item in domain.items)
