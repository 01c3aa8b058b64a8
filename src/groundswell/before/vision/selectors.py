"""Reading the vision: the stored rows, and the frozen plan that the checks judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from groundswell.before.vision.models import Adoption, Area, Candidate, Duty, Minute, PointPerson, Row, Stage, Vision
from groundswell.domain.errors import BadInput
from groundswell.domain.vision import plan
from groundswell.ground.journal.services import plain
from groundswell.ground.people.selectors import persons_of
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import find_places
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import floors_of
from groundswell.kit.door import Permit
from groundswell.kit.folding import fold
from groundswell.steps import STEPS

MOST_PLACES, MOST_FOUND, MOST_OFFERED = 60, 60, 8
HEAVY = ("geometry", "drawing", "parent__geometry", "parent__drawing")
LISTS: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "areas": (Area, ("place", "number")),
    "stages": (Stage, ("name", "where", "number", "by")),
    "people": (PointPerson, ("person", "outsider", "role", "time", "budget_line", "starts_on", "ends_on")),
    "partners": (Candidate, ("name", "could_do", "contacted_on", "took_part")),
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
            pilot_ends_on=vision.pilot_ends_on, too_costly=vision.too_costly,
            partners=tuple(
                plan.Partner(str(row), row.contacted_on, row.took_part) for row in lists["partners"]
            ),
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


def target_paths(permit: Permit, program: Program) -> list[str]:
    """Paths of the places where the target is to be reached; one query.

    Args:
        permit: A permit of the person.
        program: The program.
    """
    visions = permit.scope(Vision.objects.filter(program=program), "vision.vision.read")
    return list(Area.objects.filter(vision__in=visions).values_list("place__path", flat=True))


def rows_of(vision: Vision, name: str) -> list[Any]:
    """The rows of one list; the ledger has all eleven steps, written down or not."""
    table, columns = LISTS[name]
    joins = [column for column in columns if column == "person"]
    rows: list[Any] = []
    if vision.pk:
        found: QuerySet[Any] = table._default_manager.filter(vision=vision)
        if name == "areas":
            found = found.select_related("place__parent").defer(*(f"place__{column}" for column in HEAVY))
        rows = list(found.select_related(*joins) if joins else found)
    if name != "ledger":
        return rows
    known = {row.step: row for row in rows}
    return [known.get(step.number) or Duty(vision=vision, step=step.number) for step in STEPS]


def row_id(name: str, row: Any) -> str:
    """By what a row of a list is known outside: a step by its number, every other row by its key."""
    return str(row.step if name == "ledger" else row.key)


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


def frozen_of(stored: Stored) -> dict[str, Any]:
    """All that stands in a vision as a version keeps it."""
    frozen: dict[str, Any] = {name: written(stored.vision, name) for name in COLUMNS}
    frozen |= {name: written_rows(name, rows) for name, rows in stored.lists.items()}
    return frozen | {"floors": [str(floor) for floor in stored.floors]}


def whole_seen(stored: Stored) -> str:
    """A short fingerprint of the whole vision as a person saw it, for signing."""
    lists = "".join(seen_as(name, rows) for name, rows in stored.lists.items())
    return hashlib.sha256(f"{stored.vision.version}{lists}".encode()).hexdigest()[:16]


def adoptions_of(permit: Permit, program: Program) -> list[Adoption]:
    """The adopted versions, the latest first."""
    rows = permit.scope(Adoption.objects.filter(vision__program=program), "vision.vision.read")
    return list(rows.select_related("vision__program"))


def pickable_places(program: Program) -> tuple[list[Place], bool]:
    """The program's root with the levels below it, as many levels as a menu can hold, and whether these are all."""
    root = program.root
    inside = Place.objects.filter(path__gte=root.path, path__lt=root.end, closed_on=None, merged_into=None)
    counts = inside.values("depth").annotate(n=Count("id")).order_by("depth").values_list("depth", "n")
    total, deepest, whole = 0, root.depth, True
    for depth, count in counts:
        total += count
        if total > MOST_PLACES:
            whole = False
            break
        deepest = depth
    rows = inside.filter(depth__lte=deepest).select_related("parent").defer(*HEAVY)
    return list(rows.order_by("path")), whole


def place_said(place: Place) -> str:
    """A place as it is typed: its name, and the name of the place above."""
    return f"{place.name}, {place.parent.name}" if place.parent else place.name


def texts_of(places: Sequence[Place]) -> dict[str, Place]:
    """Places by a text that no other of them has: where two are called alike, the later one shows its code."""
    found: dict[str, Place] = {}
    for place in places:
        text = place_said(place)
        if found.get(text, place) != place:
            text = f"{text} ({place.code or str(place.key)[-8:]})"
        found[text] = place
    return found


def place_meant(permit: Permit, program: Program, text: str) -> Place:
    """The place that somebody typed: by code, by name, or by name and the names of places above.

    Args:
        permit: A permit of the person.
        program: The program.
        text: As typed, such as ``Dorasa, North``.

    Raises:
        BadInput: None is called so, or several are; near ones are named.
    """
    name, *above = (part.strip() for part in text.split(","))
    rows = find_places(permit.demand("places.place.read", program), name, program.root).filter(closed_on=None)
    near = [place for place in rows[:MOST_FOUND] if lies_in(place, above)]
    meant = [place for place in near if place.rank == 0]  # type: ignore[attr-defined]
    if len(meant) == 1:
        return meant[0]
    remedy = _("Write its name, or its code.")
    if near:
        places = "; ".join(place_said(place) for place in near[:MOST_OFFERED])
        remedy = _("Did you mean one of these? Write it as it stands here: %(places)s.") % {"places": places}
    many = _("Several places are called “%(text)s”.") if meant else _("No place is called “%(text)s”.")
    raise BadInput(many % {"text": text}, remedy, code="vision.place")


def lies_in(place: Place, above: Sequence[str]) -> bool:
    """Whether a place lies directly beneath one of that name; one that was not named holds every place."""
    return not above or (place.parent is not None and fold(place.parent.name) == fold(above[0]))


def pickable_people(permit: Permit) -> list[Any]:
    """People with a role in the program."""
    return list(persons_of(permit))
