"""What step 6 says on its pages and offers to the rooms above: its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.consensus.step.facts import Fact, evidence
from groundswell.before.evidence.selectors import findings_of
from groundswell.before.evidence.step.words import because as average
from groundswell.before.policy.models import AREAS, Ask, Policy, Review
from groundswell.before.policy.selectors import STANDINGS, Dated, frozen, register_of
from groundswell.domain.gates.lines import Line
from groundswell.domain.policy.blocks import Block, blocks_of
from groundswell.domain.policy.checks import check_policies
from groundswell.domain.policy.facts import Register
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import policy_rules
from groundswell.kit.calendars import CalendarEntry
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written
from groundswell.kit.telling import told

MARKS = {"supportive": "holds", "neutral": "none", "inhibiting": "look", "blocking": "pause",
         "settled": "done", "idle": "later"}  # fmt: skip
PAGES = {"asks": "policy:asks", "expiry": "policy:calendar"}


@dataclass(frozen=True)
class Cell:
    """One area of the checklist in one jurisdiction.

    Args:
        place: The jurisdiction.
        area: Code of the area.
        state: Mark of the light: ``holds`` reviewed, ``none`` not yet.
        words: What is known, in words.
        url: Where a review is noted; empty for who may not.
    """

    place: Place
    area: str
    state: str
    words: str
    url: str = ""


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 6, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; policies are the same for all.
        wave: Number of the wave that is to start; None for any.

    Returns:
        The checks, told in the reader's language, each with the address where it is mended; a fixed number of queries.
    """
    return lines_of(register_of(permit, program), program, wave)


def lines_of(register: Register, program: Program, wave: int | None = None) -> tuple[Line, ...]:
    """The checks of what is known, with their addresses."""
    found = check_policies(register, timezone.localdate(), wave, policy_rules(program))
    return tuple(
        replace(
            line, text=told(line.text),
            link=reverse(PAGES.get(line.code.partition(".")[2], "policy:policy"), args=[program.code]),
        )
        for line in found
    )  # fmt: skip


def finding(register: Register) -> str:
    """The main finding of the page."""
    today = timezone.localdate()
    blocking = len(blocks_of(register, today))
    hindering = sum(policy.hinders and policy.in_force_on(today) for policy in register.policies)
    if blocking:
        return ngettext("One policy blocks us", "%(n)s policies block us", blocking) % {"n": written(blocking)}
    if hindering:
        return ngettext(
            "One policy hinders us, none blocks", "%(n)s policies hinder us, none blocks", hindering
        ) % {"n": written(hindering)}  # fmt: skip
    if register.policies or register.reviews:
        return _("No policy on record stands in the way")
    return _("Nobody has looked at the policies yet")


def because(register: Register) -> str:
    """What blocks where, and what was won."""
    found = blocks_of(register, timezone.localdate())
    parts = [blocked_said(block) for block in found]
    won = sum(ask.state == "won" for ask in register.asks)
    standing = sum(ask.state == "open" for ask in register.asks)
    if standing or won:
        asked = ngettext("%(n)s ask is open", "%(n)s asks are open", standing) % {"n": written(standing)}
        parts.append(ngettext("%(asked)s; %(n)s was won.", "%(asked)s; %(n)s were won.", won)
                     % {"asked": asked, "n": written(won)})  # fmt: skip
    if not register.policies and not register.reviews:
        parts.append(_("Begin with the ten areas of the checklist below."))
    return " ".join(parts)


def blocked_said(block: Block) -> str:
    """What one policy blocks, in a sentence."""
    n = len(block.places)
    places = ngettext("%(n)s place where we work", "%(n)s places where we work", n) % {"n": written(n)}
    waves = ", ".join(written(wave) for wave in sorted(block.waves))
    words = {"title": block.policy.title, "places": places, "waves": waves}
    if not waves:
        return _("“%(title)s”: %(places)s.") % words
    return ngettext(
        "“%(title)s”: %(places)s, wave %(waves)s.", "“%(title)s”: %(places)s, waves %(waves)s.", len(block.waves)
    ) % words  # fmt: skip


def checklist(
    program: Program, places: Sequence[Place], reviews: Iterable[Review], *, may_record: bool
) -> list[tuple[str, list[Cell]]]:
    """Each area of the checklist with its state in each jurisdiction."""
    newest: dict[tuple[str, int], Review] = {}
    for review in reviews:
        newest.setdefault((review.area, review.place_id), review)
    url = reverse("policy:review", args=[program.code]) if may_record else ""
    return [
        (str(words), [_cell(place, area, newest.get((area, place.pk)), url) for place in places])
        for area, words in AREAS
    ]


@dataclass(frozen=True)
class Listed:
    """One policy as the list shows it: its mark, and what it does in a word."""

    policy: Policy
    mark: str
    word: str


def listed(policy: Policy, on: date) -> Listed:
    """A policy with what it does on a day."""
    return Listed(policy, *stance_of(policy, on))


def _cell(place: Place, area: str, review: Review | None, url: str) -> Cell:
    there = f"{url}?area={area}&place={place.key}" if url else ""
    if review is None:
        return Cell(place, area, "none", _("not reviewed"), there)
    found = review.found or _("nothing found")
    return Cell(place, area, "holds", f"{day_written(review.on)}: {found}", there)


def stance_of(policy: Policy, on: date) -> tuple[str, str]:
    """Mark and word of how a policy stands on a day."""
    standing = frozen(policy).standing_on(on)
    return MARKS[standing], str(STANDINGS[standing])


def asks_said(asks: Sequence[Ask], today: date) -> str:
    """How many asks are open, and how many of them are late."""
    if not asks:
        return _("Nothing is asked of anybody now")
    late = sum(bool(ask.deadline and ask.deadline < today) for ask in asks)
    said = ngettext("One ask is open", "%(n)s asks are open", len(asks)) % {"n": written(len(asks))}
    behind = ngettext("one is late", "%(n)s are late", late) % {"n": written(late)}
    return f"{said}; {behind}" if late else said


def by_month(days: Iterable[Dated]) -> list[tuple[date, list[Dated]]]:
    """Days of the calendar by the first of their month."""
    return [(first, list(group)) for first, group in groupby(days, key=lambda day: day.on.replace(day=1))]


def proof_of(permit: Permit, program: Program) -> Fact:
    """What the studies of step 2 say together, with interval, n and certainty; or why there is nothing to say."""
    found = findings_of(permit, program)
    said = evidence(found)
    return Fact(f"{said.text} {average(found)}", said.basis) if found.summary else said


def entries(days: Iterable[Dated], absolute: Callable[[str], str], program: Program) -> list[CalendarEntry]:
    """The calendar as calendar programs read it.

    Args:
        days: Its days.
        absolute: Makes an address whole.
        program: The program.
    """
    titles = {"event": "%(title)s", "deadline": _("Due: %(title)s"), "end": _("Ends: %(title)s")}
    page = absolute(reverse("policy:calendar", args=[program.code]))
    return [
        CalendarEntry(
            f"{day.kind}-{day.key}@groundswell", day.on, titles[day.kind] % {"title": day.title}, day.where,
            "\n".join(part for part in (day.who, day.note) if part), page, day.version, day.kind == "deadline",
            day.done, day.dropped,
        )
        for day in days
    ]  # fmt: skip
