"""A stored roll-up read back: sums are stored, the division comes last, here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.monitoring.indicators import Aggregation, Indicator
from groundswell.domain.monitoring.rollup import RolledUp, Spread


@dataclass(frozen=True, slots=True)
class Sums:
    """What is stored of many reports of one indicator, period and part of the people.

    Args:
        numerator: Numerators added; for means each value times its n; for what cannot be combined the numbers added,
            which mean something only where there is one. None where no report counted.
        denominator: Denominators or n added; None for kinds without one.
        reports: Reports counted.
        rows: All reports, those included that could not be counted.
        spread: How single numbers lie that cannot be combined; None where there are none.
    """

    numerator: float | None
    denominator: float | None
    reports: int
    rows: int
    spread: Spread | None = None


def value_of(sums: Sums, aggregation: Aggregation) -> float | None:
    """The one number: divided last, never where the denominator is zero, never for what cannot be combined.

    Example:
        >>> value_of(Sums(46, 60, 2, 2), Aggregation.RATIO) == 46 / 60
        True
        >>> value_of(Sums(0, 0, 1, 1), Aggregation.RATIO), value_of(Sums(9, None, 2, 2), Aggregation.NONE)
        (None, None)
    """
    if sums.numerator is None or not sums.reports:
        return None
    if aggregation in (Aggregation.RATIO, Aggregation.MEAN):
        return sums.numerator / sums.denominator if sums.denominator else None
    return sums.numerator if aggregation is not Aggregation.NONE or sums.reports == 1 else None


def read_back(sums: Sums, indicator: Indicator) -> RolledUp:
    """The stored sums as :func:`groundswell.domain.monitoring.rollup.roll_up` tells them for one period.

    Within one period each report comes from a place of its own. A spread is given where numbers could not be combined;
    where they could, the reports themselves have to be read for one.

    Args:
        sums: As stored.
        indicator: The indicator's sheet.
    """
    kind, value = indicator.aggregation, value_of(sums, indicator.aggregation)
    divided = kind in (Aggregation.RATIO, Aggregation.MEAN)
    return RolledUp(
        value,
        None if kind in (Aggregation.MEAN, Aggregation.NONE) else sums.numerator,
        sums.denominator if divided else None,
        sums.spread if kind is Aggregation.NONE or not sums.reports else None,
        sums.reports,
        sums.rows - sums.reports,
        sums.reports,
        "" if value is not None else _why(sums, indicator),
        divided and sums.denominator is not None and sums.denominator < indicator.minimum_denominator,
    )


def _why(sums: Sums, indicator: Indicator) -> str:
    """Why there is no number, in the words of the roll-up."""
    kind, loose = indicator.aggregation, sums.spread is not None
    if kind is Aggregation.RATIO:
        if sums.reports:
            return "The denominator is zero."
        if loose:
            return "Only percentages without their counts were reported; they cannot be combined."
        return "No report has both numerator and denominator."
    if kind is Aggregation.MEAN:
        return "No report has both a mean and its n; means without n cannot be combined."
    if kind is Aggregation.NONE and loose:
        return f"{indicator.name} cannot be combined; its spread is shown."
    return "No report has a value."
