"""The home page's three questions: what is known is answered, the rest says what is missing and where to begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates import step as gates
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Answer:
    """One question with its answer, or with what is missing for one.

    Args:
        question: The question.
        finding: The answer in a sentence; what is missing where it is not known.
        because: Why, with the numbers it stands on.
        url: Where to see more, or to begin.
        link: The words of that link.
        chart: The picture beside it.
        lights: Rows for ``kit/parts/lights.html``.
        known: Whether it is answered.
    """

    question: str
    finding: str
    because: str = ""
    url: str = ""
    link: str = ""
    chart: Drawing | None = None
    lights: tuple[Any, ...] = field(default_factory=tuple)
    known: bool = True


def where_next(permit: Permit, program: Program) -> Answer:
    """The next wave on record: when, how many communities, with which partners.

    Args:
        permit: A permit for the program.
        program: The program.

    Returns:
        The answer; not known when no wave lies ahead.
    """
    question = _("Where next, with whom, for how much?")
    url = reverse("programs:program", args=[program.code])
    today = timezone.localdate()
    ahead = Wave.objects.filter(program=program, starts_on__gt=today).order_by("starts_on", "number").first()
    if ahead is None:
        return Answer(question, _("No further wave is planned."), _("Name the wave, its start and its communities."), url,
                      _("Plan the next wave"), known=False)  # fmt: skip
    chosen = Site.objects.filter(wave=ahead).aggregate(places=Count("id"), partners=Count("partner", distinct=True))
    count = ahead.planned_sites or chosen["places"]
    finding = _("%(wave)s on %(day)s.") % {"wave": str(ahead).capitalize(), "day": date_format(ahead.starts_on)}
    because = ngettext("%(count)s community is planned", "%(count)s communities are planned", count) % {
        "count": number_format(count)
    }
    partners = ngettext("with %(count)s partner", "with %(count)s partners", chosen["partners"]) % {
        "count": number_format(chosen["partners"])
    }
    chosen_words = _("%(places)s are chosen, %(partners)s.") % {
        "places": number_format(chosen["places"]), "partners": partners,
    }  # fmt: skip
    return Answer(question, finding, f"{because}; {chosen_words}", url, _("See waves and communities"))


def ready(permit: Permit, program: Program) -> Answer:
    """Are we ready to scale? As the gate answers it.

    Args:
        permit: A permit for the program.
        program: The program.
    """
    question = _("Are we ready to scale?")
    if not permit.allows("gates.verdict.read", program):
        return Answer(question, _("Not shown to you."), known=False)
    told = gates.home(permit, program)
    url = reverse("gates:verdict", args=[program.code]) + (f"?{urlencode({'context': told.context})}" if told.context else "")
    if not told.studies:
        return Answer(question, _("Not known yet: no evaluation is entered."),
                      _("Enter the evaluations of the approach, your own pilot and others; one with a comparison group is the least."),
                      reverse("evidence:evidence", args=[program.code]), _("Enter the first evaluation"), known=False)  # fmt: skip
    met = _("%(met)s of %(of)s conditions for an unconditional yes are met.") % {"met": told.met, "of": told.of}
    return Answer(question, told.answer, f"{told.sentence} {met}", url, told.link, told.drawing)


@dataclass(frozen=True)
class Home:
    """All that the home page shows."""

    finding: str
    answers: tuple[Answer, ...]
    duties: tuple[Any, ...] = ()


def home_of(permit: Permit, program: Program) -> Home:
    """The three answers and what is due, for one person in one program.

    Args:
        permit: The permit for the home page.
        program: The program.
    """
    answers = (ready(permit, program), where_next(permit, program))
    return Home(answers[0].finding, answers)
