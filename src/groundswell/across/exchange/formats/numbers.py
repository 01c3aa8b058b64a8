"""Numbers written as people write them: one stated decimal mark, groups told apart, nothing guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date
from typing import Literal

from groundswell.across.exchange.formats.tables import Cell, Row
from groundswell.domain.said import said as _

type DecimalMark = Literal[".", ","]

# Words found in real sheets where there is no value, in lower case; taken as such only where a mapping says so.
MISSING_WORDS = frozenset(
    [
        *("na", "n/a", "n.a.", "#n/a", "nan", "null", "nd", "n.d.", "nr", "n/r", "n.r.", "not reported", "no data"),
        *("not available", "missing", "-", "--", "–", "—", ".", "..", "...", "…", "?"),
    ]
)
# Marks that stand where a value is withheld because too few were asked.
WITHHELD = frozenset(["*", "**", "†", "‡", "<", "c", "s"])
# Thousands in threes, or in twos above the thousands as in India (12,34,567).
_GROUPED = {
    ".": re.compile(r"[-+]?\d{1,3}(?:([,\u00a0\u202f '\u2019])\d{3}(?:\1\d{3})*|(?:,\d{2})+,\d{3})(?:\.\d+)?$"),
    ",": re.compile(r"[-+]?\d{1,3}([.\u00a0\u202f '\u2019])\d{3}(?:\1\d{3})*(?:,\d+)?$"),
}
_PLAIN = {
    ".": re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$"),
    ",": re.compile(r"[-+]?(?:\d+,?\d*|,\d+)(?:[eE][-+]?\d+)?$"),
}
_MARKS = str.maketrans({"\u2212": "-", "\u066b": ".", "\u066c": ",", "٪": "%"})
_GROUP_MARKS = re.compile(r"[\u00a0\u202f '\u2019]")


def parse_number(text: str, decimal: DecimalMark = ".") -> float | None:
    """A number out of text, or None where the text is not one under the stated decimal mark.

    Args:
        text: Such as ``1,234.5`` (decimal ``.``) or ``1 234,5`` (decimal ``,``).
        decimal: The decimal mark; the other mark, spaces and apostrophes may group thousands.

    Example:
        >>> parse_number("1,234.5"), parse_number("1 234,5", ","), parse_number("1,5")
        (1234.5, 1234.5, None)
    """
    try:
        if decimal == ".":
            value = float(text)
            return value if math.isfinite(value) and "_" not in text else None
    except ValueError:
        pass
    text = text.strip().translate(_MARKS)
    if _GROUPED[decimal].match(text):
        text = _GROUP_MARKS.sub("", text).replace("," if decimal == "." else ".", "")
    elif not _PLAIN[decimal].match(text):
        return None
    value = float(text.replace(",", ".") if decimal == "," else text)
    return value if math.isfinite(value) else None


def as_number(value: Cell, decimal: DecimalMark = ".") -> float | None:
    """A cell as a number, or None where it is blank, a date, a yes/no, or other text."""
    if isinstance(value, str):
        return parse_number(value, decimal)
    if value is None or isinstance(value, bool | date):
        return None
    return float(value) if math.isfinite(value) else None


def number(
    row: Row,
    header: str,
    *,
    decimal: DecimalMark = ".",
    required: bool = False,
    missing: Collection[str] = (),
) -> float | None:
    """The number in a cell; None where it is blank.

    Args:
        row: The row.
        header: The column.
        decimal: The decimal mark used in text cells.
        required: Refuse a blank.
        missing: Words that mean "no value" in this file, such as ``NA``; none unless named.

    Raises:
        RowRefused: The cell holds something else, or is blank although required.
    """
    value = row.get(header)
    if value is None or (isinstance(value, str) and value in missing):
        if required:
            raise row.refuse(header, _("A number is missing."), _("Fill in the cell."), code="number.missing")
        return None
    found = as_number(value, decimal)
    if found is None:
        raise row.refuse(
            header,
            _("“%(value)s” is not a number.", value=row.text(header)),
            number_remedy(value, decimal),
            code="number.wrong",
        )
    return found


def number_remedy(value: Cell, decimal: DecimalMark = ".") -> str:
    """What to do about a cell that is not a number."""
    other: DecimalMark = "," if decimal == "." else "."
    if isinstance(value, str) and parse_number(value, other) is not None:
        if other == ",":
            return _("If the comma is this file's decimal mark, say so; otherwise correct the cell.")
        return _("If the point is this file's decimal mark, say so; otherwise correct the cell.")
    if isinstance(value, str) and value.casefold() in MISSING_WORDS:
        return _(
            "If “%(value)s” means that there is no value, empty the cell or name it as a word for missing.", value=value
        )
    return _("Correct the cell, or empty it if there is no value.")
