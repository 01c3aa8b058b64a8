"""The frozen row that comes in, from a form, a file or a command."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.domain.monitoring.periods import Period

Key = tuple[int, int, str, int, str]  # indicator, place, kind, step, part of the people
Cells = tuple[float | None, float | None, float | None, str, str]  # numerator, denominator, value, flag, comment


@dataclass(frozen=True, slots=True)
class NewValue:
    """One value to be recorded.

    Args:
        indicator: Code of the indicator in its program.
        place: Number of the place (``Place.pk``).
        period: Its period, of any kind.
        numerator: Count above the line, or the value itself for sums and stocks; None where not known.
        denominator: Count below the line, or the n of a mean; None where not known.
        value: A mean, or a ready-made share without counts (fraction); None where there are counts.
        disaggregation: Part of the people, such as ``poorest`` or ``sex=female``; empty for all.
        flag: ``small``, ``suppressed``, ``estimated``, ``provisional``, ``confirmed`` or empty.
        comment: Words that belong to the number.
    """

    indicator: str
    place: int
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    disaggregation: str = ""
    flag: str = ""
    comment: str = ""

    @property
    def cells(self) -> Cells:
        """What is compared with what is stored."""
        return self.numerator, self.denominator, self.value, self.flag, self.comment
