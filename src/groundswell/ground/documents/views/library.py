"""The program's documents: the list, one of them, and in which languages they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import EditedMeanwhile
from groundswell.ground.documents.forms import DocumentForm, NarrowForm
from groundswell.ground.documents.selectors import (
    document_by_key,
    documents_of,
    editions_of,
    languages_wanted,
    translations_of,
)
from groundswell.ground.documents.services import change_document, record_document
from groundswell.ground.documents.step import because, finding, listed, shelves, shown
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import offer_again

if TYPE_CHECKING:
    from groundswell.ground.documents.models import Document
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
RECORD = "documents.document.record"


@require_safe
@door("documents.document.read", program=program_by_code)
def library(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The documents, with the versions of their languages."""
    all_of_them = translations_of(permit, program)
    narrow = NarrowForm(request.GET, languages=all_of_them.languages)
    found = paged(request, documents_of(permit, program, **narrow.narrowed()))
    content = {
        "program": program,
        "answer": finding(all_of_them),
        "because": because(all_of_them),
        "narrow": narrow,
        "page": found,
        "rows": listed(found.object_list, all_of_them.languages),
        "may_record": permit.allows(RECORD, program),
    }
    return page(request, "documents/library.html", content)


@require_safe
@door("documents.document.read", program=program_by_code)
def languages(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Every document in every language that is needed."""
    found = translations_of(permit, program)
    content = {"program": program, "answer": finding(found), "because": because(found), "table": shown(found)} | {
        "shelves": shelves(found)
    }
    return page(request, "documents/languages.html", content)


@require_safe
@door("documents.document.read", program=program_by_code, document=document_by_key)
def document(request: HttpRequest, permit: Permit, program: Program, document: Document) -> HttpResponse:
    """One document with its editions."""
    content = {
        "program": program,
        "document": document,
        "editions": editions_of(permit, document),
        "row": listed([document], languages_wanted(program))[0],
        "may_record": permit.allows(RECORD, document),
        "may_see_history": permit.allows("journal.entry.read", program),
    }
    return page(request, "documents/document.html", content)


@CHANGES
@door(RECORD, program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a document."""
    form = DocumentForm(request.POST or None, languages=languages_wanted(program))
    if request.method == "POST" and form.is_valid():
        made = record_document(permit, program, form.facts())
        messages.success(request, _("The document is recorded. Add its first version."))
        return go("documents:document", program.code, made.key)
    content = {"program": program, "form": form}
    return page(request, "documents/record.html", content, status=422 if form.errors else 200)


@CHANGES
@door(RECORD, program=program_by_code, document=document_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, document: Document) -> HttpResponse:
    """Change what is said of a document; who saves second is told what the first one did."""
    tags, seen = languages_wanted(program), {"version": document.version}
    form = DocumentForm(request.POST or None, instance=document, languages=tags, initial=seen)
    if request.method == "POST" and form.is_valid():
        try:
            change_document(permit, document, form.facts(), version=form.cleaned_data["version"] or 0)
            return go("documents:document", program.code, document.key)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=document.version)
    content = {"program": program, "form": form, "document": document}
    return page(request, "documents/record.html", content, status=422 if form.errors else 200)
