"""What looks wrong in a report before it is sent: more above than below the line, far from the months before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.translation import gettext as _

from groundswell.domain.monitoring.data_quality import FlagKind, QualityFlag, quality_flags, value_of
from groundswell.domain.monitoring.indicators import Aggregation, Indicator
from groundswell.domain.monitoring.periods import Period, PeriodKind, period_of
from groundswell.domain.monitoring.rollup import Observation
from groundswell.during.monitoring.models.entries import NewValue

ASKED = (FlagKind.ABOVE_DENOMINATOR, FlagKind.NO_DENOMINATOR, FlagKind.NEGATIVE, FlagKind.OUTLIER)
ANY = period_of(PeriodKind.YEAR, date(2000, 1, 1))


@dataclass(frozen=True)
class Unusual:
    """Something unusual in a report.

    Args:
        code: Which kind, as :class:`groundswell.domain.monitoring.data_quality.FlagKind` names it.
        indicator: Code of the indicator.
        name: Its name.
        text: One sentence that names the value.
    """

    code: str
    indicator: str
    name: str
    text: str


def observed(rows: Iterable[NewValue]) -> list[Observation]:
    """Rows as the domain reads them."""
    return [Observation(str(row.place), row.period, row.numerator, row.denominator, row.value) for row in rows]


def flags_in(observations: Sequence[Observation], sheet: Indicator) -> list[QualityFlag]:
    """What is odd, as the domain says; a share below the sheet's smallest denominator is never called far off."""
    small = {
        (one.place, one.period)
        for one in observations
        if sheet.aggregation is Aggregation.RATIO and (one.denominator or 0) < sheet.minimum_denominator
    }
    return [
        flag
        for flag in quality_flags(observations, sheet)
        if flag.kind in ASKED and (flag.kind is not FlagKind.OUTLIER or (flag.place, flag.period) not in small)
    ]


def unusual_in(sheet: Indicator, rows: Sequence[NewValue], period: Period) -> list[Unusual]:
    """What is unusual in one period of one place.

    A jump from the month before is no reason to stop a report: counts of a single community often double.

    Args:
        sheet: The indicator.
        rows: Its values at the place, the months before included.
        period: The period reported.
    """
    observations = observed(rows)
    now = next((one for one in observations if one.period == period), None)
    before = [value for one in observations if one.period != period and (value := value_of(one, sheet)) is not None]
    return [
        Unusual(str(flag.kind), sheet.code, sheet.name, _words(sheet, flag, now, before))
        for flag in flags_in(observations, sheet)
        if flag.period == period
    ]


def single(sheet: Indicator, numerator: float | None, denominator: float | None, value: float | None) -> float | None:
    """The number that one report shows by itself, as the indicator's kind says; None where it cannot."""
    return value_of(Observation("", ANY, numerator, denominator, value), sheet)


def _words(sheet: Indicator, flag: QualityFlag, now: Observation | None, before: Sequence[float]) -> str:
    if flag.kind is FlagKind.OUTLIER and before:
        return _("{value} is far from the usual {middle} (last {count} periods: {low} to {high}).").format(
            value=_shown(sheet, flag.value), middle=_shown(sheet, median(before)), count=len(before),
            low=_shown(sheet, min(before)), high=_shown(sheet, max(before)),
        )  # fmt: skip
    if flag.kind is FlagKind.NEGATIVE or now is None:
        return _("{value} is below zero.").format(value=f"{flag.value:g}")
    return _("{numerator} is more than {denominator} {bottom}.").format(
        numerator=f"{now.numerator or 0:g}", denominator=f"{now.denominator or 0:g}", bottom=sheet.denominator
    )


def _shown(sheet: Indicator, value: float) -> str:
    number = f"{value * (sheet.scale if sheet.denominator else 1):.4g}"
    return f"{number} %" if sheet.scale == 100 and sheet.denominator else number
