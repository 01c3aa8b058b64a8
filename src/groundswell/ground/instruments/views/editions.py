"""Instruments of a program: the list, one with its paper form and file, changing it, its versions compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import GroundswellError
from groundswell.domain.instruments.comparing import differences
from groundswell.ground.instruments.forms import FileForm, InstrumentForm, KeepForm, LanguageForm, VersionsForm
from groundswell.ground.instruments.selectors import in_use, questionnaire, rounds_by_version, versions_of
from groundswell.ground.instruments.selectors.editions import Version
from groundswell.ground.instruments.services import change_instrument, keep_edition, read_edition
from groundswell.ground.instruments.step.editions import languages_of, paper_in, rules_said, told_differences
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.telling import told

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
CHANGE = "instruments.file.change"


@require_safe
@door("instruments.round.read", program=program_by_code)
def instruments(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Every instrument that the program may ask."""
    found = [(version, questionnaire(version.instrument)) for version in in_use(permit, program)]
    content = {"program": program, "found": found, "may_change": permit.allows(CHANGE, program)}
    return page(request, "instruments/list.html", content)


@require_safe
@door("instruments.round.read", program=program_by_code)
def instrument(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """One instrument: what is asked, on which scale, by which limits, from which source."""
    versions = versions_of(permit, program, instrument)
    shown = chosen(versions, request.GET.get("version", ""))
    content = {
        "program": program,
        "version": shown,
        "is_asked": shown is versions[0],
        "asked": questionnaire(shown.instrument),
        "rules": rules_said(shown.instrument),
        "versions": versions,
        "rounds": rounds_by_version(program, instrument),
        "excel": urlencode({"instrument": instrument}),
        "languages": LanguageForm(languages_of(shown.instrument), reading(shown)),
        "may_open": permit.allows("instruments.round.open", program),
        "may_change": permit.allows(CHANGE, program),
    }
    return page(request, "instruments/instrument.html", content)


def chosen(versions: list[Version], wanted: str) -> Version:
    """The version that was asked for; the one in use without one."""
    return next((each for each in versions if each.instrument.version == wanted), versions[0])


def reading(version: Version, wanted: str = "") -> str:
    """The language in which an instrument is shown: the one asked for, else the reader's, else English."""
    tags = languages_of(version.instrument)
    return next((tag for tag in (wanted, get_language() or "", "en") if tag in tags), tags[0])


@require_safe
@door("instruments.round.read", program=program_by_code)
def paper(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """The questions on paper, in one language, to be filled in by hand."""
    shown = chosen(versions_of(permit, program, instrument), request.GET.get("version", ""))
    language = reading(shown, request.GET.get("language", ""))
    content = {
        "program": program,
        "version": shown,
        "paper": paper_in(shown.instrument, language),
        "languages": LanguageForm(languages_of(shown.instrument), language),
    }
    return page(request, "instruments/paper.html", content)


@require_safe
@door("instruments.round.read", program=program_by_code)
def file(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """The file of one version."""
    shown = chosen(versions_of(permit, program, instrument), request.GET.get("version", ""))
    name = f"{instrument}-{shown.instrument.version}.toml"
    answer = HttpResponse(shown.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{"".join(c for c in name if c.isalnum() or c in "-._")}"'
    return answer


@CHANGES
@door(CHANGE, program=program_by_code)
def change(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """Change the version in use, in one language, and keep it as the next one."""
    versions = versions_of(permit, program, instrument)
    base = chosen(versions, request.POST.get("seen", ""))
    language = (request.GET.get("language") or "en")[:16]
    form = InstrumentForm(base.instrument, language, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            given = {"reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
            made = change_instrument(permit, program, instrument, form.wanted(), **given)
        except GroundswellError as problem:
            form.add_error(None, told(str(problem)))
        else:
            messages.success(request, _("Version %(version)s is kept.") % {"version": made.version})
            return go("instruments:one", program.code, instrument)
    tags = list(dict.fromkeys([*languages_of(base.instrument), *program.languages, language]))
    content = {"program": program, "form": form, "version": base, "asked": questionnaire(base.instrument)}
    content |= {"languages": LanguageForm(tags, language)}
    return page(request, "instruments/edit.html", content, status=422 if form.errors else 200)


@CHANGES
@door(CHANGE, program=program_by_code)
def upload(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Upload a file: shown first with what it changes, kept by a second press."""
    if "keep" in request.POST:
        return keep(request, permit, program)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if form.is_valid():
        text, name = form.cleaned_data["content"]
        try:
            return preview(request, program, text, name)
        except GroundswellError as problem:
            form.add_error(None, told(str(problem)))
    content = {"program": program, "form": form}
    return page(request, "instruments/upload.html", content, status=422 if form.errors else 200)


def preview(request: HttpRequest, program: Program, text: str, name: str, form: KeepForm | None = None) -> HttpResponse:
    """What the file says, and what it changes."""
    found, now = read_edition(program, text, name)
    first = {"text": text, "seen": now.instrument.version if now else ""}
    content: dict[str, Any] = {
        "program": program, "asked": questionnaire(found), "now": now, "form": form or KeepForm(initial=first),
        "rules": rules_said(found),
        "changes": told_differences(differences(now.instrument, found)) if now else [],
    }  # fmt: skip
    return page(request, "instruments/preview.html", content, status=422 if form else 200)


def keep(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Keep the file that was shown."""
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            data = form.cleaned_data
            made = keep_edition(permit, program, data["text"], reason=data["reason"], seen=data["seen"])
        except GroundswellError as problem:
            form.add_error(None, told(str(problem)))
        else:
            messages.success(request, _("Version %(version)s is kept.") % {"version": made.version})
            return go("instruments:one", program.code, made.instrument)
    return preview(request, program, request.POST.get("text", ""), "instrument.toml", form)


@require_safe
@door("instruments.round.read", program=program_by_code)
def versions(request: HttpRequest, permit: Permit, program: Program, instrument: str) -> HttpResponse:
    """Two versions side by side."""
    found = versions_of(permit, program, instrument)
    new = chosen(found, request.GET.get("new", ""))
    before = found[min(found.index(new) + 1, len(found) - 1)]
    old = chosen(found, request.GET.get("old", "")) if request.GET.get("old") else before
    content = {
        "program": program,
        "asked": questionnaire(new.instrument),
        "form": VersionsForm(
            [each.instrument.version for each in found], old.instrument.version, new.instrument.version
        ),
        "old": old,
        "new": new,
        "changes": told_differences(differences(old.instrument, new.instrument)),
    }
    return page(request, "instruments/versions.html", content)
