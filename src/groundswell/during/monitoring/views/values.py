"""The rows behind a number, and one value with its history and its correction."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import BadInput, Conflict
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.forms import CorrectionForm
from groundswell.during.monitoring.selectors import Indicator, Place, Program
from groundswell.during.monitoring.selectors.areas import trail_of
from groundswell.during.monitoring.selectors.rows import changes_of, rows_of, seen, value_at, within_cell
from groundswell.during.monitoring.selectors.sheets import indicator_by_key, sheeted
from groundswell.during.monitoring.selectors.spans import asked_span
from groundswell.during.monitoring.services import NewValue, correct_value
from groundswell.during.monitoring.step import rows as told
from groundswell.during.monitoring.step.overview import cell_words
from groundswell.during.monitoring.views.pickers import posted, trail_items
from groundswell.ground.places.selectors import place_by_key
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import error_told

A_PAGE = 50
BOTH = {"program": program_by_code, "indicator": indicator_by_key, "place": place_by_key}


def whole(request: HttpRequest, name: str) -> int | None:
    """A whole number of the address; None where there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else None


@require_safe
@door("monitoring.value.read", **BOTH)
def rows(request: HttpRequest, permit: Permit, program: Program, indicator: Indicator, place: Place) -> HttpResponse:
    """The values behind a number, with who entered them and when."""
    span = asked_span(request.GET.get("period", ""))
    first, last = span or (None, None)
    found, wave, depth = rows_of(permit, indicator, place, first, last), whole(request, "wave"), whole(request, "depth")
    if wave is not None:
        found = within_cell(found, program, wave, depth)
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    sheet = sheeted(indicator)
    content = {
        "program": program,
        "indicator": indicator,
        "trail": trail_items(program, trail_of(permit, program, place), indicator.name),
        "listed": listed,
        "rows": told.row_lines(program, sheet, seen(sheet, listed.object_list)),
        **told.rows_page(sheet, place, span, listed.paginator.count, cell_words(wave, depth)),
    }
    return page(request, "monitoring/rows.html", content, part="rows")


@require_http_methods(["GET", "HEAD", "POST"])
@door("monitoring.value.read", **BOTH)
def value(
    request: HttpRequest, permit: Permit, program: Program, indicator: Indicator, place: Place, period: str
) -> HttpResponse:
    """One value: what it is, what it was, and its correction."""
    when, part, sheet = parse_period(period), request.GET.get("part", ""), sheeted(indicator)
    stored = value_at(permit, indicator, place, when, part)
    form = CorrectionForm(sheet.sheet, stored, posted(request))
    if request.method == "POST" and form.is_valid():
        row = NewValue(indicator.code, place.pk, when, disaggregation=part, **form.cells)
        try:
            correct_value(permit, program, row, seen=form.cleaned_data["seen"], why=form.cleaned_data["why"])
            messages.success(request, _("The value is corrected. What it was stays in its history."))
            return go(request.get_full_path())
        except (BadInput, Conflict) as error:
            form.add_error(None, error_told(error))
    content = {
        "program": program,
        "indicator": indicator,
        "form": form,
        "trail": trail_items(program, trail_of(permit, program, place), indicator.name),
        "may_record": permit.allows("monitoring.value.record", permit.target),
        **told.value_page(sheet, place, when, stored, changes_of(permit, indicator, place, when, part)),
    }
    return page(request, "monitoring/value.html", content, status=422 if form.errors else 200)
