"""Indicators: the list, the default set to pick from, one indicator with its trend, and its sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.domain.errors import Conflict
from groundswell.during.monitoring.forms import IndicatorForm
from groundswell.during.monitoring.selectors import Indicator, Program
from groundswell.during.monitoring.selectors.areas import place_for
from groundswell.during.monitoring.selectors.indicators import study_of
from groundswell.during.monitoring.selectors.sheets import defaults_left, indicator_by_key, indicators_of, sheeted
from groundswell.during.monitoring.services import adopt_indicator, change_indicator, define_indicator
from groundswell.during.monitoring.step import indicators as told
from groundswell.during.monitoring.views.pickers import picked, posted
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import error_told


@require_safe
@door("monitoring.indicator.read", program=program_by_code)
def indicators(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The program's indicators, and those of the default set that it may still take."""
    rows = [(row, sheeted(row)) for row in indicators_of(permit, program, retired=True)]
    content = {
        "program": program,
        "families": told.by_family([sheet for row, sheet in rows if row.retired_on is None]),
        "retired": [sheet for row, sheet in rows if row.retired_on is not None],
        "defaults": told.defaults_by_family(defaults_left(permit, program)),
        "answer": told.list_finding(len([row for row, _sheet in rows if row.retired_on is None])),
        "may_change": permit.allows("monitoring.indicator.change", program),
    }
    return page(request, "monitoring/indicators.html", content)


@require_POST
@door("monitoring.indicator.change", program=program_by_code)
def adopt(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Take the ticked sheets of the default set."""
    codes = request.POST.getlist("code")
    for code in codes:
        adopt_indicator(permit, program, code)
    messages.success(request, told.adopted(len(codes)))
    return go("monitoring:indicators", program.code)


@require_http_methods(["GET", "HEAD", "POST"])
@door("monitoring.indicator.change", program=program_by_code)
def define(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """An indicator of the program's own."""
    form = IndicatorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = define_indicator(permit, program, form.columns)
            return go("monitoring:indicator", program.code, made.key)
        except Conflict as error:
            form.add_error("code", error_told(error))
    content = {"program": program, "form": form, "answer": _("Define an indicator of your own")}
    return page(request, "monitoring/sheet.html", content, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door("monitoring.indicator.change", program=program_by_code, indicator=indicator_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, indicator: Indicator) -> HttpResponse:
    """Change a sheet, with the reason."""
    form = IndicatorForm(posted(request), instance=indicator)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_indicator(permit, indicator, form.columns, version=data["version"] or 0, why=data["why"])
            return go("monitoring:indicator", program.code, indicator.key)
        except Conflict as error:
            form.add_error(None, error_told(error))
    content = {
        "program": program,
        "form": form,
        "indicator": indicator,
        "answer": _("Change the sheet of {name}").format(name=indicator),
    }
    return page(request, "monitoring/sheet.html", content, status=422 if form.errors else 200)


@require_safe
@door("monitoring.value.read", program=program_by_code, indicator=indicator_by_key)
def indicator(request: HttpRequest, permit: Permit, program: Program, indicator: Indicator) -> HttpResponse:
    """One indicator at one place: its sheet, its course, and each place right below."""
    place = place_for(permit, program, request.GET.get("place", ""))
    study = study_of(permit, program, indicator, place, request.GET.get("period", ""))
    content = {
        **picked(permit, program, place, study.tree, study.span),
        "indicator": indicator,
        "study": study,
        "may_change": permit.allows("monitoring.indicator.change", program),
        **told.indicator_page(program, indicator, study),
    }
    return page(request, "monitoring/indicator.html", content)
