"""What hangs on a study: its clusters and its papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.before.evidence.forms import AdoptForm, AttachForm, ClustersForm
from groundswell.before.evidence.selectors import Program, Study, clusters_of, study_by_key
from groundswell.before.evidence.services import adopt_analysis, attach_file, record_clusters
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.services import store_file
from groundswell.ground.programs.selectors import evidence_rules, program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import told


@door("evidence.cluster.record", program=program_by_code, study=study_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def clusters(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """Record the clusters of a study by paste or upload; a refused row is named."""
    form = ClustersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_clusters(permit, study, form.cleaned_data["rows"])
            return go("evidence:study", program.code, study.key)
        except BadInput as refused:
            form.add_error("table", told(str(refused)))
    content = {"program": program, "study": study, "form": form, "recorded": clusters_of(permit, study)}
    return page(request, "evidence/clusters.html", content, status=422 if form.errors else 200)


@door("evidence.study.attach", program=program_by_code, study=study_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """Attach a paper or report to a study; what cannot be stored is said at the field."""
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            attach_file(permit, study, store_file(permit, program, data["file"], title=data["title"]))
            return go("evidence:study", program.code, study.key)
        except BadInput as refused:
            form.add_error("file", told(str(refused)))
    content = {"program": program, "study": study, "form": form}
    return page(request, "evidence/attach.html", content, status=422 if form.errors else 200)


@door("evidence.study.change", program=program_by_code, study=study_by_key)
@require_POST
def adopt(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """Take the result of one method over as the study's effect."""
    form = AdoptForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("No method was chosen."), _("Go back and choose one."), code="evidence.adopt")
    data = form.cleaned_data
    adopt_analysis(permit, study, data["method"], version=data["version"], level=evidence_rules(program).level)
    return go("evidence:study", program.code, study.key)
