"""The journal of a program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.ground.journal.forms import NarrowForm
from groundswell.ground.journal.selectors import entries, last_seal, lines
from groundswell.kit.door import Permit, door
from groundswell.kit.finders import finder
from groundswell.kit.pages import page
from groundswell.kit.paging import paged


@door("journal.entry.read", program=finder("program"))
@require_safe
def journal(request: HttpRequest, permit: Permit, program: object) -> HttpResponse:
    """Who did what, when and why, and what it changed; newest first."""
    form = NarrowForm(request.GET)
    rows = paged(request, entries(permit, **form.narrowed()))
    context = {"page": rows, "lines": lines(rows), "narrow": form, "seal": last_seal()}
    return page(request, "journal/journal.html", context, part="rows")
