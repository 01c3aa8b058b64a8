"""The one place where an error becomes a page or an answer for a program."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict, GroundswellError, NotAllowed, NotFound
from groundswell.kit.telling import told

log = logging.getLogger("groundswell")

_sentences: dict[str, tuple[str, str]] = {}


def translate_constraint(name: str, text: str, remedy: str) -> None:
    """Say in words what a constraint of the database means; a room's apps.py calls this.

    Args:
        name: The constraint's name in the database.
        text: What happened.
        remedy: What to do.
    """
    _sentences[name] = (text, remedy)


def conflict_of(error: IntegrityError) -> Conflict | None:
    """The sentence for a broken constraint, None where it has none.

    PostgreSQL names the constraint; SQLite names check constraints and, for unique ones, the columns, which
    are matched by the same registry.
    """
    message = str(error)
    for name, (text, remedy) in _sentences.items():
        if name in message:
            return Conflict(text, remedy, code=name)
    return None


def answer(request: HttpRequest, error: GroundswellError) -> HttpResponse:
    """The page, or JSON under /api/, that tells the error in the reader's language."""
    if request.path.startswith("/api/"):
        body = {"code": error.code, "text": told(error.text), "remedy": told(error.remedy), "status": error.status}
        asked = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
        return JsonResponse(body, status=error.status, headers=asked)
    return render(request, "kit/error.html", {"error": error}, status=error.status)


class ErrorMiddleware:
    """Turns errors of the family, and Django's own, into pages that speak."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: BaseException) -> HttpResponse | None:
        """The page for an error, None to let Django show its own."""
        if isinstance(error, GroundswellError):
            return answer(request, error)
        if isinstance(error, IntegrityError) and (conflict := conflict_of(error)):
            return answer(request, conflict)
        return None


def page_not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    """404 in our words."""
    return answer(
        request, NotFound(_("This page does not exist, or not for you."), _("Check the address, or sign in."))
    )


def permission_denied(request: HttpRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    """403 in our words."""
    return answer(request, NotAllowed(_("You may not do this."), _("Ask the coordinator of the program.")))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says that nothing was saved by halves, and logs what the keeper needs."""
    log.error("unhandled", extra={"trace": traceback.format_exc()})
    error = GroundswellError(
        _("Something broke on our side. Nothing was saved by halves."), _("Try again in a minute.")
    )
    return answer(request, error)


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """400 in our words."""
    return answer(
        request, BadInput(_("The browser sent something that could not be read."), _("Go back and try again."))
    )
