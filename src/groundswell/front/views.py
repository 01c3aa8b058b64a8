"""Home, steps, and whether the house is healthy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from groundswell.front.home import home_of
from groundswell.front.selectors import programs_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door, open_door, sign_in_first
from groundswell.kit.pages import go, page
from groundswell.steps import STEPS

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@open_door("shows only the programs a person takes part in, and to a visitor the way to sign in")
def programs(request: HttpRequest) -> HttpResponse:
    """The programs a person takes part in; with one only, straight to it."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    mine = programs_of(request.user)
    if len(mine) == 1:
        return go("front:today", mine[0].code)
    return page(request, "front/programs.html", {"programs": mine})


@door("front.home.read", program=program_by_code)
def today(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The three questions: what is known is answered, the rest says what is missing and where to begin."""
    return page(request, "front/today.html", {"home": home_of(permit, program), "now": timezone.localdate()})


@open_door("the steps are the field guide's, nobody's secret")
def steps(request: HttpRequest) -> HttpResponse:
    """The eleven steps and the questions they answer."""
    return page(request, "front/steps.html", {"steps": STEPS})


@open_door("a monitor must reach it without signing in; it tells nothing but well or not")
def healthy(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("healthy", content_type="text/plain")
