"""Minuting the decision of step 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from groundswell.before.scalability.forms import DecisionForm
from groundswell.before.scalability.selectors import assessment_of, decisions_of, exclusions_of
from groundswell.before.scalability.services import Decided, minute_decision
from groundswell.before.scalability.step import finding
from groundswell.domain.errors import EditedMeanwhile, GroundswellError
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@require_http_methods(["GET", "HEAD", "POST"])
@door("scalability.decision.record", program=program_by_code)
def decide(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Minute a decision; who saves second is told of the first and keeps what was typed."""
    last = decisions_of(permit, program).first()
    number = last.number if last else 0
    excluded = "; ".join(row.context for row in exclusions_of(permit, program))
    form = DecisionForm(request.POST or None, initial={"seen": number, "excluded": excluded})
    if request.method == "POST" and form.is_valid():
        try:
            minute_decision(permit, program, Decided(**form.facts()), seen=form.cleaned_data["seen"] or 0)
            return go("scalability:scalability", program.code)
        except EditedMeanwhile as refused:
            offer_again(form, refused, seen=number)
        except GroundswellError as refused:
            form.add_error(None, error_told(refused))
    content = {"program": program, "form": form, "last": last, "finding": finding(assessment_of(permit, program))}
    return page(request, "scalability/decide.html", content, status=422 if form.errors else 200)
