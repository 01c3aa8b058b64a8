"""One way to answer: the whole page, or the part that htmx asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render a template whole, or only its partial where htmx swaps that part in.

    Plain, boosted and history-restore requests get the whole page. ``Vary`` keeps caches honest.

    Args:
        request: The request.
        template: Name of the template.
        context: Its variables.
        part: Name of the ``partialdef`` to answer htmx with, empty for none.
        status: 422 for an invalid form.
    """
    htmx = getattr(request, "htmx", None)
    wants_part = bool(part and htmx) and not (htmx.boosted or htmx.history_restore_request)  # type: ignore[union-attr]
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def go(to: Any, *args: Any, **parts: Any) -> HttpResponse:
    """Redirect after a post (303), so that going back or reloading posts nothing twice."""
    response = HttpResponseRedirect(resolve_url(to, *args, **parts))
    response.status_code = 303
    return response
