"""Releases: releasing a version, reading one, and what differs from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.package.forms import ReleaseForm
from groundswell.before.package.selectors import frozen_package, release_by_key, releases_of
from groundswell.before.package.services import release_version
from groundswell.before.package.step import checks
from groundswell.before.package.step.books import languages_held
from groundswell.before.package.step.releases import compared, documents_held, held_finding, in_words, release_finding
from groundswell.domain.gates.lines import State
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.lights import lights
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import saved

if TYPE_CHECKING:
    from groundswell.before.package.models import Release
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door("package.package.read", program=program_by_code)
def releases(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """All versions, the latest first."""
    rows = paged(request, releases_of(permit, program).defer("frozen"))
    content = {
        "program": program, "releases": rows, "may_release": permit.allows("package.version.release", program),
    }  # fmt: skip
    return page(request, "package/releases.html", content)


@require_safe
@door("package.package.read", program=program_by_code, release=release_by_key)
def release(request: HttpRequest, permit: Permit, program: Program, release: Release) -> HttpResponse:
    """One version: what it held, and what differs from the version before it."""
    before = releases_of(permit, program).filter(on__lte=release.on).exclude(pk=release.pk).first()
    differences = compared(before.frozen, release.frozen) if before else []
    content = {
        "program": program,
        "release": release,
        "before": before,
        "answer": release_finding(release.version, before.version if before else "", differences),
        "differences": differences,
        "elements": in_words(release.frozen),
        "documents": documents_held(release.frozen),
        "held": held_finding(release.frozen),
        "languages": list(languages_held(release.frozen).items()),
    }
    return page(request, "package/release.html", content)


@CHANGES
@door("package.version.release", program=program_by_code)
def new(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Release a version: what differs from the last one, and what is still missing, stand above the button."""
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and saved(
        form,
        lambda: release_version(
            permit, program, form.cleaned_data["name"], form.cleaned_data["notes"], on=form.cleaned_data["on"]
        ),
        lambda: 0,
    ):
        return go("package:releases", program.code)
    last = releases_of(permit, program).first()
    missing = [line for line in checks(permit, program) if line.state is not State.MET]
    content = {
        "program": program,
        "form": form,
        "last": last,
        "differences": compared(last.frozen, frozen_package(permit, program)) if last else [],
        "lights": lights(missing),
    }
    return page(request, "package/release_form.html", content, status=422 if form.errors else 200)
