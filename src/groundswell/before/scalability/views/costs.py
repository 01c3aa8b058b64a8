"""The cost sheet on its page, and the forms for its lines, payers and factors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.scalability.forms import ConversionForm, CostForm, LineForm, PayerForm, SheetForm
from groundswell.before.scalability.selectors import (
    conversion_by_key,
    costline_by_key,
    costs_of,
    payer_by_key,
    sheet_of,
)
from groundswell.before.scalability.services import change_row, record_row, remove_row, set_sheet
from groundswell.before.scalability.step import costs as words
from groundswell.before.scalability.step import published
from groundswell.domain.errors import EditedMeanwhile, GroundswellError, NotFound
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.errors import conflict_of
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.before.scalability.models import Conversion, CostLine, CostRecord, CostSheet, Payer
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Thing:
    """One of the three lists of the sheet.

    Args:
        form: Its form.
        new: Question of the page that records one.
        old: Question of the page that changes one.
        why: What the page says under it.
    """

    form: type[CostForm]
    new: Any
    old: Any
    why: Any


THINGS = {
    "lines": Thing(
        LineForm, gettext_lazy("What is paid for, and how does it change with size?"),
        gettext_lazy("What has changed about this line?"),
        gettext_lazy("Give a lowest and a highest amount where you are not sure: the range of the whole follows."),
    ),
    "payers": Thing(
        PayerForm, gettext_lazy("Who pays the running cost, from when until when?"),
        gettext_lazy("What has changed about this payer?"),
        gettext_lazy("The verdict asks for how many months on end the whole running cost has a payer who is sure."),
    ),
    "conversions": Thing(
        ConversionForm, gettext_lazy("By what are amounts of another currency or year multiplied?"),
        gettext_lazy("What has changed about this factor?"),
        gettext_lazy("Nothing is converted without a factor, its day and its source."),
    ),
}  # fmt: skip


@require_safe
@door("scalability.assessment.read", program=program_by_code)
def costs(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What one community costs, what changes with size, and who pays."""
    found = costs_of(permit, program)
    content = {
        "program": program,
        "answer": words.cost_finding(found),
        "because": words.cost_because(found),
        "facts": words.cost_facts(found) if found.lines else "",
        "numbers": words.numbers_of(found),
        "wanted": words.wanted_said(found),
        "times": words.wanted_times(found),
        "chart": published.curve_of(found),
        "lines": words.line_views(found),
        "payers": words.payer_views(found),
        "payers_finding": words.payers_finding(found),
        "conversions": [(row, words.conversion_said(row)) for row in found.conversions],
        "published": published.published_rows(found),
        "volumes": found.volumes,
        "may_record": permit.allows("scalability.cost.record", program),
    }
    return page(request, "scalability/costs.html", content)


@CHANGES
@door("scalability.cost.record", program=program_by_code)
def sheet(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Say what holds for all lines."""
    stored = sheet_of(permit, program)
    form = SheetForm(request.POST or None, instance=stored, program=program)

    def write() -> CostSheet:
        return set_sheet(permit, program, form.facts(), version=form.cleaned_data["version"] or 1)

    if request.method == "POST" and form.is_valid() and written(form, stored, write):
        messages.success(request, _("The sheet is saved."))
        return go("scalability:costs", program.code)
    content = {
        "program": program,
        "form": form,
        "question": _("How large is the work, and what does one community need?"),
    }
    return page(request, "scalability/cost_row.html", content, status=422 if form.errors else 200)


def written(form: CostForm, row: CostRecord, write: Callable[[], object]) -> bool:
    """Whether it could be written; else the form says why, and saving again replaces what somebody else saved."""
    try:
        write()
    except EditedMeanwhile as refused:
        fresh = type(row)._default_manager.filter(pk=row.pk).values_list("version", flat=True).first()
        offer_again(form, refused, version=fresh or 0)
    except GroundswellError as refused:
        form.add_error(None, error_told(refused))
    except IntegrityError as error:
        known = conflict_of(error)
        if known is None:
            raise
        form.add_error(None, error_told(known))
    else:
        return True
    return False


@CHANGES
@door("scalability.cost.record", program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program, name: str) -> HttpResponse:
    """Record a line, a payer or a factor."""
    thing = thing_named(name)
    form = form_of(thing, request, permit, program)

    def write() -> CostRecord:
        return record_row(permit, program, thing.form.Meta.model, form.facts())  # type: ignore[attr-defined,no-any-return]

    if request.method == "POST" and form.is_valid() and written(form, form.instance, write):
        return go("scalability:costs", program.code)
    content = {"program": program, "form": form, "question": thing.new, "why": thing.why}
    return page(request, "scalability/cost_row.html", content, status=422 if form.errors else 200)


def thing_named(name: str) -> Thing:
    """The list that an address means.

    Raises:
        NotFound: There is none.
    """
    if name not in THINGS:
        raise NotFound(_("There is no such list."), _("Look at the cost sheet."), code="door.not_found")
    return THINGS[name]


def form_of(thing: Thing, request: HttpRequest, permit: Permit, program: Program, row: Any = None) -> CostForm:
    """The form of a list; lines need the year of the sheet."""
    year = {"year": sheet_of(permit, program).price_year} if thing.form is LineForm else {}
    return thing.form(request.POST or None, instance=row, program=program, **year)


def changed(request: HttpRequest, permit: Permit, program: Program, row: CostRecord, name: str) -> HttpResponse:
    """Change or remove a row; who saves second is told what happened and keeps what was typed."""
    thing = THINGS[name]
    form = form_of(thing, request, permit, program, row)

    def write() -> object:
        version = form.cleaned_data["version"] or 0
        if "remove" in request.POST:
            return remove_row(permit, row, version=version)
        return change_row(permit, row, form.facts(), version=version)

    if request.method == "POST" and form.is_valid() and written(form, row, write):
        return go("scalability:costs", program.code)
    content = {"program": program, "form": form, "question": thing.old, "why": thing.why, "row": row}
    return page(request, "scalability/cost_row.html", content, status=422 if form.errors else 200)


@CHANGES
@door("scalability.cost.record", program=program_by_code, costline=costline_by_key)
def change_line(request: HttpRequest, permit: Permit, program: Program, costline: CostLine) -> HttpResponse:
    """Change or remove a line."""
    return changed(request, permit, program, costline, "lines")


@CHANGES
@door("scalability.cost.record", program=program_by_code, payer=payer_by_key)
def change_payer(request: HttpRequest, permit: Permit, program: Program, payer: Payer) -> HttpResponse:
    """Change or remove a payer."""
    return changed(request, permit, program, payer, "payers")


@CHANGES
@door("scalability.cost.record", program=program_by_code, conversion=conversion_by_key)
def change_conversion(request: HttpRequest, permit: Permit, program: Program, conversion: Conversion) -> HttpResponse:
    """Change or remove a factor."""
    return changed(request, permit, program, conversion, "conversions")
