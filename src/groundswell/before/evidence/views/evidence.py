"""What the studies say together, how sure we are, what is asked of them, what the next evaluation needs."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.evidence.forms import CertaintyForm, KnownForm, QuestionForm, SampleForm
from groundswell.before.evidence.selectors import (
    Program,
    contexts_of,
    findings_of,
    known_of,
    question_row,
    study_rows,
    study_value,
)
from groundswell.before.evidence.services import Known, confirm_certainty, note_known, set_question
from groundswell.before.evidence.step import words
from groundswell.before.evidence.step.certainty import Line, sheet
from groundswell.before.evidence.step.figures import forest_of
from groundswell.before.evidence.views.tables import charts, study_line
from groundswell.domain.errors import Conflict, GroundswellError
from groundswell.domain.evidence.planning import clusters_needed, power_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.telling import told


def context_of(request: HttpRequest, permit: Permit, program: Program) -> tuple[str, tuple[str, ...]]:
    """The context asked for, empty for all, and those there are."""
    contexts = contexts_of(permit, program)
    wanted = request.GET.get("context", "")
    return (wanted if wanted in contexts else ""), contexts


@door("evidence.study.read", program=program_by_code)
@require_safe
def evidence(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """All studies of one context and what they say together."""
    context, contexts = context_of(request, permit, program)
    found = findings_of(permit, program, context)
    listed = paged(request, study_rows(permit, program))
    content = {
        "program": program,
        "context": context,
        "contexts": contexts,
        "findings": found,
        "answer": words.finding(found),
        "because": words.because(found),
        "grade": words.grade_words(found.certainty.grade),
        "differences": words.differences(found.summary) if found.summary else "",
        "method": words.method_note(found.summary) if found.summary else "",
        "lines": [study_line(study_value(row), row.key, found.thresholds, counts=row.counts) for row in listed],
        "listed": listed,
        "withdrawn": study_rows(permit, program, withdrawn=True),
        "may_record": permit.allows("evidence.study.record", program),
        **charts(found, forest_of(found)),
    }
    return page(request, "evidence/evidence.html", content)


@door("evidence.study.read", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def certainty(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """How sure we are, question by question, proposed by rule and confirmed by persons."""
    context, contexts = context_of(request, permit, program)
    form = CertaintyForm(request.POST or None)
    if request.method == "POST":
        permit = permit.demand("evidence.certainty.confirm", program)
        if form.is_valid() and confirmed(permit, program, context, form):
            return go_with(context, "evidence:certainty", program)
    found = findings_of(permit, program, context)
    content = {
        "program": program,
        "context": context,
        "contexts": contexts,
        "form": form if request.method == "POST" else None,
        "grade": words.grade_words(found.certainty.grade),
        "findings": found,
        "lines": [(line, certainty_form(number, line)) for number, line in enumerate(sheet(found))],
        "may_confirm": permit.allows("evidence.certainty.confirm", program),
    }
    return page(request, "evidence/certainty.html", content, status=422 if request.method == "POST" else 200)


@door("evidence.question.set", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What is asked of the studies of one context."""
    context, contexts = context_of(request, permit, program)
    row = question_row(permit, program, context)
    seen = {"version": row.version if row else 0}
    form = QuestionForm(request.POST or None, instance=row, initial=seen)
    if request.method == "POST" and form.is_valid():
        try:
            set_question(permit, program, context, form.answers(), version=form.cleaned_data["version"] or 0)
            return go_with(context, "evidence:evidence", program)
        except Conflict as edited:
            form.add_error(None, told(str(edited)))
    content = {"program": program, "context": context, "contexts": contexts, "form": form}
    return page(request, "evidence/question.html", content, status=422 if form.errors else 200)


@door("evidence.known.note", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Studies that are known but not entered."""
    form = KnownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_known(permit, program, Known(**form.cleaned_data))
            return go("evidence:known", program.code)
        except Conflict as second:
            form.add_error("name", told(str(second)))
    content = {"program": program, "form": form, "known": known_of(permit, program)}
    return page(request, "evidence/known.html", content, status=422 if form.errors else 200)


@door("evidence.sample.plan", program=program_by_code)
@require_safe
def sample(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """How many clusters the next evaluation needs, with the arithmetic."""
    asked = "control" in request.GET
    form = SampleForm(request.GET if asked else None)
    content = {"program": program, "form": form, "answer": _("How large must the next evaluation be?")}
    if asked and form.is_valid():
        data = form.cleaned_data
        size = (data["control"], data["effect"], data["cluster_size"], data["k"])
        plan = clusters_needed(*size, power=data["power"] or 0.8, level=1 - (data["alpha"] or 0.05))
        around = [plan.clusters_per_arm + step for step in (-4, -2, 0, 2, 4) if plan.clusters_per_arm + step > 1]
        content |= {
            "plan": plan,
            "numbers": data,
            "powers": [(count, power_of(*size, count, 1 - (data["alpha"] or 0.05))) for count in around],
        }
    return page(request, "evidence/sample.html", content, part="plan", status=422 if form.errors else 200)


def confirmed(permit: Permit, program: Program, context: str, form: CertaintyForm) -> bool:
    """Whether the answer was stored; what refuses it is said at its words."""
    data = form.cleaned_data
    try:
        confirm_certainty(permit, program, context, data["question"], change=data["change"], text=data["text"])
    except GroundswellError as refused:
        form.add_error("text", told(str(refused)))
        return False
    return True


def certainty_form(number: int, line: Line) -> CertaintyForm:
    """The form that confirms one question."""
    first = {"question": line.asked, "change": line.counts, "text": line.text}
    return CertaintyForm(initial=first, auto_id=f"id_{number}_%s")


def go_with(context: str, name: str, program: Program) -> HttpResponse:
    """Redirect to a page of this room in the same context."""
    response = go(name, program.code)
    if context:
        response["Location"] += "?" + urlencode({"context": context})
    return response
