"""One version of a document: to read, to add, to change, to check and release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile
from groundswell.ground.documents.forms import EditionForm
from groundswell.ground.documents.selectors import INLINE, document_by_key, edition_by_key, languages_wanted
from groundswell.ground.documents.services import change_edition, record_edition, rendered, set_state
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.ground.documents.models import Document, Edition
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
RECORD = "documents.document.record"


@require_safe
@door("documents.document.read", program=program_by_code, edition=edition_by_key)
def edition(request: HttpRequest, permit: Permit, program: Program, edition: Edition) -> HttpResponse:
    """What an edition says, shows or sounds like."""
    content = {
        "program": program,
        "edition": edition,
        "text": rendered(edition.text),
        "inline": INLINE,
        "may_record": permit.allows(RECORD, edition),
        "may_release": permit.allows("documents.edition.release", edition),
        "may_see_history": permit.allows("journal.entry.read", program),
    }
    return page(request, "documents/edition.html", content)


@CHANGES
@door(RECORD, program=program_by_code, document=document_by_key)
def add(request: HttpRequest, permit: Permit, program: Program, document: Document) -> HttpResponse:
    """Add a version or a translation."""
    first = {"language": request.GET.get("language", ""), "dated": timezone.localdate()}
    form = offered(request, document, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_edition(permit, document, form.facts(), form.cleaned_data["upload"])
            return go("documents:edition", program.code, made.key)
        except (BadInput, Conflict) as refused:
            form.add_error(blamed(form), error_told(refused))
    content = {"program": program, "form": form, "document": document}
    return page(request, "documents/add.html", content, status=422 if form.errors else 200)


@CHANGES
@door(RECORD, program=program_by_code, edition=edition_by_key)
def amend(request: HttpRequest, permit: Permit, program: Program, edition: Edition) -> HttpResponse:
    """Change a draft; who saves second is told what the first one did."""
    form = offered(request, edition.document, instance=edition, initial={"version": edition.version})
    if request.method == "POST" and form.is_valid():
        sent, version = form.cleaned_data["upload"], form.cleaned_data["version"] or 0
        try:
            change_edition(permit, edition, form.facts(), sent, version=version)
            return go("documents:edition", program.code, edition.key)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=edition.version)
        except (BadInput, Conflict) as refused:
            form.add_error(blamed(form), error_told(refused))
    content = {"program": program, "form": form, "document": edition.document, "edition": edition}
    return page(request, "documents/add.html", content, status=422 if form.errors else 200)


def offered(request: HttpRequest, document: Document, **options: Any) -> EditionForm:
    """The form of an edition, with what was posted."""
    languages = languages_wanted(document.program)
    return EditionForm(request.POST or None, request.FILES or None, document=document, languages=languages, **options)


def blamed(form: EditionForm) -> str | None:
    """The field that a refusal is told at: the file where one was sent."""
    return "upload" if form.cleaned_data["upload"] else None


@require_POST
@door(RECORD, program=program_by_code, edition=edition_by_key)
def state(request: HttpRequest, permit: Permit, program: Program, edition: Edition) -> HttpResponse:
    """Say that it is checked, a draft again, or released."""
    seen = request.POST.get("version", "")
    set_state(permit, edition, request.POST.get("state", ""), version=int(seen) if seen.isdecimal() else 0)
    return go("documents:edition", program.code, edition.key)
