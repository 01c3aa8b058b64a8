"""What is checked about rows before anything is written, and how a recording is counted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput
from groundswell.during.monitoring.models.entries import Cells, Key, NewValue

__all__ = ["Cells", "Counts", "Key", "NewValue", "check_numbers", "keyed"]

EXACT = 2.0**53


@dataclass(frozen=True)
class Counts:
    """What a recording did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def written(self) -> int:
        """Rows added or changed."""
        return self.added + self.changed


def check_numbers(rows: Iterable[NewValue]) -> None:
    """Refuse what could not be kept exactly, or is no number.

    Raises:
        BadInput: Names the indicator, the period and the number.
    """
    for row in rows:
        numbers = [number for number in (row.numerator, row.denominator, row.value) if number is not None]
        if not numbers and row.flag != "suppressed":
            raise _refused(row, _("holds no number"), _("Leave the row out, or give a number."))
        for number in numbers:
            if not math.isfinite(number) or abs(number) > EXACT:
                raise _refused(row, _("holds {number}, which cannot be kept exactly").format(number=number),
                               _("Check the number."))  # fmt: skip
        if row.denominator is not None and row.denominator < 0:
            raise _refused(row, _("has the denominator {number}").format(number=row.denominator),
                           _("A denominator is 0 or more."))  # fmt: skip


def keyed(rows: Sequence[NewValue], indicators: dict[str, int]) -> dict[Key, NewValue]:
    """The rows by what they are about; the same row twice is one row.

    Args:
        rows: Rows to be recorded.
        indicators: Number of each indicator by its code.

    Raises:
        BadInput: An indicator is unknown, or two rows say different things of the same cell.
    """
    found: dict[Key, NewValue] = {}
    for row in rows:
        if row.indicator not in indicators:
            raise BadInput(
                _("There is no indicator “{code}” in this program.").format(code=row.indicator),
                _("Choose it from the list of indicators first."),
                code="monitoring.indicator_unknown",
            )
        key = (indicators[row.indicator], row.place, row.period.kind.value, row.period.step, row.disaggregation)
        if found.setdefault(key, row).cells != row.cells:
            raise _refused(row, _("is given twice with different numbers"), _("Keep one of the two rows."))
    return found


def _refused(row: NewValue, what: str, remedy: str) -> BadInput:
    text = _("{indicator} in {period} {what}.").format(indicator=row.indicator, period=row.period.label, what=what)
    return BadInput(text, remedy, code="monitoring.value")
