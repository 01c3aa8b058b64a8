"""How the areas of a map stand: how many of the places where the program works there are blocked, and by what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.policy.blocks import blocks_of, not_reviewed
from groundswell.domain.policy.facts import Policy, Register


class Stand(StrEnum):
    """How one area stands; the worse first."""

    BLOCKED = "blocked"
    PARTLY = "partly"
    NOT_REVIEWED = "not reviewed"
    FREE = "free"
    NO_WORK = "no work"


@dataclass(frozen=True)
class AreaStand:
    """One area with what blocks it.

    Args:
        path: Path of the area.
        stand: How it stands.
        places: Number of places in it where the program works or will.
        blocked: Number of these that a policy blocks.
        policies: The policies that block there, in the order of the register.
    """

    path: str
    stand: Stand
    places: int
    blocked: int
    policies: tuple[Policy, ...] = ()


def stands_of(register: Register, paths: Iterable[str], day: date) -> tuple[AreaStand, ...]:
    """How each area stands on a day.

    An area is blocked when all of its places of work are, partly when some are. Where the program has no place yet,
    a policy that names no wave and holds in the whole area blocks it too: nothing may begin there. An area is free
    only when the whole checklist was reviewed for the country; until then nobody can know.

    Args:
        register: What is known.
        paths: Paths of the areas.
        day: The day.

    Returns:
        One stand per area, in the order given.

    Source:
        Method 1, step 6, Machine; ``docs/method/policy.md``.

    Example:
        >>> from groundswell.domain.policy.facts import Stance
        >>> norm = Policy("a", "Only nurses may lead groups", "cadres", "1/7/", reach=Stance.BLOCKING)
        >>> sites = (("1/7/20/", 1), ("1/7/21/", 2), ("1/8/30/", 2))
        >>> register = Register((norm,), country="1/", sites=sites)
        >>> [(one.stand.value, one.blocked, one.places) for one in stands_of(register, ("1/7/", "1/8/"), date.today())]
        [('blocked', 2, 2), ('not reviewed', 0, 1)]
    """
    wanted = tuple(paths)
    worked = _by_area(dict.fromkeys(place for place, _wave in register.sites), wanted)
    blocks = [(block.policy, _by_area(block.places, wanted)) for block in blocks_of(register, day)]
    clear = Stand.NOT_REVIEWED if not_reviewed(register.reviews, register.country) else Stand.FREE
    return tuple(_stand(path, worked[path], blocks, clear) for path in wanted)


def _by_area(places: Iterable[str], areas: Iterable[str]) -> dict[str, frozenset[str]]:
    """Which of the places lie in which area."""
    found: dict[str, set[str]] = {area: set() for area in areas}
    for place in places:
        steps = [at for at, sign in enumerate(place, 1) if sign == "/"]
        for area in (place[:end] for end in steps):
            if area in found:
                found[area].add(place)
    return {area: frozenset(inside) for area, inside in found.items()}


def _stand(
    path: str, places: frozenset[str], blocks: Iterable[tuple[Policy, dict[str, frozenset[str]]]], clear: Stand
) -> AreaStand:
    here = [(policy, reached[path]) for policy, reached in blocks]
    stopped = frozenset[str]().union(*(reached for _policy, reached in here))
    policies = tuple(policy for policy, reached in here if reached or (not places and _closes(policy, path)))
    if policies and stopped == places:
        stand = Stand.BLOCKED
    elif stopped:
        stand = Stand.PARTLY
    else:
        stand = clear if places else Stand.NO_WORK
    return AreaStand(path, stand, len(places), len(stopped), policies)


def _closes(policy: Policy, path: str) -> bool:
    """Whether a policy that blocks closes an area in which there is no place yet."""
    return not policy.waves and path.startswith(policy.path)
