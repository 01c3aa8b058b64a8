"""Reports: which are late, and the monthly form of one place."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.forms import MonthlyForm
from groundswell.during.monitoring.selectors import Place, Program
from groundswell.during.monitoring.selectors.areas import place_for, trail_of
from groundswell.during.monitoring.selectors.forms import asked_of, reported, warnings_of
from groundswell.during.monitoring.selectors.reports import due_reports, periods_due, report_at
from groundswell.during.monitoring.services import keep_draft, record_report
from groundswell.during.monitoring.step import reports as told
from groundswell.during.monitoring.views.pickers import posted, trail_items
from groundswell.ground.places.selectors import place_by_key
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import error_told

A_PAGE = 50


@require_safe
@door("monitoring.value.read", program=program_by_code)
def reports(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Reports of the last periods, late ones first."""
    place = place_for(permit, program, request.GET.get("place", ""))
    due = due_reports(permit, program, place, periods_due(), sent=request.GET.get("sent") == "1")
    listed = Paginator(due, A_PAGE).get_page(request.GET.get("page"))
    content = {
        "program": program,
        "trail": trail_items(program, trail_of(permit, program, place)),
        "listed": listed,
        "lines": [told.due_line(program, row) for row in listed],
        "all": request.GET.get("sent") == "1",
        **told.reports_page(due),
    }
    return page(request, "monitoring/reports.html", content, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@door("monitoring.value.read", program=program_by_code, place=place_by_key)
def report(request: HttpRequest, permit: Permit, program: Program, place: Place, period: str) -> HttpResponse:
    """The monthly form of one place."""
    when = parse_period(period)
    asked = asked_of(permit, program, when.kind)
    past = reported(permit, program, place, when)
    stored = report_at(permit, program, place, when)
    form = MonthlyForm(
        asked, told.last_words(asked, past, when), posted(request), initial=told.filled(asked, past, when, stored)
    )
    if request.method == "POST":
        answer = taken(request, permit.demand("monitoring.report.send", permit.target), program, place, form, period)
        if answer is not None:
            return answer
    content = {
        "program": program,
        "place": place,
        "form": form,
        "asked": asked,
        "trail": trail_items(program, trail_of(permit, program, place), told.month(when)),
        "may_send": permit.allows("monitoring.report.send", permit.target),
        **told.form_page(place, when, stored),
    }
    return page(request, "monitoring/report.html", content, status=422 if form.errors else 200)


def taken(
    request: HttpRequest, permit: Permit, program: Program, place: Place, form: MonthlyForm, period: str
) -> HttpResponse | None:
    """Keep the draft or send the report; None where the form needs a look."""
    when = parse_period(period)
    if "later" in request.POST:
        keep_draft(permit, program, place, when, form.typed())
        messages.success(request, _("Saved. Nothing is sent yet; open the report again to finish it."))
        return go("monitoring:reports", program.code)
    if not form.is_valid():
        return None
    rows = form.asked.rows(form.answers(), place.pk, when)
    reason = form.cleaned_data["reason"]
    unusual = [] if reason else warnings_of(permit, program, place, when, rows)
    try:
        if unusual:
            form.point_out(unusual)
            return None
        record_report(permit.because(reason), program, place, when, rows, words=form.cleaned_data["words"])
    except BadInput as error:
        form.add_error(None, error_told(error))
        return None
    messages.success(request, told.sent(place, when))
    return go("monitoring:reports", program.code)
