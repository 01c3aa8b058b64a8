"""Signing a verdict, overruling it, and reading the signed ones."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.across.gates.forms import DissentForm, OverruleForm, SignForm
from groundswell.across.gates.selectors import (
    Decision,
    Judged,
    Program,
    decision_by_key,
    decisions_of,
    fingerprint,
    judged,
    packed,
    replayed,
)
from groundswell.across.gates.services import Override, dissent_from, sign_verdict
from groundswell.across.gates.step.sentences import because
from groundswell.across.gates.step.words import signed_reasons, word_said
from groundswell.across.gates.views.verdict import context_of, go_to
from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import told


def seen_in(now: Judged) -> dict[str, Any]:
    """The fingerprint of what the person sees."""
    return {"seen": fingerprint(packed(now.assembled.inputs, now.assembled.thresholds))}


@door("gates.verdict.sign", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Sign the verdict that the rule gives."""
    context, _contexts = context_of(request, permit, program)
    now = judged(permit, program, context)
    form = SignForm(request.POST or None, initial=seen_in(now))
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            sign_verdict(permit, program, context, reason=data["reason"], seen=data["seen"])
            return go_to("gates:verdict", program, context)
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    return signing_page(request, program, context, now, form)


@door("gates.verdict.overrule", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def overrule(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Overrule the rule with a signed reason; both are shown ever after."""
    context, _contexts = context_of(request, permit, program)
    now = judged(permit, program, context)
    form = OverruleForm(now.verdict.word if now.verdict else "", request.POST or None, initial=seen_in(now))
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            override = Override(data["word"], data["override_reason"])
            sign_verdict(permit, program, context, override=override, seen=data["seen"])
            return go_to("gates:verdict", program, context)
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    return signing_page(request, program, context, now, form, overruling=True)


def signing_page(
    request: HttpRequest,
    program: Program,
    context: str,
    now: Judged,
    form: SignForm | OverruleForm,
    *,
    overruling: bool = False,
) -> HttpResponse:
    """The page on which a verdict is signed or overruled."""
    content = {
        "program": program,
        "context": context,
        "form": form,
        "answer": word_said(now.verdict.word) if now.verdict else _("There is no verdict to sign yet"),
        "because": because(now),
        "verdict": now.verdict,
        "overruling": overruling,
    }
    return page(request, "gates/sign.html", content, status=422 if form.errors else 200)


@door("gates.verdict.read", program=program_by_code, decision=decision_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, permit: Permit, program: Program, decision: Decision) -> HttpResponse:
    """A signed verdict with its frozen reasons, its dissents, and whether it can be computed again."""
    form = DissentForm(request.POST or None)
    if request.method == "POST":
        permit = permit.demand("gates.verdict.dissent", decision)
        if form.is_valid():
            dissent_from(permit, decision, form.cleaned_data["text"])
            return go("gates:decision", program.code, decision.key)
    again = replayed(decision)
    content = {
        "program": program,
        "decision": decision,
        "context": decision.context,
        "answer": word_said(decision.standing_word),
        "machine": word_said(decision.word),
        "again": again,
        "again_said": word_said(again.word) if again.word else "",
        "reasons": signed_reasons(decision.verdict["reasons"], again),
        "dissents": decision.dissents.all(),
        "others": decisions_of(permit, program, decision.context).exclude(pk=decision.pk)[:10],
        "form": form,
        "may_dissent": permit.allows("gates.verdict.dissent", decision),
    }
    return page(request, "gates/decision.html", content, status=422 if form.errors else 200)
