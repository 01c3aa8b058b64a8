"""What step 3 says on its page and offers to the rooms above: its checks, and its inputs to the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.scalability.models import Barrier
from groundswell.before.scalability.selectors import FEWEST_SIDES, Assessment, assessment_of, barriers_of
from groundswell.domain.evidence.statement import Recorded
from groundswell.domain.gates.lines import Line, State
from groundswell.ground.instruments import step as instruments
from groundswell.ground.programs.models import Program
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written


def finding(now: Assessment) -> str:
    """The main finding of the page."""
    if now.round is None:
        return _("Not assessed yet")
    return instruments.finding(now.result) if now.result else _("Too few answered the last round")


def because(now: Assessment) -> str:
    """Why, with what came out before."""
    if now.result is None:
        return _("Ask raters from at least three sides; each answers alone, on a phone.")
    said = instruments.because(now.result)
    was = now.before_result.score if now.before_result else None
    if now.before is None or was is None or now.result.score is None:
        return said
    words = {"was": written(was), "title": now.before.title}
    before = _("The round before, “%(title)s”, came to %(was)s.") % words
    return f"{said} {before}"


def facts_said(now: Assessment) -> str:
    """Round, day, version and raters in one line."""
    if now.round is None or now.closed_on is None:
        return ""
    parts = [_("“%(title)s”, closed on %(day)s.") % {"title": now.round.title, "day": day_written(now.closed_on)}]
    if now.round.package_version:
        parts.append(_("Package version %(version)s.") % {"version": now.round.package_version})
    if now.result:
        parts.append(raters_said(now))
    return " ".join(parts)


def raters_said(now: Assessment) -> str:
    """How many raters from which sides."""
    assert now.result is not None
    sides = ", ".join(side.words for side in now.result.sides if side.code in now.result.sides_heard)
    return ngettext("%(n)s rater: %(sides)s.", "%(n)s raters: %(sides)s.", now.result.n) % {
        "n": written(now.result.n),
        "sides": sides,
    }


def warnings_of(now: Assessment) -> list[dict[str, Any]]:
    """What makes the assessment weaker than it looks, for ``kit/parts/lights.html``."""
    if now.round is None:
        return []
    found = []
    if now.is_short_of_sides:
        found.append(_("Fewer than %(n)s sides answered.") % {"n": written(FEWEST_SIDES)})
    if now.result and now.result.is_by_originators:
        found.append(_("Only those who made the approach answered. Ask others."))
    if now.is_old:
        found.append(_("It is older than 18 months. Assess again."))
    if now.is_of_another_version:
        words = {"then": now.round.package_version, "now": now.round.program.package_version}
        found.append(_("Version %(then)s of the package was rated; now it is %(now)s.") % words)
    return [{"state": "look", "word": _("Look"), "because": text} for text in found]


def radar_of(now: Assessment) -> Drawing | None:
    """The domains, with those of the round before."""
    if now.round is None or now.result is None:
        return None
    before = (now.before, now.before_result) if now.before and now.before_result else None
    return instruments.radar_of(now.round, now.result, before)


def proposed(now: Assessment, barriers: Iterable[Barrier]) -> list[dict[str, str]]:
    """Questions with low answers that no open barrier names, worst first."""
    named = {barrier.item for barrier in barriers}
    items = [item for item in now.result.items if item.low and item.code not in named] if now.result else []
    items.sort(key=lambda item: (not item.critical, item.median if item.median is not None else 0.0))
    return [{"code": item.code, "words": item.words, "span": instruments.spanned(item)} for item in items]


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 3, for the gate and home.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        wave: Number of the wave that is to start; step 3 is the same for all.

    Returns:
        The checks; a fixed number of queries.
    """
    now, barriers = assessment_of(permit, program, context), list(barriers_of(permit, program))
    late = [row for row in barriers if row.due_on < timezone.localdate()]
    count = {"n": written(len(barriers))}
    barrier_text = ngettext("%(n)s barrier is open", "%(n)s barriers are open", len(barriers)) % count
    barrier_late = ngettext("%(n)s is late.", "%(n)s are late.", len(late)) % {"n": written(len(late))}
    first = late[0] if late else None
    found = (
        assessed(now),
        heard(now),
        critical(now, {barrier.item for barrier in barriers}),
        Line(3, "scalability.barriers", State.UNMET if late else State.MET, f"{capfirst(barrier_text)}; {barrier_late}",
              first.owner if first else "", first.due_on if first else None),
    )  # fmt: skip
    here = reverse("scalability:scalability", args=[program.code])
    return tuple(replace(line, link=here) for line in found)


def assessed(now: Assessment) -> Line:
    """Whether there is an assessment that is not too old."""
    if now.result is None:
        return Line(3, "scalability.assessed", State.NOT_RECORDED, finding(now))
    state = State.WARNING if now.is_old or now.is_of_another_version else State.MET
    return Line(3, "scalability.assessed", state, f"{finding(now)}. {facts_said(now)}")


def heard(now: Assessment) -> Line:
    """Whether three sides answered, and not only those who made the approach."""
    if now.result is None:
        return Line(3, "scalability.sides", State.NOT_RECORDED, _("Nobody was heard yet."))
    state = State.UNMET if now.is_short_of_sides or now.result.is_by_originators else State.MET
    return Line(3, "scalability.sides", state, raters_said(now))


def critical(now: Assessment, named: set[str]) -> Line:
    """Whether each critical question with a low answer has an action."""
    if now.result is None:
        return Line(3, "scalability.critical", State.NOT_RECORDED, finding(now))
    gaps = now.result.gaps
    without = [item.words for item in gaps if item.code not in named]
    if without:
        text = _("Without an action: %(items)s") % {"items": instruments.quoted(without)}
        return Line(3, "scalability.critical", State.UNMET, text)
    return Line(3, "scalability.critical", State.WARNING if gaps else State.MET, instruments.because(now.result))


def verdict_inputs(permit: Permit, program: Program, context: str = "") -> dict[str, Recorded[Any]]:
    """What step 3 supplies to the verdict: the score, and how many critical questions have low answers.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        Name to value and source; empty while no closed round has a result.
    """
    now = assessment_of(permit, program, context)
    if now.round is None or now.result is None or now.result.score is None:
        return {}
    source = _("step 3, “%(title)s”: %(raters)s") % {"title": now.round.title, "raters": raters_said(now)}
    return {
        "scalability_score": Recorded(now.result.score, source),
        "scalability_critical_gaps": Recorded(len(now.result.gaps), source),
    }
