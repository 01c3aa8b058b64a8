"""What step 5 offers to home and the gate: its checks, and the duties of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.before.consensus.models import Commitment, Contact, Objection
from groundswell.before.consensus.selectors import next_steps_of
from groundswell.before.consensus.selectors.levels import Overview, whole_overview
from groundswell.before.consensus.step.words import finding, state_word
from groundswell.domain.consensus.readiness import Consensus
from groundswell.domain.gates.lines import Line, State
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit
from groundswell.kit.style import day_written, written

__all__ = ["Item", "checks", "duties"]
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """An overdue or coming duty of a person, for the home page."""

    state: str
    what: str
    because: str
    url: str
    when: str


def checks(permit: Permit, program: Program, context: str = "", wave: int | None = None) -> tuple[Line, ...]:
    """The checks of step 5 for the gate: over all stakeholders, naming nobody and showing no position.

    Args:
        permit: A permit of the person; those who may not read stakeholders are led to the case.
        program: The program.
        context: The context; step 5 is the same for all.
        wave: Number of the wave that is to start; step 5 is the same for all.

    Returns:
        The checks; a fixed number of queries.
    """
    overview = whole_overview(program)
    readable = permit.allows("consensus.stakeholder.read", program)
    link = reverse("consensus:consensus" if readable else "consensus:case", args=[program.code])
    if not overview.people:
        return (Line(5, "consensus.levels", State.NOT_RECORDED, finding(overview), link=link),)
    return (
        levels_line(overview, link),
        coordination_line(overview, link),
        leaders_line(overview, link),
        objections_line(overview, program, link),
        commitments_line(overview, program, link),
        moved_line(overview, link),
    )


def levels_line(overview: Overview, link: str) -> Line:
    """Whether every level is ready."""
    states = {view.found.state for view in overview.levels}
    below = State.UNMET if Consensus.NOT_YET in states else State.WARNING
    state = State.MET if states == {Consensus.READY} else below
    said = "; ".join(f"{view.level.name}: {state_word(view.found.state)}" for view in overview.levels)
    return Line(5, "consensus.levels", state, f"{finding(overview)}. {said}.", link=link)


def coordination_line(overview: Overview, link: str) -> Line:
    """Whether agreement at the top is carried by the levels below (lesson L2)."""
    found = overview.coordination
    if found.is_red:
        text = _("The top agrees, but nobody decides for it at: %(levels)s.") % {"levels": ", ".join(found.without)}
        return Line(5, "consensus.coordination", State.UNMET, text, link=link)
    if not found.top:
        text = _("The highest level does not agree yet.")
        return Line(5, "consensus.coordination", State.UNMET, text, link=link)
    if found.partly:
        words = [
            _("%(level)s: %(agreeing)s of %(working)s")
            % {"level": name, "agreeing": written(agreeing), "working": written(working)}
            for name, agreeing, working in found.partly
        ]
        text = _("Places where the work is and a decision-maker agrees: %(places)s.") % {"places": "; ".join(words)}
        return Line(5, "consensus.coordination", State.WARNING, text, link=link)
    return Line(5, "consensus.coordination", State.MET, _("Each level of government agrees."), link=link)


def leaders_line(overview: Overview, link: str) -> Line:
    """Whether leaders of those who take part were asked."""
    count = overview.leaders
    text = ngettext("%(n)s community leader is on record.", "%(n)s community leaders are on record.", count)
    state = State.MET if count else State.UNMET
    return Line(5, "consensus.communities", state, text % {"n": written(count)}, link=link)


def objections_line(overview: Overview, program: Program, link: str) -> Line:
    """Whether objections are answered."""
    still, of = sum(view.objections for view in overview.levels), Objection.objects.filter(stakeholder__program=program)
    total = of.count()
    text = _("%(open)s of %(of)s objections are not answered.") % {"open": written(still), "of": written(total)}
    return Line(5, "consensus.objections", State.UNMET if still else State.MET, text, link=link)


def commitments_line(overview: Overview, program: Program, link: str) -> Line:
    """Whether promises are late; the day is that of the oldest."""
    late = sum(view.overdue for view in overview.levels)
    rows = Commitment.objects.filter(stakeholder__program=program, stakeholder__left_on=None, state="open")
    first = rows.order_by("due_on").values_list("due_on", flat=True).first()
    text = ngettext("%(n)s commitment is overdue.", "%(n)s commitments are overdue.", late) % {"n": written(late)}
    state = State.UNMET if late else State.MET
    return Line(5, "consensus.commitments", state, text, due=first if late else None, link=link)


def moved_line(overview: Overview, link: str) -> Line:
    """Whether several contacts did not move somebody who does not support it."""
    stuck = sum(view.unmoved for view in overview.levels)
    text = ngettext(
        "%(n)s stakeholder did not move in %(contacts)s contacts.",
        "%(n)s stakeholders did not move in %(contacts)s contacts.",
        stuck,
    ) % {"n": written(stuck), "contacts": written(overview.rules.unmoved_contacts)}
    return Line(5, "consensus.moved", State.WARNING if stuck else State.MET, text, link=link)


def duties(permit: Permit, program: Program) -> tuple[Item, ...]:
    """Next steps that the person is named for and that are due within a week or late; one query."""
    if permit.via != "page" or not permit.allows("consensus.stakeholder.read", program):
        return ()
    today = timezone.localdate()
    rows = next_steps_of(permit, program).filter(next_owner__iexact=permit.name, next_on__lte=today + SOON)
    return tuple(item_of(row, row.next_on, program, today) for row in rows if row.next_on)


def item_of(row: Contact, day: date, program: Program, today: date) -> Item:
    """A next step as a row of the home page."""
    return Item(
        "late" if day < today else "soon", row.next_step,
        _("Step 5: %(name)s") % {"name": str(row.stakeholder)},
        reverse("consensus:stakeholder", args=[program.code, row.stakeholder.key]), day_written(day),
    )  # fmt: skip
