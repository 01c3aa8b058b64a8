"""What looks wrong in a report before it is sent: more above than below the line, far from the months before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from django.utils.translation import gettext as _

from groundswell.domain.monitoring.indicators import Aggregation, Indicator

FEWEST = 6
WIDTH = 3.0


@dataclass(frozen=True)
class Unusual:
    """Something unusual: which indicator, what, in words.

    Args:
        code: ``exceeds`` or ``outlier``.
        indicator: Code of the indicator.
        text: One sentence that names the value.
    """

    code: str
    indicator: str
    text: str


def exceeding(sheet: Indicator, numerator: float | None, denominator: float | None) -> Unusual | None:
    """A part that is more than its whole."""
    if sheet.aggregation is not Aggregation.RATIO or sheet.may_exceed_one:
        return None
    if numerator is None or denominator is None or numerator <= denominator:
        return None
    return Unusual("exceeds", sheet.code, _("{top}: {numerator} is more than {bottom}: {denominator}.").format(
        top=_capital(sheet.numerator), numerator=f"{numerator:g}", bottom=sheet.denominator,
        denominator=f"{denominator:g}",
    ))  # fmt: skip


def outlying(sheet: Indicator, value: float | None, before: Sequence[float]) -> Unusual | None:
    """A value more than three standard deviations from the mean of the periods before.

    Args:
        sheet: Its indicator.
        value: The new value, as stored (a fraction for shares).
        before: Values of earlier periods, at least six.

    Source:
        Groundswell method.md 1, step 10: outliers 3 SD, a default whose origin in the WHO review was not seen.
    """
    known = [number for number in before if math.isfinite(number)]
    if value is None or len(known) < FEWEST:
        return None
    middle, spread = fmean(known), stdev(known)
    if abs(value - middle) <= WIDTH * spread or math.isclose(value, middle):
        return None
    scale = sheet.scale if sheet.aggregation is not Aggregation.SUM else 1
    return Unusual("outlier", sheet.code, _(
        "{name}: {value} is far from the usual {middle} (last {count} periods: {low} to {high})."
    ).format(
        name=sheet.name, value=f"{value * scale:.4g}", middle=f"{middle * scale:.4g}", count=len(known),
        low=f"{min(known) * scale:.4g}", high=f"{max(known) * scale:.4g}",
    ))  # fmt: skip


def single(sheet: Indicator, numerator: float | None, denominator: float | None, value: float | None) -> float | None:
    """The number that one report shows by itself, as the indicator's kind says; None where it cannot."""
    if sheet.aggregation is Aggregation.RATIO:
        if numerator is None or denominator is None:
            return value
        return numerator / denominator if denominator else None
    if sheet.aggregation is Aggregation.MEAN:
        return value
    return value if numerator is None else numerator


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
