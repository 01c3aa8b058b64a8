"""Stories of the pilot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.consensus.forms import StoryForm
from groundswell.before.consensus.selectors import stories_of, story_by_key
from groundswell.before.consensus.services import change_story, record_story
from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.ground.programs.selectors import program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import offer_again
from groundswell.kit.telling import error_told

if TYPE_CHECKING:
    from groundswell.before.consensus.models import Story
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
RECORD = "consensus.story.record"


@require_safe
@door(RECORD, program=program_by_code)
def stories(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """All stories, with who agreed to their telling."""
    rows = paged(request, stories_of(permit, program, told=False))
    return page(request, "consensus/stories.html", {"program": program, "stories": rows})


@CHANGES
@door(RECORD, program=program_by_code)
def add_story(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a story."""
    form = StoryForm(request.POST or None, permit=permit, program=program)
    if request.method == "POST" and form.is_valid():
        try:
            record_story(permit, program, form.facts())
            return go("consensus:stories", program.code)
        except BadInput as refused:
            form.add_error(None, error_told(refused))
    return page(request, "consensus/story.html", {"program": program, "form": form}, status=422 if form.errors else 200)


@CHANGES
@door(RECORD, program=program_by_code, story=story_by_key)
def change_told(request: HttpRequest, permit: Permit, program: Program, story: Story) -> HttpResponse:
    """Change a story, or take the agreement to its telling back."""
    form = StoryForm(request.POST or None, instance=story, permit=permit, program=program)
    if request.method == "POST" and form.is_valid():
        try:
            change_story(permit, story, form.facts(), version=form.cleaned_data["version"] or 0)
            return go("consensus:stories", program.code)
        except EditedMeanwhile as refused:
            offer_again(form, refused, version=story.version)
        except BadInput as refused:
            form.add_error(None, error_told(refused))
    content = {"program": program, "form": form, "story": story}
    return page(request, "consensus/story.html", content, status=422 if form.errors else 200)
