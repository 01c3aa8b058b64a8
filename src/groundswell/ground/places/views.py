"""Pages of places' room: the tree level by level, one place with its facts and past, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.ground.places.forms import ChangeForm, LevelsForm, PlaceForm, TargetForm, WhenWhyForm
from groundswell.ground.places.selectors import (
    children_of,
    country_of,
    find_places,
    history_of,
    leave,
    level_counts,
    levels_of,
    particulars_of,
    persons_beneath,
    place_by_key,
    root_of,
    tops,
    trail_of,
)
from groundswell.ground.places.services import (
    change_place,
    close_place,
    merge_places,
    move_place,
    name_levels,
    open_place,
)
from groundswell.ground.places.step import map_of
from groundswell.kit.door import Permit, door
from groundswell.kit.finders import finder
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged

program_by_code = finder("program")
CHANGES = require_http_methods(["GET", "HEAD", "POST"])
MOST_FOUND = 20


def about(permit: Permit, program: Any, place: Any) -> dict[str, Any]:
    """What every page about one place shows; refuses a place outside the program."""
    permit = leave(permit, "places.place.read", place)
    asks = {"open": "open", "change": "change", "move": "move"}
    return {
        "program": program,
        "place": place,
        "trail": trail_of(permit, place),
        "level": levels_of(place).get(place.depth, ""),
        "may": {name: permit.allows(f"places.place.{verb}", permit.target) for name, verb in asks.items()},
        "is_root": place.pk == getattr(root_of(permit), "pk", None),
    }


@require_safe
@door("places.place.read", program=program_by_code)
def places(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """The places that the person may see, from the top; or what was searched."""
    text = request.GET.get("q", "").strip()
    if text:
        rows, words = paged(request, find_places(permit, text)), levels_of(program.root)
        for row in rows:
            row.level = words.get(row.depth, "")  # type: ignore[attr-defined]
        context = {"program": program, "q": text, "rows": rows}
        return page(request, "places/found.html", context, part="rows")
    highest = tops(permit)
    if len(highest) == 1:
        return place_page(request, permit, program, highest[0])
    return page(request, "places/tops.html", {"program": program, "tops": highest})


@require_safe
@door("places.place.read", program=program_by_code, place=place_by_key)
def place(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """One place."""
    return place_page(request, permit, program, place)


def place_page(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """One place with what is known about it, what stands beneath it, and its past."""
    context = about(permit, program, place) | particulars_of(place)
    rows = paged(request, children_of(permit, place))
    context |= {
        "rows": rows,
        "counts": level_counts(permit, place),
        "history": history_of(permit, place),
        "latest": (latest := place.populations.first()),
        "beneath": None if latest else persons_beneath(permit, place),
        "figure": map_of(permit, place),
    }
    return page(request, "places/place.html", context, part="rows")


@CHANGES
@door("places.place.open", program=program_by_code, place=place_by_key)
def add(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Add a place beneath another."""
    context = about(permit, program, place)
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := done(form, lambda: open_place(permit, place, **form.values()))):
        messages.success(request, _("%(place)s is added.") % {"place": made})
        return go("places:place", program.code, made.key)
    return page(request, "places/add.html", context | {"form": form}, status=422 if form.errors else 200)


@CHANGES
@door("places.place.change", program=program_by_code, place=place_by_key)
def change(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Change what is known about a place."""
    context = about(permit, program, place)
    listed = particulars_of(place)
    form = ChangeForm(request.POST if request.method == "POST" else None, instance=place, listed=listed)
    if form.is_valid() and done(
        form, lambda: change_place(permit.because(form.why()), place, **form.told(), **form.values())
    ):
        messages.success(request, _("%(place)s is saved.") % {"place": form.cleaned_data["name"]})
        return go("places:place", program.code, place.key)
    return page(request, "places/change.html", context | {"form": form}, status=422 if form.errors else 200)


@CHANGES
@door("places.place.move", program=program_by_code, place=place_by_key)
def move(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Move a place beneath another."""
    return elsewhere(request, permit, (program, place), move_place, "places/move.html")


@CHANGES
@door("places.place.move", program=program_by_code, place=place_by_key)
def merge(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Merge a place into another."""
    return elsewhere(request, permit, (program, place), merge_places, "places/merge.html")


def elsewhere(
    request: HttpRequest, permit: Permit, where: tuple[Any, Any], act: Callable[..., Any], template: str
) -> HttpResponse:
    """Search the other place, then move or merge with day and reason."""
    program, place = where
    context = about(permit, program, place)
    text = request.GET.get("q", "").strip()
    found = [each for each in find_places(permit, text).filter(closed_on=None)[:MOST_FOUND] if each.pk != place.pk]
    first = {"on": timezone.localdate(), "to": str(found[0].key) if len(found) == 1 else ""}
    form = TargetForm(request.POST if request.method == "POST" else None, places=found, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: act(permit, place, place_by_key(given["to"]), given["on"], given["reason"])):
            messages.success(request, _("%(place)s stands there now. Its past is kept.") % {"place": place})
            return go("places:place", program.code, place.key)
    context |= {"form": form, "found": found, "q": text}
    return page(request, template, context, status=422 if form.errors else 200)


@CHANGES
@door("places.place.move", program=program_by_code, place=place_by_key)
def close(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Close a place."""
    context = about(permit, program, place)
    form = WhenWhyForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: close_place(permit, place, given["on"], given["reason"])):
            return go("places:place", program.code, place.key)
    return page(request, "places/close.html", context | {"form": form}, status=422 if form.errors else 200)


@CHANGES
@door("places.place.change", program=program_by_code, place=place_by_key)
def levels(request: HttpRequest, permit: Permit, program: Any, place: Any) -> HttpResponse:
    """Say what the levels of the country are called."""
    context, country = about(permit, program, place), country_of(place)
    first = {"names": "\n".join(levels_of(place).values())}
    form = LevelsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid() and done(form, lambda: name_levels(permit, country, form.cleaned_data["names"]) or True):
        return go("places:place", program.code, place.key)
    return page(request, "places/levels.html", context | {"form": form}, status=422 if form.errors else 200)


def done(form: Any, act: Callable[[], Any]) -> Any:
    """What a service gives, or None with its refusal on the form."""
    try:
        return act()
    except GroundswellError as problem:
        form.add_error(None, str(problem))
        return None
