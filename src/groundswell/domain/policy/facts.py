"""What the rules read of policies, reviews and asks: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.said import said as _

AREAS: dict[str, str] = {
    "cadres": _("task sharing and cadres"),
    "incentives": _("incentives to volunteers"),
    "data": _("data and privacy"),
    "procurement": _("procurement and per diem"),
    "registration": _("registration of civil society"),
    "guidelines": _("national guidelines"),
    "budget": _("budget codes"),
    "supervision": _("supervision norms"),
    "language": _("language and education"),
    "safeguarding": _("gender and safeguarding"),
}
"""The ten areas of the checklist (method 1, step 6), by code."""


class Stance(StrEnum):
    """What a policy does to the effectiveness or to the reach of the approach."""

    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    INHIBITING = "inhibiting"
    BLOCKING = "blocking"


@dataclass(frozen=True)
class PolicyRules:
    """Numbers of step 6 that a program may change.

    Args:
        end_days: Days before its end on which a policy is shown, so that its successor can be asked for.
    """

    end_days: int = 180


DEFAULTS = PolicyRules()
HINDERS = frozenset({Stance.INHIBITING, Stance.BLOCKING})


@dataclass(frozen=True)
class Policy:
    """One law, norm, circular, budget line or staffing norm.

    Args:
        key: By what it is known.
        title: What it is called.
        area: Code of its area of the checklist.
        path: Path of the place for which it holds, with everything below.
        effectiveness: What it does to the effectiveness.
        reach: What it does to the reach.
        treatment: ``change``, ``around`` or ``exclude``; empty while nobody decided.
        starts: First day in force; None for always.
        ends: Last day in force; None for without end.
        steps: Numbers of the steps it stops; empty for all of them.
        waves: Numbers of the waves it stops; empty for all of them.
        settled: Whether it hinders no longer: it was changed, the way around stands, or its area is left out.
        kind: Its kind; ``permission`` for one that we need and lack as long as it blocks.
    """

    key: str
    title: str
    area: str
    path: str
    effectiveness: Stance = Stance.NEUTRAL
    reach: Stance = Stance.NEUTRAL
    treatment: str = ""
    starts: date | None = None
    ends: date | None = None
    steps: frozenset[int] = frozenset()
    waves: frozenset[int] = frozenset()
    settled: bool = False
    kind: str = ""

    @property
    def hinders(self) -> bool:
        """Whether it inhibits or blocks effectiveness or reach, and nothing was settled."""
        return not self.settled and bool({self.effectiveness, self.reach} & HINDERS)

    def blocks_on(self, day: date) -> bool:
        """Whether it blocks on a day: in force, unsettled, and blocking in effectiveness or reach."""
        blocking = Stance.BLOCKING in (self.effectiveness, self.reach)
        return blocking and not self.settled and self.in_force_on(day)

    def in_force_on(self, day: date) -> bool:
        """Whether it is in force on a day; both ends count."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def standing_on(self, day: date) -> str:
        """How it stands on a day: ``settled``, ``idle`` while not in force, else the graver of its two stances.

        A rule that helps one and leaves the other as it is helps.

        Example:
            >>> law = Policy("a", "Act 4", "data", "1/", reach=Stance.SUPPORTIVE, ends=date(2026, 6, 30))
            >>> law.standing_on(date(2026, 6, 30)), law.standing_on(date(2026, 7, 1))
            ('supportive', 'idle')
        """
        if self.settled:
            return "settled"
        if not self.in_force_on(day):
            return "idle"
        order = tuple(Stance)
        best, worst = sorted((self.effectiveness, self.reach), key=order.index)
        return str((best if worst is Stance.NEUTRAL else worst).value)


@dataclass(frozen=True)
class Review:
    """That somebody looked for policies of one area in one jurisdiction.

    Args:
        area: Code of the area.
        path: Path of the jurisdiction.
        on: The day.
    """

    area: str
    path: str
    on: date


@dataclass(frozen=True)
class Ask:
    """What is asked of a decision-maker.

    Args:
        change: What shall change.
        decision_maker: Who can change it; empty where nobody is named.
        owner: Who carries it.
        deadline: By when; None without a day.
        state: ``open``, ``won``, ``lost`` or ``withdrawn``.
    """

    change: str
    decision_maker: str = ""
    owner: str = ""
    deadline: date | None = None
    state: str = "open"


@dataclass(frozen=True)
class Register:
    """All that step 6 knows of one program.

    Args:
        policies: The policies.
        reviews: The reviews.
        asks: The asks.
        country: Path of the country or area of the whole program.
        regions: Path and name of each region where the program works.
        sites: Path and wave of each place where it works or will; None for a wave not recorded.
    """

    policies: tuple[Policy, ...] = ()
    reviews: tuple[Review, ...] = ()
    asks: tuple[Ask, ...] = ()
    country: str = ""
    regions: tuple[tuple[str, str], ...] = ()
    sites: tuple[tuple[str, int | None], ...] = ()
