"""Rows in, lights out: the frozen values of the dilution rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from groundswell.domain.monitoring.periods import Period
from groundswell.domain.values import Interval


class Light(StrEnum):
    """The four lights in data; :data:`WORDS` has their names on the page."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_JUDGED = "not judged"


WORDS: Mapping[Light, str] = {
    Light.GREEN: "Holds",
    Light.AMBER: "Look",
    Light.RED: "Pause",
    Light.NOT_JUDGED: "Not known",
}


class UnitKind(StrEnum):
    """What is judged; units of one kind are judged together (Benjamini-Hochberg)."""

    PROGRAMME = "programme"
    WAVE = "wave"
    DEPTH = "depth"
    PLACE = "place"


@dataclass(frozen=True)
class Row:
    """One report, with where it stands in the spread.

    Args:
        place: Code or name of the place: the cluster of the intervals.
        wave: Wave of start; 0 is the pilot.
        depth: Hand-overs between an original practitioner and the facilitator; None where not known.
        period: Its period; one kind in all rows.
        indicator: Code of the indicator.
        numerator: Count above the line; for a mean score the sum of scores.
        denominator: Count below the line; for a mean score the number of sessions.
        group: Part of the people, such as ``poorest`` or ``others``; empty for all.
        exposure_months: Months the place has been exposed; negative or 0 before the start; None where not known.
        partner: Organisation in charge; empty where not known.
        months_since_start: Months since the place started; None where not known.
    """

    place: str
    wave: int
    depth: int | None
    period: Period
    indicator: str
    numerator: float
    denominator: float
    group: str = ""
    exposure_months: float | None = None
    partner: str = ""
    months_since_start: float | None = None


@dataclass(frozen=True)
class RuleResult:
    """What one rule says of one unit.

    Args:
        rule: Number of the rule, 1-8.
        light: Green, amber, red, or not judged.
        text: The finding in one plain sentence.
        value: Its main number (fraction for shares; unit per rule, see docs/method/dilution.md).
        interval: Interval of the value.
        n: How many sessions, periods or people it stands on.
        p: p-value, where the rule has one.
        why: Why it was not judged; empty where it was.
        not_excluded: Rule 1 only: amber only because a loss beyond the margin is not excluded.
        detail: Further numbers by name.
    """

    rule: int
    light: Light
    text: str = ""
    value: float | None = None
    interval: Interval | None = None
    n: int | None = None
    p: float | None = None
    why: str = ""
    not_excluded: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitLight:
    """The overall light of one unit, its rules, and the reason in words.

    Args:
        unit: Name as shown: ``wave 3``, ``depth 2``, ``programme`` or the name of the place.
        light: Overall light.
        rules: Results of the rules that could be judged.
        not_judged: Results of the rules that could not, each with its ``why``.
        reason: One or two plain sentences.
        kind: What kind of unit it is.
    """

    unit: str
    light: Light
    rules: tuple[RuleResult, ...]
    not_judged: tuple[RuleResult, ...]
    reason: str
    kind: UnitKind

    @property
    def word(self) -> str:
        """The light's name on the page: Holds, Look, Pause, Not known."""
        return WORDS[self.light]


def not_judged(rule: int, why: str) -> RuleResult:
    """A rule that lacks its input, with the reason."""
    return RuleResult(rule, Light.NOT_JUDGED, why=why)
