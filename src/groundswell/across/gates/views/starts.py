"""May a wave start? The waves, the gate of one, the decision, and the decisions read again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.across.gates.forms.starts import DecideForm, DissentForm
from groundswell.across.gates.selectors import (
    Gate,
    GateDecision,
    Program,
    gate_of,
    looked_at_again,
    next_gate,
    start_by_key,
    starts_of,
    wave_numbered,
)
from groundswell.across.gates.services import decide_start, dissent_from_start
from groundswell.across.gates.step import starts as words
from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.selectors import program_by_code, waves_of
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.telling import error_told


@door("gates.start.read", program=program_by_code)
@require_safe
def waves(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The waves with their decisions, and where the next one stands."""
    decided = {row.wave_id: row for row in starts_of(permit, program).filter(superseded_by__isnull=True)}
    now = next_gate(permit, program)
    content = {
        "program": program,
        "gate": now,
        "answer": words.answer(now) if now else _("No wave is planned after the pilot"),
        "because": words.because(now) if now else "",
        "rows": [(wave, words.wave_said(wave), decided.get(wave.pk)) for wave in waves_of(permit, program)],
        "decisions": paged(request, starts_of(permit, program)),
        "may_plan": permit.allows("programs.program.change", program),
    }
    return page(request, "gates/waves.html", content)


def shown(gate: Gate, program: Program) -> dict[str, Any]:
    """What the page of a gate and the form of its decision both show."""
    return {
        "program": program,
        "gate": gate,
        "wave": gate.wave,
        "wave_said": words.wave_said(gate.wave),
        "question": words.question(gate.wave),
        "answer": words.answer(gate),
        "because": words.because(gate),
        "today": words.today_said(gate),
        "counts": words.counts(gate.start),
        "groups": words.grouped(gate.lines),
        "unchecked": words.without_checks(gate.lines),
    }


@door("gates.start.read", program=program_by_code)
@require_safe
def gate(request: HttpRequest, permit: Permit, program: Program, number: int) -> HttpResponse:
    """Every check of a wave on one page."""
    now = gate_of(permit, program, wave_numbered(permit, program, number))
    content = shown(now, program) | {
        "signature": words.signature(now.decision) if now.decision else "",
        "may_decide": permit.allows("gates.start.decide", program),
        "earlier": starts_of(permit, program).filter(wave=now.wave)[:10],
    }
    return page(request, "gates/gate.html", content)


@door("gates.start.decide", program=program_by_code)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, permit: Permit, program: Program, number: int) -> HttpResponse:
    """Decide whether the wave starts, with a reason."""
    now = gate_of(permit, program, wave_numbered(permit, program, number))
    form = DecideForm(now, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = decide_start(permit, program, now.wave, form.choice(), seen=form.cleaned_data["seen"])
        except GroundswellError as refused:
            form.add_error(None, error_told(refused))
            form.look_again()
        else:
            messages.success(request, _("The decision is kept with all that it stood on."))
            return go("gates:start", program.code, made.key)
    return page(request, "gates/decide.html", shown(now, program) | {"form": form}, status=422 if form.errors else 200)


@door("gates.start.read", program=program_by_code, start=start_by_key)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, permit: Permit, program: Program, start: GateDecision) -> HttpResponse:
    """A decision with its frozen lines, computed again and beside today."""
    form = DissentForm(request.POST or None)
    if request.method == "POST":
        permit = permit.demand("gates.start.dissent", start)
        if form.is_valid():
            dissent_from_start(permit, start, form.cleaned_data["text"])
            return go("gates:start", program.code, start.key)
    again = looked_at_again(permit, start)
    content = {
        "program": program,
        "decision": start,
        "wave_said": words.wave_said(start.wave),
        "answer": words.decided_said(start),
        "signature": words.signature(start),
        "again": again,
        "counts": words.counts(again.start),
        "groups": words.grouped(again.lines, timezone.localdate(start.decided_at)),
        "changes": words.changed(again.changes),
        "changes_said": words.changes_said(again.changes),
        "dissents": start.dissents.all(),
        "form": form,
        "may_dissent": permit.allows("gates.start.dissent", start),
        "printing": bool(request.GET.get("print")),
    }
    return page(request, "gates/start.html", content, status=422 if form.errors else 200)
