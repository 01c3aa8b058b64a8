"""What every chart gives back, and how a page's language writes its numbers and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

NO_BREAK = "\u00a0"
LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True)
class Drawing:
    """One chart in words, in two sizes, and as a table.

    Args:
        title: The finding, a full sentence.
        subtitle: Measure, n, period, how to read it.
        wide: SVG for desktop and print.
        narrow: SVG for phones; empty where the wide one is small enough.
        headers: Column heads of the table under the chart.
        rows: Its rows; the first cell is the row's head.
        sentence: What the drawing shows, for those who cannot see it.
        text_columns: Positions of columns that hold words, not numbers.
    """

    title: str
    subtitle: str
    wide: str
    narrow: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentence: str
    text_columns: frozenset[int] = field(default_factory=frozenset)


def english_number(value: float, decimals: int = 0) -> str:
    """1348.5 as “1,348.5”.

    Example:
        >>> english_number(-1348.46, 1)
        '−1,348.5'
    """
    return f"{value:,.{decimals}f}".replace("-", "−")


def unchanged(text: str) -> str:
    """The text itself: what stands in for gettext where no language is active."""
    return text


@dataclass(frozen=True)
class Style:
    """How the reader's language writes numbers and words, and which way it runs.

    Args:
        number: Writes a value with so many decimals.
        gettext: Translates one of the charts' own words.
        rtl: Whether time and per cent axes run from right to left.
    """

    number: Callable[[float, int], str] = english_number
    gettext: Callable[[str], str] = unchanged
    rtl: bool = False

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share between 0 and 1 as a per cent, with a no-break space before the sign.

        Example:
            >>> Style().percent(0.482).split()
            ['48', '%']
        """
        return self.gettext("{number} %").format(number=self.number(100 * share, decimals)).replace(" ", NO_BREAK)

    def span(self, lower: float, upper: float, decimals: int = 0) -> str:
        """Two limits, joined by a dash, or by “to” where a minus sign would be misread."""
        low, high = self.number(lower, decimals), self.number(upper, decimals)
        if lower < 0 or upper < 0:
            return self.gettext("{lower} to {upper}").format(lower=low, upper=high)
        return f"{LEFT_TO_RIGHT}{low}–{high}" if self.rtl else f"{low}–{high}"


ENGLISH = Style()
