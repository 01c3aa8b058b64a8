"""What a machine can see is missing in step 6; each check is a line for the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from groundswell.domain.gates.lines import Line, State
from groundswell.domain.policy.blocks import blocks_of, blocks_wave, not_reviewed
from groundswell.domain.policy.facts import AREAS, DEFAULTS, Ask, PolicyRules, Register
from groundswell.domain.said import said as _
from groundswell.domain.said import together


def check_policies(
    register: Register, today: date, wave: int | None = None, rules: PolicyRules = DEFAULTS
) -> tuple[Line, ...]:
    """Look at a register.

    Args:
        register: What is known.
        today: The day.
        wave: The wave that is to start; None for any.
        rules: The numbers of step 6.

    Returns:
        One line per check, always the same ones in the same order.

    Source:
        Method 1, step 6, Done and Machine.
    """
    first = min(
        (ask for ask in register.asks if ask.state == "open" and ask.deadline and ask.deadline < today),
        key=lambda ask: ask.deadline or today,
        default=None,
    )
    return (
        Line(6, "policy.reviewed", *_reviewed(register)),
        Line(6, "policy.blocking", *_blocking(register, today, wave)),
        Line(6, "policy.treated", *_treated(register, today)),
        Line(6, "policy.expiry", *_expiry(register, today, rules.end_days)),
        Line(6, "policy.asks", *_asks(register.asks, today), first.owner if first else "",
             first.deadline if first else None),
    )  # fmt: skip


def _reviewed(register: Register) -> tuple[State, str]:
    """Whether each area of the checklist was looked at, for the country and for each region."""
    if not register.reviews:
        return State.NOT_RECORDED, _("No area of the checklist was reviewed yet.")
    missing = not_reviewed(register.reviews, register.country)
    if missing:
        names = together([AREAS[area] for area in missing], "; ")
        return State.UNMET, _("Not reviewed for the country: %(areas)s.", areas=names)
    short = [name for path, name in register.regions if not_reviewed(register.reviews, path)]
    if short:
        return State.WARNING, _(
            "All areas are reviewed for the country; some are not for: %(regions)s.", regions="; ".join(short)
        )
    return State.MET, _("All areas of the checklist are reviewed.")


def _blocking(register: Register, today: date, wave: int | None) -> tuple[State, str]:
    """Whether an open policy blocks the wave."""
    found = [block for block in blocks_of(register, today) if blocks_wave(block, wave)]
    if found:
        titles = "; ".join(block.policy.title for block in found)
        places = len({path for block in found for path in block.places})
        return State.UNMET, _("Blocking: %(titles)s. Places concerned: %(n)s.", titles=titles, n=places)
    if not register.policies:
        return State.NOT_RECORDED, _("No policy is on record.")
    return State.MET, _("No policy in force blocks this start.")


def _treated(register: Register, today: date) -> tuple[State, str]:
    """Whether it is decided what is done about each policy that hinders."""
    hindering = [policy for policy in register.policies if policy.hinders and policy.in_force_on(today)]
    bare = [policy.title for policy in hindering if not policy.treatment]
    if bare:
        return State.UNMET, _("Nobody decided whether to change it or to work around it: %(titles)s.",
                              titles="; ".join(bare))  # fmt: skip
    if not register.policies:
        return State.NOT_RECORDED, _("No policy is on record.")
    return State.MET, _("Policies that hinder: %(n)s; each has a way to deal with it.", n=len(hindering))


def _expiry(register: Register, today: date, days: int) -> tuple[State, str]:
    """Whether a policy that helps, or one that is relied on, ends soon."""
    ending = [
        policy.title
        for policy in register.policies
        if not (policy.hinders or policy.settled)
        and policy.ends is not None
        and policy.ends <= today + timedelta(days=days)
    ]
    if ending:
        return State.WARNING, _("Ended, or ends within %(days)s days: %(titles)s.", days=days,
                                titles="; ".join(ending))  # fmt: skip
    return State.MET, _("No policy ends within %(days)s days.", days=days)


def _asks(asks: Sequence[Ask], today: date) -> tuple[State, str]:
    """Whether each open ask names who decides, and is not late."""
    standing = [ask for ask in asks if ask.state == "open"]
    nobody = [ask.change for ask in standing if not ask.decision_maker]
    late = [ask.change for ask in standing if ask.deadline and ask.deadline < today]
    won = sum(ask.state == "won" for ask in asks)
    parts = []
    if nobody:
        parts.append(_("Without a decision-maker: %(asks)s.", asks="; ".join(nobody)))
    if late:
        parts.append(_("Past the deadline: %(asks)s.", asks="; ".join(late)))
    if parts:
        return State.UNMET, together(parts)
    return State.MET, _("Asks open: %(open)s; won: %(won)s.", open=len(standing), won=won)
