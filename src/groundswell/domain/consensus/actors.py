"""Who has a say at one level, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.errors import CannotJudge
from groundswell.domain.instruments.answers import Stakeholder
from groundswell.domain.instruments.instrument import Scale
from groundswell.domain.instruments.scorers import Rated, net_position
from groundswell.domain.said import said as _
from groundswell.domain.values import Judgement

SUPPORTS = 1


class Side(StrEnum):
    """Whose agreement it is: the three that the field guide names."""

    DECIDES = "decision-maker"
    DOES = "implementer"
    LEADS = "community leader"


@dataclass(frozen=True)
class Actor:
    """One stakeholder as the rules read it.

    Args:
        name: Who.
        side: Whose agreement it is.
        power: 1 to 5.
        position: -2 opposes, -1 doubts, 0 neutral, 1 supports, 2 champions; None was never asked and counts as 0.
        contacts: Contacts since the position last changed.
        place: Where, in any stable form.
    """

    name: str
    side: Side
    power: int
    position: int | None = None
    contacts: int = 0
    place: str = ""

    @property
    def supports(self) -> bool:
        """Whether they support or champion it."""
        return self.position is not None and self.position >= SUPPORTS

    def is_unmoved(self, contacts: int = 3) -> bool:
        """Whether several contacts did not bring one who does not support it to another position.

        Args:
            contacts: How many.

        Source:
            Method, step 5: position unchanged after 3 contacts. Supporters are left in peace.

        Example:
            >>> Actor("union", Side.DOES, 4, -1, contacts=3).is_unmoved()
            True
            >>> Actor("minister", Side.DECIDES, 5, 2, contacts=9).is_unmoved()
            False
        """
        return self.contacts >= contacts and not self.supports

    def weighed(self) -> Stakeholder:
        """The same as the scorer of the instrument reads it."""
        return Stakeholder(self.name, self.power, self.position or 0)


def support_index(actors: Iterable[Actor]) -> Judgement:
    """Positions weighed by power, from -100 (all oppose) to 100 (all champion).

    Args:
        actors: The stakeholders of one level.

    Returns:
        The index, with n; no value where nobody is on record.

    Source:
        Method 2.5; the scorer is ``domain.instruments.scorers.net_position``.

    Example:
        >>> support_index([Actor("minister", Side.DECIDES, 5, 2), Actor("union", Side.DOES, 3, -1)]).value
        43.75
    """
    people = tuple(actor.weighed() for actor in actors)
    unit, basis = "of 100", "positions weighed by power"
    try:
        value = net_position(Rated((), (), (), Scale(0, 2), people))
    except CannotJudge:
        return Judgement(None, unit, n=0, basis=basis, why=_("Nobody is on record."))
    return Judgement(value, unit, n=len(people), basis=basis)
