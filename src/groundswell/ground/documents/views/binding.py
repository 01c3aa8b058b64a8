"""The book of a language to print, and the zip to carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from groundswell.ground.documents.selectors import languages_wanted
from groundswell.ground.documents.services import book_of, book_shown, name_of, zipped
from groundswell.ground.documents.step import addresses
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


@require_safe
@door("documents.document.read", program=program_by_code)
def book(request: HttpRequest, permit: Permit, program: Program, language: str) -> HttpResponse:
    """The released documents of a language on one page, to print."""
    content = book_shown(book_of(permit, program, language), addresses(program)) | {"program": program}
    return page(request, "documents/book.html", content)


@require_safe
@door("documents.document.read", program=program_by_code)
def zip_file(request: HttpRequest, permit: Permit, program: Program) -> HttpResponseBase:
    """The books of the languages asked for, or of all, in one zip."""
    wanted = languages_wanted(program)
    asked = [tag for tag in request.GET.getlist("language") if tag in wanted]
    books = [book_of(permit, program, tag) for tag in asked or wanted or ("en",)]
    response = StreamingHttpResponse(zipped(permit, books), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name_of(books)}"'
    response["Content-Encoding"] = "identity"  # packed already
    response["X-Content-Type-Options"] = "nosniff"
    return response
