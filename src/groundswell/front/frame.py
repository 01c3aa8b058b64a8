"""What surrounds every page: navigation, program, language, person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from groundswell.front.selectors import Spread, spread_of
from groundswell.ground.programs.models import Program
from groundswell.steps import STEPS

STARTS = frozenset({"waves", "gate", "decide", "start"})
BEFORE = "vision: evidence: scalability: package: consensus: policy:"
LANGUAGES = [get_language_info(code) for code, _name in settings.LANGUAGES]


def sections() -> tuple[tuple[str, str, str], ...]:
    """Title, address and the beginnings of view names of each section."""
    return (
        (_("Today"), "front:today", "front:"),
        (_("Ready to scale?"), "gates:verdict", f"gates: instruments: {BEFORE}"),
        (_("Still working?"), "monitoring:overview", "monitoring:"),
        (_("Reports"), "monitoring:reports", "monitoring:report"),
        (_("Program"), "programs:program", "programs: places: people: exchange: journal: documents:"),
    )


def navigation(request: HttpRequest, program: Program) -> list[dict[str, Any]]:
    """The links of the header; the section whose view this is, is current."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    links = [
        {"title": title, "url": url, "starts": starts.split()}
        for title, name, starts in sections()
        if (url := address(name, program.code))
    ]
    fitting = [
        (len(start), index) for index, link in enumerate(links) for start in link["starts"] if here.startswith(start)
    ]
    current = max(fitting, default=(0, -1))[1]
    return [
        {"title": link["title"], "url": link["url"], "current": index == current} for index, link in enumerate(links)
    ]


def before_you_scale(request: HttpRequest, program: Program) -> list[dict[str, Any]]:
    """The links below the section “Ready to scale?”: its verdict, the steps kept in this house, and the gate."""
    here = request.resolver_match if request.resolver_match else None
    short = {1: _("Vision"), 2: _("Evidence"), 3: _("Potential"), 4: _("Package"), 5: _("Consensus"), 6: _("Policy")}
    rooms = [(step.number, step.room.rpartition(".")[2]) for step in STEPS if step.room and step.number in short]
    links = [(_("Verdict"), "gates:verdict", not gate_of_waves(here))]
    links += [(f"{number} {short[number]}", f"{room}:{room}", True) for number, room in rooms]
    links += [(_("Gate"), "gates:waves", gate_of_waves(here))]
    room = here.app_name if here else ""
    return [
        {"title": title, "url": url, "current": mine and name.partition(":")[0] == room}
        for title, name, mine in links
        if (url := address(name, program.code))
    ]


def gate_of_waves(here: ResolverMatch | None) -> bool:
    """Whether a page of the gate is about the start of a wave, not about the verdict."""
    return bool(here and here.app_name == "gates" and here.url_name in STARTS)


def address(name: str, *parts: str) -> str | None:
    """The address of a page, None where its room is not in this house: then the menu has no entry for it."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return None


def reach_in_words(spread: Spread) -> str:
    """How far the program has come, for the header."""
    if not spread.planned:
        return _("no communities yet")
    return _("%(active)s of %(planned)s communities") % {
        "active": number_format(spread.active),
        "planned": number_format(spread.planned),
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of the header that every page shows."""
    person = getattr(request, "user", None)
    context: dict[str, Any] = {"site_languages": LANGUAGES, "demonstration": settings.DEMONSTRATION}
    if person is None or not person.is_authenticated:
        return context
    context["person"] = {"name": person.name, "url": address("people:me")}
    program = getattr(request, "things", {}).get("program")
    if isinstance(program, Program):
        spread = spread_of(program)
        context["programme"] = {"name": str(program), "reach": reach_in_words(spread), "code": program.code}
        context["navigation"] = navigation(request, program)
        if any(
            link["current"] and link["url"] == address("gates:verdict", program.code) for link in context["navigation"]
        ):
            context["steps_before"] = before_you_scale(request, program)
        context["swell"] = spread.share
    return context
