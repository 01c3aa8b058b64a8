"""What most pages share: place and period pickers as a plain GET form, the trail above them, what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.during.monitoring.selectors import Place, Program
from groundswell.during.monitoring.selectors.areas import Area, Tree, trail_of
from groundswell.during.monitoring.selectors.spans import Span
from groundswell.kit.door import Permit

MOST = 300


@dataclass(frozen=True)
class Choice:
    """One choice of a picker."""

    value: str
    title: str
    chosen: bool


def place_choices(trail: Sequence[Area], tree: Tree) -> list[Choice]:
    """The way down to the place, the place, and the places right below it."""
    here = [Choice(area.key, area.name, area.pk == tree.here.pk) for area in trail]
    if len(trail) == 1:
        here = [Choice(tree.here.key, _("{place} (whole)").format(place=tree.here.name), True)]
    return [*here, *(Choice(area.key, f"– {area.name}", False) for area in tree.children[:MOST])]


def period_choices(span: Span | None) -> list[Choice]:
    """The spans that a page can look at."""
    return [Choice(value, title, value == span.text) for value, title in span.choices()] if span else []


def trail_items(program: Program, trail: Sequence[Area], last: str = "") -> list[dict[str, Any]]:
    """The trail of places; each opens its own page, the first one the overview."""
    items = [
        {
            "title": area.name,
            "url": reverse("monitoring:overview", args=[program.code])
            if number == 0
            else reverse("monitoring:place", args=[program.code, area.key]),
        }
        for number, area in enumerate(trail)
    ]
    return [*items, {"title": last}] if last else items


def picked(permit: Permit, program: Program, place: Place, tree: Tree, span: Span | None) -> dict[str, Any]:
    """What the pickers and the trail need in the context of a page; one query."""
    trail = trail_of(permit, program, place)
    return {
        "program": program,
        "trail": trail_items(program, trail),
        "places": place_choices(trail, tree),
        "periods": period_choices(span),
        "span": span,
    }


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with the form; None where the page is only looked at, and never None for an empty form."""
    return request.POST if request.method == "POST" else None
