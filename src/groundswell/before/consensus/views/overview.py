"""Who agrees, decides and objects at each level; the questions of one level; what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.consensus.forms import LevelForm
from groundswell.before.consensus.selectors import (
    answers_of,
    level_named,
    next_steps_of,
    overview_of,
    stakeholders_of,
)
from groundswell.before.consensus.services import answer_level, seen_answers
from groundswell.before.consensus.services.levels import Given
from groundswell.before.consensus.step.words import because, finding, picture_of, position_word, rows_of, warnings_of
from groundswell.domain.errors import EditedMeanwhile
from groundswell.domain.instruments.house import house_instrument
from groundswell.ground.programs.selectors import judged_by, program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import offer_again

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
FIRST_STEPS = 6


@require_safe
@door("consensus.case.read", program=program_by_code)
def consensus(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Who agrees, who decides, who objects? Those who may not read that are led to the case."""
    if not permit.allows("consensus.stakeholder.read", program):
        return go("consensus:case", program.code)
    overview = overview_of(permit, program)
    may_answer = permit.allows("consensus.readiness.record", program)
    depth = request.GET.get("level", "")
    people = stakeholders_of(permit, program)
    if depth.isdecimal():
        people = people.filter(place__depth=int(depth))
    rows = paged(request, people)
    steps = next_steps_of(permit, program)
    content = {
        "program": program,
        "answer": finding(overview),
        "because": because(overview),
        "warnings": warnings_of(overview) if overview.people else [],
        "levels": rows_of(overview, program, linked=may_answer),
        "picture": picture_of(overview.people),
        "people": rows,
        "rows": [(row, position_word(getattr(row, "position", None))) for row in rows],
        "chosen": depth,
        "numbers": judged_by("consensus", overview.rules),
        "may_change_numbers": permit.allows("programs.rules.change", program),
        "steps": list(steps[:FIRST_STEPS]),
        "today": timezone.localdate(),
        "may_record": permit.allows("consensus.stakeholder.record", program),
        "may_tell": permit.allows("consensus.story.record", program),
    }
    return page(request, "consensus/consensus.html", content)


@require_safe
@door("consensus.stakeholder.read", program=program_by_code)
def next_steps(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Next steps by day, with who takes them."""
    rows = paged(request, next_steps_of(permit, program))
    content = {"program": program, "steps": rows, "today": timezone.localdate(), "may_record": True}
    return page(request, "consensus/next.html", content)


@CHANGES
@door("consensus.readiness.record", program=program_by_code)
def level(request: HttpRequest, permit: Permit, program: Program, number: int) -> HttpResponse:
    """Answer the ten questions for one level; who saves second is told."""
    named, instrument = level_named(program, number), house_instrument("consensus")
    stored = answers_of(program).get(number, {})
    first: dict[str, object] = {"seen": seen_answers(program, number)}
    first |= {f"value-{code}": row.value for code, row in stored.items()}
    first |= {f"evidence-{code}": row.evidence for code, row in stored.items()}
    form = LevelForm(request.POST or None, initial=first, instrument=instrument)
    if request.method == "POST" and form.is_valid():
        given = {code: Given(*answer) for code, answer in form.given().items()}
        try:
            answer_level(permit, program, number, given, seen=form.cleaned_data["seen"])
            return go("consensus:consensus", program.code)
        except EditedMeanwhile as refused:
            offer_again(form, refused, seen=first["seen"])
    content = {"program": program, "form": form, "level": named}
    return page(request, "consensus/level.html", content, status=422 if form.errors else 200)
