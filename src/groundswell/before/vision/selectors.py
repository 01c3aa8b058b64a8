"""Reading the vision: the stored rows, and the frozen plan that the checks judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from groundswell.before.vision.models import Adoption, Area, Duty, Minute, PointPerson, Row, Stage, Vision
from groundswell.domain.vision import plan
from groundswell.ground.journal.services import plain
from groundswell.ground.people.selectors import persons_of
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import floors_of
from groundswell.kit.door import Permit
from groundswell.steps import STEPS

MOST_PLACES = 60
LISTS: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "areas": (Area, ("place", "number")),
    "stages": (Stage, ("name", "where", "number", "by")),
    "people": (PointPerson, ("person", "outsider", "role", "time", "budget_line", "starts_on", "ends_on")),
    "ledger": (Duty, ("step", "person", "outsider", "due", "resources", "evidence", "state")),
    "minutes": (Minute, ("held_on", "who", "objections")),
}
COLUMNS = (
    "growth", "number", "unit", "by", "population", "coverage", "future_owner", "owner_contacted_on",
    "pilot_ends_on", "assumptions", "too_costly",
)  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """All that stands in a vision.

    Args:
        vision: The vision, unsaved where none is written yet.
        lists: The rows of each list by its name.
        floors: Qualities that may never fall, as the program states them.
        latest: The version adopted last; None where none was.
    """

    vision: Vision
    lists: dict[str, list[Any]]
    floors: list[Any]
    latest: Adoption | None

    @property
    def plan(self) -> plan.Plan:
        """The vision as the checks read it."""
        vision, lists = self.vision, self.lists
        return plan.Plan(
            number=vision.number, unit=vision.unit, by=vision.by, starts_on=vision.program.starts_on,
            areas=tuple(plan.Area(str(row), row.number) for row in lists["areas"]),
            floors=len(self.floors),
            people=tuple(
                plan.PointPerson(str(row), row.role, row.time, row.budget_line, row.starts_on, row.ends_on)
                for row in lists["people"]
            ),
            duties=tuple(plan.Duty(row.step, row.owner, row.due, row.state == "done") for row in lists["ledger"]),
            future_owner=str(vision.future_owner or ""), owner_contacted_on=vision.owner_contacted_on,
            pilot_ends_on=vision.pilot_ends_on,
        )  # fmt: skip


def vision_of(permit: Permit, program: Program) -> Vision:
    """The vision of a program, an unsaved one where none is written yet."""
    rows = permit.scope(Vision.objects.filter(program=program), "vision.vision.read")
    return rows.select_related("future_owner", "program").first() or Vision(program=program)


def stored_vision(permit: Permit, program: Program) -> Stored:
    """All that stands in a vision; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    vision = vision_of(permit, program)
    lists = {name: rows_of(vision, name) for name in LISTS}
    latest = Adoption.objects.filter(vision=vision).first() if vision.pk else None
    return Stored(vision, lists, list(floors_of(permit, program)), latest)


def rows_of(vision: Vision, name: str) -> list[Any]:
    """The rows of one list; the ledger has all eleven steps, written down or not."""
    table, columns = LISTS[name]
    joins = [column for column in columns if column in ("place", "person")]
    rows: list[Any] = []
    if vision.pk:
        found: QuerySet[Any] = table._default_manager.filter(vision=vision)
        rows = list(found.select_related(*joins) if joins else found)
    if name != "ledger":
        return rows
    known = {row.step: row for row in rows}
    return [known.get(step.number) or Duty(vision=vision, step=step.number) for step in STEPS]


def written_rows(name: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows in words, for the journal, for versions and for seeing whether somebody else saved."""
    return [{column: written(row, column) for column in LISTS[name][1]} for row in rows]


def written(row: Any, column: str) -> Any:
    """One value as it is kept in a version: names for keys, days as ISO 8601."""
    value = getattr(row, column)
    if hasattr(value, "_meta"):
        return str(value.name)
    return plain({column: value})[column]


def seen_as(name: str, rows: Sequence[Any]) -> str:
    """A short fingerprint of the rows of a list as a person saw them."""
    text = json.dumps(written_rows(name, rows), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def whole_seen(stored: Stored) -> str:
    """A short fingerprint of the whole vision as a person saw it, for signing."""
    lists = "".join(seen_as(name, rows) for name, rows in stored.lists.items())
    return hashlib.sha256(f"{stored.vision.version}{lists}".encode()).hexdigest()[:16]


def adoptions_of(permit: Permit, program: Program) -> list[Adoption]:
    """The adopted versions, the latest first."""
    rows = permit.scope(Adoption.objects.filter(vision__program=program), "vision.vision.read")
    return list(rows.select_related("vision__program"))


def pickable_places(program: Program) -> list[Place]:
    """The program's root with the levels below it, as many levels as a menu can hold."""
    root = program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end, closed_on=None, merged_into=None)
    counts = inside.values("depth").annotate(n=Count("id")).order_by("depth").values_list("depth", "n")
    total, deepest = 0, root.depth
    for depth, count in counts:
        total += count
        if total > MOST_PLACES:
            break
        deepest = depth
    return list(inside.filter(depth__lte=deepest).defer("geometry", "drawing").order_by("path"))


def pickable_people(permit: Permit) -> list[Any]:
    """People with a role in the program."""
    return list(persons_of(permit))
