"""Stories of the pilot."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.before.consensus.models import Story
from groundswell.before.consensus.services.stakeholders import trimmed
from groundswell.domain.errors import BadInput
from groundswell.ground.journal.services import amend, note, plain
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.saving import held

RECORD = "consensus.story.record"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


@transaction.atomic
def record_story(permit: Permit, program: Program, facts: dict[str, Any]) -> Story:
    """Record a story; it is shown only once those named in it agree.

    Args:
        permit: A permit of the person.
        program: The program.
        facts: Its columns.

    Returns:
        The story.

    Raises:
        BadInput: Its picture is none, or another program's; or its place is.
    """
    permit = permit.demand(RECORD, program)
    check(program, facts)
    made = Story.objects.create(program=program, **trimmed(facts))
    note(permit, made, after=plain(facts))
    return made


@transaction.atomic
def change_story(permit: Permit, story: Story, facts: dict[str, Any], *, version: int) -> Story:
    """Change a story, or take the agreement to its telling back, unless somebody else changed it first.

    Args:
        permit: A permit of the person.
        story: The story.
        facts: Its columns as they shall be.
        version: The version that the person saw.

    Returns:
        The story.

    Raises:
        EditedMeanwhile: Somebody saved it since.
        BadInput: Its picture is none, or another program's; or its place is.
    """
    permit = permit.demand(RECORD, story)
    check(story.program, facts)
    return amend(permit, held(story, version), trimmed(facts))


def check(program: Program, facts: dict[str, Any]) -> None:
    """Refuse a picture or a place that is not the program's."""
    picture, place = facts.get("picture"), facts.get("place")
    if picture and (picture.program_id != program.pk or picture.media_type not in PICTURES):
        raise BadInput(
            _("This file is no picture of this program."),
            _("Store a PNG or JPEG among its files."),
            code="story.picture",
        )
    if place and not place.path.startswith(program.root.path):
        raise BadInput(_("This place lies outside the program."), _("Choose another."), code="consensus.place")
