"""Pages of the vision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.vision.forms import AdoptForm, PairForm, Rows, VisionForm
from groundswell.before.vision.selectors import adoptions_of, frozen_of, stored_vision, vision_of, whole_seen
from groundswell.before.vision.services import adopt_vision, change_vision, set_rows
from groundswell.before.vision.step import finding, ledger_finding, ledger_of, lines_of
from groundswell.before.vision.step.words import LIST_WORDS, SHEET, compared, in_short
from groundswell.domain.errors import GroundswellError
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import error_told

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("vision.vision.read", program=program_by_code)
def vision(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """The vision on one page."""
    stored = stored_vision(permit, program)
    context = {
        "program": program,
        "stored": stored,
        "vision": stored.vision,
        "facts": in_short(stored.vision),
        "total": sum(row.number for row in stored.lists["areas"]),
        "finding": finding(stored),
        "lines": lines_of(stored, program),
        "can_change": permit.allows("vision.vision.change", program),
        "can_adopt": permit.allows("vision.vision.adopt", program),
    }
    return page(request, "vision/vision.html", context)


@require_safe
@door("vision.vision.read", program=program_by_code)
def ledger(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """The eleven steps: who sees to each, by when, and what is wrong."""
    stored = stored_vision(permit, program)
    context = {
        "program": program,
        "finding": ledger_finding(stored),
        "rows": ledger_of(stored),
        "can_change": permit.allows("vision.vision.change", program),
    }
    return page(request, "vision/ledger.html", context)


@require_safe
@door("vision.vision.read", program=program_by_code)
def versions(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Two versions side by side, or a version beside what stands now; what changed is marked."""
    found, now = adoptions_of(permit, program), stored_vision(permit, program)
    form = PairForm(found, request.GET or None)
    old, new = form.pair(frozen_of(now))
    table = compared(old.frozen, new.frozen) if old and new else []
    changed, same = [row for row in table if row.differs], [row for row in table if not row.differs]
    context = {"program": program, "versions": found, "form": form}
    context |= {"old": old, "new": new, "changed": changed, "same": same}
    return page(request, "vision/versions.html", context, status=422 if form.errors else 200)


@require_safe
@door("vision.vision.read", program=program_by_code)
def sheet(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """The vision on one sheet of paper."""
    stored = stored_vision(permit, program)
    context = {
        "program": program,
        "stored": stored,
        "vision": stored.vision,
        "facts": in_short(stored.vision, SHEET),
        "total": sum(row.number for row in stored.lists["areas"]),
        "finding": finding(stored),
        "ledger": ledger_of(stored),
    }
    return page(request, "vision/sheet.html", context)


@CHANGES
@door("vision.vision.change", program=program_by_code)
def change(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Write the vision's own fields."""
    form = VisionForm(request.POST if request.method == "POST" else None, instance=vision_of(permit, program))
    if form.is_valid():
        try:
            change_vision(permit, program, form.cleaned_data["version"] or 0, **form.values())
        except GroundswellError as problem:
            form.add_error(None, error_told(problem))
        else:
            messages.success(request, _("The vision is saved."))
            return go("vision:vision", program.code)
    return page(request, "vision/change.html", {"program": program, "form": form}, status=422 if form.errors else 200)


@CHANGES
@door("vision.vision.change", program=program_by_code)
def rows(request: HttpRequest, permit: Permit, program: Any, name: str) -> HttpResponse:
    """Write one list of the vision: areas, stages, people, ledger or minutes."""
    posted = request.POST if request.method == "POST" else None
    listed, status = Rows(name, stored_vision(permit, program), permit, posted), 200
    if listed.is_valid():
        try:
            set_rows(permit, program, name, listed.rows(), seen=listed.seen)
        except GroundswellError as problem:
            listed.error = error_told(problem)
        else:
            messages.success(request, _("The list is saved."))
            return go("vision:ledger" if name == "ledger" else "vision:vision", program.code)
    if posted is not None:
        status = 422
    context = {"program": program, "listed": listed, "words": LIST_WORDS[name]}
    return page(request, "vision/rows.html", context, status=status)


@CHANGES
@door("vision.vision.adopt", program=program_by_code)
def adopt(request: HttpRequest, permit: Permit, program: Any) -> HttpResponse:
    """Sign the vision as a version."""
    stored = stored_vision(permit, program)
    form = AdoptForm(request.POST if request.method == "POST" else None, initial={"seen": whole_seen(stored)})
    if form.is_valid():
        try:
            adopt_vision(permit, program, **form.cleaned_data)
        except GroundswellError as problem:
            form.add_error(None, error_told(problem))
        else:
            messages.success(request, _("The vision is adopted."))
            return go("vision:versions", program.code)
    context = {
        "program": program,
        "form": form,
        "finding": finding(stored),
        "lines": [line for line in lines_of(stored, program) if line.state in ("unmet", "warning")],
    }
    return page(request, "vision/adopt.html", context, status=422 if form.errors else 200)
