"""How hard a text is to read: of an edition, or of a text that is only pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.domain.documents.readability import reading_of
from groundswell.domain.errors import BadInput
from groundswell.ground.documents.forms import WordsForm
from groundswell.ground.documents.selectors import edition_by_key, languages_wanted
from groundswell.ground.documents.services import text_of
from groundswell.ground.documents.step.words import reading_shown
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.ground.documents.models import Edition
    from groundswell.ground.programs.models import Program


@require_safe
@door("documents.document.read", program=program_by_code, edition=edition_by_key)
def readability(request: HttpRequest, permit: Permit, program: Program, edition: Edition) -> HttpResponse:
    """How hard an edition is to read; where its words cannot be read here, a field to paste them into."""
    content: dict[str, Any] = {"program": program, "edition": edition, "document": edition.document}
    try:
        content |= {"found": reading_shown(reading_of(text_of(edition), edition.language))}
    except BadInput as refused:
        form = WordsForm(languages=languages_wanted(program), initial={"language": edition.language})
        content |= {"form": form, "refused": error_told(refused)}
    return page(request, "documents/words.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@door("documents.document.read", program=program_by_code)
def measure(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Measure a text that is pasted; it is not stored."""
    mine = {"language": get_language()}
    form = WordsForm(request.POST or None, languages=languages_wanted(program), initial=mine)
    content: dict[str, Any] = {"program": program, "form": form}
    if request.method == "POST" and form.is_valid():
        content["found"] = reading_shown(reading_of(form.cleaned_data["text"], form.cleaned_data["language"]))
    return page(request, "documents/words.html", content, status=422 if form.errors else 200)
