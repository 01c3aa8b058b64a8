"""What the demonstration is about: which districts work since when, and where quality was lost; the answer key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class District:
    """How the programme goes in one district.

    Args:
        name: Name of the district.
        wave: Wave in which it started; 0 is the pilot.
        months: Months since its start.
        depths: Hand-overs of the training with their share of the communities.
        partner: Organisation in charge.
        received: Share of monthly reports that come, at first and lately.
        shift: Change of the share of sessions held well, in points of a fraction, lately.
        shifted: Months for which that change has lasted.
        visits: Share of supervision visits made lately.
        groups_per_facilitator: Groups that one facilitator serves lately.
    """

    name: str
    wave: int
    months: int
    depths: dict[int, float]
    partner: str
    received: tuple[float, float] = (0.93, 0.93)
    shift: float = 0.0
    shifted: int = 0
    visits: float = 0.88
    groups_per_facilitator: float = 9.0


HELD_WELL = {0: 0.92, 1: 0.89, 2: 0.85, 3: 0.78}
"""Share of sessions held well by hand-overs of the training, before any local loss."""

UNION, FARMERS, MINISTRY = "Women’s Union of Tarawe", "Farmers’ Health Association", "Ministry of Health"

ACTIVE: tuple[District, ...] = (
    District("Bonta", 0, 56, {0: 1.0}, UNION),
    District("Mabela", 1, 42, {0: 0.4, 1: 0.6}, UNION),
    District("Lumeya", 1, 40, {0: 0.5, 1: 0.5}, MINISTRY),
    District("Jorou", 2, 30, {1: 0.6, 2: 0.4}, MINISTRY),
    District("Tamba", 2, 28, {1: 0.7, 2: 0.3}, MINISTRY),
    District("Sewara", 2, 28, {1: 0.5, 2: 0.5}, UNION, shift=-0.13, shifted=10),
    District("Ferenke", 3, 20, {1: 0.3, 2: 0.7}, FARMERS, shift=-0.15, shifted=20),
    District("Rokari", 3, 20, {1: 0.4, 2: 0.6}, FARMERS, received=(0.88, 0.55)),
    District(
        "Dorasa", 3, 20, {1: 0.35, 3: 0.65}, FARMERS, shift=-0.36, shifted=5, visits=0.52, groups_per_facilitator=15
    ),
)  # fmt: skip
"""The answer key: Dorasa lost most (four hand-overs, a change five months ago), Sewara some, Ferenke began low,
Rokari's reports stopped; all others hold."""

NEXT_WAVE: dict[str, str] = {"Koyande": UNION, "Wuya": UNION}
NEXT_WAVE_IN_MONTHS = 2
