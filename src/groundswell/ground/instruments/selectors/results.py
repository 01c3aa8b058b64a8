"""What a round says: medians, ranges, sides, agreement; nothing below the instrument's minimum of raters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.domain.instruments.answers import Answer, NoRating
from groundswell.domain.instruments.instrument import AlertKind, Instrument, Scorer
from groundswell.domain.instruments.results import RoundResult, Standing
from groundswell.domain.instruments.results import SideResult as StoodSide
from groundswell.domain.instruments.scoring import score_round
from groundswell.domain.instruments.standing import standing_of
from groundswell.domain.values import Judgement
from groundswell.ground.instruments.models import SIDE_WORDS, Round
from groundswell.ground.instruments.models import Answer as StoredAnswer
from groundswell.ground.instruments.selectors.questionnaires import instrument_of
from groundswell.ground.instruments.selectors.rounds import standing_answers
from groundswell.kit.languages import said

FEWEST_OF_A_SIDE = 3
"""A side with fewer raters is not shown by itself where anonymity was promised, whatever the instrument says."""


@dataclass(frozen=True)
class ItemResult:
    """What the raters answered to one question.

    Args:
        code: Its name in the instrument.
        words: The question.
        critical: Whether it is critical.
        low: Whether the median lies below the mark of a good answer, or nobody could answer a critical question.
        median: Median of the answers on the scale, None where nobody knows.
        lowest: Lowest answer.
        highest: Highest answer.
        n: Answers.
        unknown: How many do not know.
        differs: Whether the answers lie so far apart that they are to be talked about.
        by_side: Words and median of each side that may be shown by itself.
    """

    code: str
    words: str
    critical: bool
    low: bool
    median: float | None
    lowest: float | None
    highest: float | None
    n: int
    unknown: int
    differs: bool
    by_side: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True)
class DomainResult:
    """What the raters say of one domain, 0 to 100.

    Args:
        title: Its name in words.
        score: Its score, None where too little was answered.
        lowest: Lowest score that one rater alone gives.
        highest: Highest.
        n: Raters behind it.
    """

    title: str
    score: float | None
    lowest: float | None
    highest: float | None
    n: int


@dataclass(frozen=True)
class SideResult:
    """What one side says.

    Args:
        code: The side.
        words: The side in words.
        n: Raters who answered.
        score: Its score by itself; None where hidden or too little was answered.
        domains: Its score in each domain, 0 to 100, in order.
        is_hidden: Whether too few answered to show it by itself, as anonymity was promised.
    """

    code: str
    words: str
    n: int
    score: float | None
    domains: tuple[float | None, ...]
    is_hidden: bool


@dataclass(frozen=True)
class Result:
    """What a round says.

    Args:
        n: Raters who answered.
        score: The whole; None where too little was answered.
        most: The best score there is: 100 for a share, else what the scale allows.
        word: The class in words, such as “scalable after the changes listed”.
        domains: By domain.
        items: By question.
        sides: By side.
        alpha: Krippendorff's alpha; None where it cannot be computed.
        is_by_originators: Whether nobody answered but those who made the approach.
        kappa: Cohen's kappa of the only two raters; None for more, or where it cannot be computed.
        found: The same as the domain found it, for comparing rounds.
    """

    n: int
    score: float | None
    most: float
    word: str
    domains: tuple[DomainResult, ...]
    items: tuple[ItemResult, ...]
    sides: tuple[SideResult, ...]
    alpha: float | None
    is_by_originators: bool
    found: RoundResult
    kappa: float | None = None

    @property
    def gaps(self) -> tuple[ItemResult, ...]:
        """Critical questions below their mark."""
        return tuple(item for item in self.items if item.critical and item.low)

    @property
    def disagreements(self) -> tuple[ItemResult, ...]:
        """Questions to talk about."""
        return tuple(item for item in self.items if item.differs)

    @property
    def sides_heard(self) -> tuple[str, ...]:
        """Sides of which somebody answered."""
        return tuple(side.code for side in self.sides if side.n)


PERCENT = frozenset({Scorer.SHARE_OF_MAXIMUM, Scorer.WEIGHTED_DOMAINS, Scorer.YES_SHARE, Scorer.POLYGON})
TALK = frozenset({AlertKind.ITEM_RANGE, AlertKind.SIDES_APART})


def result_of(round_: Round) -> Result | None:
    """What a round says, None while fewer answered than its instrument needs; one query.

    Where anonymity was promised nothing is shown before the round is closed: who looks after each answer would
    see who said what.

    Args:
        round_: The round.

    Returns:
        The result.
    """
    return None if waits_for_close(round_) else results_of([round_])[round_.pk]


def waits_for_close(round_: Round) -> bool:
    """Whether nothing is shown yet because anonymity was promised and the round is open."""
    return round_.anonymous and round_.closed_at is None


def has_result(round_: Round) -> bool:
    """Whether enough answered for a result, whether or not it may be shown yet; one query."""
    return results_of([round_])[round_.pk] is not None


def results_of(rounds: list[Round]) -> dict[int, Result | None]:
    """What some rounds say, by the rounds' numbers; one query.

    Args:
        rounds: The rounds; who reads them is decided before.

    Returns:
        For each the result, None while fewer answered than its instrument needs.
    """
    rows: dict[int, list[StoredAnswer]] = {round_.pk: [] for round_ in rounds}
    for answer in standing_answers(rounds):
        rows[answer.sheet.rater.round_id].append(answer)
    return {round_.pk: judged(round_, rows[round_.pk]) for round_ in rounds}


def judged(round_: Round, rows: list[StoredAnswer]) -> Result | None:
    """One round, judged by the rules of its instrument and the promise that was given."""
    instrument = instrument_promised(round_)
    found = score_round(instrument, [frozen(row) for row in rows])
    if found.whole is None:
        return None
    talk = {flag.about for flag in found.flags if flag.kind in TALK}
    raters = {row.sheet.rater_id: row.sheet.rater for row in rows}
    return Result(
        n=found.raters,
        score=value_of(found.whole.score),
        most=most_of(instrument),
        word=class_words(instrument, found.whole.class_code),
        domains=domains_of(instrument, found.whole, rows),
        items=items_of(instrument, found.whole, talk, found.sides),
        sides=tuple(side_of(side, instrument) for side in found.sides),
        alpha=value_of(found.alpha),
        is_by_originators=all(rater.originator for rater in raters.values()),
        kappa=value_of(found.kappa) if found.kappa else None,
        found=found,
    )


def instrument_promised(round_: Round) -> Instrument:
    """The instrument of a round, with anonymity where it was promised to the raters."""
    instrument = instrument_of(round_)
    if not round_.anonymous:
        return instrument
    least = max(instrument.seeing.minimum_per_side, FEWEST_OF_A_SIDE)
    return replace(instrument, seeing=replace(instrument.seeing, anonymous=True, minimum_per_side=least))


def frozen(row: StoredAnswer) -> Answer:
    """A stored answer as the domain reads it."""
    nothing = NoRating.DONT_KNOW if row.applies else NoRating.NOT_APPLICABLE
    rater = row.sheet.rater
    return Answer(str(rater.number), rater.side, row.item, nothing if row.value is None else row.value)


def value_of(judgement: Judgement) -> float | None:
    """The number of a judgement, None where there is none."""
    return float(judgement.value) if isinstance(judgement.value, int | float) else None


def most_of(instrument: Instrument) -> float:
    """The best score that the instrument can give."""
    if instrument.scoring.scorer in PERCENT:
        return 100.0
    highest = instrument.scale.highest
    return highest * len(instrument.items) if instrument.scoring.scorer is Scorer.SUM else highest


def class_words(instrument: Instrument, code: str | None) -> str:
    """The words of a class, empty where the instrument has none."""
    return next((said(each.title) for each in instrument.scoring.classes if each.code == code), "")


def domains_of(instrument: Instrument, whole: Standing, rows: list[StoredAnswer]) -> tuple[DomainResult, ...]:
    """The domains, each with the lowest and highest that one rater alone gives."""
    own: dict[int, list[Answer]] = {}
    for row in rows:
        own.setdefault(row.sheet.rater_id, []).append(frozen(row))
    alone = [standing_of(instrument, answers) for answers in own.values()]
    found = []
    for at, domain in enumerate(whole.domains):
        scores = [score for rater in alone if (score := rater.domains[at].percent) is not None]
        title = said(instrument.domains[at].title)
        low, high = min(scores, default=None), max(scores, default=None)
        found.append(DomainResult(title, domain.percent, low, high, len(scores)))
    return tuple(found)


def items_of(
    instrument: Instrument, whole: Standing, talk: set[str], sides: Sequence[StoodSide]
) -> tuple[ItemResult, ...]:
    """The questions; a critical one that nobody could answer counts as low."""
    mark = instrument.scoring.critical_below
    medians: dict[str, list[tuple[str, float | None]]] = {}
    for side in sides:
        for item in side.standing.items if side.standing else ():
            medians.setdefault(item.code, []).append((str(SIDE_WORDS.get(side.side, side.side)), item.median))
    return tuple(
        ItemResult(
            code=item.code,
            words=said(asked.text),
            critical=item.critical,
            low=item.code in whole.unanswered or (mark is not None and item.median is not None and item.median < mark),
            median=item.median,
            lowest=item.lowest,
            highest=item.highest,
            n=item.n,
            unknown=item.dont_know,
            differs=item.code in talk,
            by_side=tuple(medians.get(item.code, ())),
        )
        for item, asked in zip(whole.items, instrument.items, strict=True)
    )


def side_of(side: StoodSide, instrument: Instrument) -> SideResult:
    """One side by itself."""
    words = str(SIDE_WORDS.get(side.side, side.side))
    if side.standing is None:
        nothing = (None,) * len(instrument.domains)
        return SideResult(side.side, words, side.raters, None, nothing, is_hidden=True)
    domains = tuple(domain.percent for domain in side.standing.domains)
    return SideResult(side.side, words, side.raters, value_of(side.standing.score), domains, is_hidden=False)
