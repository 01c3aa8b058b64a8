"""Small instruments for the tests, as a file and as values."""

from __future__ import annotations

from groundswell.domain.instruments.answers import Answer, NoRating
from groundswell.domain.instruments.instrument import Domain, Instrument, Item, Scale, Scoring, Seeing

FILE = """
code = "small"
version = "1"
source = "ours"
minimum_raters = 1
title.en = "Small"
rated_by.en = "Anybody"

[scale]
lowest = 0
highest = 3
words."0".en = "no"

[score]
scorer = "mean"
critical_below = 2

[[score.classes]]
code = "low"
title.en = "low"

[[score.classes]]
code = "high"
from = 2
title.en = "high"

[[score.caps]]
kind = "critical items"
points = 1
to = "low"

[[domains]]
code = "one"
title.en = "One"

[[domains.items]]
code = "a"
critical = true
text.en = "First?"

[[domains.items]]
code = "b"
text.en = "Second?"

[[alerts]]
code = "range"
kind = "item range"
points = 2
title.en = "wide"

[[gates]]
code = "gate"
items = ["a"]
from = 2
title.en = "May lead"

[exit]
from = 2
critical_from = 2
months = 6
"""


def small(
    *domains: tuple[Item, ...], scale: Scale = Scale(0, 3), scoring: Scoring = Scoring(), seeing: Seeing = Seeing()
) -> Instrument:
    """An instrument of some items."""
    named = tuple(Domain(f"d{number}", items) for number, items in enumerate(domains, 1))
    return Instrument("small", "1", scale, named, scoring, seeing)


def rows(rater: str, side: str, given: dict[str, float | NoRating]) -> list[Answer]:
    """One rater's answers by item."""
    return [Answer(rater, side, item, value) for item, value in given.items()]


def all_alike(instrument: Instrument, value: float, raters: int = 3, **over: float | NoRating) -> list[Answer]:
    """Raters on as many sides who give every item one value, but for some: ``i5=1`` is item 5."""
    given = {item.code: over.get(f"i{item.code}", value) for item in instrument.items}
    return [answer for number in range(raters) for answer in rows(f"r{number}", f"side {number}", given)]
