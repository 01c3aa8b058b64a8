"""The vision of the demonstration: adopted as its first version, with two steps that nobody owns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from groundswell.before.vision.selectors import rows_of, seen_as, stored_vision, vision_of, whole_seen
from groundswell.before.vision.services import adopt_vision, change_vision, set_rows
from groundswell.ground.people.models import Organisation, Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

PER_REGION = 700
NOBODY = (6, 11)
BUDGET = "Health programme, line 4.2"


def envision(program: Program, permit: Callable[[str, Program], Permit]) -> None:
    """Write the vision with its lists, and have it adopted.

    Args:
        program: The program of the demonstration.
        permit: Gives the leave for an action.
    """
    today, leave = timezone.localdate(), permit("vision.vision.change", program)
    end = date(today.year + 3, 12, 31)
    regions = list(Place.objects.filter(parent=program.root).order_by("path"))
    change_vision(
        leave, program, vision_of(leave, program).version,
        growth=["more_places", "more_partners"], number=PER_REGION * len(regions), unit="communities", by=end,
        population=PER_REGION * len(regions) * 500, coverage=0.35,
        future_owner=Organisation.objects.get(name="Ministry of Health"),
        owner_contacted_on=program.starts_on, pilot_ends_on=today - timedelta(days=900),
        assumptions="Facilitators stay two years. The Ministry keeps its district health teams.",
        too_costly="Monthly visits from the capital; printed picture cards in colour.",
    )  # fmt: skip
    amina, babu = Person.objects.get(login="amina"), Person.objects.get(login="babu")
    third = PER_REGION * len(regions) // 3
    lists: dict[str, list[dict[str, Any]]] = {
        "areas": [{"place": region, "number": PER_REGION} for region in regions],
        "stages": [
            {"name": "Pilot", "where": "Bonta", "number": 60, "by": today - timedelta(days=900)},
            {"name": "Region by region", "where": "Tarawe", "number": third, "by": date(today.year + 1, 12, 31)},
            {"name": "The nation", "where": "Tarawe", "number": PER_REGION * len(regions), "by": end},
            {"name": "Neighbours learn from us", "where": "several nations"},
        ],
        "people": [
            {"person": amina, "role": "lead", "time": 0.5, "budget_line": BUDGET},
            {"outsider": "Grace Kollie, Ministry of Health", "role": "deputy", "time": 0.2, "budget_line": BUDGET},
            {"person": babu, "role": "owner", "time": 0.1},
        ],
        "partners": [
            {"name": "Ministry of Health", "could_do": "own it, train and supervise", "contacted_on": program.starts_on,
             "took_part": True},
            {"name": "Mothers’ Union", "could_do": "run groups in the south",
             "contacted_on": today - timedelta(days=300)},
        ],
        "ledger": [_duty(step, amina, babu, today) for step in range(1, 12)],
        "minutes": [
            {"held_on": today - timedelta(days=380), "who": "Core team and the Ministry’s focal person",
             "objections": "The Ministry feared the cost of visits; the visits were cut to one in three months."},
        ],
    }  # fmt: skip
    for name, rows in lists.items():
        now = rows_of(vision_of(leave, program), name)
        set_rows(leave, program, name, rows, seen=seen_as(name, now))
    adopt_vision(
        permit("vision.vision.adopt", program), program, review_on=today + timedelta(days=180),
        reason="The steering group agreed on the target and the stages.",
        seen=whole_seen(stored_vision(leave, program)),
    )  # fmt: skip


def _duty(step: int, amina: Person, babu: Person, today: date) -> dict[str, Any]:
    if step in NOBODY:
        return {"step": step}
    done = step in (1, 2)
    return {
        "step": step, "person": babu if step in (9, 10) else amina, "due": today + timedelta(days=45 * (step - 3) + 20),
        "state": "done" if done else "going" if step < 6 else "open",
        "evidence": "Adopted and signed" if step == 1 else "Verdict signed" if step == 2 else "",
        "resources": "Two workshops" if step in (3, 4) else "",
    }  # fmt: skip
