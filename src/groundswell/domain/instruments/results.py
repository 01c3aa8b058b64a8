"""What a round of answers comes to, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.instruments.instrument import AlertKind, Texts
from groundswell.domain.values import Judgement


@dataclass(frozen=True)
class ItemResult:
    """One item over its raters; values as they count, reverse items turned round.

    Args:
        code: The item.
        domain: Its domain.
        median: Median over raters; None where nobody gave a value.
        lowest: Lowest value given.
        highest: Highest value given.
        n: How many gave a value.
        dont_know: How many did not know.
        not_applicable: How many found it not applicable.
        critical: Whether it is critical.
        reverse: Whether it was turned round.
    """

    code: str
    domain: str
    median: float | None
    lowest: float | None
    highest: float | None
    n: int
    dont_know: int
    not_applicable: int
    critical: bool = False
    reverse: bool = False

    @property
    def range(self) -> float | None:
        """How far the raters lie apart."""
        return None if self.lowest is None or self.highest is None else self.highest - self.lowest

    @property
    def applies(self) -> bool:
        """Whether it counts at all: not when it was only found not applicable."""
        return bool(self.n or self.dont_know or not self.not_applicable)


@dataclass(frozen=True)
class DomainResult:
    """One domain.

    Args:
        code: The domain.
        value: Mean (or median) of its items' medians, on the scale; None where too little was answered.
        percent: The value in per cent of the scale's highest.
        answered: Values given.
        asked: Answers that were asked for, without those not applicable.
        why: Why there is no value.
    """

    code: str
    value: float | None
    percent: float | None
    answered: int
    asked: int
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """Items, domains, score and class of some raters.

    Args:
        raters: How many.
        items: Per item, in the order asked; empty where they are not shown.
        domains: Per domain.
        score: The score with its unit and basis, or why there is none.
        class_code: The class after caps; None where there is no score or there are no classes.
        uncapped: The class that the score alone would give.
        gaps: Critical items below their limit.
        unanswered: Critical items that nobody gave a value.
    """

    raters: int
    items: tuple[ItemResult, ...]
    domains: tuple[DomainResult, ...]
    score: Judgement
    class_code: str | None = None
    uncapped: str | None = None
    gaps: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def domain(self, code: str) -> DomainResult:
        """One domain by its code."""
        return next(domain for domain in self.domains if domain.code == code)


@dataclass(frozen=True)
class SideResult:
    """One side by itself.

    Args:
        side: The side.
        raters: How many raters it has.
        standing: How it rates; None where it is not shown by itself.
        why: Why it is not shown.
    """

    side: str
    raters: int
    standing: Standing | None
    why: str = ""


@dataclass(frozen=True)
class Flag:
    """Something to discuss.

    Args:
        code: Code of the alert.
        kind: What was looked at.
        about: The item, domain or side; empty for the whole.
        value: What was found.
        limit: Where it begins.
        title: What it means, in each language.
    """

    code: str
    kind: AlertKind
    about: str
    value: float
    limit: float
    title: Texts


@dataclass(frozen=True)
class GateResult:
    """A function and whether its items reach what it needs.

    Args:
        code: The function.
        met: Whether all its items do; None where the round is not shown.
        short: Items that do not, or that nobody answered.
        title: The function in each language.
    """

    code: str
    met: bool
    short: tuple[str, ...]
    title: Texts


@dataclass(frozen=True)
class RoundResult:
    """A round of an instrument.

    Args:
        instrument: Code of the instrument.
        version: Its version.
        raters: How many answered.
        whole: All raters together; None while too few answered.
        sides: Each side by itself.
        flags: What to discuss.
        gates: Functions.
        alpha: Krippendorff's alpha, ordinal, over all items.
        kappa: Cohen's kappa, where exactly two answered.
        why: Why nothing is shown.
    """

    instrument: str
    version: str
    raters: int
    whole: Standing | None
    sides: tuple[SideResult, ...]
    flags: tuple[Flag, ...]
    gates: tuple[GateResult, ...]
    alpha: Judgement
    kappa: Judgement | None
    why: str = ""
