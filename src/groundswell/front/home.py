"""The home page's three questions: what is known is answered, the rest says what is missing and where to begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates import step as gates
from groundswell.before.consensus import step as consensus
from groundswell.before.vision import step as vision
from groundswell.domain.gates.standing import Running
from groundswell.during.monitoring import step as monitoring
from groundswell.front.selectors import Spread, spread_of
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.trend import Trend, trend
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, drawing_style

FEWEST_QUARTERS = 3


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
        more: Address and words of a second link; empty where there is none.
    """

    question: str
    finding: str
    because: str = ""
    url: str = ""
    link: str = ""
    chart: Drawing | None = None
    lights: tuple[Any, ...] = field(default_factory=tuple)
    known: bool = True
    more: tuple[str, str] = ("", "")


def where_next(permit: Permit, program: Program, spread: Spread) -> Answer:
    """The next wave on record: when, how many communities, with which partners.

    Args:
        permit: A permit for the program.
        program: The program.
        spread: How far the program has come.

    Returns:
        The answer; not known when no wave lies ahead.
    """
    question = _("Where next, with whom, for how much?")
    url = reverse("programs:program", args=[program.code])
    growth = growth_of(program, spread)
    waves = Wave.objects.filter(program=program, starts_on__gt=timezone.localdate())
    ahead = waves.order_by("starts_on", "number").first()
    if ahead is None or ahead.starts_on is None:
        because = _("Name the wave, its start and its communities.")
        begin = _("Plan the next wave")
        return Answer(question, _("No further wave is planned."), because, url, begin, growth, known=False)
    finding = _("%(wave)s on %(day)s.") % {"wave": capfirst(str(ahead)), "day": day_written(ahead.starts_on)}
    return Answer(question, finding, chosen_for(ahead), url, _("See waves and communities"), growth)


def chosen_for(ahead: Wave) -> str:
    """How many communities a wave is planned for, how many are chosen, with how many partners."""
    chosen = Site.objects.filter(wave=ahead).aggregate(places=Count("id"), partners=Count("partner", distinct=True))
    count = ahead.planned_sites or chosen["places"]
    planned = ngettext("%(count)s community is planned", "%(count)s communities are planned", count)
    partners = ngettext("with %(count)s partner", "with %(count)s partners", chosen["partners"])
    words = {
        "planned": planned % {"count": number_format(count)},
        "places": number_format(chosen["places"]),
        "partners": partners % {"count": number_format(chosen["partners"])},
    }
    return _("%(planned)s; %(places)s are chosen, %(partners)s. The money is not planned here yet.") % words


