"""The package on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.before.package.selectors import elements_of, training_sessions_of
from groundswell.before.package.step import because, checks, finding, matrix
from groundswell.before.package.step.words import lights
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@require_safe
@door("package.package.read", program=program_by_code)
def package(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What exactly is it that we spread?"""
    elements = list(elements_of(permit, program))
    content = {
        "program": program,
        "answer": finding(elements),
        "because": because(elements),
        "kinds": matrix(elements),
        "retired": elements_of(permit, program, retired=True),
        "training": training_sessions_of(permit, program),
        "lights": lights(checks(permit, program)),
        "may_record": permit.allows("package.element.record", program),
    }
    return page(request, "package/package.html", content)
