"""Which places, steps and waves a policy blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from groundswell.domain.policy.facts import AREAS, Policy, Register, Review

STEPS = frozenset(range(1, 12))


@dataclass(frozen=True)
class Block:
    """What one policy blocks.

    Args:
        policy: The policy.
        places: Paths of the places where the program works and the policy holds.
        steps: Numbers of the steps it stops.
        waves: Numbers of the waves it stops, of those that have places under it; the named ones where none has.
    """

    policy: Policy
    places: tuple[str, ...]
    steps: frozenset[int]
    waves: frozenset[int]


def blocks_of(register: Register, day: date) -> tuple[Block, ...]:
    """What each policy blocks on a day; policies that block nothing are left out.

    Args:
        register: What is known.
        day: The day.

    Returns:
        One block per blocking policy, in the order of the register.

    Source:
        Method 1, step 6, Machine; ``docs/method/policy.md``.

    Example:
        >>> from groundswell.domain.policy.facts import Stance
        >>> norm = Policy("a", "Only nurses may lead groups", "cadres", "1/7/", reach=Stance.BLOCKING)
        >>> sites = (("1/7/20/", 1), ("1/7/21/", 2), ("1/8/30/", 2))
        >>> found = blocks_of(Register((norm,), country="1/", sites=sites), date(2026, 1, 1))[0]
        >>> found.places, sorted(found.waves)
        (('1/7/20/', '1/7/21/'), [1, 2])
    """
    return tuple(_block(policy, register) for policy in register.policies if policy.blocks_on(day))


def blocks_wave(block: Block, wave: int | None) -> bool:
    """Whether a block stops a wave; without a wave, whether it stops any."""
    return wave is None or wave in block.waves


def _block(policy: Policy, register: Register) -> Block:
    under = [(path, wave) for path, wave in register.sites if path.startswith(policy.path)]
    present = {wave for _, wave in under if wave is not None}
    known = {wave for _, wave in register.sites}
    waves = (policy.waves & present) | (policy.waves - known) if policy.waves else present
    places = tuple(path for path, wave in under if not policy.waves or wave in policy.waves)
    return Block(policy, places, policy.steps or STEPS, frozenset(waves))


def not_reviewed(reviews: Iterable[Review], path: str) -> tuple[str, ...]:
    """Codes of the areas of the checklist that nobody reviewed for a jurisdiction.

    Args:
        reviews: All reviews.
        path: Path of the jurisdiction; only reviews made for it itself count.

    Returns:
        Codes in the order of the checklist.
    """
    done = {review.area for review in reviews if review.path == path}
    return tuple(area for area in AREAS if area not in done)
