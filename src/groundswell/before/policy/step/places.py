"""Where policies block us: the map, its table, and places that have no boundary to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.before.policy.selectors import areas_of
from groundswell.domain.policy.areas import AreaStand, Stand, stands_of
from groundswell.domain.policy.blocks import blocks_of
from groundswell.domain.policy.facts import Policy, Register
from groundswell.ground.places.models import Place
from groundswell.ground.places.selectors import levels_of, outlines_within
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.choropleth import LightMap, light_map
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.outlines import Outlines
from groundswell.kit.style import drawing_style, written

MARKS = {Stand.BLOCKED: "pause", Stand.PARTLY: "look", Stand.NOT_REVIEWED: "none", Stand.FREE: "holds"}
WORDS = {
    "pause": gettext_lazy("Blocked"),
    "look": gettext_lazy("Partly blocked"),
    "none": gettext_lazy("Not reviewed"),
    "holds": gettext_lazy("Not blocked"),
    "": gettext_lazy("No place of ours"),
}


@dataclass(frozen=True)
class Unmapped:
    """An area that is blocked and cannot be drawn: its mark, what that means, its name, and why."""

    mark: str
    word: str
    name: str
    because: str


@dataclass(frozen=True)
class Blocked:
    """Where policies block us.

    Args:
        title: The finding.
        outlines: Outlines that stand before the map; None where nothing can be drawn.
        chart: The map; None where nothing can be drawn.
        unmapped: Areas without a boundary that are blocked, wholly or in part.
    """

    title: str
    outlines: Outlines | None
    chart: Drawing | None
    unmapped: tuple[Unmapped, ...]


def blocked_places(program: Program, register: Register, today: date) -> Blocked | None:
    """Where policies block us, at the highest level that has boundaries; None before anything is on record.

    Args:
        program: The program.
        register: What is known of its policies.
        today: The day.

    Returns:
        The map with its table, and what it cannot show; three queries, four the first time.
    """
    if not register.policies:
        return None
    depth, shapes = outlines_within(program.root)
    places = areas_of(program, depth)
    stands = stands_of(register, (place.path for place in places), today)
    rows = list(zip(places, stands, strict=True))
    drawn = shapes.names if shapes else {}
    title = _title(register, today)
    return Blocked(
        title, shapes, _map(program, shapes, rows, title, depth) if shapes else None,
        tuple(_unmapped(place, stand) for place, stand in rows if str(place.key) not in drawn and stand.policies),
    )  # fmt: skip


def _map(program: Program, shapes: Outlines, rows: list[tuple[Place, AreaStand]], title: str, depth: int) -> Drawing:
    marks: dict[str, str] = {str(place.key): MARKS.get(stand.stand, "") for place, stand in rows}
    said = _(
        "Places where we work or will, by area. Filled: a policy in force blocks all of them, or a permission is"
        " missing; lighter: some of them; hatched: not reviewed; outline: no place of ours."
    )
    figure = LightMap(
        "blocked", title, said, shapes, {key: mark for key, mark in marks.items() if mark and key in shapes.names},
        {str(place.key): because(stand) for place, stand in rows}, levels_of(program.root).get(depth, ""),
        words=words(),
    )  # fmt: skip
    return light_map(figure, drawing_style())


def words() -> Mapping[str, str]:
    """What the lights of this map mean."""
    return {state: str(word) for state, word in WORDS.items()}


def because(stand: AreaStand) -> str:
    """How many places are blocked, by what."""
    if not stand.policies:
        return ""
    by = "; ".join(_named(policy) for policy in stand.policies)
    if not stand.places:
        return _("Nothing may begin: %(policies)s") % {"policies": by}
    count = ngettext("%(n)s of %(of)s place: %(policies)s", "%(n)s of %(of)s places: %(policies)s", stand.places)
    return count % {"n": written(stand.blocked), "of": written(stand.places), "policies": by}


def _named(policy: Policy) -> str:
    if policy.kind == "permission":
        return _("permission missing: “%(title)s”") % {"title": policy.title}
    return _("“%(title)s”") % {"title": policy.title}


def _title(register: Register, today: date) -> str:
    """The finding: how many of our places are blocked, also those that lie in no area of the map."""
    every = len({place for place, _wave in register.sites})
    blocked = len({place for block in blocks_of(register, today) for place in block.places})
    if not blocked:
        return _("No policy blocks a place of ours")
    return ngettext(
        "%(n)s of %(of)s place of ours is blocked", "%(n)s of %(of)s places of ours are blocked", every
    ) % {"n": written(blocked), "of": written(every)}  # fmt: skip


def _unmapped(place: Place, stand: AreaStand) -> Unmapped:
    mark = MARKS.get(stand.stand, "")
    return Unmapped(mark or "none", str(WORDS[mark]), str(place), because(stand))
