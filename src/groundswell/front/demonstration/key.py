"""The answer key: what is hidden in the demonstration, where and since when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.simulated import How, Programme, began, lost, lost_share
from groundswell.domain.monitoring.simulated.plan import WORDS
from groundswell.front.demonstration.country import SEEDS
from groundswell.front.demonstration.desk import back
from groundswell.front.demonstration.sizes import MONTHS, SIZES, nation
from groundswell.front.demonstration.story import ACTIVE, District

TAUGHT_OFTEN = 3
BESIDE = (How.POOREST, How.OUTCOME)


def key_file() -> Path:
    """Where the answer key lies: in the data folder, beside the database."""
    return Path(settings.DATA) / "answer-key.json"


def write_key(size: str, seed: int, today: date) -> None:
    """Write the answer key, the same however often."""
    text = json.dumps(answer_key(size, seed, today), ensure_ascii=False, indent=1)
    key_file().write_text(text + "\n", encoding="utf-8")


def read_key() -> dict[str, Any]:
    """The answer key of the demonstration in this data folder.

    Raises:
        BadInput: There is none.
    """
    try:
        found: dict[str, Any] = json.loads(key_file().read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"{key_file()} cannot be read.", "Load the demonstration: groundswell demo --no-serve"
        ) from error
    return found


def answer_key(size: str, seed: int, today: date) -> dict[str, Any]:
    """What is hidden: waves and trainers that decline, and every district that reports with what it truly loses.

    Args:
        size: Name of the size.
        seed: Seed of the demonstration.
        today: As of which day.
    """
    told = (
        [nation(size, number, seed).programme for number in range(SIZES[size].nations)]
        if SIZES[size].squares > 1
        else []
    )
    programmes = [one for one in told if one]
    declines = [entry for programme in programmes for entry in of_programme(programme, today)]
    return {
        "size": size, "seed": seed, "as_of": f"{today:%Y-%m}",
        "waves": [entry for entry in declines if not entry["district"]],
        "trainers": [entry for entry in declines if entry["trainer"]],
        "other": [entry for entry in declines if entry["district"] and not entry["trainer"]],
        "districts": [
            *(of_story(story, number, today) for number, story in stories()),
            *(entry for programme in programmes for entry in districts_of(programme, today)),
        ],
    }  # fmt: skip


def stories() -> Iterator[tuple[int, District]]:
    """The story's districts, each with its number in the country."""
    numbers = {name: number for number, name in enumerate(SEEDS, start=1)}
    return ((numbers[story.name], story) for story in ACTIVE)


def of_story(story: District, number: int, today: date) -> dict[str, Any]:
    """A district of the story; its depths lose from the start what hand-overs lose."""
    lost_lately = -story.shift or 0.0
    taught_often = sum(share for depth, share in story.depths.items() if depth >= TAUGHT_OFTEN) > 0
    how = ["a shift"] if lost_lately else []
    how += ["hand-overs"] if taught_often else []
    how += ["reports stop"] if story.received[0] - story.received[1] > 0.2 else []
    since = back(today, min(story.shifted, story.months)) if lost_lately else back(today, story.months)
    return {
        "code": f"TA-{number:02}", "name": story.name, "wave": story.wave,
        "declines": bool(lost_lately), "how": ", ".join(how), "points": lost_lately,
        "since": f"{since:%Y-%m}" if lost_lately else None,
    }  # fmt: skip


def of_programme(programme: Programme, today: date) -> Iterator[dict[str, Any]]:
    """Each decline of a programme."""
    for one in programme.declines:
        where = [d.name for d in programme.districts if d.wave == one.wave] if not one.district else []
        yield {
            "how": str(one.how), "what": WORDS[one.how], "wave": one.wave, "district": one.district,
            "trainer": one.trainer, "since": month_of(one.month, today), "points": one.points,
            "complete_after_months": one.over, "districts": where,
        }  # fmt: skip


def districts_of(programme: Programme, today: date) -> Iterator[dict[str, Any]]:
    """Each district of a programme with what it truly loses in the last month, and since when."""
    for district in programme.districts:
        course = lost(programme, district).mean(axis=0)
        onsets = {"sessions": began(course)} | {str(how): began(lost_share(programme, district, how)) for how in BESIDE}
        known = {what: month for what, month in onsets.items() if month is not None}
        code, _, name = district.name.partition(" ")
        yield {
            "code": code, "name": name, "wave": district.wave, "declines": bool(known), "how": ", ".join(known),
            "points": round(float(course[-1]), 3),
            "since": month_of(min(known.values()), today) if known else None,
        }  # fmt: skip


def month_of(month: int, today: date) -> str:
    """A month of the programme in the calendar."""
    return f"{back(today, MONTHS - month):%Y-%m}"
