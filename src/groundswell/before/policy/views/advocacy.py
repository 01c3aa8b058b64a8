"""Asks, their briefs, the advocacy calendar and its feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.before.policy.forms import AskForm, CloseForm, EventForm
from groundswell.before.policy.selectors import (
    ask_by_key,
    asks_of,
    calendar_of,
    event_by_key,
    feed_by_secret,
    reading_permit,
)
from groundswell.before.policy.services import (
    change_ask,
    change_event,
    close_ask,
    make_feed,
    record_ask,
    record_event,
)
from groundswell.before.policy.step import asks_said, by_month, entries, proof_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.calendars import calendar_file
from groundswell.kit.door import Permit, door, open_door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import saved

if TYPE_CHECKING:
    from groundswell.before.policy.models import Ask, Event
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("policy.policy.read", program=program_by_code)
def asks(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What is asked of whom by when, and what was won."""
    standing = list(asks_of(permit, program))
    content = {
        "program": program,
        "answer": asks_said(standing, timezone.localdate()),
        "asks": standing,
        "ended": paged(request, asks_of(permit, program, ended=True)),
        "today": timezone.localdate(),
        "may_record": permit.allows("policy.policy.record", program),
    }
    return page(request, "policy/asks.html", content)


@CHANGES
@door("policy.policy.record", program=program_by_code)
def add_ask(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record an ask."""
    form = AskForm(
        request.POST or None, program=program, permit=permit, initial={"policy": request.GET.get("policy", "")}
    )
    if request.method == "POST" and saved(form, lambda: record_ask(permit, program, form.facts()), lambda: 0):
        return go("policy:asks", program.code)
    return page(request, "policy/ask_form.html", {"program": program, "form": form}, status=422 if form.errors else 200)


@CHANGES
@door("policy.policy.record", program=program_by_code, ask=ask_by_key)
def change_one(request: HttpRequest, permit: Permit, program: Program, ask: Ask) -> HttpResponse:
    """Change an ask; who saves second is told what the first one did."""
    form = AskForm(request.POST or None, instance=ask, program=program, permit=permit)
    if request.method == "POST" and saved(
        form,
        lambda: change_ask(permit, ask, form.facts(), version=form.cleaned_data["version"] or 0),
        lambda: ask_by_key(ask.key).version,
    ):
        return go("policy:asks", program.code)
    content = {"program": program, "form": form, "ask": ask}
    return page(request, "policy/ask_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("policy.policy.record", program=program_by_code, ask=ask_by_key)
def close(request: HttpRequest, permit: Permit, program: Program, ask: Ask) -> HttpResponse:
    """Say how an ask ended."""
    form = CloseForm(request.POST or None, initial={"version": ask.version})
    if request.method == "POST" and saved(
        form,
        lambda: close_ask(permit, ask, form.cleaned_data["state"], form.cleaned_data["outcome"],
                          version=form.cleaned_data["version"]),
        lambda: ask_by_key(ask.key).version,
    ):  # fmt: skip
        return go("policy:asks", program.code)
    content = {"program": program, "form": form, "ask": ask}
    return page(request, "policy/close.html", content, status=422 if form.errors else 200)


@require_safe
@door("policy.policy.read", program=program_by_code, ask=ask_by_key)
def brief(request: HttpRequest, permit: Permit, program: Program, ask: Ask) -> HttpResponse:
    """One page to hand to the person who decides."""
    content = {"program": program, "ask": ask, "shown": proof_of(permit, program), "today": timezone.localdate()}
    return page(request, "policy/brief.html", content)


@require_safe
@door("policy.policy.read", program=program_by_code)
def calendar(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Meetings, deadlines and the ends of policies, month by month."""
    today = timezone.localdate()
    days = calendar_of(permit, program)
    coming = paged(request, [day for day in days if day.on >= today or (day.kind == "deadline" and not day.done)])
    content = {
        "program": program,
        "page": coming,
        "months": by_month(coming),
        "past": [day for day in reversed(days) if day.on < today][:20],
        "today": today,
        "may_record": permit.allows("policy.policy.record", program),
        "feed": request.session.pop("policy_feed", "") if request.method == "GET" else "",
    }
    return page(request, "policy/calendar.html", content)


@require_POST
@door("policy.feed.make", program=program_by_code)
def subscribe(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Make the secret address of one's own calendar; it is shown once."""
    address = reverse("policy_feed:feed", args=[make_feed(permit, program)])
    request.session["policy_feed"] = request.build_absolute_uri(address)
    return go("policy:calendar", program.code)


@open_door("calendar programs cannot sign in: the secret address is the key, and its owner's roles decide")
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The advocacy calendar as a calendar program reads it."""
    found = feed_by_secret(secret)
    permit = reading_permit(found)
    days = entries(calendar_of(permit, found.program), request.build_absolute_uri, found.program)
    name = _("%(program)s: advocacy") % {"program": found.program}
    answer = HttpResponse(calendar_file(name, days, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


@CHANGES
@door("policy.policy.record", program=program_by_code)
def add_event(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a day of the calendar."""
    form = EventForm(request.POST or None, program=program, initial={"ask": request.GET.get("ask", "")})
    if request.method == "POST" and saved(form, lambda: record_event(permit, program, form.facts()), lambda: 0):
        return go("policy:calendar", program.code)
    return page(
        request, "policy/event_form.html", {"program": program, "form": form}, status=422 if form.errors else 200
    )


@CHANGES
@door("policy.policy.record", program=program_by_code, event=event_by_key)
def event(request: HttpRequest, permit: Permit, program: Program, event: Event) -> HttpResponse:
    """Change a day of the calendar; who saves second is told what the first one did."""
    form = EventForm(request.POST or None, instance=event, program=program)
    if request.method == "POST" and saved(
        form,
        lambda: change_event(permit, event, form.facts(), version=form.cleaned_data["version"] or 0),
        lambda: event_by_key(event.key).version,
    ):
        return go("policy:calendar", program.code)
    content = {"program": program, "form": form, "event": event}
    return page(request, "policy/event_form.html", content, status=422 if form.errors else 200)
