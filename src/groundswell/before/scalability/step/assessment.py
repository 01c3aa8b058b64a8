"""The assessment in words: its finding, its reasons, its warnings, its picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.scalability.models import Barrier
from groundswell.before.scalability.selectors import FEWEST_SIDES, Assessment
from groundswell.ground.instruments import step as instruments
from groundswell.kit.charts.drawing import Drawing
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


def compared_of(now: Assessment) -> instruments.Grid | None:
    """Domains and questions beside those of the round before; None without one."""
    if not (now.round and now.result and now.before and now.before_result):
        return None
    return instruments.compared((now.before, now.before_result), (now.round, now.result))


def proposed(now: Assessment, barriers: Iterable[Barrier]) -> list[dict[str, str]]:
    """Questions with low answers that no open barrier names, worst first."""
    named = {barrier.item for barrier in barriers}
    items = [item for item in now.result.items if item.low and item.code not in named] if now.result else []
    items.sort(key=lambda item: (not item.critical, item.median if item.median is not None else 0.0))
    return [{"code": item.code, "words": item.words, "span": instruments.spanned(item)} for item in items]
