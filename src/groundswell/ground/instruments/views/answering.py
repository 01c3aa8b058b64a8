"""Answering by a link, without an account: fill in, save, send, change until the round is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.ground.instruments.forms import SheetForm
from groundswell.ground.instruments.selectors import answers_kept, last_sheet, questionnaire_of, rater_by_secret
from groundswell.ground.instruments.services import save_draft, send
from groundswell.kit.door import open_door
from groundswell.kit.pages import go, page

if TYPE_CHECKING:
    from groundswell.ground.instruments.models import Rater

WHY = "whoever holds the link is the rater who was asked"


# The secret in the address is the only leave there is, so a token against forged posts would protect nothing, and
# would lose the answers of a phone that keeps no cookies. The page may be kept, so that going back finds it filled in.
@csrf_exempt
@open_door(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, secret: str) -> HttpResponse:
    """The questionnaire on one page; “save” keeps a draft, “send” counts."""
    rater = rater_by_secret(secret)
    if rater.round.closed_at and request.method != "POST":
        return closed(request, rater)
    asked = questionnaire_of(rater.round)
    kept = answers_kept(rater) if request.method != "POST" else {}
    form = SheetForm(asked, request.POST if request.method == "POST" else None, kept=kept)
    if request.method == "POST" and form.is_valid():
        if form.is_draft:
            save_draft(secret, form.filled())
            return go(f"{request.path}?saved={form.left_open()}")
        send(secret, form.filled())
        return go("raters:thanks", secret)
    content = {
        "form": form,
        "asked": asked,
        "rater": rater,
        "round": rater.round,
        "saved": request.GET.get("saved", "") if request.GET.get("saved", "").isdecimal() else "",
        "sent": last_sheet(rater),
    }
    return page(request, "instruments/rate.html", content, status=422 if form.errors else 200)


@open_door(WHY)
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """What arrived, and what happens next."""
    rater = rater_by_secret(secret)
    sheet = last_sheet(rater)
    if sheet is None:
        return go("raters:rate", secret)
    answers = list(sheet.answers.all())
    content = {
        "rater": rater,
        "round": rater.round,
        "sheet": sheet,
        "answered": len(answers),
        "unknown": sum(answer.value is None for answer in answers),
        "again": reverse("raters:rate", args=[secret]),
    }
    return page(request, "instruments/thanks.html", content)


def closed(request: HttpRequest, rater: Rater) -> HttpResponse:
    """The round is closed: whether answers of this link are among those that count."""
    content = {"rater": rater, "round": rater.round, "sheet": last_sheet(rater)}
    return page(request, "instruments/closed.html", content, status=410)
