"""The one-page case: on the screen, as a file, as the text of a mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_info, override
from django.views.decorators.http import require_safe

from groundswell.before.consensus.forms import ChooseForm
from groundswell.before.consensus.step.case import READERS, Case, case_of, in_plain_text
from groundswell.before.evidence.selectors import contexts_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page

if TYPE_CHECKING:
    from groundswell.ground.programs.models import Program


def chosen(request: HttpRequest, permit: Permit, program: Program) -> tuple[ChooseForm, dict[str, str]]:
    """The form with what the address asks for; what it does not know falls back to the first choice."""
    contexts = contexts_of(permit, program)
    form = ChooseForm(request.GET or None, contexts=contexts)
    form.is_valid()
    known = getattr(form, "cleaned_data", {})
    picked = {
        "reader": known.get("reader") or "minister",
        "language": known.get("language") or (get_language() or "en").split("-")[0],
        "context": known.get("context") or "",
    }
    return ChooseForm(initial=picked, contexts=contexts), picked


def content(request: HttpRequest, permit: Permit, program: Program, *, pictures: bool = True) -> dict[str, Any]:
    """What all three forms of the case show."""
    form, picked = chosen(request, permit, program)
    case = case_of(permit, program, picked["reader"], picked["language"], picked["context"])
    return {
        "program": program,
        "form": form,
        "case": case,
        "reader": READERS[picked["reader"]],
        "language": get_language_info(picked["language"]),
        "sheet": sheet_of(case, picked["language"], program if pictures else None),
        "query": urlencode(picked),
        "closed": not permit.allows("consensus.stakeholder.read", program),
    }


def sheet_of(case: Case, language: str, program: Program | None) -> str:
    """The page itself, in its own language; pictures need the program's address."""
    with override(language):
        return render_to_string("consensus/sheet.html", {"case": case, "program": program})


@require_safe
@door("consensus.case.read", program=program_by_code)
def case(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The case for the reader chosen, to print."""
    return page(request, "consensus/case.html", content(request, permit, program))


def style() -> str:
    """The sheet's own style, for the file that stands alone."""
    found = finders.find("consensus/case.css")
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


@require_safe
@door("consensus.case.read", program=program_by_code)
def keep(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The case as one file that needs nothing else, to send or to keep."""
    shown = content(request, permit, program, pictures=False) | {"style": style()}
    response = HttpResponse(render_to_string("consensus/file.html", shown), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="case-{program.code}.html"'
    return response


@require_safe
@door("consensus.case.read", program=program_by_code)
def send(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """The case as the text of a mail, to copy or to send."""
    shown = content(request, permit, program)
    with override(shown["language"]["code"]):
        text = in_plain_text(shown["case"])
    shown |= {"text": text, "mail": f"mailto:?subject={quote(shown['case'].title)}&body={quote(text)}"}
    return page(request, "consensus/send.html", shown)
