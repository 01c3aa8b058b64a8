"""Are we ready to scale? The verdict, its reasons, and what it stands on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.across.gates.forms import InputsForm
from groundswell.across.gates.selectors import (
    Decision,
    Judged,
    Program,
    decisions_of,
    judged,
    last_standing,
    standing,
)
from groundswell.across.gates.services import record_input, take_back_input
from groundswell.across.gates.step.sentences import because, moved_on, obliged
from groundswell.across.gates.step.words import condition_view, word_said
from groundswell.before.evidence.selectors import contexts_of
from groundswell.before.evidence.step.certainty import sheet
from groundswell.before.evidence.step.figures import forest_of
from groundswell.before.evidence.step.words import differences, grade_words, method_note
from groundswell.before.package.selectors import core_changed_after
from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.style import day_written, written
from groundswell.kit.telling import told


def context_of(request: HttpRequest, permit: Permit, program: Program) -> tuple[str, tuple[str, ...]]:
    """The context asked for, empty for all, and those there are."""
    contexts = contexts_of(permit, program)
    wanted = request.GET.get("context", "")
    return (wanted if wanted in contexts else ""), contexts


def context_shown(request: HttpRequest, permit: Permit, program: Program) -> tuple[str, tuple[str, ...]]:
    """The context asked for; where none is, that of the verdict last signed, which home speaks of too."""
    context, contexts = context_of(request, permit, program)
    last = None if "context" in request.GET else last_standing(permit, program)
    return (last.context if last and last.context in contexts else context), contexts


@door("gates.verdict.read", program=program_by_code)
@require_safe
def verdict(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The verdict of one context with everything it stands on."""
    context, contexts = context_shown(request, permit, program)
    now, signed = judged(permit, program, context), standing(permit, program, context)
    word = signed.standing_word if signed else now.verdict.word if now.verdict else "not yet"
    content = {
        "program": program,
        "context": context,
        "contexts": contexts,
        "signed": signed,
        "answer": word_said(word),
        "because": because(now, signed),
        "facts": facts_said(program, context, signed),
        "moved": moved_on(now, signed, core_changed_after(permit, program, signed.signed_at) if signed else ()),
        "may_sign": permit.allows("gates.verdict.sign", program),
        "may_overrule": permit.allows("gates.verdict.overrule", program),
        "may_type": permit.allows("gates.input.record", program),
        "earlier": paged(request, decisions_of(permit, program)),
        **evidence_shown(now),
        **reasons_shown(now, program, may_type=permit.allows("gates.input.record", program)),
    }
    return page(request, "gates/verdict.html", content)


def facts_said(program: Program, context: str, signed: Decision | None) -> str:
    """Version, context, signature, lapse and dissents, in one line."""
    version = program.package_version or _("not recorded")
    facts = _("Package version %(version)s, %(context)s.") % {
        "version": version,
        "context": context or _("all studies"),
    }
    if signed is None:
        unsigned = _("Proposed by rule; nobody has signed it yet.")
        return f"{facts} {unsigned}"
    said = _("Signed by %(person)s on %(day)s. Lapses %(lapse)s.") % {
        "person": signed.signed_name,
        "day": day_written(signed.signed_at, "DATE_FORMAT"),
        "lapse": day_written(signed.lapses_on, "DATE_FORMAT"),
    }
    count = len(signed.dissents.all())
    if not count:
        return f"{facts} {said}"
    dissents = ngettext("%(n)s dissent is recorded.", "%(n)s dissents are recorded.", count) % {"n": written(count)}
    return f"{facts} {said} {dissents}"


def evidence_shown(now: Judged) -> dict[str, Any]:
    """The forest plot and the table of certainty."""
    findings = now.assembled.findings
    return {
        "findings": findings,
        "forest": forest_of(findings),
        "method": method_note(findings.summary) if findings.summary else "",
        "differences": differences(findings.summary) if findings.summary else "",
        "grade": grade_words(findings.certainty.grade),
        "lines": sheet(findings),
    }


def reasons_shown(now: Judged, program: Program, *, may_type: bool) -> dict[str, Any]:
    """What stops it, the nine conditions of “ready”, and what it obliges us to do."""
    verdict = now.verdict
    if verdict is None:
        return {"conditions": [], "stops": [], "duties": [], "heading": now.why_not}
    views = [
        condition_view(reason, verdict, now.assembled, program.code, may_type=may_type) for reason in verdict.reasons
    ]
    conditions = [view for view in views if view.code.startswith("READY-")]
    unmet = sum(not view.met for view in conditions)
    stops = [view for view in views if not view.met and view.code.startswith(("VETO-", "RESEARCH-"))]
    return {
        "conditions": conditions,
        "unmet": unmet,
        "stops": stops if verdict.word == "not yet" else [],
        "duties": [obliged(condition, verdict) for condition in verdict.conditions],
        "heading": heading_said(verdict.word, unmet, len(conditions)),
        "machine": verdict.word,
    }


def heading_said(word: str, unmet: int, of: int) -> str:
    """The finding over the conditions."""
    numbers = {"unmet": written(unmet), "of": written(of)}
    if not unmet:
        return _("All %(of)s conditions of an unconditional yes are met") % numbers
    if word == "not yet":
        return (
            ngettext(
                "For an unconditional yes, %(unmet)s condition of %(of)s is unmet",
                "For an unconditional yes, %(unmet)s conditions of %(of)s are unmet",
                unmet,
            )
            % numbers
        )
    return (
        ngettext(
            "Why not an unconditional yes: %(unmet)s condition of %(of)s is unmet",
            "Why not an unconditional yes: %(unmet)s conditions of %(of)s are unmet",
            unmet,
        )
        % numbers
    )


@door("gates.input.record", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def inputs(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What the verdict stands on beside the studies, each with its source."""
    context, contexts = context_of(request, permit, program)
    now = judged(permit, program, context)
    form = InputsForm(now.assembled.views, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return saved(permit, program, context, form)
        except GroundswellError as refused:
            form.add_error(None, told(str(refused)))
    missing = sum(view.value is None for view in now.assembled.views)
    content = {"program": program, "context": context, "contexts": contexts, "form": form, "missing": missing}
    content["rows"] = form.rows(program)
    return page(request, "gates/inputs.html", content, status=422 if form.errors else 200)


def saved(permit: Permit, program: Program, context: str, form: InputsForm) -> HttpResponse:
    """Store each input that was touched, and go back to the verdict."""
    for name, value, source in form.changed_values():
        if value is None:
            take_back_input(permit, program, context, name, reason=source)
        else:
            record_input(permit, program, context, name, value, source=source)
    return go_to("gates:verdict", program, context)


def go_to(name: str, program: Program, context: str) -> HttpResponse:
    """Redirect to a page of this room in the same context."""
    response = go(name, program.code)
    response["Location"] += "?" + urlencode({"context": context})
    return response
