"""Pages of elements: one element, its form, setting it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.package.forms import ElementForm, RetireForm
from groundswell.before.package.selectors import core_changes_of, element_by_key, frozen_element
from groundswell.before.package.services import change_element, record_element, retire_element
from groundswell.before.package.step.words import hole_words
from groundswell.domain.package.coverage import holes_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import saved

if TYPE_CHECKING:
    from groundswell.before.package.models import Element
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("package.package.read", program=program_by_code, element=element_by_key)
def element(request: HttpRequest, permit: Permit, program: Program, element: Element) -> HttpResponse:
    """One element: what it is, why it is needed, how it is checked and learnt, how it changed."""
    facts = frozen_element(element)
    content = {
        "program": program,
        "element": element,
        "facts": facts,
        "documents": list(element.documents.all()),
        "holes": [hole_words(hole) for hole in holes_of(facts)],
        "changes": core_changes_of(permit, program).filter(element=element),
        "may_record": permit.allows("package.element.record", program),
    }
    return page(request, "package/element.html", content)


@CHANGES
@door("package.element.record", program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record an element."""
    form = ElementForm(request.POST or None, program=program, initial={"kind": request.GET.get("kind", "core")})
    if request.method == "POST" and saved(
        form, lambda: record_element(permit, program, form.facts(), form.work_changed()), lambda: 0
    ):
        return go("package:package", program.code)
    content = {"program": program, "form": form}
    return page(request, "package/element_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("package.element.record", program=program_by_code, element=element_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, element: Element) -> HttpResponse:
    """Change an element; who saves second is told what the first one did."""
    form = ElementForm(request.POST or None, instance=element, program=program)
    if request.method == "POST" and saved(
        form,
        lambda: change_element(
            permit, element, form.facts(), version=form.cleaned_data["version"] or 0, work=form.work_changed()
        ),
        lambda: element_by_key(element.key).version,
    ):
        return go("package:element", program.code, element.key)
    content = {"program": program, "form": form, "element": element}
    return page(request, "package/element_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("package.element.record", program=program_by_code, element=element_by_key)
def retire(request: HttpRequest, permit: Permit, program: Program, element: Element) -> HttpResponse:
    """Set an element aside, with the reason."""
    form = RetireForm(request.POST or None, initial={"version": element.version})
    if request.method == "POST" and saved(
        form,
        lambda: retire_element(permit, element, form.cleaned_data["why"], version=form.cleaned_data["version"]),
        lambda: element_by_key(element.key).version,
    ):
        return go("package:package", program.code)
    content = {"program": program, "form": form, "element": element}
    return page(request, "package/retire.html", content, status=422 if form.errors else 200)
