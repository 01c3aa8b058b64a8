"""Forms of the logs and the training; who saves second is told what the first one did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.before.package.forms import (
    AdaptationForm,
    DecideForm,
    ManualTestForm,
    RowForm,
    SimplificationForm,
    TrainingForm,
)
from groundswell.before.package.selectors import (
    adaptation_by_key,
    session_by_key,
    simplification_by_key,
    test_by_key,
)
from groundswell.before.package.services import change_row, decide_proposal, record_row
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.saving import saved

if TYPE_CHECKING:
    from groundswell.before.package.models import Adaptation, ManualTest, Simplification, TrainingSession
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


def row_page(
    request: HttpRequest, permit: Permit, program: Program, of: type[RowForm], row: Any = None
) -> HttpResponse:
    """The form of one row, new or changed."""
    table = of._meta.model
    form = of(request.POST or None, instance=row, permit=permit, program=program)

    def write() -> None:
        if row is None:
            record_row(permit, program, table, **form.values())
        else:
            change_row(permit, row, version=form.cleaned_data["version"] or 0, **form.values())

    if request.method == "POST" and saved(form, write, lambda: stored_version(row)):
        return go("package:package" if of is TrainingForm else "package:logs", program.code)
    question, button = words_of(of)
    content = {"program": program, "form": form, "row": row, "question": question, "button": button}
    return page(request, "package/row_form.html", content, status=422 if form.errors else 200)


def stored_version(row: Any) -> int:
    """The version that is stored now."""
    return int(type(row).objects.values_list("version", flat=True).get(pk=row.pk)) if row else 0


def words_of(of: type[RowForm]) -> tuple[str, str]:
    """The question over a form, and the words of its button."""
    return {
        TrainingForm: (_("What is learnt in this session, with what, in how long?"), _("Save the session")),
        SimplificationForm: (_("What was dropped on the way, and why?"), _("Save what was dropped")),
        AdaptationForm: (_("What is done otherwise, where, and who agreed?"), _("Save the adaptation")),
        ManualTestForm: (_("Could somebody new do it from the manual alone?"), _("Save the test")),
    }[of]


@CHANGES
@door("package.element.record", program=program_by_code)
def record_session(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a session of the training."""
    return row_page(request, permit, program, TrainingForm)


@CHANGES
@door("package.element.record", program=program_by_code, session=session_by_key)
def change_session(request: HttpRequest, permit: Permit, program: Program, session: TrainingSession) -> HttpResponse:
    """Change a session of the training."""
    return row_page(request, permit, program, TrainingForm, session)


@CHANGES
@door("package.element.record", program=program_by_code)
def record_simplification(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record what was dropped."""
    return row_page(request, permit, program, SimplificationForm)


@CHANGES
@door("package.element.record", program=program_by_code, simplification=simplification_by_key)
def change_simplification(
    request: HttpRequest, permit: Permit, program: Program, simplification: Simplification
) -> HttpResponse:
    """Change what was written of something dropped."""
    return row_page(request, permit, program, SimplificationForm, simplification)


@CHANGES
@door("package.adaptation.record", program=program_by_code)
def record_adaptation(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record what was adapted in one place."""
    return row_page(request, permit, program, AdaptationForm)


@CHANGES
@door("package.adaptation.record", program=program_by_code, adaptation=adaptation_by_key)
def change_adaptation(request: HttpRequest, permit: Permit, program: Program, adaptation: Adaptation) -> HttpResponse:
    """Change what was written of an adaptation."""
    return row_page(request, permit, program, AdaptationForm, adaptation)


@CHANGES
@door("package.element.record", program=program_by_code)
def record_test(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a test of the manual."""
    return row_page(request, permit, program, ManualTestForm)


@CHANGES
@door("package.element.record", program=program_by_code, test=test_by_key)
def change_test(request: HttpRequest, permit: Permit, program: Program, test: ManualTest) -> HttpResponse:
    """Change what was written of a test of the manual."""
    return row_page(request, permit, program, ManualTestForm, test)


@CHANGES
@door("package.proposal.decide", program=program_by_code, adaptation=adaptation_by_key)
def decide(request: HttpRequest, permit: Permit, program: Program, adaptation: Adaptation) -> HttpResponse:
    """Decide a proposal to change the core, with the reason."""
    form = DecideForm(request.POST or None, initial={"version": adaptation.version})
    if request.method == "POST" and saved(
        form,
        lambda: decide_proposal(
            permit, adaptation, form.cleaned_data["decision"], form.cleaned_data["why"],
            version=form.cleaned_data["version"],
        ),
        lambda: adaptation_by_key(adaptation.key).version,
    ):  # fmt: skip
        if adaptation.element and form.cleaned_data["decision"] == "taken":
            return go("package:change", program.code, adaptation.element.key)
        return go("package:logs", program.code)
    content = {"program": program, "form": form, "adaptation": adaptation}
    return page(request, "package/decide.html", content, status=422 if form.errors else 200)
