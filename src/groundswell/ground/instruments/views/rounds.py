"""Rounds for those who ask: open, links for raters, paper, close, result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.domain.errors import CannotJudge, GroundswellError
from groundswell.ground.instruments.forms import AskForm, OpenForm, ReasonForm, SheetForm, numbered
from groundswell.ground.instruments.selectors import (
    answers_kept,
    has_result,
    home_of,
    instrument_for,
    questionnaire,
    questionnaire_of,
    rater_by_key,
    raters_of,
    result_of,
    round_by_key,
)
from groundswell.ground.instruments.services import (
    Asked,
    RoundFacts,
    close_round,
    invite_raters,
    open_round,
    renew_link,
    type_in,
    withdraw_rater,
)
from groundswell.ground.instruments.step import shown, too_few
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import told

if TYPE_CHECKING:
    from groundswell.ground.instruments.models import Rater, Round
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("instruments.round.read", program=program_by_code, round=round_by_key)
def round_page(request: HttpRequest, permit: Permit, program: Program, round: Round) -> HttpResponse:
    """One round: who answered, and the result once enough have."""
    result, raters = result_of(round), raters_of(permit, round)
    content = {
        "program": program,
        "round": round,
        "home": home_of(round.instrument, program.code),
        "result": result,
        "shown": shown(round, result, raters),
        "raters": raters,
        "may_invite": permit.allows("instruments.rater.invite", round),
        "may_type": permit.allows("instruments.sheet.type", round),
        "may_close": permit.allows("instruments.round.close", round),
    }
    return page(request, "instruments/round.html", content)


@CHANGES
@door("instruments.round.open", program=program_by_code)
def open_one(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """Open a round of an instrument."""
    found = instrument_for(program, instrument)
    first = {"package_version": program.package_version, "anonymous": found.seeing.anonymous}
    form = OpenForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = RoundFacts(**given | {"sides": tuple(given["sides"])})
        return go("instruments:invite", program.code, open_round(permit, program, found, facts).key)
    content = {"program": program, "form": form, "asked": questionnaire(found)}
    content["home"] = home_of(instrument, program.code)
    return page(request, "instruments/open.html", content, status=422 if form.errors else 200)


@never_cache
@CHANGES
@door("instruments.rater.invite", program=program_by_code, round=round_by_key)
def invite(request: HttpRequest, permit: Permit, program: Program, round: Round) -> HttpResponse:
    """Make links for raters; they are shown once."""
    form = AskForm(round, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = Asked(given["side"], given["count"], given.get("names") or (), given["originator"])
        try:
            return shown_once(request, program, round, invite_raters(permit, round, asked))
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    content = {"program": program, "round": round, "form": form, "home": home_of(round.instrument, program.code)}
    return page(request, "instruments/invite.html", content, status=422 if form.errors else 200)


@never_cache
@require_POST
@door("instruments.rater.invite", program=program_by_code, rater=rater_by_key)
def renew(request: HttpRequest, permit: Permit, program: Program, rater: Rater) -> HttpResponse:
    """A new link for a rater who lost it."""
    return shown_once(request, program, rater.round, [(rater, renew_link(permit, rater))])


def shown_once(
    request: HttpRequest, program: Program, round_: Round, made: Iterable[tuple[Rater, str]]
) -> HttpResponse:
    """The page of new links."""
    links = [(rater, request.build_absolute_uri(reverse("raters:rate", args=[secret]))) for rater, secret in made]
    content: dict[str, Any] = {"program": program, "round": round_, "links": numbered(links)}
    return page(request, "instruments/links.html", content | {"home": home_of(round_.instrument, program.code)})


@CHANGES
@door("instruments.rater.invite", program=program_by_code, rater=rater_by_key)
def withdraw(request: HttpRequest, permit: Permit, program: Program, rater: Rater) -> HttpResponse:
    """Withdraw a rater, with the reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_rater(permit, rater, form.cleaned_data["reason"])
        return go("instruments:round", program.code, rater.round.key)
    content = {"program": program, "round": rater.round, "rater": rater, "form": form}
    content["home"] = home_of(rater.round.instrument, program.code)
    return page(request, "instruments/withdraw.html", content, status=422 if form.errors else 200)


@CHANGES
@door("instruments.sheet.type", program=program_by_code, rater=rater_by_key)
def type_sheet(request: HttpRequest, permit: Permit, program: Program, rater: Rater) -> HttpResponse:
    """Type in what a rater answered on paper."""
    kept = answers_kept(rater) if not rater.round.anonymous else {}
    form = SheetForm(questionnaire_of(rater.round), request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid():
        type_in(permit, rater, form.filled())
        return go("instruments:round", program.code, rater.round.key)
    content = {"program": program, "round": rater.round, "rater": rater, "form": form, "asked": form.asked}
    content["home"] = home_of(rater.round.instrument, program.code)
    return page(request, "instruments/type.html", content, status=422 if form.errors else 200)


@require_safe
@door("instruments.round.read", program=program_by_code, round=round_by_key)
def agenda(request: HttpRequest, permit: Permit, program: Program, round: Round) -> HttpResponse:
    """What the raters differ in, to print for the talk."""
    result = result_of(round)
    if result is None:
        raise CannotJudge(too_few(round), code="instruments.too_few")
    content = {"program": program, "round": round, "result": result, "shown": shown(round, result, [])}
    return page(request, "instruments/agenda.html", content | {"home": home_of(round.instrument, program.code)})


@CHANGES
@door("instruments.round.close", program=program_by_code, round=round_by_key)
def close(request: HttpRequest, permit: Permit, program: Program, round: Round) -> HttpResponse:
    """Close a round: nothing more can be sent."""
    if request.method == "POST":
        close_round(permit, round)
        return go("instruments:round", program.code, round.key)
    content = {"program": program, "round": round, "home": home_of(round.instrument, program.code)}
    return page(request, "instruments/close.html", content | {"result": has_result(round)})
