"""Numbers in the cells of a command's file: what no report and no trial can hold is refused where it stands."""

from __future__ import annotations

from collections.abc import Collection

from groundswell.across.exchange.formats.numbers import DecimalMark, number
from groundswell.across.exchange.formats.tables import Row

LARGEST = 1e15


def figure(
    row: Row,
    column: str,
    *,
    decimal: DecimalMark = ".",
    required: bool = False,
    missing: Collection[str] = (),
) -> float | None:
    """The number in a cell, of a size that can be computed with; None where it is blank.

    Args:
        row: The row.
        column: The column.
        decimal: The decimal mark of the file.
        required: Refuse a blank.
        missing: Words that mean "no value".

    Raises:
        RowRefused: The cell holds something else, is blank although required, or is beyond every real size.
    """
    found = number(row, column, decimal=decimal, required=required, missing=missing)
    if found and not 1 / LARGEST <= abs(found) <= LARGEST:
        size = "large" if abs(found) > 1 else "small"
        raise row.refuse(column, f"The number {found:g} is too {size} to compute with.", "Correct the cell.")
    return found
