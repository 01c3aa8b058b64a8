"""The addresses of the API: each operation behind its door, the description open to everybody."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from groundswell.across.exchange.api.described import pages
from groundswell.across.exchange.api.doors import behind_its_door
from groundswell.across.exchange.api.operations import router
from groundswell.across.exchange.api.reading import BoundedParser
from groundswell.domain.errors import BadInput, GroundswellError, WrongShape
from groundswell.kit.door import open_door
from groundswell.kit.errors import answer
from groundswell.kit.pages import page

OPEN = "the description of the API holds no data"
TOKENS: dict[str, Any] = {
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "security": [{"token": []}],
}
api = NinjaAPI(
    title="Groundswell", version="1", urls_namespace="api", openapi_url=None, docs_url=None, parser=BoundedParser(),
    description="What a person may see and change on pages and in Excel, for programs: tables, their rows, values.",
)  # fmt: skip
api.add_router("", router)


def unlike(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which part of what was sent has not the shape asked for."""
    first = error.errors[0]
    where = ", ".join(str(part) for part in first["loc"][1:] if part not in ("body", "part", "wanted"))
    text = _("“%(where)s” is not as it should be: %(what)s.") % {"where": where[:200], "what": first["msg"]}
    return answer(request, WrongShape(text, _("Look at the description of the API: /api/v1/docs"), code="api.shape"))


def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say why the body could not be read; ninja wraps what the parser says."""
    if isinstance(error.__cause__, GroundswellError):
        return answer(request, error.__cause__)
    raise error


def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Say that the body is larger than what is read."""
    return answer(request, BadInput(_("More than 10 MB were sent."), _("Send it in parts."), code="api.too_large"))


def on(request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave an error to the house."""
    raise error


HANDLERS = {
    ValidationError: unlike, HttpError: unread, RequestDataTooBig: too_large, GroundswellError: answer, Exception: on,
}  # fmt: skip
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)  # type: ignore[arg-type]


@open_door(OPEN)
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API for programs: OpenAPI 3.1."""
    return JsonResponse(described())


@open_door(OPEN)
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description of the API for people."""
    return page(request, "exchange/api.html", {"operations": pages(described())})


def described() -> dict[str, Any]:
    """The description, made from the operations and their shapes."""
    made = dict(api.get_openapi_schema(path_prefix=reverse("api:docs").removesuffix("docs")))
    return made | {"components": TOKENS["components"] | made["components"], "security": TOKENS["security"]}


def addresses() -> list[URLPattern]:
    """Every operation behind the door it names; ninja's own page of all addresses is left out."""
    guarded = [
        URLPattern(pattern.pattern, behind_its_door(str(pattern.name), pattern.callback), name=pattern.name)
        for pattern in api.urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    return [path("openapi.json", openapi, name="openapi"), path("docs", docs, name="docs"), *guarded]
