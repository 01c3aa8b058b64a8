"""Puts words where they hide no other words and do not leave the drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from groundswell.kit.charts.ink import text
from groundswell.kit.charts.measure import text_width

Box = tuple[float, float, float, float]
Spot = tuple[float, float, str]
ASCENT, DESCENT = 0.8, 0.24


def words_box(spot: Spot, words: str, size: float, *, bold: bool = False) -> Box:
    """Left, top, right and bottom of words at a spot on the base line."""
    x, y, anchor = spot
    width = text_width(words, size, bold=bold)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return left, y - ASCENT * size, left + width, y + DESCENT * size


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a spot."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass
class Sheet:
    """A drawing's area and what is written on it so far.

    Args:
        width: Width of the drawing in pixels.
        height: Its height.
        taken: Boxes that hold words or must stay free.
    """

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether words fit here."""
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self.width and box[3] <= self.height
        return inside and not any(meet(box, other) for other in self.taken)

    def keep(self, box: Box) -> None:
        """Keep words out of a box."""
        self.taken.append(box)

    def write(
        self, words: object, spots: Iterable[Spot], ink: str = "k", size: float = 14, *, bold: bool = False
    ) -> str:
        """The words at the first spot where they fit; nothing where there is none, for the table has them.

        Args:
            words: What to write.
            spots: Places to try: x, y of the base line, anchor.
            ink: Colours.
            size: Letter size in pixels.
            bold: Whether in bold.
        """
        said = str(words)
        if not said.strip():
            return ""
        for spot in spots:
            box = words_box(spot, said, size, bold=bold)
            if self.free(box):
                self.keep(box)
                return text(spot[:2], said, ink, size, spot[2], bold=bold)
        return ""
