"""What the columns of a table look like: numbers, periods, words, how often their values repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from groundswell.across.exchange.formats.numbers import MISSING_WORDS, WITHHELD, DecimalMark, parse_number
from groundswell.across.exchange.formats.sheet_periods import day_order, read_period
from groundswell.across.exchange.formats.tables import Cell, Table, shown
from groundswell.across.exchange.formats.words import is_count_up

_SAMPLE = 2_000
_LONGEST_WORD = max(map(len, MISSING_WORDS))
_MARKED = "()*%<>†‡ "


@dataclass(frozen=True)
class Column:
    """One column of a table with what can be told of it.

    Args:
        header: Its header.
        cells: All its cells, top to bottom.
    """

    header: str
    cells: Sequence[Cell]

    @cached_property
    def distinct(self) -> list[Cell]:
        """The different filled cells in the order of their first appearance."""
        return [cell for cell in dict.fromkeys(self.cells) if cell is not None]

    @cached_property
    def telling(self) -> list[Cell]:
        """The different cells that say something: not blank and no word for missing; at most the first 2,000."""
        return list(islice((cell for cell in self.distinct if not is_missing_word(cell)), _SAMPLE))

    @cached_property
    def missing_words(self) -> tuple[str, ...]:
        """The words for missing that occur, as written."""
        return tuple(cell for cell in self.distinct if isinstance(cell, str) and is_missing_word(cell))

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return not self.telling

    @cached_property
    def numeric_share(self) -> float:
        """Share of the telling cells that are numbers under either decimal mark, signs of small samples allowed."""
        if not self.telling:
            return 0.0
        return sum(1 for cell in self.telling if _is_numeric(cell)) / len(self.telling)

    @cached_property
    def period_share(self) -> float:
        """Share of the telling cells that name a period."""
        if not self.telling:
            return 0.0
        order = day_order(self.telling)
        day_first = True if order is None else order
        read = sum(1 for cell in self.telling if read_period(cell, day_first=day_first) is not None)
        return read / len(self.telling)

    @property
    def is_numeric(self) -> bool:
        """Whether nearly all telling cells are numbers."""
        return self.numeric_share >= 0.9

    @property
    def is_text(self) -> bool:
        """Whether it says something that is mostly no number."""
        return bool(self.telling) and self.numeric_share < 0.5

    @cached_property
    def texts(self) -> list[str]:
        """The telling cells as text."""
        return [shown(cell) for cell in self.telling]

    @cached_property
    def counts_up(self) -> bool:
        """Whether it only counts the rows."""
        return is_count_up(shown(cell) for cell in self.cells)

    def whole_numbers_within(self, lowest: int, highest: int) -> bool:
        """Whether all telling cells are whole numbers between two limits."""
        numbers = [parse_number(text) for text in self.texts]
        return bool(numbers) and all(
            number is not None and number.is_integer() and lowest <= number <= highest for number in numbers
        )


def columns_of(table: Table) -> dict[str, Column]:
    """The columns of a table by header."""
    cells = list(zip(*(row.values for row in table.rows), strict=True)) or [()] * len(table.headers)
    return {header: Column(header, column) for header, column in zip(table.headers, cells, strict=True)}


def is_missing_word(cell: Cell) -> bool:
    """Whether a cell is a word that commonly stands where there is no value."""
    return isinstance(cell, str) and len(cell) <= _LONGEST_WORD and cell.casefold() in MISSING_WORDS


def decimal_mark(columns: Sequence[Column]) -> DecimalMark:
    """The decimal mark under which more text cells are numbers; the point at a tie."""
    texts = [cell for column in columns for cell in column.telling if isinstance(cell, str)]
    point = sum(1 for text in texts if parse_number(_unmarked(text), ".") is not None)
    comma = sum(1 for text in texts if parse_number(_unmarked(text), ",") is not None)
    return "," if comma > point else "."


def _is_numeric(cell: Cell) -> bool:
    if isinstance(cell, str):
        text = _unmarked(cell)
        return cell in WITHHELD or parse_number(text, ".") is not None or parse_number(text, ",") is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _unmarked(text: str) -> str:
    return text.strip(_MARKED)
