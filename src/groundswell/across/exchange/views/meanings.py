"""Asking what columns and names mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.across.exchange.formats.geojson import features_of, suggest_properties
from groundswell.across.exchange.formats.guess_state import Known
from groundswell.across.exchange.formats.mapping_file import mapping_from_dict
from groundswell.across.exchange.formats.mapping_guess import guess_mapping
from groundswell.across.exchange.formats.mapping_words import mapping_sentences
from groundswell.across.exchange.formats.place_guess import guess_places
from groundswell.across.exchange.forms import ColumnsForm, PlacesForm, PropertiesForm, SurveyForm
from groundswell.across.exchange.selectors import (
    file_by_key,
    import_by_key,
    indicator_known,
    keep_to_reach,
    known_words,
    unknowns_of,
)
from groundswell.across.exchange.services import (
    KINDS,
    Answer,
    answer_unknowns,
    file_of,
    say_mapping,
    with_missing_words,
)
from groundswell.across.exchange.services.reading import Opened, kept
from groundswell.across.exchange.services.tables.naming import place_told
from groundswell.across.exchange.views.onward import onward
from groundswell.domain.errors import GroundswellError
from groundswell.domain.monitoring.indicators import DEFAULT_INDICATORS
from groundswell.during.monitoring.selectors.sheets import indicators_of
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import page
from groundswell.kit.telling import error_told, told

if TYPE_CHECKING:
    from groundswell.across.exchange.models import Import, ImportFile, Unknown
    from groundswell.ground.programs.models import Program

FIRST_ROWS = 6


@door("exchange.import.upload", program=program_by_code, stored=file_by_key)
def columns(request: HttpRequest, permit: Permit, program: Program, stored: ImportFile) -> HttpResponse:
    """Which column is what: asked once, shown with the first rows, remembered by the headers."""
    keep_to_reach(permit, stored.batch)
    file = file_of(stored)
    form, sentences = form_for(permit, stored, file, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return onward(request, permit, say_mapping(permit, stored, mapping_of(form)))
    rows = (
        [[row.shown_at(at) for at in range(len(row.values))] for row in file.table.rows[:FIRST_ROWS]]
        if file.table
        else []
    )
    trail = [
        {"title": _("Imports"), "url": reverse("exchange:imports", args=[program.code])},
        {"title": str(stored.batch), "url": reverse("exchange:import", args=[program.code, stored.batch.key])},
        {"title": _("Columns")},
    ]
    context = {
        "trail": trail, "program": program, "stored": stored, "form": form, "sentences": sentences, "rows": rows,
        "headers": file.table.headers if file.table else (), "kind": type(form).__name__,
    }  # fmt: skip
    return page(request, "exchange/columns.html", context, status=422 if form.errors else 200)


def form_for(permit: Permit, stored: ImportFile, file: Opened, data: QueryDict | None) -> tuple[Any, tuple[str, ...]]:
    """The form that fits a file, and what the guess understood, in sentences."""
    kind = stored.batch.kind
    if file.table is None:
        return PropertiesForm(suggest_properties(features_of(file.data, name=file.name)), data), ()
    if kind == "places":
        return PlacesForm(file.table, guess_places(file.table), data), ()
    if kind == "survey":
        return SurveyForm(file.table, data), ()
    known = Known(*known_words(permit, stored.batch.program))
    if stored.mapping:
        guess = mapping_from_dict(stored.mapping)
    else:
        guess = with_missing_words(stored, guess_mapping(file.table, known))
    return ColumnsForm(file.table, guess, data), tuple(map(told, mapping_sentences(guess, file.table)))


def mapping_of(form: Any) -> dict[str, Any]:
    """The mapping that a valid form describes, as plain values."""
    if isinstance(form, ColumnsForm):
        return form.answered.to_dict()
    return kept(form.plan() if isinstance(form, SurveyForm) else form.mapping())


@door("exchange.import.upload", program=program_by_code, batch=import_by_key)
@require_POST
def names(request: HttpRequest, permit: Permit, program: Program, batch: Import) -> HttpResponse:
    """What unknown names mean; afterwards the preview is made again."""
    for unknown in unknowns_of(permit, batch):
        try:
            answer = answer_of(request.POST, unknown, permit, program)
            if answer is not None:
                answer_unknowns(permit, batch, [answer])
        except GroundswellError as error:
            messages.error(request, error_told(error))
    return onward(request, permit, batch)


def answer_of(data: QueryDict, unknown: Unknown, permit: Permit, program: Program) -> Answer | None:
    """What the form says of one name; nothing said leaves it waiting."""
    said = data.get(f"name-{unknown.key}", "")
    other = data.get(f"other-{unknown.key}", "").strip()
    if other and not said:
        return named(unknown, other, permit, program)
    how, _colon, what = (said or data.get(f"all-{unknown.kind}", "")).partition(":")
    if how == "leave":
        return Answer(unknown, "leave")
    if how == "match":
        return Answer(unknown, "match", what)
    if how == "make":
        above = data.get(f"under-{unknown.key}") or data.get("under", "")
        return Answer(unknown, "make", what, place_told(permit, program, above) if unknown.kind == "place" else None)
    return None


def named(unknown: Unknown, text: str, permit: Permit, program: Program) -> Answer:
    """A name that means what a person wrote: a place by its name or code, an indicator by its code."""
    if unknown.kind == "place":
        return Answer(unknown, "match", str(place_told(permit, program, text).key))
    code = text.split()[0]
    known = indicator_known(program, code)
    return Answer(unknown, "match" if known else "make", code)


def offered_indicators(permit: Permit, program: Program) -> dict[str, list[tuple[str, str]]]:
    """What an unknown indicator may mean: one of the program's or a default sheet, by code; or a new one of a kind."""
    mine = {row.code: str(row) for row in indicators_of(permit, program)}
    defaults = {sheet.code: gettext(sheet.name) for sheet in DEFAULT_INDICATORS if sheet.code not in mine}
    words = {
        "count": _("make it: a count that may be added up"),
        "stock": _("make it: a stock, the last one counts"),
        "share": _("make it: a share with numerator and denominator"),
        "alone": _("make it: a number that stands alone and is never added up"),
    }
    return {"known": [*mine.items(), *defaults.items()], "new": [(f"make:{kind}", words[kind]) for kind in KINDS]}
