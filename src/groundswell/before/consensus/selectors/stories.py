"""Stories of the pilot, and what is objected most often; both as far as everybody may read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.before.consensus.models import Objection, Story
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

CASE = "consensus.case.read"


@dataclass(frozen=True)
class Theme:
    """What is objected, how often, and a reply that may be read by everybody.

    Args:
        words: What it is about.
        count: Objections about it.
        of: All objections.
        reply: The latest reply cleared for the page.
    """

    words: str
    count: int
    of: int
    reply: str


def stories_of(permit: Permit, program: Program, *, told: bool = True) -> QuerySet[Story]:
    """Stories, the latest first.

    Args:
        permit: A permit of the person.
        program: The program.
        told: Only those that everybody named in them agreed to; else all, for those who record them.
    """
    rows = Story.objects.filter(program=program).select_related("place", "picture", "program")
    if told:
        return permit.scope(rows.filter(consent=True), CASE)
    permit.demand("consensus.story.record", program)
    return permit.scope(rows, "consensus.story.record")


def themes_of(permit: Permit, program: Program, most: int = 3) -> list[Theme]:
    """What is objected most often, with a reply, naming nobody; one query.

    Args:
        permit: A permit to read the case: the counts are over all stakeholders, whom most readers may not see.
        program: The program.
        most: How many themes.
    """
    permit.demand(CASE, program)
    rows = list(Objection.objects.filter(stakeholder__program=program).order_by("-replied_on", "-id"))
    replies: dict[str, str] = {}
    for row in rows:
        if row.in_case:
            replies.setdefault(row.theme, row.reply)
    themes = [row.theme for row in rows]
    words = dict(Objection._meta.get_field("theme").flatchoices)
    found = [Theme(str(words[theme]), themes.count(theme), len(rows), reply) for theme, reply in replies.items()]
    return sorted(found, key=lambda theme: (-theme.count, theme.words))[:most]
