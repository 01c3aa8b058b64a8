"""What the page says of consensus, in sentences; and its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.consensus.models import Position, Stakeholder
from groundswell.before.consensus.models.stakeholders import POSITIONS, SIDES
from groundswell.before.consensus.selectors.levels import LevelView, Overview
from groundswell.before.consensus.selectors.stakeholders import actor_of
from groundswell.domain.consensus.readiness import Consensus
from groundswell.domain.instruments.house import house_instrument
from groundswell.kit.charts.drawing import Drawing
from groundswell.kit.charts.powermap import PowerMap, Who, power_map
from groundswell.kit.charts.stepline import Standing, StepLine, step_line
from groundswell.kit.languages import said
from groundswell.kit.style import day_written, drawing_style, written
from groundswell.kit.telling import told

MARKS = {Consensus.READY: "met", Consensus.CONDITIONAL: "look", Consensus.NOT_YET: "pause"}
MOST_NAMES, STRONG = 5, 4
KINDS = [side for side, _words in SIDES]


def state_word(state: Consensus) -> str:
    """The judgement of a level in a word."""
    words = {Consensus.READY: _("ready"), Consensus.CONDITIONAL: _("with conditions"), Consensus.NOT_YET: _("not yet")}
    return words[state]


def position_word(value: int | None) -> str:
    """Where somebody stands, without the number."""
    words = {2: _("champions it"), 1: _("supports it"), 0: _("neutral"), -1: _("doubts it"), -2: _("opposes it")}
    return words[value] if value is not None else _("not asked yet")


def names_of(overview: Overview, state: Consensus) -> str:
    """Names of the levels in that state."""
    return ", ".join(view.level.name for view in overview.levels if view.found.state is state)


def finding(overview: Overview) -> str:
    """The finding of the page: at how many levels there is consensus to start."""
    ready, of = sum(view.found.state is Consensus.READY for view in overview.levels), len(overview.levels)
    if not overview.people:
        return _("Nobody is on record yet")
    if ready == of:
        return ngettext("There is consensus to start", "There is consensus to start at each of %(of)s levels", of) % {
            "of": written(of)
        }
    if not ready:
        return ngettext(
            "There is no consensus to start yet", "There is consensus to start at none of %(of)s levels yet", of
        ) % {"of": written(of)}
    words = {"n": written(ready), "of": written(of), "names": names_of(overview, Consensus.READY)}
    return _("There is consensus to start at %(n)s of %(of)s levels: %(names)s") % words


def because(overview: Overview) -> str:
    """Why, the worst first."""
    found = overview.coordination
    red = [view.level.name for view in overview.levels if view.found.is_red]
    if not overview.people:
        return _("Record whose agreement is needed at each level, where they stand and how you know it.")
    parts = []
    if found.is_red:
        text = _("The top agrees, but nobody decides for it at: %(levels)s.")
        parts.append(text % {"levels": ", ".join(found.without)})
    if red:
        parts.append(_("Nobody who must agree is on record at: %(levels)s.") % {"levels": ", ".join(red)})
    still = sum(view.objections for view in overview.levels)
    if still:
        text = ngettext("%(n)s objection is not answered.", "%(n)s objections are not answered.", still)
        parts.append(text % {"n": written(still)})
    return " ".join(parts) or _("At each level somebody decides for it; every objection has its answer.")


def rows_of(overview: Overview, program: Any, *, linked: bool) -> list[dict[str, Any]]:
    """The levels as rows: who is on record, the support, the questions, the judgement with its reasons."""
    return [row_of(view, program, linked=linked) for view in overview.levels]


def row_of(view: LevelView, program: Any, *, linked: bool) -> dict[str, Any]:
    """One level as a row."""
    level, found = view.level, view.found
    value = found.index.value
    counts = [(side, sum(actor.side.value == side for actor in level.actors)) for side in KINDS]
    return {
        "name": capfirst(level.name),
        "mark": MARKS[found.state],
        "word": capfirst(state_word(found.state)),
        "index": written(value) if isinstance(value, float) else None,
        "n": found.index.n or 0,
        "counts": [(str(dict(SIDES)[side]), n) for side, n in counts],
        "points": written(found.points),
        "reasons": [told(reason) for reason in found.reasons],
        "gaps": [question(code) for code in found.gaps],
        "url": reverse("consensus:level", args=[program.code, level.depth]) if linked else "",
        "filter": level.depth,
    }


def question(code: str) -> str:
    """A question of the instrument in the reader's language."""
    return said(next(item.text for item in house_instrument("consensus").items if item.code == code))


