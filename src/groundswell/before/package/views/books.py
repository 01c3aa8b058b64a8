"""The whole package in one language: a page to print, and a zip to carry; as it is today, and as it was released."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from groundswell.before.package.selectors import frozen_package, release_by_key, target_languages
from groundswell.before.package.step.books import book_from, book_released, languages_held
from groundswell.ground.documents.services import Book, book_shown, name_of, zipped
from groundswell.ground.documents.step import addresses
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page

if TYPE_CHECKING:
    from groundswell.before.package.models import Release
    from groundswell.ground.programs.models import Program


@require_safe
@door("package.package.read", program=program_by_code)
def book(request: HttpRequest, permit: Permit, program: Program, language: str) -> HttpResponse:
    """The package as it is today, to print."""
    return printed(
        request,
        program,
        book_from(permit, program, frozen_package(permit, program), language),
        reverse("package:zip", args=[program.code]),
    )


@require_safe
@door("package.package.read", program=program_by_code, release=release_by_key)
def release_book(
    request: HttpRequest, permit: Permit, program: Program, release: Release, language: str
) -> HttpResponse:
    """A version of the package as it was, to print."""
    zip_url = reverse("package:release_zip", args=[program.code, release.key])
    return printed(request, program, book_released(permit, release, language), zip_url)


@require_safe
@door("package.package.read", program=program_by_code)
def zip_file(request: HttpRequest, permit: Permit, program: Program) -> HttpResponseBase:
    """The package as it is today, in the languages asked for, or in all of the target."""
    languages = asked(request, target_languages(permit, program))
    frozen = frozen_package(permit, program)
    return sent(permit, [book_from(permit, program, frozen, tag) for tag in languages])


@require_safe
@door("package.package.read", program=program_by_code, release=release_by_key)
def release_zip(request: HttpRequest, permit: Permit, program: Program, release: Release) -> HttpResponseBase:
    """A version of the package as it was, in the languages asked for, or in all that it holds."""
    languages = asked(request, list(languages_held(release.frozen)))
    return sent(permit, [book_released(permit, release, tag) for tag in languages])


def asked(request: HttpRequest, offered: Sequence[str]) -> list[str]:
    """The languages that an address names, of those that are offered; all without one."""
    named = [tag for tag in request.GET.getlist("language") if tag in offered]
    return named or list(offered) or ["en"]


def printed(request: HttpRequest, program: Program, book: Book, zip_url: str) -> HttpResponse:
    """The page of a book."""
    content = book_shown(book, addresses(program)) | {"program": program, "zip_url": zip_url}
    return page(request, "package/book.html", content)


def sent(permit: Permit, books: Sequence[Book]) -> HttpResponseBase:
    """Books in one zip, which goes out in pieces."""
    version = slugify(books[0].version.replace(".", "-"))
    name = name_of(books).removesuffix(".zip") + (f"-{version}.zip" if version else ".zip")
    response = StreamingHttpResponse(zipped(permit, books), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Encoding"] = "identity"  # packed already
    response["X-Content-Type-Options"] = "nosniff"
    return response
