"""The one check that starts wait for: is there a verdict in force that lets us scale, and do the waves before hold?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.monitoring.completeness import COMPLETE_ENOUGH_SHARE
from groundswell.domain.monitoring.dilution.judge import RED_SHARE_LIMIT
from groundswell.domain.said import Figure, together
from groundswell.domain.said import said as _

CODE = "evidence.verdict"
STEP = 2
FIRST_JUDGED_WAVE = 2
SEVERITY = (State.UNMET, State.NOT_RECORDED, State.WARNING, State.MET)
"""States from the worst to the best."""


@dataclass(frozen=True)
class Signed:
    """The verdict that stands.

    Args:
        word: ``ready``, ``with research`` or ``not yet``, as it stands.
        machine: What the rule said; another word where a person overruled it.
        context: What it is for; empty for all places.
        package_version: The version of the package that was judged.
        by: Who signed.
        on: The day it was signed.
        lapses: The last day on which it is in force.
        fingerprint: Of what it stood on.
        core_changed: Core elements of the package that became others since it was signed; empty for none.
    """

    word: str
    machine: str
    context: str
    package_version: str
    by: str
    on: date
    lapses: date
    fingerprint: str = ""
    core_changed: str = ""


@dataclass(frozen=True)
class Running:
    """How the places already at work hold, as monitoring says.

    Args:
        red: Places (units of monitoring, such as districts) that must pause.
        judged: Places that could be judged, these among them.
        received: Reports that came in.
        expected: Reports that were due.
        where: Names of the places that must pause.
    """

    red: int = 0
    judged: int = 0
    received: int = 0
    expected: int = 0
    where: tuple[str, ...] = ()

    @property
    def red_share(self) -> float | None:
        """Share of units that must pause; None where none could be judged."""
        return self.red / self.judged if self.judged else None

    @property
    def complete_share(self) -> float | None:
        """Share of reports that came in; None where none was due."""
        return self.received / self.expected if self.expected else None


@dataclass(frozen=True)
class Standing:
    """What the blocking check stands on.

    Args:
        wave: Number of the wave that is to start.
        on: The day of the look.
        package_version: The version of the package today.
        signed: The verdict that stands; None where nobody signed one.
        running: How the places already at work hold.
        red_limit: Share of units above which no wave starts.
        complete_enough: Share of reports below which no wave starts.
    """

    wave: int
    on: date
    package_version: str = ""
    signed: Signed | None = None
    running: Running = Running()
    red_limit: float = RED_SHARE_LIMIT
    complete_enough: float = COMPLETE_ENOUGH_SHARE


WORDS = {"ready": _("Ready to scale"), "with research": _("Scale, with research"), "not yet": _("Not yet")}


def verdict_line(stand: Standing, owner: str = "") -> Line:
    """The blocking check of a wave.

    Unmet when the verdict is "not yet" or lapsed and, from wave 2 on, when more than 20 % of the units that could be
    judged must pause or fewer than 80 % of the reports are in. What is not recorded never counts as adequate.

    Args:
        stand: What it stands on.
        owner: Who is to mend it.

    Returns:
        The line, without an address.

    Source:
        Groundswell method.md, "Cross-step gates" and 3.6 rule 9.

    Example:
        >>> signed = Signed("ready", "ready", "", "3.1", "Amina", date(2026, 1, 5), date(2028, 1, 5))
        >>> running = Running(red=1, judged=8, received=90, expected=100)
        >>> line = verdict_line(Standing(2, date(2026, 6, 1), "3.1", signed, running))
        >>> line.state.value, line.blocks
        ('met', True)
        >>> print(line.text)
        “Ready to scale”, signed by Amina. 1 of 8 places must pause (12%; limit 20%). 90 of 100 reports are in (90%; 80% are needed).
        >>> verdict_line(Standing(2, date(2026, 6, 1), "3.1", signed, Running(2, 8, 90, 100))).state.value
        'unmet'
        >>> verdict_line(Standing(1, date(2026, 6, 1))).state.value
        'not recorded'
    """  # noqa: E501 - the sentence as it is told
    found = [*_signed(stand), *(_running(stand) if stand.wave >= FIRST_JUDGED_WAVE else ())]
    found.sort(key=lambda part: SEVERITY.index(part[0]))  # what holds the wave is told first
    due = stand.signed.lapses if stand.signed else None
    return Line(STEP, CODE, worst(state for state, _text in found), together(text for _state, text in found),
                owner, due, blocks=True)  # fmt: skip


def worst(states: Iterable[State]) -> State:
    """The worst of several states.

    Args:
        states: Several states; unmet is worse than not recorded, that worse than a warning.

    Example:
        >>> worst([State.MET, State.NOT_RECORDED, State.WARNING]).value
        'not recorded'
    """
    return min(states, key=SEVERITY.index)


def _signed(stand: Standing) -> list[tuple[State, str]]:
    """What the signature says."""
    signed = stand.signed
    if signed is None:
        return [(State.NOT_RECORDED, _("No verdict is signed."))]
    said = {"verdict": WORDS[signed.word], "person": signed.by}
    if signed.lapses < stand.on:
        return [(State.UNMET, _("“%(verdict)s”, signed by %(person)s, has lapsed.", **said))]
    if signed.core_changed:
        lapsed = _("“%(verdict)s”, signed by %(person)s, has lapsed: the core has changed since: %(elements)s.",
                   **said, elements=signed.core_changed)  # fmt: skip
        return [(State.UNMET, lapsed)]
    state = State.UNMET if signed.word == "not yet" else State.WARNING if signed.word != signed.machine else State.MET
    text: str = _("“%(verdict)s”, signed by %(person)s.", **said)
    if signed.word != signed.machine:
        text = together((text, _("The rule said “%(machine)s”.", machine=WORDS[signed.machine])))
    found = [(state, text)]
    if stand.package_version and signed.package_version != stand.package_version:
        words = {"then": signed.package_version or "–", "now": stand.package_version}
        found.append((State.WARNING, _("Version %(then)s of the package was judged; now it is %(now)s.", **words)))
    return found


def _running(stand: Standing) -> list[tuple[State, str]]:
    """What the places already at work say."""
    now = stand.running
    found: list[tuple[State, str]] = []
    if now.red_share is None:
        found.append((State.NOT_RECORDED, _("No place at work could be judged.")))
    else:
        shares = {"share": Figure(now.red_share, ".0%"), "limit": Figure(stand.red_limit, ".0%")}
        text = _("%(red)s of %(judged)s places must pause (%(share)s; limit %(limit)s).", red=now.red,
                 judged=now.judged, **shares)  # fmt: skip
        found.append((State.UNMET if now.red_share > stand.red_limit else State.MET, text))
    if now.complete_share is None:
        found.append((State.NOT_RECORDED, _("How many reports are in is not known.")))
    else:
        text = _("%(received)s of %(expected)s reports are in (%(share)s; %(limit)s are needed).",
                 received=now.received, expected=now.expected, share=Figure(now.complete_share, ".0%"),
                 limit=Figure(stand.complete_enough, ".0%"))  # fmt: skip
        found.append((State.UNMET if now.complete_share < stand.complete_enough else State.MET, text))
    return found