def warnings_of(overview: Overview) -> list[dict[str, Any]]:
    """What needs a look beside the levels, for ``kit/parts/lights.html``."""
    found = []
    if not overview.leaders:
        found.append(("pause", _("Unmet"), _("No community leader is on record at any level.")))
    some = _("%(level)s: in %(agreeing)s of %(working)s places where the work is, a decision-maker agrees.")
    for name, agreeing, working in overview.coordination.partly:
        words = {"level": capfirst(name), "agreeing": written(agreeing), "working": written(working)}
        found.append(("look", _("Look"), some % words))
    late = sum(view.overdue for view in overview.levels)
    if late:
        text = ngettext("%(n)s commitment is overdue.", "%(n)s commitments are overdue.", late) % {"n": written(late)}
        found.append(("look", _("Look"), text))
    stuck = [person.name for person in overview.people if actor_of(person).is_unmoved(overview.rules.unmoved_contacts)]
    if stuck:
        names = {"names": ", ".join(stuck[:MOST_NAMES]) + ("…" if len(stuck) > MOST_NAMES else "")}
        names["contacts"] = written(overview.rules.unmoved_contacts)
        text = _("%(contacts)s contacts or more did not move: %(names)s. Try another way.") % names
        found.append(("look", _("Look"), text))
    return [{"state": state, "word": word, "because": text} for state, word, text in found]


def stand_of(row: Stakeholder) -> int | None:
    """Where somebody stands, as the selectors read it beside the row."""
    return actor_of(row).position


def picture_of(people: Sequence[Stakeholder]) -> Drawing | None:
    """Everybody on record by position and power; None for nobody."""
    if not people:
        return None
    strong = sum(row.power >= STRONG and (stand_of(row) or 0) < 0 for row in people)
    title = _("Nobody with much power doubts or opposes it")
    if strong:
        title = ngettext(
            "%(n)s person with much power doubts or opposes it",
            "%(n)s people with much power doubt or oppose it",
            strong,
        ) % {"n": written(strong)}
    subtitle = _("n %(n)s; band: power 4 and 5.") % {"n": written(len(people))}
    unknown = sum(stand_of(row) is None for row in people)
    if unknown:
        text = ngettext(
            "%(n)s was not asked and stands at neutral.", "%(n)s were not asked and stand at neutral.", unknown
        )
        subtitle = f"{subtitle} {text % {'n': written(unknown)}}"
    marks = tuple(Who(row.name, row.power, stand_of(row) or 0, KINDS.index(row.side)) for row in people)
    words = tuple(position_word(value) for value in (-2, -1, 0, 1, 2))
    figure = PowerMap(
        "power", title, subtitle, marks, words, tuple(str(name) for _code, name in SIDES), _("power"),  # type: ignore[arg-type]
        (_("Position"), _("Power"), _("How many"), _("Who")),
    )  # fmt: skip
    return power_map(figure, drawing_style())


def course_of(positions: Sequence[Position]) -> Drawing | None:
    """How one stakeholder's position changed; None where none is recorded."""
    if not positions:
        return None
    first, last, today = positions[0], positions[-1], timezone.localdate()
    if first.value == last.value:
        title = _("Stands where they stood at first: %(now)s") % {"now": position_word(last.value)}
    else:
        words = {"then": position_word(first.value), "now": position_word(last.value)}
        title = _("From “%(then)s” to “%(now)s”") % words
    subtitle = ngettext("%(n)s position on record.", "%(n)s positions on record.", len(positions))
    figure = StepLine(
        "course", title, subtitle % {"n": written(len(positions))},
        tuple(
            Standing(row.held_on, row.value, day_written(row.held_on, "SHORT_DATE_FORMAT"), row.evidence)
            for row in positions
        ),
        max(today, last.held_on), _("today"), tuple((value, position_word(value)) for value, _words in POSITIONS),
        (_("Since"), _("Position"), _("How it is known")),
    )  # fmt: skip
    return step_line(figure, drawing_style())