def growth_of(program: Program, spread: Spread) -> Drawing | None:
    """Communities at work by quarter, from the days on which they started; None while there are fewer than two."""
    today = timezone.localdate()
    starts = Site.objects.filter(program=program, started_on__lte=today).values_list("started_on", "stopped_on")
    days = [(start, stop) for start, stop in starts if start]
    ends = quarter_ends(min((start for start, _stop in days), default=today), today)
    if len(ends) < FEWEST_QUARTERS:
        return None
    counts = [sum(start <= end and (stop is None or stop > end) for start, stop in days) for end in ends]
    title = ngettext("%(count)s community is at work", "%(count)s communities are at work", spread.active)
    figure = Trend(
        "growth",
        title % {"count": number_format(spread.active)},
        _("Communities with a start on record and no end, by quarter."),
        tuple(date_format(end, "YEAR_MONTH_FORMAT") for end in ends),
        tuple(float(count) for count in counts),
        decimals=0,
        measure=_("communities at work"),
    )
    return trend(figure, drawing_style())


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of the quarters from one day to another, and that other day itself."""
    quarters = range(first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3)
    ends = [date((quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1) - timedelta(days=1) for quarter in quarters]
    return [*ends, last]


def ready(permit: Permit, program: Program, running: Running | None = None) -> Answer:
    """Are we ready to scale? As the gate answers it, and whether the next wave may start.

    Args:
        permit: A permit for the program.
        program: The program.
        running: How the places at work hold, where monitoring told it already.
    """
    question = _("Are we ready to scale?")
    if not permit.allows("gates.verdict.read", program):
        return Answer(question, _("Not shown to you."), known=False)
    told, start = gates.home(permit, program), gates.next_start(permit, program, running)
    more = (start.url, start.link)
    if not told.studies:
        because = _("Enter evaluations of the approach, yours and others’; at least one with a comparison group.")
        url, begin = reverse("evidence:evidence", args=[program.code]), _("Enter the first evaluation")
        nothing = _("Not known yet: no evaluation is entered.")
        return Answer(question, nothing, because, url, begin, known=False, more=more)
    url = f"{reverse('gates:verdict', args=[program.code])}?{urlencode({'context': told.context})}"
    met = _("%(met)s of %(of)s conditions for an unconditional yes are met.") % {"met": told.met, "of": told.of}
    because = " ".join(part for part in (told.moved, told.sentence, met, start.sentence) if part)
    return Answer(question, told.answer, because, url, told.link, told.drawing, more=more)


@dataclass(frozen=True)
class Home:
    """All that the home page shows."""

    finding: str
    answers: tuple[Answer, ...]
    duties: tuple[monitoring.Item, ...] = ()


def home_of(permit: Permit, program: Program) -> Home:
    """The three answers and what is due, for one person in one program.

    Args:
        permit: The permit for the home page.
        program: The program.
    """
    spread = spread_of(program)
    course, told = working(permit, program)
    answers = (ready(permit, program, told.running), where_next(permit, program, spread), course)
    owned = [
        monitoring.Item(one.state, one.what, one.because, one.url, one.when) for one in vision.duties(permit, program)
    ]
    owned += [
        monitoring.Item(one.state, one.what, one.because, one.url, one.when)
        for one in consensus.duties(permit, program)
    ]
    return Home(finding_of(spread, answers, told), answers, (*owned, *told.due))


def finding_of(spread: Spread, answers: tuple[Answer, ...], told: monitoring.Home) -> str:
    """The finding of the day: how many communities are at work, and what is worst."""
    if not spread.active:
        known = [answer.finding for answer in answers if answer.known]
        return " ".join(known) or _("Three questions, and nothing known yet. Begin with the first.")
    at_work = ngettext("%(count)s community is at work.", "%(count)s communities are at work.", spread.active)
    return f"{at_work % {'count': number_format(spread.active)}} {worst_of(told)}"


def worst_of(told: monitoring.Home) -> str:
    """The worst light in a sentence."""
    pause, look = told.counts.get("pause", 0), told.counts.get("look", 0)
    if pause:
        words = ngettext(
            "%(count)s place must pause before the next wave starts.",
            "%(count)s places must pause before the next wave starts.",
            pause,
        )
        return words % {"count": number_format(pause)}
    if look:
        return ngettext("%(count)s place needs a look.", "%(count)s places need a look.", look) % {
            "count": number_format(look)
        }
    return _("Quality holds everywhere.") if told.known else _("Whether quality holds is not known yet.")


def working(permit: Permit, program: Program) -> tuple[Answer, monitoring.Home]:
    """Is it still working? As monitoring answers it, and all that monitoring tells the home page.

    Args:
        permit: A permit for the program.
        program: The program.
    """
    question = _("Is it still working as it spreads?")
    told = monitoring.home(permit, program)
    if not told.known:
        missing, begin = _("Not known yet: no light can be given."), _("See what is missing")
        return Answer(question, missing, told.because, told.url, begin, known=False), told
    because = " ".join(part for part in (told.because if not told.lights else "", told.gate) if part)
    link = _("See every district, wave and hand-over")
    return Answer(question, told.answer, because, told.url, link, told.drawing, told.lights), told
