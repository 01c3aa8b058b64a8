"""The tree of places as it stood on a day: today's tree with the past laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.errors import Conflict
from groundswell.domain.said import said as _


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands: beneath what, by which name.

    Args:
        number: Its number inside the house.
        parent: Number of the place above, None at the top.
        name: Its name.
        code: Its code.
        opened_on: First day, None for always.
        closed_on: Day from which it is closed, None while open.
    """

    number: int
    parent: int | None
    name: str
    code: str = ""
    opened_on: date | None = None
    closed_on: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether the place was there on a day."""
        return (self.opened_on is None or self.opened_on <= day) and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True, slots=True)
class Before:
    """How a place stood until a day: on that day the next state began.

    Args:
        number: The place's number.
        parent: Number of the place above until then.
        name: Its name until then.
        code: Its code until then.
        until: First day on which this did not hold any more.
    """

    number: int
    parent: int | None
    name: str
    code: str
    until: date


@dataclass(frozen=True)
class Tree:
    """A tree of places on one day, by number; closed places stay in it, since their numbers count.

    Args:
        day: The day.
        places: How each place stood.
    """

    day: date
    places: Mapping[int, Standing]

    def way(self, number: int) -> tuple[int, ...]:
        """Numbers from the top down to a place.

        Raises:
            Conflict: The parents run in a circle.
        """
        way: list[int] = []
        at: int | None = number
        while at is not None and at in self.places:
            if at in way:
                raise Conflict(
                    _("Place %(at)s would stand beneath itself on %(day)s.", at=at, day=self.day), code="places.circle"
                )
            way.append(at)
            at = self.places[at].parent
        return tuple(reversed(way))

    def within(self, root: int) -> dict[int, tuple[int, ...]]:
        """Each place from the root down, with its way from the root; one walk over the tree."""
        beneath: dict[int, list[int]] = {}
        for place in self.places.values():
            if place.parent is not None:
                beneath.setdefault(place.parent, []).append(place.number)
        found: dict[int, tuple[int, ...]] = {root: (root,)} if root in self.places else {}
        waiting = list(found)
        while waiting:
            at = waiting.pop()
            for number in beneath.get(at, ()):
                found[number] = (*found[at], number)
                waiting.append(number)
        return found


def tree_on(day: date, today: Iterable[Standing], past: Iterable[Before]) -> Tree:
    """The tree on a day: for each place its earliest state that still held, else today's.

    Args:
        day: The day.
        today: How every place stands now.
        past: How places stood before, in the order in which they were recorded.

    Returns:
        The tree. A roll-up over it counts a moved or merged place where it was on that day.

    Example:
        >>> now = [Standing(1, None, "A"), Standing(2, None, "B"), Standing(3, 2, "C")]
        >>> moved = [Before(3, 1, "C", "", date(2026, 5, 1))]
        >>> tree_on(date(2026, 4, 30), now, moved).way(3), tree_on(date(2026, 5, 1), now, moved).way(3)
        ((1, 3), (2, 3))
    """
    held: dict[int, Before] = {}
    for state in past:
        if state.until > day and (state.number not in held or state.until < held[state.number].until):
            held[state.number] = state
    places = {place.number: place for place in today}
    for number, state in held.items():
        if number in places:
            places[number] = replace(places[number], parent=state.parent, name=state.name, code=state.code)
    return Tree(day, places)
