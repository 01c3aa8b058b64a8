"""The package on one page, and its logs on another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.before.package.selectors import (
    INSTRUMENT,
    adaptations_of,
    elements_of,
    proposals_of,
    rating_of,
    releases_of,
    simplifications_of,
    tests_of,
    training_sessions_of,
    written_in,
)
from groundswell.before.package.step import because, checks, finding, logs_finding, matrix
from groundswell.before.package.step.languages import shelves
from groundswell.before.package.step.words import rating_words
from groundswell.ground.instruments.selectors import rounds_of
from groundswell.ground.programs.selectors import judged_by, package_rules, program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.lights import lights
from groundswell.kit.pages import page
from groundswell.kit.paging import paged

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@require_safe
@door("package.package.read", program=program_by_code)
def package(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What exactly is it that we spread?"""
    elements, rating = list(elements_of(permit, program)), rating_of(permit, program)
    rules = package_rules(program)
    content = {
        "program": program,
        "answer": finding(elements),
        "because": because(elements),
        "kinds": matrix(elements),
        "retired": elements_of(permit, program, retired=True),
        "training": list(training_sessions_of(permit, program)),
        "lights": lights(checks(permit, program)),
        "shelves": shelves(written_in(permit, program)),
        "rating": rating,
        "rated": rating_words(rating, rules),
        "rounds": list(rounds_of(permit, program, INSTRUMENT)[:20]),
        "instrument": INSTRUMENT,
        "numbers": judged_by("package", rules),
        "may_change_numbers": permit.allows("programs.rules.change", program),
        "latest": releases_of(permit, program).defer("frozen").first(),
        "may_record": permit.allows("package.element.record", program),
        "may_release": permit.allows("package.version.release", program),
        "may_open": permit.allows("instruments.round.open", program),
    }
    return page(request, "package/package.html", content)


@require_safe
@door("package.package.read", program=program_by_code)
def logs(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """What was dropped, what was adapted where, what is proposed, and how the manual did with somebody new."""
    proposals = list(proposals_of(permit, program)[:50])
    adaptations = paged(request, adaptations_of(permit, program))
    content = {
        "program": program,
        "answer": logs_finding(adaptations.paginator.count, sum(not row.decision for row in proposals)),
        "proposals": proposals,
        "adaptations": adaptations,
        "simplifications": simplifications_of(permit, program),
        "tests": tests_of(permit, program),
        "may_record": permit.allows("package.element.record", program),
        "may_adapt": permit.allows("package.adaptation.record", program),
        "may_decide": permit.allows("package.proposal.decide", program),
    }
    return page(request, "package/logs.html", content)
