"""Step 3 on its page, and the forms for barriers and excluded contexts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.before.scalability.forms import BarrierForm, CloseForm, ExcludeForm
from groundswell.before.scalability.selectors import (
    INSTRUMENT,
    assessment_of,
    barrier_by_key,
    barriers_of,
    decisions_of,
    exclusion_by_key,
    exclusions_of,
)
from groundswell.before.scalability.services import (
    BarrierFacts,
    change_barrier,
    close_barrier,
    end_exclusion,
    exclude_context,
    record_barrier,
)
from groundswell.before.scalability.step import (
    because,
    compared_of,
    facts_said,
    finding,
    proposed,
    radar_of,
    warnings_of,
)
from groundswell.domain.errors import EditedMeanwhile
from groundswell.ground.instruments.selectors import rounds_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import offer_again

if TYPE_CHECKING:
    from groundswell.before.scalability.models import Barrier, Exclusion
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("scalability.assessment.read", program=program_by_code)
def scalability(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Can it grow, and what stands in the way?"""
    now, barriers = assessment_of(permit, program), list(barriers_of(permit, program))
    may_record = permit.allows("scalability.barrier.record", program)
    content = {
        "program": program,
        "answer": finding(now),
        "because": because(now),
        "facts": facts_said(now),
        "warnings": warnings_of(now),
        "radar": radar_of(now),
        "compared": compared_of(now),
        "now": now,
        "barriers": barriers,
        "late": sum(row.due_on < timezone.localdate() for row in barriers),
        "today": timezone.localdate(),
        "proposed": proposed(now, barriers) if may_record else [],
        "removed": paged(request, barriers_of(permit, program, closed=True)),
        "excluded": list(exclusions_of(permit, program)),
        "rounds": list(rounds_of(permit, program, INSTRUMENT)[:20]),
        "instrument": INSTRUMENT,
        "may_record": may_record,
        "decisions": list(decisions_of(permit, program)[:20]),
        "may_decide": permit.allows("scalability.decision.record", program),
        "may_exclude": permit.allows("scalability.context.exclude", program),
        "may_open": permit.allows("instruments.round.open", program),
    }
    return page(request, "scalability/scalability.html", content)


@CHANGES
@door("scalability.barrier.record", program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record something that stands in the way; a low answer fills in the words."""
    now = assessment_of(permit, program)
    first = {"item": request.GET.get("item", ""), "words": ""}
    if now.result:
        first["words"] = next((item.words for item in now.result.items if item.code == first["item"]), "")
    form = BarrierForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        record_barrier(permit, program, facts_of(form), now.round)
        return go("scalability:scalability", program.code)
    return page(
        request, "scalability/barrier.html", {"program": program, "form": form}, status=422 if form.errors else 200
    )


@CHANGES
@door("scalability.barrier.record", program=program_by_code, barrier=barrier_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, barrier: Barrier) -> HttpResponse:
    """Change a barrier; who saves second is told what the first one did."""
    form = BarrierForm(request.POST or None, instance=barrier, initial={"version": barrier.version})
    if request.method == "POST" and form.is_valid():
        try:
            change_barrier(permit, barrier, facts_of(form), version=form.cleaned_data["version"] or 0)
            return go("scalability:scalability", program.code)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=barrier.version)
    content = {"program": program, "form": form, "barrier": barrier}
    return page(request, "scalability/barrier.html", content, status=422 if form.errors else 200)


def facts_of(form: BarrierForm) -> BarrierFacts:
    """What the form says of a barrier."""
    return BarrierFacts(**{name: form.cleaned_data[name] for name in ("words", "action", "owner", "due_on", "item")})


@CHANGES
@door("scalability.barrier.record", program=program_by_code, barrier=barrier_by_key)
def close(request: HttpRequest, permit: Permit, program: Program, barrier: Barrier) -> HttpResponse:
    """Close a barrier, saying how it was removed."""
    form = CloseForm(request.POST or None, initial={"version": barrier.version})
    if request.method == "POST" and form.is_valid():
        close_barrier(permit, barrier, form.cleaned_data["how"], version=form.cleaned_data["version"])
        return go("scalability:scalability", program.code)
    content = {"program": program, "form": form, "barrier": barrier}
    return page(request, "scalability/close.html", content, status=422 if form.errors else 200)


@CHANGES
@door("scalability.context.exclude", program=program_by_code)
def exclude(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Exclude a context, with the reason."""
    form = ExcludeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        exclude_context(permit, program, form.cleaned_data["context"], form.cleaned_data["reason"])
        return go("scalability:scalability", program.code)
    content: dict[str, Any] = {"program": program, "form": form}
    return page(request, "scalability/exclude.html", content, status=422 if form.errors else 200)


@require_POST
@door("scalability.context.exclude", program=program_by_code, exclusion=exclusion_by_key)
def include(request: HttpRequest, permit: Permit, program: Program, exclusion: Exclusion) -> HttpResponse:
    """Take an exclusion back."""
    end_exclusion(permit, exclusion)
    return go("scalability:scalability", program.code)
