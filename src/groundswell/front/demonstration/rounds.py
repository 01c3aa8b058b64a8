"""Step 3 in the demonstration: a closed round of seven raters from three sides, an open one, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid5

from django.utils import timezone

from groundswell.before.scalability.selectors import INSTRUMENT
from groundswell.before.scalability.services import (
    BarrierFacts,
    Decided,
    exclude_context,
    minute_decision,
    record_barrier,
)
from groundswell.ground.instruments.models import Rater, Round, Sheet
from groundswell.ground.instruments.selectors import instrument_named
from groundswell.ground.instruments.services import (
    Asked,
    Filled,
    Given,
    RoundFacts,
    close_round,
    invite_raters,
    open_round,
    send,
)
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

type Leave = Callable[[str, Program], Permit]

SIDES = ("implementers", "government", "community")
RATERS = {
    "implementers": ("Kadi Bangura", "Musa Turay", "Isatu Sesay"),
    "government": ("Dr Alie Koroma", "Hawa Jalloh"),
    "community": ("Mother Yeabu", "Chief Sorie"),
}
MIDDLE = {str(item): int(value) for item, value in enumerate("3232322122323222221211221", start=1)}
"""The middle answer to each question: 68 of 100; training takes long (8), the full cost is not known (21)."""
APART: dict[str, dict[str, int | None]] = {
    "implementers": {"6": 3, "15": 3, "20": 3, "22": 2, "25": 2},
    "government": {"12": 0, "23": 3},
    "community": {"7": None, "16": 1, "17": 1, "20": 0, "21": None},
}
"""Where a side answers otherwise than the middle; None does not know."""


def assess(program: Program, leave: Leave) -> None:
    """Load step 3.

    Args:
        program: The program.
        leave: Gives the leave for an action.
    """
    first = asked(program, leave, "After the pilot", months=7)
    for side, names in RATERS.items():
        for rater, secret in invite_raters(leave("instruments.rater.invite", program), first, Asked(side, names=names)):
            send(secret, answers(rater, side))
    close_round(leave("instruments.round.close", program), first)
    then = timezone.now() - timedelta(days=180)
    Round.objects.filter(pk=first.pk).update(closed_at=then)
    Sheet.objects.filter(rater__round=first).update(saved_at=then - timedelta(days=7))
    record(program, leave, first)
    second = asked(program, leave, "With the new manual", months=0)
    for side in SIDES:
        rater, secret = invite_raters(leave("instruments.rater.invite", program), second, Asked(side))[0]
        if side == "government":
            send(secret, answers(rater, side))


def asked(program: Program, leave: Leave, title: str, *, months: int) -> Round:
    """A round, opened so many months ago."""
    facts = RoundFacts(title, SIDES)
    made = open_round(leave("instruments.round.open", program), program, instrument_named(INSTRUMENT), facts)
    Round.objects.filter(pk=made.pk).update(opened_at=timezone.now() - timedelta(days=30 * months))
    made.refresh_from_db()
    return made


def answers(rater: Rater, side: str) -> Filled:
    """What a rater of a side answers."""
    values = {item: APART[side].get(item, value) for item, value in MIDDLE.items()}
    return Filled(uuid5(rater.key, "demonstration"), {item: Given(value) for item, value in values.items()})


def record(program: Program, leave: Leave, seen_in: Round) -> None:
    """What stands in the way, and where the approach is not to go."""
    today = timezone.localdate()
    for facts in (
        BarrierFacts(
            "New organisations need seven weeks of training", "Shorten the course with the new manual, try it in Wuya",
            "Amina Sorie", today + timedelta(days=60), "8",
        ),
        BarrierFacts(
            "The full cost of one community is not known", "Add the ministry’s own staff to the accounts",
            "Chitra Lansana", today - timedelta(days=9), "21",
        ),
        BarrierFacts(
            "Nobody is named to pay after the Northern Fund", "Ask the ministry for a budget line",
            "Dr Alie Koroma", today + timedelta(days=120), "22",
        ),
    ):  # fmt: skip
        record_barrier(leave("scalability.barrier.record", program), program, facts, seen_in)
    reason = "Women’s groups were never tried there, and few people know their neighbours."
    exclude_context(leave("scalability.context.exclude", program), program, "the capital’s suburbs", reason)
    minute_decision(leave("scalability.decision.record", program), program, Decided(
        "redesign", today - timedelta(days=150), "Steering group: Amina Sorie, Dr Alie Koroma, Chief Sorie",
        "It helps, but training takes seven weeks and the full cost was not known.",
        dropped="Monthly visits from the capital", excluded="the capital’s suburbs",
        to_test="The shorter course in Wuya, with the new manual, before the next wave starts.",
    ), seen=0)  # fmt: skip
