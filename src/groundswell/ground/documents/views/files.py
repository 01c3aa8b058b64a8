"""The program’s files: the list, storing one, and one’s content."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.errors import BadInput
from groundswell.ground.documents.forms import StoreForm
from groundswell.ground.documents.selectors import INLINE, PLAYED, File, Program, file_by_key, files, path_of
from groundswell.ground.documents.services import store_file
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.ranges import part_of
from groundswell.kit.telling import error_told


@door("documents.file.read", program=program_by_code)
@require_safe
def listed(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The files of a program."""
    return shown(request, permit, program, StoreForm())


@door("documents.file.store", program=program_by_code)
@require_http_methods(["POST"])
def store(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Store a file; what cannot be stored is said at the field."""
    form = StoreForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            store_file(permit, program, form.cleaned_data["upload"], title=form.cleaned_data["title"])
        except BadInput as error:
            form.add_error("upload", error_told(error))
        else:
            return go("documents:files", program.code)
    return shown(request, permit, program, form, status=422)


def shown(
    request: HttpRequest, permit: Permit, program: Program, form: StoreForm, *, status: int = 200
) -> HttpResponse:
    """The list with its form."""
    context = {
        "page": paged(request, files(permit, program)),
        "form": form if permit.allows("documents.file.store", program) else None,
        "program": program,
        "inline": INLINE,
    }
    return page(request, "documents/files.html", context, status=status)


@door("documents.file.read", program=program_by_code, file=file_by_key)
@require_safe
def download(request: HttpRequest, permit: Permit, program: Program, file: File) -> HttpResponseBase:
    """The file itself, to keep."""
    return content(request, permit, file, inline=False)


@door("documents.file.read", program=program_by_code, file=file_by_key)
@require_safe
def look(request: HttpRequest, permit: Permit, program: Program, file: File) -> HttpResponseBase:
    """A picture, PDF, sound or film, shown in the browser in a sandbox; everything else is downloaded."""
    return content(request, permit, file, inline=file.media_type in INLINE)


def content(request: HttpRequest, permit: Permit, file: File, *, inline: bool) -> HttpResponseBase:
    """The bytes with headers that let nothing in them act."""
    path = path_of(permit, file)
    tag = f'"{file.sha256}"'
    part = part_of(request, path, file.media_type, tag) if inline and file.media_type in PLAYED else None
    response = (
        part
        or get_conditional_response(request, etag=tag)
        or FileResponse(path.open("rb"), as_attachment=not inline, filename=file.filename, content_type=file.media_type)
    )
    if file.media_type in PLAYED:
        response["Accept-Ranges"], response["Content-Encoding"] = "bytes", "identity"
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    return response
