"""A plan in the contract's shape, and in lines for people."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from groundswell.domain.errors import BadInput
from groundswell.domain.planner.chance import chance_of
from groundswell.domain.planner.conflicts import conflicts_of
from groundswell.domain.planner.country import Country
from groundswell.domain.planner.grid import Grid
from groundswell.domain.planner.reasons import Reasons, shadow_of
from groundswell.domain.planner.rounding import Clock
from groundswell.domain.planner.solving import INFEASIBLE, Outcome, solve_grid
from groundswell.domain.planner.verify import verify
from groundswell.front.cli.plan_sheets import country_of
from groundswell.front.cli.printing import table_of

THOUSAND = 1000.0
SHOWN = 40


def plan_answer(arguments: argparse.Namespace) -> dict[str, Any]:
    """The plan of a folder.

    Raises:
        BadInput: The folder cannot be planned, or the time limit is no time.
    """
    if not arguments.time_limit > 0:
        raise BadInput(f"A time limit of {arguments.time_limit:g} seconds is no time.", "Write --time-limit 60.")
    began = time.monotonic()
    country = country_of(arguments.what)
    grid = Grid(country)
    outcome = solve_grid(grid, Clock(time.monotonic, began + arguments.time_limit), seed=arguments.seed)
    broken = verify(country, outcome.plan) if outcome.plan else ()
    answer: dict[str, Any] = {
        "status": outcome.status,
        "value": outcome.value / THOUSAND if outcome.plan else None,
        "bound": outcome.bound / THOUSAND if outcome.plan else None,
        "gap": outcome.gap if outcome.plan else None,
        "verified": outcome.plan is not None and not broken,
        "seconds": None,
        "unit": "thousand person-years at or above the floor",
        "broken": [str(each.text) for each in broken],
        **_decisions(country, grid, outcome),
        "shadow": shadow_of(grid, outcome.prices) if outcome.plan else [],
        "chance": _chance(grid, outcome, arguments.seed) if outcome.plan else None,
        "conflicts": _conflicts(country, arguments) if outcome.status == INFEASIBLE else [],
    }
    return answer | {"seconds": time.monotonic() - began}


def _decisions(country: Country, grid: Grid, outcome: Outcome) -> dict[str, Any]:
    if outcome.plan is None:
        return {"places": [], "districts": [], "money": [], "trainers": []}
    named, plan = country.rules.named, outcome.plan
    starts = {each.place: each for each in plan.starts}
    opened = {each.district: each.quarter for each in plan.openings}
    started = Counter(place.district for place in country.places if place.code in starts)
    reasons = Reasons(grid, outcome)
    places = []
    for i, place in enumerate(country.places):
        start = starts.get(place.code)
        row: dict[str, Any] = dict.fromkeys(("start", "package", "team", "host"))
        if start:
            row = {"start": named(start.quarter), "package": start.package}
            row |= {"team": start.team or None, "host": start.host or None}
        places.append({"code": place.code, **row, "reason": str(reasons.why(i))})
    districts = [
        {"code": each.code, "opened": named(opened[each.code]) if each.code in opened else None,
         "places": started[each.code]}
        for each in country.districts
    ]  # fmt: skip
    money = [
        {"quarter": named(each.quarter), "fund": each.fund, "activity": str(each.activity), "region": each.region,
         "amount": round(each.amount, 2), "currency": country.rules.currency}
        for each in sorted(plan.payments, key=lambda each: (each.quarter, each.fund, each.activity, each.region))
    ]  # fmt: skip
    trainers = [
        {"quarter": named(each.quarter), "region": each.region, "master": each.master, "trainers": each.trainers}
        for each in sorted(plan.trainings, key=lambda each: (each.quarter, each.region, each.master))
    ]
    return {"places": places, "districts": districts, "money": money, "trainers": trainers}


def _chance(grid: Grid, outcome: Outcome, seed: int) -> dict[str, Any]:
    found = chance_of(grid, outcome.choice, seed)
    return {
        "target": found.target,
        "probability": found.probability,
        "p05": found.p05,
        "p50": found.p50,
        "p95": found.p95,
        "unit": "people living at or above the floor at the end of the plan",
        "matter": [{"what": str(name), "share": share} for name, share in found.matter[:3]],
        **({"why": "no target: give target_people in settings.csv"} if found.target is None else {}),
    }


def _conflicts(country: Country, arguments: argparse.Namespace) -> list[dict[str, str]]:
    found = conflicts_of(country, Clock(time.monotonic, time.monotonic() + arguments.time_limit))
    return [
        {"sheet": each.sheet, "code": each.code, "text": str(each.text), "remedy": str(each.remedy)} for each in found
    ]


def answer_lines(answer: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    if answer["status"] == INFEASIBLE:
        yield "No plan keeps every promise. The least to give up that was found:"
        yield from (
            f"  {each['sheet']}.csv, {each['code']}: {each['text']} {each['remedy']}" for each in answer["conflicts"]
        )
        return
    started = [each for each in answer["places"] if each["start"]]
    yield f"{len(started)} of {len(answer['places'])} places start; {answer['value']:,.1f} {answer['unit']}."
    yield f"No plan can pass {answer['bound']:,.1f}: the gap is {answer['gap']:.1%} ({answer['status']})."
    yield "Every rule was checked anew." if answer["verified"] else f"Not verified: {' '.join(answer['broken'])}"
    yield from _chance_lines(answer["chance"])
    ordered = sorted(answer["places"], key=lambda each: (each["start"] or "9", each["code"]))
    for title, rows in (("places", ordered), ("districts", answer["districts"]), ("money", answer["money"]),
                        ("trainers", answer["trainers"]), ("one more would bring", answer["shadow"])):  # fmt: skip
        yield f"\n{title}"
        yield from table_of(rows[:SHOWN])
        if len(rows) > SHOWN:
            yield f"… and {len(rows) - SHOWN} more; all of them with --json."


def _chance_lines(chance: dict[str, Any]) -> Iterator[str]:
    band = f"{chance['p05']:,.0f} to {chance['p95']:,.0f}, most likely about {chance['p50']:,.0f}"
    yield f"At the end {band} people live at or above the floor (nine draws of ten)."
    if chance["probability"] is not None:
        yield f"Chance of the target of {chance['target']:,.0f}: {chance['probability']:.0%}."
    matter = ", ".join(f"{each['what']} ({each['share']:.0%})" for each in chance["matter"])
    yield f"What matters most to that: {matter}." if matter else "Nothing is uncertain in it."
