"""Reports that deserve a second look: impossible counts, outliers, jumps, and recounts that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

import numpy as np

from groundswell.domain.monitoring.indicators import Aggregation, Indicator
from groundswell.domain.monitoring.periods import Period
from groundswell.domain.monitoring.rollup import Observation

OUTLIER_SD = 3.0
LARGE_CHANGE = 0.33
VERIFIED = (0.90, 1.10)
FEWEST_FOR_OUTLIERS = 6
SD_PER_MAD = 1.4826
SD_PER_MEAN_DEVIATION = 1.2533


class FlagKind(StrEnum):
    """What is odd about a report."""

    NEGATIVE = "negative"
    ABOVE_DENOMINATOR = "numerator above denominator"
    NO_DENOMINATOR = "no denominator"
    OUTLIER = "outlier"
    JUMP = "jump"
    RECOUNT = "recount differs"


@dataclass(frozen=True)
class QualityFlag:
    """One report to look at; a flag never removes it.

    Args:
        place: Code of the place.
        period: Its period.
        kind: What is odd.
        value: The value in question.
        text: Why, in one sentence.
    """

    place: str
    period: Period
    kind: FlagKind
    value: float
    text: str


def quality_flags(observations: Iterable[Observation], indicator: Indicator) -> list[QualityFlag]:
    """Every flag of one indicator, by place and period.

    Args:
        observations: Reports of this indicator.
        indicator: Its sheet: whether a numerator may exceed its denominator.

    Source:
        Groundswell method.md 1 step 10 (late, missing, outlier, inconsistent) and its defaults: 3 SD, change over 33 %.
        SD are robust (median absolute deviation), because one outlier in eight values widens its own limits.
    """
    flags: list[QualityFlag] = []
    ordered = sorted(observations, key=lambda row: (row.place, row.period))
    for _, group in groupby(ordered, key=lambda row: row.place):
        rows = list(group)
        for row in rows:
            flags += _impossible(row, indicator)
        known = [(row, value) for row in rows if (value := value_of(row, indicator)) is not None]
        flags += _outliers(known, indicator)
        flags += _jumps(known, indicator)
    return flags


def verification_flag(place: str, period: Period, reported: float, recounted: float) -> QualityFlag | None:
    """Whether a recount in the registers lies outside 0.90 to 1.10 of what was reported.

    Args:
        place: Code of the place.
        period: Period recounted.
        reported: What the report says.
        recounted: What the registers say.

    Source:
        Groundswell method.md 1 step 10 (verification ratio; limits are defaults).
    """
    if reported == recounted:
        return None
    ratio = recounted / reported if reported else float("inf")
    if VERIFIED[0] <= ratio <= VERIFIED[1]:
        return None
    text = f"The recount found {recounted:g} where {reported:g} were reported."
    return QualityFlag(place, period, FlagKind.RECOUNT, ratio, text)


def value_of(row: Observation, indicator: Indicator) -> float | None:
    """The value of one report; None where it has none."""
    if indicator.aggregation is not Aggregation.RATIO:
        return row.value if row.value is not None else row.numerator
    if row.numerator is None or row.denominator is None:
        return row.value
    return row.numerator / row.denominator if row.denominator > 0 else None


def _impossible(row: Observation, indicator: Indicator) -> Iterator[QualityFlag]:
    for number in (row.numerator, row.denominator):
        if number is not None and number < 0:
            yield _flag(row, FlagKind.NEGATIVE, number, f"{number:g} is below 0.")
    if indicator.aggregation is not Aggregation.RATIO or row.numerator is None or row.denominator is None:
        return
    if row.denominator == 0 and row.numerator > 0:
        yield _flag(row, FlagKind.NO_DENOMINATOR, row.numerator, f"{row.numerator:g} of 0 {indicator.denominator}.")
    elif row.numerator > row.denominator >= 0 and not indicator.may_exceed_one:
        text = f"{row.numerator:g} {indicator.numerator} of {row.denominator:g} {indicator.denominator}."
        yield _flag(row, FlagKind.ABOVE_DENOMINATOR, row.numerator, text)


def _outliers(known: Sequence[tuple[Observation, float]], indicator: Indicator) -> Iterator[QualityFlag]:
    if len(known) < FEWEST_FOR_OUTLIERS:
        return
    values = np.array([value for _, value in known])
    middle = float(np.median(values))
    away = np.abs(values - middle)
    sd = float(np.median(away)) * SD_PER_MAD or float(away.mean()) * SD_PER_MEAN_DEVIATION
    for (row, value), distance in zip(known, away, strict=True):
        if sd > 0 and distance > OUTLIER_SD * sd * (1 + 1e-9):
            text = f"{_shown(value, indicator)} lies {distance / sd:.1f} SD from the usual {_shown(middle, indicator)}."
            yield _flag(row, FlagKind.OUTLIER, value, text)


def _jumps(known: Sequence[tuple[Observation, float]], indicator: Indicator) -> Iterator[QualityFlag]:
    for (before_row, before), (row, value) in pairwise(known):
        if (
            row.period.step - before_row.period.step == 1
            and before
            and abs(value - before) > LARGE_CHANGE * abs(before)
        ):
            text = f"{_shown(value, indicator)} after {_shown(before, indicator)} in {before_row.period}."
            yield _flag(row, FlagKind.JUMP, value, text)


def _shown(value: float, indicator: Indicator) -> str:
    shown = value * indicator.scale if indicator.aggregation is Aggregation.RATIO else value
    return f"{shown:.4g}{' %' if indicator.scale == 100 and indicator.aggregation is Aggregation.RATIO else ''}"


def _flag(row: Observation, kind: FlagKind, value: float, text: str) -> QualityFlag:
    return QualityFlag(row.place, row.period, kind, value, text)
