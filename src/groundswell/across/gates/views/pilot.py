"""Analysing our pilot from its own monitoring data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from groundswell.across.gates.forms import PilotForm
from groundswell.across.gates.selectors import PilotClusters, Program, outcomes_of
from groundswell.across.gates.services import analyse_pilot
from groundswell.before.evidence.selectors import study_rows
from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.style import written
from groundswell.kit.telling import error_told


@door("evidence.cluster.record", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def pilot(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Hand the communities of monitoring to a study as its clusters."""
    studies = study_rows(permit, program).filter(own=True)
    form = PilotForm(studies, outcomes_of(permit, program), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            study = form.cleaned_data["study"]
            found = analyse_pilot(permit, study, form.cleaned_data["indicator"], form.after(), form.before())
            messages.success(request, told(found))
            return go("evidence:study", program.code, study.key)
        except GroundswellError as refused:
            form.add_error(None, error_told(refused))
    content = {"program": program, "form": form, "studies": studies}
    return page(request, "gates/pilot.html", content, status=422 if form.errors else 200)


def told(found: PilotClusters) -> str:
    """What was handed over, and what was left out."""
    rows = ngettext(
        "%(n)s row of a community was handed over.", "%(n)s rows of communities were handed over.", len(found.rows)
    )
    said = rows % {"n": written(len(found.rows))}
    if not found.left_out:
        return said
    out = ngettext(
        "%(n)s community began or stopped in between and belongs to neither arm.",
        "%(n)s communities began or stopped in between and belong to neither arm.",
        found.left_out,
    )
    return f"{said} {out % {'n': written(found.left_out)}}"
