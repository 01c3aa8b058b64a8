"""The list of imports, one import from upload to done, and taking it back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.across.exchange import tasks
from groundswell.across.exchange.forms import ReasonForm, UploadForm
from groundswell.across.exchange.selectors import (
    counts_told,
    import_by_key,
    imports_of,
    keep_to_reach,
    lines_of,
    undone_told,
    unknowns_of,
)
from groundswell.across.exchange.services import (
    Holding,
    apply_import,
    is_long,
    start_import,
    tables_for,
    undo_import,
    unmapped,
)
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.views.meanings import offered_indicators
from groundswell.across.exchange.views.onward import onward
from groundswell.domain.errors import BadInput
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.jobs.services import begin
from groundswell.kit.pages import go, page
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.across.exchange.models import Import
    from groundswell.ground.programs.models import Program

PAGE, NAMES = 50, 25


@door("exchange.import.read", program=program_by_code)
def imports(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The imports of a program, and the form for the next one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = Holding(form.cleaned_data["kind"], form.cleaned_data["sheet"])
        try:
            made = start_import(permit, program, form.cleaned_data["files"], held)
        except BadInput as error:
            form.add_error("files", error_told(error))
        else:
            return onward(request, permit, made)
    found = Paginator(imports_of(permit, program), PAGE).get_page(request.GET.get("page"))
    context = {
        "program": program, "form": form, "page": found, "may": permit.allows("exchange.import.upload", program),
        "tables": tables_for(permit, program),
    }  # fmt: skip
    return page(request, "exchange/imports.html", context, status=422 if form.errors else 200)


@door("exchange.import.read", program=program_by_code, batch=import_by_key)
def batch(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """One import: what it would do, or what it did."""
    what = request.GET.get("what", "")
    lines = Paginator(lines_of(permit, batch, what), PAGE).get_page(request.GET.get("page"))
    asked = unknowns_of(permit, batch) if batch.state == "checked" else unknowns_of(permit, batch).none()
    unknowns = Paginator(asked, NAMES).get_page(request.GET.get("names"))
    kinds = set(asked.order_by().values_list("kind", flat=True).distinct())
    context = {
        "program": program, "batch": batch, "page": lines, "unknowns": unknowns, "what": what, "reason": ReasonForm(),
        "told": counts_told(batch.counts), "undone": undone_told(batch),
        "waiting": unmapped(batch), "many_files": batch.files.count() > 1,
        "asks_places": "place" in kinds, "asks_indicators": "indicator" in kinds,
        "places": PlaceWords(program, permit).offered() if "place" in kinds else [],
        "indicators": offered_indicators(permit, program) if "indicator" in kinds else {},
        "trail": trail_to(program, str(batch)),
        "may_apply": permit.allows("exchange.import.apply", batch),
        "may_undo": permit.allows("exchange.import.undo", batch),
        "may_check": permit.allows("exchange.import.upload", batch),
    }  # fmt: skip
    return page(request, "exchange/import.html", context, part="lines")


def trail_to(program: Program, title: str) -> list[dict[str, str]]:
    """The way from the list of imports to a page."""
    return [{"title": _("Imports"), "url": reverse("exchange:imports", args=[program.code])}, {"title": title}]


@door("exchange.import.upload", program=program_by_code, batch=import_by_key)
@require_POST
def check(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """Check again, after names were matched or values changed."""
    keep_to_reach(permit, batch)
    return onward(request, permit, batch)


@door("exchange.import.apply", program=program_by_code, batch=import_by_key)
@require_POST
def apply(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """Apply what the preview promised."""
    if is_long(batch):
        job = begin(permit, tasks.apply, str(batch.key), title=_("Applying %(file)s") % {"file": batch},
                    unique_key=f"import-{batch.key}",
                    page=reverse("exchange:import", args=[program.code, batch.key]))  # fmt: skip
        return go("jobs:job", job.key)
    apply_import(permit, batch)
    messages.success(request, _("The import is applied."))
    return go("exchange:import", program.code, batch.key)


@door("exchange.import.undo", program=program_by_code, batch=import_by_key)
@require_POST
def undo(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """Take an applied import back, with the reason."""
    form = ReasonForm(request.POST)
    undone = undo_import(permit, batch, form.cleaned_data["why"] if form.is_valid() else "")
    messages.success(request, undone_told(undone))
    return go("exchange:import", program.code, batch.key)


@door("exchange.import.read", program=program_by_code, batch=import_by_key)
def refused(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """The refused rows as a file, to be mended and sent again."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    writer = csv.writer(response)
    writer.writerow([_("file"), _("row"), _("field"), _("value"), _("what to do")])
    for line in lines_of(permit, batch, "refused").iterator():
        cells = (line.filename, line.number, line.field, line.new, line.remedy)
        writer.writerow(
            [f"'{cell}" if str(cell)[:1] in "=+-@\t\r" and not isinstance(cell, int) else cell for cell in cells]
        )
    return response
