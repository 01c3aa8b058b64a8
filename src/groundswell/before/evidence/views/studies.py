"""One study: its page, its form, its withdrawal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.evidence.forms import StudyForm, WithdrawForm, initial_of
from groundswell.before.evidence.selectors import (
    Program,
    Study,
    clusters_of,
    known_of,
    study_by_key,
    study_value,
)
from groundswell.before.evidence.services import adoptable, change_study, record_study, withdraw_study
from groundswell.before.evidence.step.facts import fact_groups
from groundswell.before.evidence.step.words import measure_words
from groundswell.before.evidence.views.tables import effect_written, flags_shown, method_words, methods_table
from groundswell.domain.errors import EditedMeanwhile, GroundswellError
from groundswell.domain.evidence.checks import check_study
from groundswell.domain.stats.comparison import compare
from groundswell.ground.programs.selectors import evidence_rules, program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import told


@door("evidence.study.read", program=program_by_code, study=study_by_key)
@require_safe
def study(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """All that is recorded of one study, what does not fit, and its own analysis."""
    value, thresholds = study_value(study), evidence_rules(program)
    flags = check_study(value, thresholds)
    result = {"measure": measure_words(value.measure), "effect": effect_written(value, thresholds.level)}
    content = {
        "program": program,
        "study": study,
        "answer": capfirst(_("%(measure)s %(effect)s") % result),
        "flags": flags_shown(flags),
        "groups": fact_groups(value),
        "analysis": analysed(permit, study, thresholds.level),
        "files": study.files.select_related("file"),
        "may_change": permit.allows("evidence.study.change", study) and not study.withdrawn_at,
    }
    return page(request, "evidence/study.html", content)


def analysed(permit: Permit, study: Study, level: float) -> dict[str, Any]:
    """The analysis from the study's own clusters, or why there is none."""
    rows = clusters_of(permit, study)
    if not rows:
        return {}
    try:
        found = compare(rows, level=level)
    except GroundswellError as missing:
        return {"n": len(rows), "why": told(str(missing))}
    choices = [(name, method_words(name)) for name in adoptable(found)]
    return {"n": len(rows), "found": found, "table": methods_table(found), "choices": choices}


@door("evidence.study.record", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a study."""
    wanted = request.GET.get("known", "")
    known = next((row for row in known_of(permit, program) if str(row.key) == wanted), None)
    first = {"name": known.name, "context": known.context, "source": known.source} if known else {}
    form = StudyForm(request.POST or None, initial={"level": 0.95, "counts": True} | first)
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            made = record_study(permit, program, form.value(), form.standing(), known)
            return go("evidence:study", program.code, made.key)
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    return form_page(request, program, form, title=_("Record a study"))


@door("evidence.study.change", program=program_by_code, study=study_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """Change a study; what somebody else saved meanwhile is shown, and nothing typed is lost."""
    form = StudyForm(request.POST or None, initial=initial_of(study))
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            version = form.cleaned_data["version"] or 0
            change_study(permit, study, form.value(), form.standing(), version=version)
            return go("evidence:study", program.code, study.key)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=study_by_key(study.key).version)
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    return form_page(request, program, form, title=_("Change “%(name)s”") % {"name": study.name}, study=study)


def form_page(
    request: HttpRequest, program: Program, form: StudyForm, *, title: str, study: Study | None = None
) -> HttpResponse:
    """The form of a study, with what the checks say of what was typed."""
    flags = None
    if form.is_bound and not form.errors:
        try:
            flags = flags_shown(check_study(form.value(), evidence_rules(program)))
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    content = {"program": program, "form": form, "answer": title, "study": study, "flags": flags}
    return page(request, "evidence/study_form.html", content, status=422 if form.errors else 200)


@door("evidence.study.withdraw", program=program_by_code, study=study_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, permit: Permit, program: Program, study: Study) -> HttpResponse:
    """Take a study out of the evidence, with the reason."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_study(permit, study, form.cleaned_data["reason"])
        return go("evidence:evidence", program.code)
    content = {"program": program, "study": study, "form": form}
    return page(request, "evidence/withdraw.html", content, status=422 if form.errors else 200)
