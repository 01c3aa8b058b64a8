"""The one door before every address of the API; an operation that names no door is not served at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotAllowed, WrongMethod
from groundswell.kit.door import Permit, door
from groundswell.kit.errors import answer

F = TypeVar("F", bound=Callable[..., Any])
View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")

log = logging.getLogger("groundswell.api")
_doors: dict[str, tuple[str, dict[str, Callable[..., Any]]]] = {}


def behind(code: str, **finders: Callable[..., Any]) -> Callable[[F], F]:
    """Say which action an operation performs; as :func:`groundswell.kit.door.door` for views.

    Args:
        code: The action.
        **finders: What finds the record of each part of the address.
    """

    def wrap(operation: F) -> F:
        _doors[operation.__name__] = code, finders
        return operation

    return wrap


def behind_its_door(name: str, view: View) -> View:
    """The view of an operation behind the door that the operation named.

    Args:
        name: Name of the operation.
        view: What ninja made of it.

    Raises:
        KeyError: It named none: then the product does not start.
    """
    code, finders = _doors[name]

    def entered(request: HttpRequest, permit: Permit, **records: Any) -> HttpResponseBase:
        by_a_program(request, permit)
        assert request.resolver_match is not None
        response = view(request, **request.resolver_match.kwargs)
        if response.status_code == WrongMethod.status:
            allowed = response["Allow"]
            response = answer(request, WrongMethod(_("This address takes %(these)s.") % {"these": allowed}))
            response["Allow"] = allowed
        return response

    entered.csrf_exempt = True  # type: ignore[attr-defined]  # a cookie never writes here, and nobody forges a token
    return door(code, **finders)(entered)


def by_a_program(request: HttpRequest, permit: Permit) -> None:
    """Let a browser's session read only, and write down what a token was used for.

    Raises:
        NotAllowed: Somebody would write without a token, or with one that only reads.
    """
    token = getattr(request, "token", None)
    if token:
        log.info("token %s of %s: %s %s", token.key, permit.person, request.method, request.get_full_path())
    if request.method not in SAFE and (token is None or not token.writes):
        raise NotAllowed(
            _("Writing over the API takes a token that may write."), _("Make one on your own page."), code="api.token"
        )
